"""The layout: every deck has the name that Anki gives it, in any version of Anki."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import strategies
from engine import Learner, learner
from star2anki.apkg.writer import write_package
from star2anki.decks.layout import Deck, StoryNotes, deck_description, laid_out, lay_out
from star2anki.decks.lock import LaidOut, Lock
from star2anki.decks.recipe import Recipe, Split
from star2anki.decks.update import update
from star2anki.notetypes import BY_KEY, Note
from star2anki.notetypes.notetype import FIELD_SEPARATOR

NOW = 1_790_000_000

letters = st.sampled_from([*":::: \"'aAbB", "ß", "SS", "é", "e\u0301", "\u0338", "\u00a0", "\u0085", "\u3000", "\t"])
names = st.lists(letters, min_size=1, max_size=12).map("".join) | strategies.texts
"""Words with many of the things that Anki changes in a deck's name, and any words at all."""
splits = st.sampled_from(["principle", "scenario"])


def note(number: int) -> Note:
    """Make a note whose ID and guid are its number; here it only matters where it goes."""
    fields = [f"story-{number}/quiz/note", *["x"] * (len(BY_KEY["quiz"].fields) - 1)]
    return Note(
        guid=f"guid-{number}",
        notetype="quiz",
        id=fields[0],
        content=FIELD_SEPARATOR.join(fields),
        tags=(f"star2anki::story::story-{number}",),
        digest="00",
        substance="00",
        named=False,
    )


def recipe(name: str, split: Split = "scenario") -> Recipe:
    try:
        return Recipe(name=name, split=split)
    except ValidationError:
        assume(False)
        raise


def decks(name: str, titles: Sequence[str], split: Split = "scenario") -> tuple[Deck, ...]:
    """Lay out stories with these titles and principles, and one note each."""
    stories = [StoryNotes(f"story-{number}", title, title, (note(number),)) for number, title in enumerate(titles)]
    return lay_out(recipe(name, split), stories)


def names_of(name: str, *titles: str) -> list[str]:
    return [deck.name for deck in decks(name, titles)]


@given(names, st.lists(names, max_size=4), splits)
@example("Acme:", [": x", ":", "::", "::::x"], "scenario")
@example("Acme:\x01:x", ["a:\x01:b"], "scenario")
def test_no_part_of_a_deck_name_is_empty_or_begins_or_ends_with_a_colon_or_a_space(
    name: str, titles: list[str], split: Split
) -> None:
    for deck in decks(name, titles, split):
        assert ":::" not in deck.name
        for part in deck.name.split("::"):
            assert part
            assert part == part.strip().strip(":")
            assert '"' not in part


@pytest.fixture(scope="module")
def somebody(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Learner]:
    with learner(tmp_path_factory.mktemp("learner")) as opened:
        yield opened


@given(names, st.lists(names, min_size=1, max_size=6), splits)
@settings(max_examples=40)  # each is an import
@example("Acme:", ["x"], "scenario")
@example("Acme::: :Stories:", [":x", "x:", "X", '"x"'], "scenario")
@example("Acme:\x01:x", ["a:\x01:b", "e\x01\u0301"], "scenario")
def test_anki_names_each_deck_as_we_do(
    somebody: Learner, tmp_path_factory: pytest.TempPathFactory, name: str, titles: list[str], split: Split
) -> None:
    made = decks(name, titles, split)
    lock = update(Lock(), {"deck": [note for deck in made for note in deck.notes]}, NOW).lock
    package = tmp_path_factory.mktemp("package") / "deck.apkg"
    package.write_bytes(write_package(made, lock))
    somebody.take(package)
    try:
        assert set(somebody.deck_sizes()) == {deck.name for deck in made}
        placed = {card.note()["ID"]: somebody.col.decks.name(card.did) for card in somebody.cards()}
        assert placed == {note.id: deck.name for deck in made for note in deck.notes}
        problems, is_sound = somebody.col.fix_integrity()
        assert is_sound, problems
    finally:
        _forget_decks(somebody)


def _forget_decks(somebody: Learner) -> None:
    """Delete every deck with its notes, so that the next example starts afresh."""
    default = 1
    somebody.col.decks.remove([deck.id for deck in somebody.col.decks.all_names_and_ids() if deck.id != default])  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "titles", "expected"),
    [
        ("Acme:", ["x"], ["Acme", "Acme::01 x"]),
        ("Acme", [": x"], ["Acme", "Acme::01 x"]),
        ("Acme", ["::x"], ["Acme", "Acme::01 x"]),
        ("Acme", ["x:"], ["Acme", "Acme::01 x"]),
        ("Acme", ["A::B"], ["Acme", "Acme::01 A: B"]),
        ("Acme", ["A:::B"], ["Acme", "Acme::01 A: :B"]),
        ("Acme", ["A: B:C"], ["Acme", "Acme::01 A: B:C"]),
        ("Acme:::B", [], ["Acme", "Acme::B"]),
        ("Acme", [":"], ["Acme", "Acme::01 Other stories"]),
        ("Acme", ['the "x"'], ["Acme", "Acme::01 the 'x'"]),
        ("Jobs: 2026::Acme", ["x"], ["Jobs: 2026", "Jobs: 2026::Acme", "Jobs: 2026::Acme::01 x"]),
    ],
)
def test_colons_at_the_ends_of_a_name_are_dropped(name: str, titles: list[str], expected: list[str]) -> None:
    assert sorted(names_of(name, *titles)) == expected


@pytest.mark.parametrize("other", [":x", "x:", " X ", "::x::", "X :"])
def test_stories_whose_subdecks_have_the_same_name_in_anki_share_a_deck(other: str) -> None:
    root, shared = decks("Acme", ["x", other])
    assert (root.name, shared.name) == ("Acme", "Acme::01 x")
    assert [note.id for note in shared.notes] == ["story-0/quiz/note", "story-1/quiz/note"]


@pytest.mark.parametrize("name", ["Acme::", "::Acme", "Acme:: ::x", ":", "Acme:::", "Acme:: : ::x"])
def test_a_recipe_whose_deck_name_has_an_empty_part_is_a_mistake(name: str) -> None:
    with pytest.raises(ValidationError, match="has an empty part"):
        Recipe(name=name)


STORIES = (
    StoryNotes("late-7q2m", "The late train", "Ownership", (note(0), note(1))),
    StoryNotes("early-7q2m", "The early bird", None, (note(2),)),
    StoryNotes("other-7q2m", "The other one", "ownership", (note(3),)),
)
NAME = "Jobs::Acme"
DECK_ID = 3512187307638634
"""Of a deck with the name "Interview stories"."""


def placed(made: Sequence[Deck]) -> dict[str, list[str]]:
    return {deck.name: [each.id for each in deck.notes] for deck in made}


def test_a_deck_that_is_not_split_holds_all_notes_itself() -> None:
    assert placed(lay_out(recipe(NAME, "none"), STORIES)) == {
        "Jobs": [],
        "Jobs::Acme": ["story-0/quiz/note", "story-1/quiz/note", "story-2/quiz/note", "story-3/quiz/note"],
    }


def test_a_deck_is_split_by_principle_whatever_its_case_and_stories_without_one_lie_together() -> None:
    assert placed(lay_out(recipe(NAME, "principle"), STORIES)) == {
        "Jobs": [],
        "Jobs::Acme": [],
        "Jobs::Acme::01 Ownership": ["story-0/quiz/note", "story-1/quiz/note", "story-3/quiz/note"],
        "Jobs::Acme::02 Other stories": ["story-2/quiz/note"],
    }


def test_a_deck_is_split_by_story_in_the_order_of_the_stories() -> None:
    assert list(placed(lay_out(recipe(NAME, "scenario"), STORIES)))[2:] == [
        "Jobs::Acme::01 The late train",
        "Jobs::Acme::02 The early bird",
        "Jobs::Acme::03 The other one",
    ]


def test_a_recipe_that_chooses_notes_says_their_order_and_that_of_the_subdecks() -> None:
    chosen = Recipe(
        name="Acme", split="principle", notes=("story-2/quiz/note", "story-1/quiz/note", "story-0/quiz/note")
    )
    stories = [*STORIES[:2], StoryNotes("none-7q2m", "Nothing chosen", "Frugality", ())]
    assert placed(lay_out(chosen, stories)) == {
        "Acme": [],
        "Acme::01 Other stories": ["story-2/quiz/note"],
        "Acme::02 Ownership": ["story-1/quiz/note", "story-0/quiz/note"],
    }


def test_of_a_story_a_deck_takes_the_notes_of_some_types_and_of_those_the_chosen_ones() -> None:
    story = STORIES[0]
    assert story.only({"quiz"}).notes == story.notes
    assert story.only({"quiz"}, {story.notes[-1].id}).notes == story.notes[-1:]
    assert story.only({"story"}, {story.notes[-1].id}).notes == ()
    assert (story.only(()).id, story.only(()).title) == (story.id, story.title)


def test_only_the_recipes_deck_and_what_is_below_it_is_its_own() -> None:
    above, own, *below = lay_out(recipe(NAME), STORIES)
    assert not above.is_own
    assert own.is_own
    assert all(deck.is_own for deck in below)


def test_the_deck_itself_has_the_description_and_no_other_has_one() -> None:
    described = Recipe(name=NAME, split="scenario", description="Ours.", author="Ada & Ida", license="CC0-1.0")
    assert [deck.description for deck in lay_out(described, STORIES[:1])] == [
        "",
        "<p>Ours.</p>\n<p>Ada &amp; Ida · CC0-1.0</p>",
        "",
    ]


@pytest.mark.parametrize(
    ("fields", "description"),
    [
        ({}, ""),
        ({"license": "CC0-1.0"}, "<p>CC0-1.0</p>"),
        ({"author": "Ada"}, "<p>Ada</p>"),
        ({"description": "**Ours**"}, "<p><strong>Ours</strong></p>"),
    ],
)
def test_a_description_says_what_the_recipe_says_and_no_more(fields: dict[str, str], description: str) -> None:
    assert deck_description(Recipe.model_validate({"name": "Acme", **fields})) == description


def test_the_lock_hears_name_split_and_the_subdeck_of_each_story() -> None:
    stories = [StoryNotes(f"story-{number}", f"Story {number}", None, (note(number),)) for number in range(2)]
    made = lay_out(recipe(NAME), stories)
    assert laid_out(recipe(NAME), made) == LaidOut(NAME, "scenario", {"story-0": "01 Story 0", "story-1": "02 Story 1"})
    together = recipe(NAME, "none")
    assert laid_out(together, lay_out(together, stories)) == LaidOut(NAME, "none", {})


def test_the_id_of_a_deck_hangs_on_its_name_alone() -> None:
    """Frozen: learners' collections know decks by it."""
    assert Deck("Interview stories", "x", ()).id == Deck("Interview stories", "", (note(0),)).id == DECK_ID
    assert Deck("Interview stories::x", "", ()).id != DECK_ID
    assert all(1 << 31 <= Deck(str(number), "", ()).id < 1 << 53 for number in range(100))


def test_a_subdeck_keeps_its_number_when_another_comes_before_it() -> None:
    before = LaidOut("Acme", "principle", {"story-1": "01 b"})
    stories = [StoryNotes(f"story-{number}", "", name, (note(number),)) for number, name in enumerate("ab")]
    for known, names in ((before, ["02 a", "01 b"]), (None, ["01 a", "02 b"])):
        laid = laid_out(recipe("Acme", "principle"), lay_out(recipe("Acme", "principle"), stories, known))
        assert [*laid.subdecks.values()] == names


def test_numbers_of_another_split_do_not_count() -> None:
    before = LaidOut("Acme", "scenario", {"story-0": "07 x"})
    stories = [StoryNotes("story-0", "x", "x", (note(0),))]
    assert lay_out(recipe("Acme", "principle"), stories, before)[1].name == "Acme::01 x"
