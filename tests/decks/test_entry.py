"""One line of the lock: what it may say, and what two sides know together."""

from typing import Any

import pytest

from star2anki.decks.entry import MAX_MOD, UNKNOWN, Entry, entry_of

LINE: dict[str, Any] = {"id": "late-7q2m/quiz/who", "digest": "00", "mod": 5, "note": 50}
"""The least that a line says."""
GREATEST_NOTE_ID = (1 << 53) - 1


def entry(**fields: Any) -> Entry:  # noqa: ANN401 - any value that an entry has
    values: dict[str, Any] = {"id": LINE["id"], "digest": "00", "substance": "", "mod": 5, "note_id": 50, **fields}
    return Entry(**values)


def test_an_entry_knows_its_story_and_its_item() -> None:
    assert (entry().story, entry().item) == ("late-7q2m", "who")


def test_the_least_that_a_line_says_is_an_entry() -> None:
    assert entry_of("aa", LINE) == entry()


def test_all_that_a_line_may_say_is_in_the_entry() -> None:
    line = {**LINE, "substance": "11", "decks": ["a", "zwölf"], "reworded": "whom"}
    assert entry_of("aa", line) == entry(substance="11", decks=("a", "zwölf"), reworded="whom")


@pytest.mark.parametrize(
    ("key", "value"),
    [("mod", 1), ("mod", MAX_MOD - 1), ("note", 1), ("note", GREATEST_NOTE_ID), ("digest", UNKNOWN), ("decks", [""])],
)
def test_the_ends_of_what_is_allowed_are_allowed(key: str, value: object) -> None:
    assert entry_of("aa", {**LINE, key: value}) is not None


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("mod", 0),
        ("mod", MAX_MOD),
        ("mod", "5"),
        ("mod", 5.0),
        ("mod", True),
        ("note", 0),
        ("note", GREATEST_NOTE_ID + 1),
        ("note", 50.0),
        ("digest", ""),
        ("digest", "0 0"),
        ("substance", "ö"),
        ("substance", 1),
        ("reworded", "a/b"),
        ("id", "late-7q2m/quiz"),
        ("id", "late-7q2m/quiz/who/else"),
        ("id", None),
        ("decks", "all"),
        ("decks", None),
        ("decks", [3]),
        ("decks", ["\ud800"]),
    ],
)
def test_a_line_with_a_value_that_no_build_writes_is_no_entry(key: str, value: object) -> None:
    assert entry_of("aa", {**LINE, key: value}) is None


@pytest.mark.parametrize("key", list(LINE))
def test_a_line_that_lacks_a_key_is_no_entry(key: str) -> None:
    assert entry_of("aa", {name: value for name, value in LINE.items() if name != key}) is None


@pytest.mark.parametrize("guid", [None, "", "a a", 3])
def test_a_guid_that_no_build_gives_makes_no_entry(guid: object) -> None:
    assert entry_of(guid, LINE) is None


@pytest.mark.parametrize("fields", [None, [], "text", 3])
def test_what_is_no_mapping_is_no_entry(fields: object) -> None:
    assert entry_of("aa", fields) is None


def test_of_two_sides_the_content_with_the_greater_mod_counts() -> None:
    early, late = entry(digest="00", mod=5, decks=("b",)), entry(digest="11", mod=6, substance="22", decks=("a",))
    assert early.joined(late) == entry(digest="11", mod=6, substance="22", decks=("a", "b"))


def test_of_two_ids_of_a_note_the_smaller_one_stays() -> None:
    assert entry(note_id=90).joined(entry(mod=6, note_id=20)).note_id == 20


@pytest.mark.parametrize(("early", "late", "kept"), [("", "b", "b"), ("a", "", "a"), ("a", "b", "b"), ("", "", "")])
def test_a_question_to_the_author_is_kept_whichever_side_asks_it(early: str, late: str, kept: str) -> None:
    one, other = entry(reworded=early), entry(reworded=late, mod=6)
    assert one.joined(other).reworded == other.joined(one).reworded == kept
