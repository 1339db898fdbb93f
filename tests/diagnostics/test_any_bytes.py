"""Whatever a file contains, reading it gives what it should or says what is wrong, and where. Never a traceback."""

import json
import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from project import CRAFT, FRAMEWORK
from star2anki.decks.lock import BadLockError, Lock
from star2anki.decks.recipe import load_recipe
from star2anki.diagnostics import Diagnostic, has_errors
from star2anki.scenario.craft import Craft
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import Framework, load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.load_craft import load_craft

FRAMEWORKS, _ = load_frameworks({})

STORY = """\
id: late-train-7q2m
title: The late train
question: When did you fail?
framework: amazon-leadership-principles
principle: Ownership
situation:
  target: 30s
  strong_example: >
    The train stood still, and it was ten to nine.
    Nobody said a word.
  key_phrases: [stood still, "ten to nine"]
task: I had to call.
action: |
  I called.

  - first the office
  - then 'home'
result: They waited.   # for an hour
reflection: {target: 15s, by_level: {Senior: Call early., Staff: 'Leave early.'}}
follow_ups:
  - question: Why did nobody else call?
    strong_answer: "They did, \\"later\\"."
quiz:
  - {question: Who waited?, answer: They did., distractors: [Nobody, I]}
lenses:
  - principle: Dive Deep
tags: [rail, winter]
"""

RECIPE = """\
name: Stories::Rail
scenarios:
  - scenarios/*.yaml
notetypes: [star-step, quiz]
split: scenario
voice: en_US
schedule: {new_per_day: 5, desired_retention: 0.95}
"""

LOCK = json.dumps(
    {
        "format": 1,
        "notes": {
            "AbCdEfGhIjK": {
                "id": "late-train-7q2m/quiz/who-waited",
                "digest": "a1",
                "substance": "b2",
                "mod": 1_700_000_000,
                "note": 1_700_000_000_000,
                "decks": ["rail"],
            }
        },
    }
)

SIGNS = [
    *"\t\n\r :-?,[]{}#&*!|>'\"%@`\\.~=<0\u2028\u00a0\u0301\ufeff\x85😀",
    *(": ", " #", "- ", "--- ", "\n---\n", "\n...\n", "<<: ", "&a ", "*a", "!!x ", "%YAML 1.1\n", "\r\n", "\n  ", "? "),
    *("|", ">-", "''", '"\\', "\\u0007", "id: ", "title:"),
]


@st.composite
def mutated(draw: st.DrawFn, original: str) -> bytes:
    """Change a valid file in some places, as typos, bad merges and broken disks do."""
    raw = original.encode()
    piece = st.sampled_from(SIGNS).map(str.encode) | st.binary(min_size=1, max_size=3)
    for _ in range(draw(st.integers(1, 6))):
        at = draw(st.integers(0, len(raw)))
        length = draw(st.sampled_from([0, 0, 0, 1, 1, 2, 10, 80]))
        raw = raw[:at] + draw(piece | st.just(b"")) + raw[at + length :]
    return raw


def as_yaml(text: str) -> bytes:
    return text.encode("utf-8", errors="surrogatepass")


ANY_FILE = (
    st.binary(max_size=300)
    | st.text(max_size=300).map(as_yaml)
    | st.lists(st.sampled_from(SIGNS)).map(lambda signs: as_yaml("".join(signs)))
)


def assert_within(findings: tuple[Diagnostic, ...], raw: bytes) -> None:
    """Every finding points to a letter in the file, or to the place just after a line."""
    lines = [len(line) for line in raw.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    for finding in findings:
        assert finding.location.path == "file.yaml"
        assert 1 <= finding.location.line <= len(lines)
        assert 1 <= finding.location.column <= lines[finding.location.line - 1] + 1
        assert finding.message


def assert_scenario_or_error(raw: bytes) -> None:
    loaded = load_scenario("file.yaml", raw, FRAMEWORKS)
    assert (loaded.scenario is None) == has_errors(loaded.diagnostics)
    assert_within(loaded.diagnostics, raw)


@given(ANY_FILE)
@example(b"")
@example(b"\xef\xbb\xbf")
@example(b"\xff\xfe\x00\x00")
@example(b"- " * 50_000)
@example(b"? " * 50_000)
@example(b"{a: " * 10_000)
@example(b"".join(b" " * depth + b"a:\n" for depth in range(1000)))
@example(b"a: &a [*a, *a]\n")
@example(b"t: a: b\na: &a [*a, *a]\n")
def test_any_file_is_a_scenario_or_an_error_with_its_place(raw: bytes) -> None:
    assert_scenario_or_error(raw)


@given(mutated(STORY))
def test_any_change_to_a_sound_story_gives_a_scenario_or_an_error_with_its_place(raw: bytes) -> None:
    assert_scenario_or_error(raw)


@given(ANY_FILE | mutated(RECIPE))
def test_any_file_is_a_recipe_or_an_error_with_its_place(raw: bytes) -> None:
    recipe, _, findings = load_recipe("file.yaml", raw)
    assert (recipe is None) == has_errors(findings)
    assert_within(tuple(findings), raw)


@given(ANY_FILE | mutated(dump(Craft.model_validate(CRAFT))))
def test_any_file_is_a_craft_or_an_error_with_its_place(raw: bytes) -> None:
    loaded = load_craft("file.yaml", raw)
    assert (loaded.craft is None) == has_errors(loaded.diagnostics)
    assert_within(loaded.diagnostics, raw)


@given(ANY_FILE | mutated(dump(Framework.model_validate(FRAMEWORK))))
def test_any_framework_file_leaves_the_built_in_ones_alone(raw: bytes) -> None:
    frameworks, findings = load_frameworks({"file.yaml": raw})
    assert frameworks.keys() >= FRAMEWORKS.keys()
    assert_within(tuple(findings), raw)


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"], exclude_characters="\ufeff"), max_size=40))
@example("a: b #5")
@example("'a' \"b\": c")
@example("{a: b}: c")
def test_a_line_suggested_for_a_title_contains_the_title(text: str) -> None:
    written = text.strip(" ")
    content = STORY.replace("The late train", written)
    loaded = load_scenario("file.yaml", content.encode(), FRAMEWORKS)
    proposals = [finding.hint.partition("\n")[2] for finding in loaded.diagnostics if "write" in finding.hint]
    if not proposals or not proposals[0].startswith("title: ") or written[0] in "'\"|>":
        return  # no suggestion; or the sign belongs to YAML, and the text is what it surrounds
    lines = content.split("\n")
    lines[1] = proposals[0]
    fixed = load_scenario("file.yaml", "\n".join(lines).encode(), FRAMEWORKS)
    assert fixed.scenario is not None
    assert fixed.scenario.title == written.strip()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
)
WORDS = st.sampled_from(["a", "a/b", "a/b/c", "a/b/c/d", "", "é", "a\n"]) | JSON
ENTRIES = st.fixed_dictionaries(
    {
        "id": WORDS,
        "digest": st.just("a1") | WORDS,
        "substance": st.just("b2") | WORDS,
        "mod": st.just(1) | JSON,
        "note": st.just(1) | JSON,
    },
    optional={"decks": st.just(["rail"]) | st.just(["\ud800"]) | JSON, "left": st.just(1) | JSON},
)


def lock_or_error(text: str) -> Lock | BadLockError:
    try:
        return Lock.loads(text)
    except BadLockError as error:
        return error


def assert_lock_or_error(text: str) -> None:
    lock = lock_or_error(text)
    if isinstance(lock, BadLockError):
        assert 1 <= lock.line <= text.count("\n") + 1
        return
    again = lock.dumps()
    again.encode()  # as it will be written
    assert Lock.loads(again).dumps() == again
    assert all(entry.id.count("/") == 2 for entry in dict(lock.items()).values())


@given(st.text())
@example("")
@example("[" * 100_000)
@example('{"format": 1, "notes": {}, "more": ' + "1" * 5000 + "}")
@example('{"format": 1, "notes": {}}')
def test_any_text_is_a_lock_or_a_bad_lock(text: str) -> None:
    assert_lock_or_error(text)


@given(st.dictionaries(st.sampled_from(["AbC", "a b", ""]), ENTRIES | JSON, max_size=3))
def test_any_notes_are_a_lock_or_a_bad_lock(notes: dict[str, object]) -> None:
    assert_lock_or_error(json.dumps({"format": 1, "notes": notes}))


@given(mutated(LOCK))
def test_any_change_to_a_sound_lock_gives_a_lock_or_a_bad_lock(raw: bytes) -> None:
    assert_lock_or_error(raw.decode("utf-8", errors="replace"))


LAUGHS = "a: &a [ha, ha]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghijklmnop", "bcdefghijklmnopq", strict=True)
)


@pytest.mark.parametrize(
    "content",
    [
        LAUGHS,
        f"title: The fix: we waited\n{LAUGHS}",
        f'title: "{" " * 500_000}x\n',
        f"title: a: {' ' * 500_000}x\n",
        f"title: a #b{' ' * 500_000}x\n  {' ' * 400_000}y\n",
        "a: b\n" * 60_000,
        "a: b\n" * 60_000 + "title: a: b\n",
        "- a: b: c\n" * 100_000,
        "title: 'a\n" * 100_000,
        f"tags: [{'a: b: c, ' * 20_000}]\n",
    ],
    ids=[
        "billion laughs",
        "billion laughs after a mistake",
        "spaces in a quote",
        "spaces after a colon",
        "spaces after a comment",
        "the same key over and over",
        "the same key over and over, and a mistake",
        "a mistake in each line",
        "an open quote in each line",
        "a long list with a mistake",
    ],
)
def test_no_file_of_one_mebibyte_takes_long(content: str) -> None:
    assert len(content) < 1 << 20
    started = time.process_time()
    loaded = load_scenario("file.yaml", content.encode(), FRAMEWORKS)
    # About a second of processor time each, which does not depend on how busy the machine is. What must not happen
    # takes hours.
    assert time.process_time() - started < 300
    assert 0 < len(loaded.diagnostics) < 300
