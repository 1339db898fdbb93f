"""The stories that come with star2anki: complete, different from one another, and as clean as the coach can tell."""

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator

import pytest

from project import LIBRARY, REPOSITORY, Project
from star2anki.coach.english.figures import figures
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import STEP_NAMES, Scenario

sys.path.insert(0, str(REPOSITORY / "tools"))

from library_pages import PAGES, made

FRAMEWORKS, _ = load_frameworks({})


def _load() -> Iterator[Scenario]:
    for path in LIBRARY:
        scenario = load_scenario(path.name, path.read_bytes(), FRAMEWORKS).scenario
        assert scenario is not None, path.name
        yield scenario


STORIES = tuple(_load())
each_story = pytest.mark.parametrize("story", STORIES, ids=lambda story: story.id)


def test_there_is_a_story_for_each_principle() -> None:
    for framework in FRAMEWORKS.values():
        own = Counter(story.principle for story in STORIES if story.framework == framework.id)
        assert set(own) == set(framework.names)


@each_story
def test_a_story_has_every_block_with_enough_in_it(story: Scenario) -> None:
    assert [name for name, _ in story.steps] == list(STEP_NAMES)
    for name, step in story.steps:
        assert step.target, name
        assert step.strong_example, name
        assert step.coaching, name
        assert step.common_mistake, name
        assert 3 <= len(step.key_phrases) <= 7, name
    assert story.overview
    assert story.summary
    assert story.role
    assert len(story.follow_ups) >= 4
    for item in story.follow_ups:
        assert None not in {item.probes, item.weak_answer, item.why_weak, item.key_line}, item.key
    assert story.weak_answer
    assert story.weak_answer.interviewer_thinks
    assert len(story.weak_answer.weaknesses) >= 4
    assert all(weakness.say_instead for weakness in story.weak_answer.weaknesses)
    assert len(story.quiz) >= 3
    assert all(len(item.distractors) == 3 for item in story.quiz)
    assert len(story.lenses) == 3
    assert len(story.levels) == 3
    assert story.reflection
    assert set(story.reflection.by_level) == {level.level for level in story.levels}


@each_story
def test_a_story_is_ours_to_license(story: Scenario) -> None:
    assert story.source
    assert story.source.author == "star2anki contributors"
    assert story.source.license == "CC-BY-4.0"
    assert not story.source.url


def test_the_coach_finds_nothing_and_needs_no_exception() -> None:
    done = Project(REPOSITORY).run("check", "--strict", "scenarios")
    assert done.stdout == ""
    assert f"{len(LIBRARY)} stories: no problems" in done.stderr
    assert not any(story.ignored for story in STORIES)


def test_every_principle_has_a_second_story() -> None:
    for framework in FRAMEWORKS.values():
        for name in framework.names:
            standing = [
                story for story in STORIES if name in {story.principle, *(lens.principle for lens in story.lenses)}
            ]
            assert len(standing) >= 2, name


def told(story: Scenario) -> Iterator[str]:
    """Give what you say aloud: steps and strong answers."""
    yield from (step.strong_example or "" for _, step in story.steps)
    yield from (item.strong_answer for item in story.follow_ups)


def test_no_two_stories_share_a_figure() -> None:
    """Only figures above twelve, and not hundreds and thousands in words, which people say for "many"."""
    seen: dict[float, set[str]] = defaultdict(set)
    for story in STORIES:
        if story.language != "en":  # a translation keeps the figures
            continue
        for text in told(story):
            for figure in figures(text):
                if figure.value > 12 and text[slice(*figure.span)][-1].isdigit():
                    seen[figure.value].add(story.id)
    assert {value: ids for value, ids in seen.items() if len(ids) > 1} == {}


def test_the_pages_of_the_library_match_the_stories() -> None:
    pages = dict(made())
    assert {path for path in pages if path.parent == PAGES} == set(PAGES.glob("*.md"))
    for path, text in pages.items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python tools/library_pages.py"
