"""The real Anki engine is the reference: the preview shows what Anki would show."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Learner, learner
from project import CRAFT_KEYS, FULL_STORY, RECIPE, SAMPLE_STORIES, Project
from star2anki import markup
from star2anki.build.pipeline import build
from star2anki.build.plan import plan_recipes
from star2anki.notetypes import BY_KEY, NOTETYPES, Note, Notetype
from star2anki.notetypes.notetype import FIELD_SEPARATOR
from star2anki.preview.cards import card_ordinals, cards_of, without_script
from star2anki.preview.template import TemplateError, filled_fields, side
from star2anki.scenario.dump import dump
from star2anki.scenario.model import Scenario
from strategies import texts


class Tokens(HTMLParser):
    """HTML as a list of tags and texts, in which different ways to write the same thing are equal."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tokens: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tokens.append((tag, sorted(attrs)))

    def handle_endtag(self, tag: str) -> None:
        self.tokens.append(f"/{tag}")

    def handle_data(self, data: str) -> None:
        if self.tokens and isinstance(self.tokens[-1], list):
            self.tokens[-1].append(data)
        else:
            self.tokens.append([data])


def tokens(html: str) -> list[object]:
    joined = Tokens(html.strip()).tokens
    return ["".join(token) if isinstance(token, list) else token for token in joined]


def from_anki(html: str) -> list[object]:
    """Remove what Anki puts around a card, the script that the page has once, and the place of a play button."""
    html = re.sub(r"<style>.*?</style>|<script>.*?</script>", "", html, flags=re.DOTALL)
    return tokens(re.sub(r"\[anki:play:[qa]:\d+\]", "", html))


def from_page(html: str) -> list[object]:
    return tokens(re.sub(r'<a class="replay-button".*?</a>', "", html, flags=re.DOTALL))


@pytest.mark.parametrize("voice", ["off", "en_US"])
@pytest.mark.parametrize("timer", ["on", "off"])
def test_every_card_of_the_sample_stories_looks_the_same_as_in_anki(voice: str, timer: str, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.recipe(f'{RECIPE}voice: "{voice}"\ntimer: "{timer}"\n{CRAFT_KEYS}')
    project.write("scenarios/full.yaml", dump(Scenario.model_validate(FULL_STORY)))
    project.craft()
    for path in SAMPLE_STORIES:
        project.write(f"scenarios/{path.name}", path.read_text(encoding="utf-8"))
    project.run("build")
    built = build(plan_recipes(project.folder), package=False)
    ours = {(card.note_id, card.template): card for deck in built.decks[0].decks for card in cards_of(deck.notes)}
    assert {card.notetype for card in ours.values()} == set(BY_KEY), "the samples have every note type"
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        seen = set()
        for card in somebody.cards():
            key = (card.note()["ID"], str(card.template()["name"]))
            seen.add(key)
            assert from_page(ours[key].question) == from_anki(card.question()), key
            assert from_page(ours[key].answer) == from_anki(card.answer()), key
    assert seen == ours.keys()


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    """A learner's collection that knows all our note types."""
    folder = tmp_path_factory.mktemp("collection")
    project = Project(folder / "project")
    project.recipe(RECIPE + CRAFT_KEYS)
    project.craft()
    project.write(f"scenarios/{SAMPLE_STORIES[0].name}", SAMPLE_STORIES[0].read_text(encoding="utf-8"))
    project.run("build")
    with learner(folder / "learner") as somebody:
        somebody.take(project.deck)
        yield somebody


_EMPTY = ("", " ", "\n", "\t", "<br>", "<BR/>", "<br />", "</br>", "<div>", "</div>", "<div >")
_NOT_EMPTY = ("<br  />", "&nbsp;", "\u00a0", "\u2003", "\u2060", "<p></p>", "<hr>", "x")
_nearly_empty = st.lists(st.sampled_from(_EMPTY + _NOT_EMPTY), max_size=3).map("".join)
_written = texts.map(markup.html) | texts.map(markup.plain)
_values = (st.just("") | _nearly_empty | _written).map(lambda value: unicodedata.normalize("NFC", value))
_spoken = st.just("") | st.builds(markup.speech, texts, st.sampled_from(["en_US", "de_DE"]))
_gaps = (
    st.tuples(texts, texts, texts)
    .map(lambda parts: markup.cloze(markup.html(" ".join(parts)), (parts[1],)))
    .filter(lambda text: text is not None)
)


@st.composite
def notes(draw: st.DrawFn) -> Note:
    notetype = draw(st.sampled_from(NOTETYPES))
    special = {"Voice": _spoken, "Text": _gaps if notetype.is_cloze else _values}
    fields = tuple(
        unicodedata.normalize("NFC", draw(special.get(name, _values)) or "") for name in notetype.field_names
    )
    return note_of(notetype, fields)


def note_of(notetype: Notetype, fields: Iterable[str]) -> Note:
    return Note("guid", notetype.key, "a/b/c", FIELD_SEPARATOR.join(fields), (), "", "", named=True)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(note=notes())
def test_any_note_has_the_cards_that_anki_makes_from_it_and_they_look_the_same(collection: Learner, note: Note) -> None:
    notetype = BY_KEY[note.notetype]
    col = collection.col
    model = col.models.by_name(notetype.name)
    assert model is not None
    theirs = col.new_note(model)
    theirs.fields = list(note.fields)
    deck = col.decks.id("Any")
    assert deck is not None
    col.add_note(theirs, deck)
    cards = theirs.cards()
    fields = dict(zip(notetype.field_names, note.fields, strict=True))
    try:
        assert tuple(card.ord for card in cards) == card_ordinals(notetype, fields)
        for ours, card in zip(cards_of([note]), cards, strict=True):
            if has_front(notetype, card.ord, fields):  # otherwise Anki shows its own message
                assert from_page(ours.question) == from_anki(card.question())
                assert from_page(ours.answer) == from_anki(card.answer())
    finally:
        col.remove_notes([theirs.id])


def has_front(notetype: Notetype, ordinal: int, fields: dict[str, str]) -> bool:
    return side(without_script(notetype.templates[ordinal])[0]).shows_any(filled_fields(fields))


@pytest.mark.parametrize(
    "source",
    ["{{hint:Text}}", "{{#A}}open", "{{/A}}", "{{#A}}{{/B}}", "{{#A}}{{#B}}{{/A}}{{/B}}", "{{tts en_US:Text}}"],
)
def test_a_template_that_uses_more_of_the_language_is_refused(source: str) -> None:
    with pytest.raises(TemplateError):
        side(source)


def test_a_template_that_names_no_field_is_refused() -> None:
    with pytest.raises(TemplateError):
        side("{{Misspelt}}").render({"Text": "x"}, frozenset({"Text"}), is_answer=False)


def test_what_could_end_the_element_around_a_card_stays_text() -> None:
    hostile = "</noscript><script>hit()</script><!--card--><style>*{}</style>"
    notetype = BY_KEY["follow-up"]
    (card,) = cards_of([note_of(notetype, [hostile for _ in notetype.fields])])
    shown = card.question + card.answer
    assert not re.search(r"<(/?(script|noscript|style)|!--)", shown)
