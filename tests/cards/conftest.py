"""What the tests of the cards share: decks built by the real program, and a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from anki_page import App, Face, Reviewer, faces_of, sample_faces
from project import FULL_STORY, RECIPE, STORY, Project
from star2anki.scenario.dump import dump
from star2anki.scenario.model import Scenario

KEY_LINE = "A fix, not a complaint."

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def idle_reviewers() -> dict[bool, list[Reviewer]]:
    """Keep pages that no test is using, with scripts and without. Opening one takes longer than most tests."""
    return {True: [], False: []}


@pytest.fixture
def reviewer(browser: "Browser", idle_reviewers: dict[bool, list[Reviewer]]) -> Iterator[Callable[..., Reviewer]]:
    """Give a function that opens an app's page for cards; at the end, no page may have had an error.

    If all went well in a page, it is cleared, and another test uses it.
    """
    opened: list[tuple[bool, Reviewer]] = []

    def open_one(
        app: App = "desktop", *, remembers: bool = True, scripts: bool = True, still: bool = False
    ) -> Reviewer:
        if idle_reviewers[scripts]:
            page = idle_reviewers[scripts].pop()
        else:
            page = Reviewer(browser.new_context(offline=True, java_script_enabled=scripts))
        opened.append((scripts, page))
        page.begin(app, remembers=remembers, still=still)
        return page

    def close_all() -> None:
        for _, page in opened:
            page.page.context.close()

    with ExitStack() as stack:
        stack.callback(close_all)
        yield open_one
        for _, page in opened:
            assert (page.errors, page.dialogs, page.requests) == ([], [], [])
        for scripts, page in [each for each in opened if not each[1].has_own_clock]:
            page.leave()
            assert (page.errors, page.dialogs, page.requests) == ([], [], [])
            opened.remove((scripts, page))
            idle_reviewers[scripts].append(page)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Face]:
    """Give all cards of the sample stories."""
    return sample_faces(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory) -> list[Face]:
    """Give all cards of the story that has every key of the format."""
    folder = tmp_path_factory.mktemp("full")
    project = Project(folder / "project")
    project.recipe()
    project.write("scenarios/full.yaml", dump(Scenario.model_validate(FULL_STORY)))
    project.run("build")
    return faces_of(project.deck, folder / "learner")


@pytest.fixture(scope="session")
def longest(samples: list[Face], full: list[Face]) -> dict[str, Face]:
    """Give the longest card of each template, by the template's name."""
    return {face.template: face for face in sorted([*full, *samples], key=lambda face: len(face.answer))}


@pytest.fixture(scope="session")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Face]:
    """Give the cards of the short story, by readable id (without the story's) and template."""
    return _short_story(tmp_path_factory, "")


@pytest.fixture(scope="session")
def switched_cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Face]:
    """Give the same cards from a recipe without the timer and with a voice."""
    return _short_story(tmp_path_factory, "timer: off\nvoice: en_US\n")


def _short_story(tmp_path_factory: pytest.TempPathFactory, switches: str) -> dict[str, Face]:
    folder = tmp_path_factory.mktemp("short")
    project = Project(folder / "project")
    project.recipe(f"{RECIPE}{switches}")
    action = {
        "target": "90s",
        "strong_example": "I read the logs. I wrote the fix. I tried it at night.",
        "key_phrases": ["I read the logs", "I wrote", "the fix", "I tried it", "at night", "before anybody woke"],
    }
    open_question = {"question": "What does the number prove?", "answer": "That it held.", "explanation": "It lasts."}
    follow_up = {"probes": "Influence", "weak_answer": "They did it.", "why_weak": "No deed.", "key_line": KEY_LINE}
    mistake = {"mistake": "Explaining queues.", "why_it_fails": "You love tools more than people."}
    result = {"strong_example": STORY["result"], "common_mistake": "No number."}
    project.story(
        action=action,
        quiz=[*STORY["quiz"], open_question],
        follow_ups=[STORY["follow_ups"][0] | follow_up, *STORY["follow_ups"][1:]],
        situation=STORY["situation"] | {"common_mistake": mistake},
        result=result,
    )
    project.run("build")
    drawn = faces_of(project.deck, folder / "learner")
    by_id = {face.note.split("/", 1)[1]: face for face in drawn}
    return by_id | {face.template: face for face in drawn}
