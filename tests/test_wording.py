"""One is not a plural."""

import re
from pathlib import Path

import pytest

from labelled import findings_in
from star2anki.build.results import PublishedDeck
from star2anki.cli.build_report import describe_deck
from star2anki.decks.changes import Changes
from star2anki.wording import counted, noun, printable

OF_ONE = re.compile(r"\b1 (?:\w+ )?\w+s\b")
"""Such as "1 seconds"."""


@pytest.mark.parametrize(("number", "written"), [(0, "0 cards"), (1, "1 card"), (2, "2 cards"), (21, "21 cards")])
def test_a_number_goes_with_the_singular_or_the_plural(number: int, written: str) -> None:
    assert counted(number, "card") == written


def test_a_plural_may_be_more_than_an_s() -> None:
    assert [noun(number, "story stands", "stories stand") for number in (1, 2)] == ["story stands", "stories stand"]


@pytest.mark.parametrize(
    ("code", "fields", "said"),
    [
        ("thin-answer", {"follow_ups": [{"question": "Why?", "strong_answer": "Because."}]}, "takes 1 second to say"),
        (
            "step-length",
            {"task": {"target": "30s", "strong_example": "Mine, yes."}},
            "takes 1 second to say, too short",
        ),
        (
            "step-length",
            {"task": {"target": "30s", "strong_example": "It was mine, yes."}},
            "takes about 2 seconds to say",
        ),
        ("action-not-from-me", {"action": "The wind moved the bell."}, "you do not act in the only sentence"),
        ("action-not-from-me", {"action": "The wind rose. The bell rang."}, "you act in none of 2 sentences"),
    ],
)
def test_the_coach_counts_one_as_one(code: str, fields: dict[str, object], said: str) -> None:
    (finding,) = [finding for name, finding in findings_in(fields) if name == code]
    assert said in finding.message
    assert not OF_ONE.search(f"{finding.message} {finding.hint}")


@pytest.mark.parametrize(
    ("elsewhere", "said"),
    [
        (("a/quiz/one",), "  1 of the removed is still in another deck"),
        (("a/quiz/one", "a/quiz/two"), "  2 of the removed are still in another deck"),
    ],
)
def test_removed_notes_in_another_deck_are_counted_as_one_or_several(elsewhere: tuple[str, ...], said: str) -> None:
    changes = Changes(removed=("a/quiz/one", "a/quiz/two", "a/quiz/three"), elsewhere=elsewhere)
    deck = PublishedDeck("all", Path("all.apkg"), changes, 0, written=True)
    assert said in describe_deck(deck, "all.apkg", wrote=True)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines", "two\nlines"),
        ("\x1b[31mred", "\\u001b[31mred"),
        ("a\rb\tc", "a\\u000db\\u0009c"),
        ("\u202egnp", "\\u202egnp"),
        ("\u2066x\u2069", "\\u2066x\\u2069"),
        ("a\u2028b", "a\\u2028b"),
        ("\ud800", "\\ud800"),
        ("a\u3000b\u00a0c", "a\u3000b\u00a0c"),
        ("👩\u200d💻", "👩\u200d💻"),
        ("\u200fשלום", "\u200fשלום"),
    ],
)
def test_what_would_act_on_a_terminal_is_shown_by_its_number_and_all_else_as_it_is(text: str, shown: str) -> None:
    assert printable(text) == shown
