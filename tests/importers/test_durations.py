"""Durations are read as people write them, and nothing else is taken for one."""

import pytest

from star2anki.importers.durations import MAX_SECONDS, Duration, find_duration


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("30s", 30),
        ("30 sec", 30),
        ("45 seconds", 45),
        ("2m", 120),
        ("2 min.", 120),
        ("1 minute", 60),
        ("Keep to 2 minutes.", 120),
        ("2m30s", 150),
        ("2 minutes and 30 seconds", 150),
        ("2 min, 5 sec", 125),
        ("1.5 minutes", 90),
        ("1,5 minutes", 90),
        ("1:30", 90),
        ("about 10:05", 605),
        ("30S", 30),
    ],
)
def test_a_duration_is_found_however_it_is_written(text: str, seconds: int) -> None:
    assert find_duration(text) == Duration(seconds)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [("2-3 minutes", 180), ("2.5–3 min", 180), ("30 to 45 seconds", 45), ("90s - 2m", 120), ("30s—45s", 45)],
)
def test_of_a_range_the_longer_end_counts(text: str, seconds: int) -> None:
    assert find_duration(text) == Duration(seconds, is_range=True)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "30",
        "30 people",
        "30 sheep",
        "2 minutes or 3 minutes",
        "2 minutes for 3 people",
        "1:30 or 2:30",
        "1:75",
        "1:30:00",
        "x30s",
        "0 seconds",
        "0:00",
        "Step 2: 30 seconds",
    ],
)
def test_what_is_no_single_duration_is_none(text: str) -> None:
    assert find_duration(text) is None


def test_a_line_of_sixty_letters_may_say_a_duration_and_a_longer_one_is_prose() -> None:
    line = "about 30s".rjust(60)
    assert find_duration(line) == Duration(30)
    assert find_duration(f" {line}") is None


def test_the_longest_duration_is_999_minutes() -> None:
    assert find_duration("999 minutes") == Duration(MAX_SECONDS)
    assert find_duration("1000 minutes") is None
