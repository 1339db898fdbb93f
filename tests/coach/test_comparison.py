"""Comparing a story with thousands of others finds the same pairs as comparing every two of them, only faster."""

import sys
from collections.abc import Iterable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.coach.comparison import Comparison
from star2anki.coach.digest import Front, StoryDigest
from star2anki.coach.rules import same_front, same_story
from star2anki.diagnostics import Location

WORDS = [f"word{number}" for number in range(40)]


def told(number: int, words: Iterable[str], *fronts: str) -> StoryDigest:
    place = Location(f"{number}.yaml")
    asked = tuple(_front(text, place) for text in fronts)
    return StoryDigest(place.path, f"Story {number}", frozenset(words), asked, place, frozenset())


def _front(text: str, place: Location) -> Front:
    words = frozenset(text.split())
    return Front("this follow-up", text, words, frozenset(word for word in words if word.isdigit()), place)


def pairs(rule: Comparison, stories: Sequence[StoryDigest]) -> list[tuple[str, str]]:
    return [(found.story.title, found.other.title) for found in rule.compare(stories)]


def test_a_story_that_shares_half_of_the_shorter_ones_words_is_paired_with_the_first_such_story() -> None:
    stories = [
        told(0, WORDS[:20]),
        told(1, WORDS[20:]),
        told(2, WORDS[10:30]),  # half of the first, and half of the second
        told(3, WORDS[:7]),  # too short to say
        told(4, WORDS[21:29]),  # all of it in the second
        told(5, [*WORDS[21:24], *"abcde"]),  # three of eight
        told(6, WORDS),
    ]
    assert pairs(same_story.RULE, stories) == [("Story 2", "Story 0"), ("Story 4", "Story 1"), ("Story 6", "Story 0")]


@given(st.lists(st.frozensets(st.sampled_from(WORDS[:24]), min_size=5, max_size=20), max_size=12))
def test_the_same_stories_are_found_as_by_comparing_every_pair(tellings: list[frozenset[str]]) -> None:
    expected = []
    for number, words in enumerate(tellings):
        for earlier in range(number):
            fewer = min(len(words), len(tellings[earlier]))
            if fewer >= same_story.FEWEST and len(words & tellings[earlier]) >= same_story.SHARED * fewer:
                expected.append((f"Story {number}", f"Story {earlier}"))
                break
    assert pairs(same_story.RULE, [told(number, words) for number, words in enumerate(tellings)]) == expected


def test_a_third_identical_front_is_paired_with_the_first() -> None:
    stories = [told(number, (), "who rang the bell") for number in range(3)]
    assert pairs(same_front.RULE, stories) == [("Story 1", "Story 0"), ("Story 2", "Story 0")]


def test_fronts_that_differ_only_in_a_figure_ask_something_else() -> None:
    stories = [told(0, (), "who rang the bell at 9"), told(1, (), "who rang the bell at 7")]
    assert pairs(same_front.RULE, stories) == []


def work(rule: Comparison, stories: Sequence[StoryDigest]) -> int:
    """Count the calls that a comparison makes."""
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        list(rule.compare(stories))
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize("rule", [same_story.RULE, same_front.RULE], ids=lambda rule: rule.code)
def test_four_times_as_many_stories_take_about_four_times_the_work(rule: Comparison) -> None:
    """Each has its own words besides those that all share, and asks the same question with another figure."""

    def stories(count: int) -> list[StoryDigest]:
        own = [[f"own{number}x{place}" for place in range(12)] for number in range(count)]
        return [
            told(number, [*words, *WORDS[:6]], "how many mugs did you count", f"what happened after day {number}")
            for number, words in enumerate(own)
        ]

    assert work(rule, stories(200)) < 5 * work(rule, stories(50))
