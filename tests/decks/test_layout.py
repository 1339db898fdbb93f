"""The layout: every deck's name is the one that Anki gives it, whichever version of Anki it is."""

from collections.abc import Iterator, Sequence

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

import strategies
from engine import Learner, learner
from star2anki.apkg.writer import write_package
from star2anki.decks.layout import Deck, StoryNotes, lay_out
from star2anki.decks.lock import Lock
from star2anki.decks.recipe import Recipe, Split
from star2anki.decks.update import update
from star2anki.notetypes import BY_KEY, Note
from star2anki.notetypes.notetype import FIELD_SEPARATOR

NOW = 1_790_000_000

letters = st.sampled_from([*":::: \"'aAbB", "ß", "SS", "é", "e\u0301", "\u0338", "\u00a0", "\u0085", "\u3000", "\t"])
names = st.lists(letters, min_size=1, max_size=12).map("".join) | strategies.texts
"""Words that have much of what Anki changes in the name of a deck, and any words at all."""
splits = st.sampled_from(["principle", "scenario"])


def note(number: int) -> Note:
    """Make a note whose ID and guid are its number; only where it goes matters here."""
    fields = [f"note-{number}", *["x"] * (len(BY_KEY["quiz"].fields) - 1)]
    return Note(
        guid=f"guid-{number}",
        notetype="quiz",
        id=fields[0],
        content=FIELD_SEPARATOR.join(fields),
        tags=("quiz",),
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
    """Lay out stories that have these titles, and these principles, and one note each."""
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
    laid_out = decks(name, titles, split)
    lock = update(Lock(), {"deck": [note for deck in laid_out for note in deck.notes]}, NOW).lock
    package = tmp_path_factory.mktemp("package") / "deck.apkg"
    package.write_bytes(write_package(laid_out, lock))
    somebody.take(package)
    try:
        assert set(somebody.deck_sizes()) == {deck.name for deck in laid_out}
        placed = {card.note()["ID"]: somebody.col.decks.name(card.did) for card in somebody.cards()}
        assert placed == {note.id: deck.name for deck in laid_out for note in deck.notes}
        problems, is_sound = somebody.col.fix_integrity()
        assert is_sound, problems
    finally:
        _forget_decks(somebody)


def _forget_decks(somebody: Learner) -> None:
    """Delete every deck with its notes, so that the next example begins anew."""
    default = 1
    somebody.col.decks.remove([deck.id for deck in somebody.col.decks.all_names_and_ids() if deck.id != default])  # type: ignore[misc]


@pytest.mark.parametrize(
    ("name", "titles", "expected"),
    [
        ("Acme:", ["x"], ["Acme", "Acme::x"]),
        ("Acme", [": x"], ["Acme", "Acme::x"]),
        ("Acme", ["::x"], ["Acme", "Acme::x"]),
        ("Acme", ["x:"], ["Acme", "Acme::x"]),
        ("Acme", ["A::B"], ["Acme", "Acme::A: B"]),
        ("Acme", ["A:::B"], ["Acme", "Acme::A: :B"]),
        ("Acme", ["A: B:C"], ["Acme", "Acme::A: B:C"]),
        ("Acme:::B", [], ["Acme", "Acme::B"]),
        ("Acme", [":"], ["Acme", "Acme::Other stories"]),
        ("Jobs: 2026::Acme", ["x"], ["Jobs: 2026", "Jobs: 2026::Acme", "Jobs: 2026::Acme::x"]),
    ],
)
def test_colons_at_the_ends_of_a_name_are_dropped(name: str, titles: list[str], expected: list[str]) -> None:
    assert sorted(names_of(name, *titles)) == expected


@pytest.mark.parametrize("other", [":x", "x:", " X ", "::x::", "X :"])
def test_stories_whose_subdecks_have_the_same_name_in_anki_share_a_deck(other: str) -> None:
    root, shared = decks("Acme", ["x", other])
    assert (root.name, shared.name) == ("Acme", "Acme::x")
    assert [note.id for note in shared.notes] == ["note-0", "note-1"]


@pytest.mark.parametrize("name", ["Acme::", "::Acme", "Acme:: ::x", ":", "Acme:::", "Acme:: : ::x"])
def test_a_recipe_whose_deck_name_has_an_empty_part_is_a_mistake(name: str) -> None:
    with pytest.raises(ValidationError, match="has an empty part"):
        Recipe(name=name)
