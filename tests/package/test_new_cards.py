"""The order in which Anki's own scheduler gives out new cards, with a fresh profile's options.

By those, Anki takes each day's cards in the order of the deck, and then sorts the day's cards by their card template.
"""

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Literal, NamedTuple

import pytest

import star2anki
from engine import Learner, learner
from project import LIBRARY

STORIES = LIBRARY[:8]
GOOD: Literal[3] = 3


class Met(NamedTuple):
    """A new card that a learner met."""

    story: str
    kind: str
    """The note type and, for a card of the whole story, the card template."""
    item: str


def study_day(somebody: Learner) -> list[Met]:
    """Study all that Anki shows today, each card answered with Good; give the new cards as they come."""
    met = []
    while card := somebody.col.sched.getCard():
        if card.type == 0:
            story, kind, item = card.note()["ID"].split("/")
            met.append(Met(story, f"{kind}/{card.template()['name']}" if kind == "story" else kind, item))
        somebody.col.sched.answerCard(card, GOOD)
    return met


def open_deck(somebody: Learner, name: str) -> None:
    deck = somebody.col.decks.id_for_name(name)
    assert deck
    somebody.col.decks.select(deck)


@pytest.fixture(scope="module")
def days(tmp_path_factory: pytest.TempPathFactory) -> list[list[Met]]:
    """Let a learner study a deck of eight stories until there is no new card; give the new cards of each day."""
    folder = tmp_path_factory.mktemp("eight")
    stories = [each.scenario for each in star2anki.read_stories(*STORIES) if each.scenario]
    package = folder / "eight.apkg"
    package.write_bytes(star2anki.build_deck(stories))
    days: list[list[Met]] = []
    with learner(folder / "learner") as somebody:
        somebody.take(package)
        open_deck(somebody, "Interview stories")
        while not days or days[-1]:
            days.append(study_day(somebody))
            somebody.next_day()
    return days[:-1]


def flat(days: Sequence[Sequence[Met]]) -> list[Met]:
    return [card for day in days for card in day]


def test_anki_gives_out_twenty_new_cards_a_day(days: Sequence[Sequence[Met]]) -> None:
    assert {len(day) for day in days[:-1]} == {20}
    assert 180 <= len(flat(days)) <= 220


def test_the_first_day_meets_every_story(days: Sequence[Sequence[Met]]) -> None:
    assert len({card.story for card in days[0]}) == 8
    assert [card.kind for card in days[0][:8]] == ["story/Recall the beats"] * 8


def test_no_step_is_asked_before_the_beats_of_its_story(days: Sequence[Sequence[Met]]) -> None:
    seen: set[str] = set()
    for card in flat(days):
        if card.kind == "story/Recall the beats":
            seen.add(card.story)
        assert card.story in seen, card


def test_no_two_cards_of_one_story_come_in_a_row(days: Sequence[Sequence[Met]]) -> None:
    for day in days:
        assert not [one for one, other in pairwise(day) if one.story == other.story]


def test_by_card_forty_every_story_has_been_asked_for_and_opened(days: Sequence[Sequence[Met]]) -> None:
    met = flat(days)
    early = met[:40]
    stories = {card.story for card in met}
    assert {card.story for card in early if card.kind == "story/Recall the beats"} == stories
    assert {card.story for card in early if card.kind == "question"} == stories
    openings = {card.story for card in met if card.kind == "story/Open it"}
    assert {card.story for card in early if card.kind == "story/Open it"} == openings
    assert len(openings) >= 6, "a story whose first sentence is too short has no such card"


def test_whole_tellings_begin_by_the_third_day(days: Sequence[Sequence[Met]]) -> None:
    assert "story/Tell the story" in {card.kind for card in flat(days[:3])}


def test_numbered_subdecks_are_studied_in_the_order_of_their_numbers(tmp_path: Path) -> None:
    stories = [each.scenario for each in star2anki.read_stories(*STORIES[:3]) if each.scenario]
    recipe = star2anki.Recipe(name="Split", split="scenario")
    package = tmp_path / "split.apkg"
    package.write_bytes(star2anki.build_deck(reversed(stories), recipe))
    with learner(tmp_path / "learner") as somebody:
        somebody.take(package)
        open_deck(somebody, "Split")
        told: list[Met] = []
        while day := study_day(somebody):
            told += day
            somebody.next_day()
    assert list(dict.fromkeys(card.story for card in told)) == [story.id for story in reversed(stories)]
