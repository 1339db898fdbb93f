"""What a deck costs: cards, and minutes for one pass."""

from pathlib import Path

import pytest

from lean_story import LEAN
from project import LIBRARY, STORY
from star2anki.build.compile import story_notes
from star2anki.decks.cost import Cost
from star2anki.decks.effort import ALOUD, PRESS, READ, WORK, cost_of, seconds_of
from star2anki.decks.order import NewCard, in_rounds
from star2anki.notetypes import BY_KEY, SETS, NoteSettings
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_file
from star2anki.scenario.model import Scenario

FRAMEWORKS, _ = load_frameworks({})


def core(scenario: Scenario) -> tuple[NewCard, ...]:
    return in_rounds(story_notes(scenario, NoteSettings(), SETS["core"], None).notes)


def library(path: Path) -> Scenario:
    scenario = load_file(path, path.name, FRAMEWORKS).scenario
    assert scenario
    return scenario


def test_each_card_of_each_note_type_has_its_work_by_fields_that_there_are() -> None:
    assert {key: len(each) for key, each in WORK.items()} == {
        key: len(notetype.templates) for key, notetype in BY_KEY.items()
    }
    for key, each in WORK.items():
        for work in each:
            names = {*work.says, *(["Seconds"] if work.timed else [])}
            for read in work.reads:
                names |= {read} if isinstance(read, str) else {*read}
            assert names <= BY_KEY[key].known_fields


def test_the_core_of_a_story_as_it_should_be_is_some_25_cards_and_eleven_minutes() -> None:
    spent = cost_of(core(Scenario.model_validate(LEAN)))
    assert spent.cards == 24
    assert 10 * 60 <= spent.seconds <= 12 * 60


def test_reading_speaking_and_pressing_add_up() -> None:
    (step,) = [card for card in core(Scenario.model_validate(STORY)) if card.note.id.endswith("/star-step/task")]
    assert seconds_of(step) == pytest.approx(PRESS + 3 / READ + 8 / ALOUD)


def test_what_has_a_target_takes_as_long_as_its_target() -> None:
    times = {card.note.id.rpartition("/")[2]: seconds_of(card) for card in core(Scenario.model_validate(LEAN))}
    assert 65 < times["action"] < 80


def test_what_is_folded_costs_nothing() -> None:
    spine, *_ = core(Scenario.model_validate(LEAN))
    longer = {**LEAN, "action": {"beats": ["what was lost", "who owned it"], "strong_example": "word " * 500}}
    other, *_ = core(Scenario.model_validate(longer))
    assert seconds_of(other) <= seconds_of(spine)


def test_days_are_counted_at_twenty_new_cards_and_a_begun_day_is_a_day() -> None:
    assert [Cost(cards, 0).days for cards in (0, 1, 20, 21, 200)] == [0, 1, 1, 2, 10]


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_no_core_of_the_library_takes_more_than_half_an_hour(path: Path) -> None:
    spent = cost_of(core(library(path)))
    assert spent.cards <= 32
    assert spent.seconds < 30 * 60
