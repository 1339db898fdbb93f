"""A deck with another layout: what is worth a line in the report, and what is not."""

from star2anki.decks.entry import Entry
from star2anki.decks.lock import LaidOut, Lock
from star2anki.decks.moves import Move, find_moves, predecessors

OLD = LaidOut("Stories", "principle", {"late-7q2m": "Ownership", "early-7q2m": "Dive Deep"})


def test_a_deck_with_the_same_layout_as_before_has_no_moves() -> None:
    assert list(find_moves(OLD, OLD)) == []
    assert list(find_moves(None, OLD)) == [], "a new deck is no move"


def test_another_name_is_one_move() -> None:
    assert list(find_moves(OLD, LaidOut("My stories", "principle", OLD.subdecks))) == [
        Move("deck", "Stories", "My stories")
    ]


def test_another_split_is_one_move_and_not_one_per_story() -> None:
    assert list(find_moves(OLD, LaidOut("Stories", "none"))) == [Move("split", "principle", "none")]


def test_a_story_in_another_subdeck_is_a_move_but_a_new_story_is_not() -> None:
    new = LaidOut("Stories", "principle", {**OLD.subdecks, "late-7q2m": "Dive Deep", "new-7q2m": "Ownership"})
    assert list(find_moves(OLD, new)) == [Move("story", "Ownership", "Dive Deep", "late-7q2m")]


def test_subdecks_that_get_numbers_or_other_numbers_are_one_move() -> None:
    first = LaidOut("Stories", "principle", {"late-7q2m": "01 Ownership", "early-7q2m": "02 Dive Deep"})
    more = LaidOut("Stories", "principle", {"late-7q2m": "001 Ownership", "early-7q2m": "002 Dive Deep"})
    assert list(find_moves(OLD, first)) == [Move("numbers", "Ownership", "01 Ownership")]
    assert list(find_moves(first, more)) == [Move("numbers", "01 Ownership", "001 Ownership")]
    assert list(find_moves(first, first)) == []


def test_a_recipe_with_a_new_file_name_is_the_one_that_had_most_of_its_notes() -> None:
    decks = {"a": ("old",), "b": ("old",), "c": ("old", "other"), "d": ("other",)}
    lock = Lock({guid: Entry(f"s/quiz/{guid}", "00", "", 5, 10, names) for guid, names in decks.items()})
    assert predecessors(lock, {"new": {"a", "b", "d"}}, {"old"}) == {"new": "old"}
    assert predecessors(lock, {"new": {"a"}}, {"old"}) == {}, "one note of three"
    assert predecessors(lock, {"new": {"a", "b"}, "newer": {"a", "b"}}, {"old"}) == {"new": "old"}


def lock_of(decks: dict[str, tuple[str, ...]]) -> Lock:
    return Lock({guid: Entry(f"s/quiz/{guid}", "00", "", 5, 10, names) for guid, names in decks.items()})


def test_half_of_the_notes_are_enough_for_a_recipe_under_another_name() -> None:
    lock = lock_of({"a": ("old",), "b": ("old",)})
    assert predecessors(lock, {"new": {"a", "x", "y", "z"}}, {"old"}) == {"new": "old"}


def test_of_several_recipes_that_are_gone_the_one_that_shares_most_notes_is_meant() -> None:
    lock = lock_of({"a": ("few", "many"), "b": ("many",), "c": ("few",)})
    assert predecessors(lock, {"new": {"a", "b"}}, {"few", "many"}) == {"new": "many"}


def test_a_recipe_that_shares_no_note_with_a_gone_one_is_new() -> None:
    assert predecessors(lock_of({"a": ("kept",)}), {"new": {"a"}}, {"empty"}) == {}
