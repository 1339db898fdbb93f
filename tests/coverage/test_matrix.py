"""The matrix of stories and principles, with small stories and a small framework."""

from typing import Any

import pytest

from project import STORY
from star2anki.coach.settings import CoachSettings
from star2anki.coverage.matrix import Coverage, Fit, cover, minutes
from star2anki.scenario.framework import Framework, Principle
from star2anki.scenario.model import Scenario

SHORT = ("weak_answer", "quiz", "levels", "tags", "follow_ups", "lenses", "framework")


def story(title: str, principle: str | None, *lenses: str, **changes: Any) -> Scenario:  # noqa: ANN401 - any value the format has
    data = {key: value for key, value in {**STORY, **changes}.items() if key not in SHORT or key in changes}
    named = {"id": f"{title.lower().replace(' ', '-')}-7q2m", "title": title, "question": f"What of {title}?"}
    told_for = [{"principle": lens, "lead_with": f"the {lens.lower()} part"} for lens in lenses]
    data |= {"principle": principle, "lenses": told_for, "framework": "own", **named}
    return Scenario.model_validate({key: value for key, value in (data | changes).items() if value is not None})


def framework(*names: str, questions: dict[str, list[str]] | None = None) -> Framework:
    principles = tuple(
        Principle(name=name, listens_for="It.", questions=tuple((questions or {}).get(name, ()))) for name in names
    )
    return Framework(id="own", name="Own", principles=principles)


def covered(own: Framework, *stories: Scenario) -> Coverage:
    return cover(stories, own, CoachSettings())


def test_a_story_stands_for_its_principle_and_through_its_lenses_for_others() -> None:
    coverage = covered(framework("A", "B", "C"), story("One", "A", "B"))
    (row,) = coverage.rows
    assert [row.fit(name, coverage.framework) for name in ("A", "B", "C")] == [Fit.OWN, Fit.LENS, None]


def test_a_story_of_another_framework_stands_for_a_principle_of_the_same_name_only_through_a_lens() -> None:
    coverage = covered(framework("A"), story("One", "A", framework="other"), story("Two", "X", "A"))
    assert [row.scenario.title for row in coverage.rows] == ["Two"]
    assert coverage.others == 1


def test_rows_come_in_the_order_of_the_principles_and_borrowed_ones_last() -> None:
    coverage = covered(framework("A", "B"), story("Lens", "X", "A"), story("Two", "B"), story("One", "A"))
    assert [row.scenario.title for row in coverage.rows] == ["One", "Two", "Lens"]


def test_of_the_stories_for_a_principle_those_that_were_written_for_it_come_first() -> None:
    coverage = covered(framework("A", "B"), story("Both", "A", "B"), story("Own", "B"))
    assert [(row.scenario.title, fit) for row, fit in coverage.of("B")] == [("Own", Fit.OWN), ("Both", Fit.LENS)]


def spots(coverage: Coverage) -> str:
    return "\n".join(coverage.weak_spots)


def test_where_no_story_stands_for_anything_that_is_all_there_is_to_say() -> None:
    assert len(covered(framework("A"), story("One", "X")).weak_spots) == 1
    assert len(covered(framework("A")).weak_spots) == 1


def test_principles_without_a_story_and_those_that_are_borrowed_are_named() -> None:
    said = spots(covered(framework("A", "B", "C; D"), story("One", "A", "B")))
    assert 'no story for "C; D"' in said
    assert "lens of another story covers B" in said
    assert '"One" is the only story for A, B' in said


def test_two_stories_for_a_principle_need_each_other_for_none() -> None:
    assert "only story" not in spots(covered(framework("A"), story("One", "A"), story("Two", "A")))


@pytest.mark.parametrize(("number", "is_too_much"), [(5, False), (6, True)])
def test_a_story_may_stand_for_five_principles(number: int, is_too_much: bool) -> None:
    names = [f"P{each}" for each in range(number)]
    assert ("too much" in spots(covered(framework(*names), story("One", names[0], *names[1:])))) == is_too_much


@pytest.mark.parametrize(
    ("question", "lacks"),
    [
        ("When did you fail?", ("conflict",)),
        ("When did you disagree?", ("failure",)),
        ("Who argued over your mistake?", ()),
        ("What came of it?", ("failure", "conflict")),
        ("When were you wrong, and who objected?", ()),
    ],
)
def test_every_interview_asks_for_a_failure_and_a_conflict(question: str, lacks: tuple[str, ...]) -> None:
    said = spots(covered(framework("A"), story("One", "A", question=question)))
    assert tuple(word for word in ("failure", "conflict") if f"no story about a {word}" in said) == lacks


def test_a_result_without_a_figure_is_named_but_not_in_another_language() -> None:
    vague = "It became better, and people were glad."
    assert 'no figure in the result of "One"' in spots(covered(framework("A"), story("One", "A", result=vague)))
    assert "no figure" not in spots(covered(framework("A"), story("One", "A", result=vague, language="de")))


def test_the_time_to_tell_a_story_is_its_targets_or_else_its_words() -> None:
    ten = "I read the logs, and I wrote the fix again."
    told = {
        "situation": {"target": "30s", "strong_example": ten},
        "task": {"target": "20s", "strong_example": ten},
        "action": {"target": "60s", "strong_example": ten},
        "result": ten,
    }
    coverage = covered(framework("A"), story("One", "A", **told), story("Two", "A", **told))
    assert [row.seconds for row in coverage.rows] == [114, 114]
    assert coverage.seconds == 228
    assert coverage.summary == "2 stories, 3m48s to tell"
    assert covered(framework("A"), story("One", "A", language="ja", **told)).seconds == 110


def test_a_question_is_answered_by_the_story_whose_words_fit_and_the_own_one_where_none_do() -> None:
    own = framework("A", "B", questions={"A": ["Tell me of an owl.", "Tell me of anything."], "B": ["Who?"]})
    stories = [story("The mug", "A"), story("The owl", "X", "A")]
    answers = covered(own, *stories).answers_for(own.principles[0])
    assert [(each.question, each.row and each.row.scenario.title) for each in answers] == [
        ("Tell me of an owl.", "The owl"),
        ("Tell me of anything.", "The mug"),
    ]
    assert [each.row for each in covered(own, *stories).answers_for(own.principles[1])] == [None]


@pytest.mark.parametrize(
    ("seconds", "written"), [(0, "0s"), (59, "59s"), (200, "3m20s"), (3599, "59m59s"), (3600, "1h0m"), (3700, "1h1m")]
)
def test_a_duration_is_written_as_people_read_it(seconds: int, written: str) -> None:
    assert minutes(seconds) == written
