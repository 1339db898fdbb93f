"""What an author may write, and what it means."""

from typing import Any

import pytest

from star2anki.scenario.dump import dump
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import CommonMistake, Scenario, Wording

STORY = """\
id: late-train-7q2m
title: The late train
question: When did a plan fall apart?
situation: The train stood still.
task: I had to call.
action: I called.
result: They waited.
"""


def read(extra: str) -> Scenario:
    loaded = load_scenario("x.yaml", (STORY + extra).encode("utf-8"), {})
    assert loaded.scenario is not None, loaded.diagnostics
    return loaded.scenario


def mistakes(text: str) -> list[str]:
    return [each.message for each in load_scenario("x.yaml", text.encode("utf-8"), {}).diagnostics]


def test_a_list_where_a_text_is_expected_becomes_bullets() -> None:
    scenario = read("overview:\n  - We were late.\n  - >\n    I called, and\n    they waited.\nsummary: [one, two]\n")
    assert scenario.overview == "- We were late.\n- I called, and they waited."
    assert scenario.summary == "- one\n- two"


def test_a_step_that_is_a_list_has_bullets_as_its_example() -> None:
    scenario = load_scenario(
        "x.yaml", STORY.replace("I called.", "\n  - I called.\n  - I waited.").encode(), {}
    ).scenario
    assert scenario is not None
    assert scenario.action.strong_example == "- I called.\n- I waited."


def test_a_list_of_blocks_is_still_no_text() -> None:
    assert mistakes(STORY + "overview:\n  - a: b\n") == ['"overview" must be text, not a list']


@pytest.mark.parametrize("written", ["common_mistake: Haste.", "common_mistake: {mistake: Haste.}"])
def test_a_common_mistake_may_be_a_text(written: str) -> None:
    text = STORY.replace("situation: The", f"situation:\n  {written}\n  strong_example: The")
    scenario = load_scenario("x.yaml", text.encode(), {}).scenario
    assert scenario is not None
    assert scenario.situation.common_mistake == CommonMistake(mistake="Haste.")
    assert "common_mistake: Haste." in dump(scenario)


def test_a_wording_may_be_a_text_and_gets_its_id_of_its_words() -> None:
    scenario = read("asked_as:\n  - What went wrong?\n  - {id: kept, question: What broke?}\n")
    assert scenario.asked_as == (Wording(question="What went wrong?"), Wording(id="kept", question="What broke?"))
    assert [wording.key for wording in scenario.asked_as] == ["what-went-wrong", "kept"]
    assert "asked_as:\n  - What went wrong?\n  - id: kept\n" in dump(scenario)


def test_two_wordings_with_the_same_words_are_an_error() -> None:
    (said,) = mistakes(STORY + "asked_as: [Why late?, Why late?]\n")
    assert said.startswith('two wordings have the id "why-late"')


@pytest.mark.parametrize("wording", ["Question?", "{id: question, question: Why late?}"])
def test_no_wording_takes_the_id_of_the_story_s_own_question(wording: str) -> None:
    (said,) = mistakes(STORY + f"asked_as: [{wording}]\n")
    assert said == '"question" is the id of the story\'s own question'


@pytest.mark.parametrize(
    ("extra", "said"),
    [
        (f"numbers: [{', '.join(['{figure: 40, means: a}'] * 6)}]\n", '"numbers" has more than 5 items'),
        ("reflection: {strong_example: x, beats: [a, b, c, d, e]}\n", '"beats" has more than 4 items'),
    ],
)
def test_more_numbers_or_beats_than_one_remembers_are_an_error(extra: str, said: str) -> None:
    assert mistakes(STORY + extra) == [said]


def test_everything_new_is_optional() -> None:
    scenario: Any = read("")
    assert not any(getattr(scenario, key) for key in ("asked_as", "opening", "landing", "numbers"))
    assert scenario.situation.beats == ()


def test_a_wording_that_is_the_storys_own_question_is_an_error() -> None:
    (said,) = mistakes(STORY + "asked_as: [When did a plan fall apart?]\n")
    assert said == "this wording is the story's own question once more"
