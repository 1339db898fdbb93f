"""A craft file: read like a story, with ids, places and hints."""

import json

import jsonschema
import yaml

from project import CRAFT
from star2anki.diagnostics import Code, Severity
from star2anki.scenario.craft import Craft
from star2anki.scenario.dump import dump
from star2anki.scenario.load_craft import LoadedCraft, load_craft
from star2anki.yamlfile.schema import schema_text

HEAD = "id: ways-to-tell-5kq7\ntitle: Ways to tell\n"
RULE = "{rule: Say it., fails: Well., why_it_fails: Nobody knows., passes: Forty.}"
PHRASE = "{{phrase: {}, sentence: We pulled together., fault: we, why_it_fails: Who?, say_instead: I rang.}}"


def read(text: str) -> LoadedCraft:
    return load_craft("craft/tell.yaml", (HEAD + text).encode())


def told(text: str) -> list[tuple[str, str, int, int]]:
    found = read(text).diagnostics
    return [(each.code, each.severity, each.location.line, each.location.column) for each in found]


def test_what_is_written_is_read_back() -> None:
    craft = Craft.model_validate(CRAFT)
    loaded = load_craft("tell.yaml", dump(craft).encode())
    assert (loaded.craft, loaded.diagnostics) == (craft, ())


def test_an_item_takes_its_id_from_its_words_unless_it_has_one() -> None:
    craft = read(f"telling_rules: [{RULE}]\nweak_phrases: [{PHRASE.format('pulled together')}]\n").craft
    assert craft
    assert (craft.telling_rules[0].key, craft.weak_phrases[0].key) == ("say-it", "pulled-together")
    named = read("telling_rules: [{id: own, " + RULE[1:] + "]\n").craft
    assert named
    assert named.telling_rules[0].key == "own"


def test_a_repeated_item_is_an_error_at_its_place() -> None:
    assert told(f"telling_rules:\n  - {RULE}\n  - {RULE}\n") == [(Code.DUPLICATE_ID, Severity.ERROR, 5, 5)]


def test_a_phrase_that_its_sentence_does_not_have_is_an_error_at_its_place() -> None:
    assert told(f"weak_phrases:\n  - {PHRASE.format('pulled apart')}\n") == [(Code.BAD_VALUE, Severity.ERROR, 4, 14)]
    assert not told(f"weak_phrases:\n  - {PHRASE.format('PULLED   together')}\n")


def test_a_misspelt_key_is_an_error_with_the_right_one() -> None:
    (found,) = read("telling_rule: []\n").diagnostics
    assert (found.code, found.hint) == (Code.UNKNOWN_KEY, 'did you mean "telling_rules"?')


def test_an_id_without_a_tail_is_a_hint() -> None:
    (found,) = load_craft("craft/tell.yaml", b"id: tell\ntitle: Ways to tell\n").diagnostics
    assert (found.code, found.severity, found.location.line) == (Code.ID_WITHOUT_TAIL, Severity.HINT, 1)
    assert "a peer's craft file of the same name takes its place" in found.hint


def test_a_file_that_is_no_yaml_is_an_error() -> None:
    loaded = load_craft("craft/tell.yaml", b"id: [\n")
    assert loaded.craft is None
    assert Code.YAML_SYNTAX in {each.code for each in loaded.diagnostics}


def test_the_schema_for_editors_accepts_what_the_program_accepts() -> None:
    schema = json.loads(schema_text(Craft))
    jsonschema.validate(yaml.safe_load(dump(Craft.model_validate(CRAFT))), schema)
