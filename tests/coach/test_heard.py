"""The coach reads no more of a story than anybody would listen to, and says so if there is more."""

import json
from pathlib import Path
from typing import Any

from labelled import story_with
from project import Project
from star2anki.coach.heard import ITEMS, LETTERS, shorten
from star2anki.coach.judge import judge
from star2anki.coach.rules import missing_key_phrase, quiz_longest_answer, step_length
from star2anki.coach.settings import CoachSettings
from star2anki.coach.story import SpokenStory
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario

FRAMEWORKS, _ = load_frameworks({})
FULL = ("I whistled. " * LETTERS)[:LETTERS]
HEDGE = " Maybe."


def found(**fields: Any) -> list[str]:  # noqa: ANN401 - any value the format has
    """Give the rule and message of everything that the coach finds in a story with these fields."""
    loaded = load_scenario("owl.yaml", dump(story_with(fields).scenario).encode(), FRAMEWORKS)
    assert loaded.scenario
    return [f"{finding.code}: {finding.message}" for finding in judge(loaded, CoachSettings())]


def test_a_story_of_normal_length_is_read_completely() -> None:
    scenario = story_with({"action": FULL, "tags": ["owl"] * ITEMS}).scenario
    shortened, cuts = shorten(scenario)
    assert shortened is scenario
    assert cuts == ()


def test_the_coach_reads_the_beginning_of_a_longer_text_and_says_so() -> None:
    codes = found(action=FULL + HEDGE)
    assert (
        f"judged-in-part: the coach reads only the first 10,000 of these {LETTERS + len(HEDGE):,} characters" in codes
    )
    assert not any(code.startswith("hedge") for code in codes)
    assert any(code.startswith("hedge") for code in found(action=FULL[: -len(HEDGE)] + HEDGE))


def test_the_coach_reads_the_first_items_of_a_longer_list_and_says_so() -> None:
    asked = [{"question": f"How did you know {number}?", "strong_answer": "I saw."} for number in range(ITEMS)]
    codes = found(follow_ups=[*asked, {"question": "How did you know?", "strong_answer": HEDGE}])
    assert f"judged-in-part: the coach reads only the first {ITEMS} of these {ITEMS + 1} items" in codes
    assert not any(code.startswith("hedge") for code in codes)


def test_texts_inside_lists_and_levels_are_also_shortened() -> None:
    levels = {f"Level {number}": "I wait." for number in range(ITEMS)}
    story = story_with(
        {
            "reflection": {"by_level": {"Senior": FULL + HEDGE, **levels}},
            "follow_ups": [{"question": "Why?", "strong_answer": FULL + HEDGE}],
        }
    )
    assert [cut.path for cut in story.cuts] == [
        ("reflection", "by_level"),
        ("reflection", "by_level", "Senior"),
        ("follow_ups", 0, "strong_answer"),
    ]
    assert max(len(part.text) for part in story.parts) == LETTERS
    assert len(list(story.of("reflection"))) == ITEMS


def test_the_whole_length_of_a_step_is_measured() -> None:
    story = story_with({"action": {"target": "30s", "strong_example": "owl " * 2 * LETTERS}})
    (finding,) = step_length.RULE.judge(story)
    assert finding.message.startswith(f"the action takes about {2 * LETTERS * 60 // 150} seconds")


def test_the_whole_length_of_an_answer_is_measured() -> None:
    quiz = [{"question": "Who?", "answer": "o" * 3 * LETTERS, "distractors": ["o" * 2 * LETTERS]}]
    (finding,) = quiz_longest_answer.RULE.judge(story_with({"quiz": quiz}))
    assert f"{3 * LETTERS} letters, where the longest distractor has {2 * LETTERS}" in finding.message


def test_the_search_for_a_key_phrase_covers_the_whole_step() -> None:
    action = {"strong_example": f"{FULL} The bell rang.", "key_phrases": ["the bell rang"]}
    assert list(missing_key_phrase.RULE.judge(story_with({"action": action}))) == []


def test_a_build_that_runs_only_rules_that_are_errors_reports_nothing_else() -> None:
    loaded = load_scenario("owl.yaml", dump(story_with({"action": FULL + HEDGE}).scenario).encode(), FRAMEWORKS)
    assert judge(loaded, CoachSettings(), only_errors=True) == []


def test_the_finding_points_to_where_the_long_text_begins(tmp_path: Path) -> None:
    made = Project(tmp_path)
    made.story("owl", action=FULL + HEDGE)
    findings = json.loads(made.run("check", "scenarios/owl.yaml", "--format", "json", expect=0).stdout)
    (place,) = [(item["line"], item["column"]) for item in findings if item["code"] == "judged-in-part"]
    lines = (tmp_path / "scenarios" / "owl.yaml").read_text(encoding="utf-8").splitlines()
    assert lines[place[0] - 1][: place[1] - 1].strip() == "action:"


def test_the_scenario_itself_is_not_shortened() -> None:
    scenario = story_with({"action": FULL + HEDGE}).scenario
    story = SpokenStory(scenario, CoachSettings())
    assert len(story.heard.action.strong_example) == LETTERS
    assert story.scenario.action.strong_example == FULL + HEDGE
