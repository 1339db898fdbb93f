"""What every room uses for mistakes: the suggestion for a mistyped word."""

import pytest

from star2anki.diagnostics import did_you_mean

KNOWN = ("title", "task", "tags", "question", "quiz", "Dive Deep", "Deliver Results")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("titel", "title"),
        ("tsak", "task"),
        ("quest", "question"),
        ("Qestions", "question"),
        ("dive deeper", "Dive Deep"),
        ("DELIVER RESULT", "Deliver Results"),
        ("follow_ups", None),
        ("x", None),
        ("", None),
    ],
)
def test_the_suggestion_for_a_mistyped_word_is_the_most_similar_one(typed: str, meant: str | None) -> None:
    assert did_you_mean(typed, KNOWN) == meant
