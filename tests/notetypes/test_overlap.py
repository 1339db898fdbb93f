"""No answer is learned twice: next to none stands whole on another card of its story."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

import html5lib
import pytest

from project import FULL_STORY, SAMPLE_STORIES
from star2anki.notetypes import NOTETYPES, NoteSettings
from star2anki.notetypes.compose import compose
from star2anki.preview.cards import cards_of
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario

RUN = 5
"""Words in a row that count as said again."""
WHOLE = 0.8
"""The share of an answer's runs that another card shows when the answer stands whole on it."""
MOST = 0.03
"""Of all answers."""

Runs = frozenset[tuple[str, ...]]


class Answer(NamedTuple):
    """The answer of one card."""

    note: str
    template: str
    graded: Runs
    """What the learner's own answer is compared with."""
    shown: Runs
    """All that the back shows; folds are not counted."""


def words_of(element: Element) -> str:
    """Give what an element shows while its folds are closed."""
    return " ".join(_words_of(element))


def _words_of(element: Element) -> Iterator[str]:
    yield element.text or ""
    for part in element:
        if element.tag != "details" or part.tag == "summary":
            yield from _words_of(part)
        yield part.tail or ""


def runs(text: str) -> Runs:
    words = re.findall(r"\w+", text.casefold())
    return frozenset(tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))


def answers_of(scenario: Scenario) -> list[Answer]:
    """Give the answers of all cards that the core set makes of a story."""
    frameworks, _ = load_frameworks({})
    core = [notetype for notetype in NOTETYPES if notetype.set == "core"]
    answers = []
    for card in cards_of(compose(scenario, NoteSettings(), core, frameworks.get(scenario.framework or ""))):
        back = html5lib.parseFragment(card.answer, treebuilder="etree", namespaceHTMLElements=False)
        graded = [words_of(each) for each in back.iter() if {"compare", "right"} & set(each.get("class", "").split())]
        answers.append(Answer(card.note_id, card.template, runs(" ".join(graded)), runs(words_of(back))))
    return answers


def twice(answers: Iterable[Answer]) -> list[tuple[Answer, Answer]]:
    """Find the answers that stand whole on a card of another note; cards of one note are asked on different days."""
    every = list(answers)
    return [
        (one, other)
        for one in every
        if one.graded
        for other in every
        if other.note != one.note and len(one.graded & other.shown) >= WHOLE * len(one.graded)
    ]


def written(scenario: Scenario) -> list[Answer]:
    """Give the answers that the author wrote as such.

    The title is an answer only where a story is to be chosen, and stands on every card as its name. An opening or
    landing that the author left out is a sentence of its step, and cannot but stand there.
    """
    derived = {"Open it": scenario.opening is None, "Land it": scenario.landing is None, "Choose the story": True}
    return [
        answer._replace(graded=frozenset()) if derived.get(answer.template) else answer
        for answer in answers_of(scenario)
    ]


def scenario_at(path: Path) -> Scenario:
    frameworks, _ = load_frameworks({})
    scenario = load_scenario(path.name, path.read_bytes(), frameworks).scenario
    assert scenario is not None
    return scenario


def test_in_core_next_to_no_answer_stands_whole_on_another_card() -> None:
    repeated = total = 0
    for path in SAMPLE_STORIES:
        answers = written(scenario_at(path))
        total += len(answers)
        repeated += len({(one.note, one.template) for one, _ in twice(answers)})
    assert total > 60
    assert repeated <= MOST * total


def test_an_opening_stands_on_the_card_that_asks_for_the_story_and_nowhere_else() -> None:
    answers = written(Scenario.model_validate(FULL_STORY))
    assert {(one.template, other.template) for one, other in twice(answers)} == {("Open it", "Choose the story")}


@pytest.mark.parametrize("where", ["strong_answer", "key_line"])
def test_the_measure_notices_an_answer_that_is_given_twice(where: str) -> None:
    follow_up = {
        "question": "What did you do?",
        "strong_answer": "Not much.",
        where: "I read the logs. I wrote the fix.",
    }
    again = {"question": "And what else?", "strong_answer": "I read the logs. I wrote the fix. And I went home."}
    answers = written(Scenario.model_validate(FULL_STORY | {"follow_ups": [follow_up, again]}))
    assert "Answer the follow-up" in {one.template for one, _ in twice(answers)}
