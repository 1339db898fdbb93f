"""What the tests of the cards share: decks built by the real program, and a real browser."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from anki_page import App, Face, Reviewer, faces_of, sample_faces
from project import STORY, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture
def reviewer(browser: "Browser") -> Iterator[Callable[..., Reviewer]]:
    """Give a function that opens an app's page for cards; at the end, no page may have had an error."""
    with ExitStack() as stack:
        opened: list[Reviewer] = []

        def open_one(
            app: App = "desktop", *, remembers: bool = True, scripts: bool = True, still: bool = False
        ) -> Reviewer:
            context = browser.new_context(
                viewport={"width": 1000, "height": 800},
                offline=True,
                java_script_enabled=scripts,
                reduced_motion="reduce" if still else "no-preference",
            )
            stack.callback(context.close)
            opened.append(Reviewer(context, app=app, remembers=remembers))
            return opened[-1]

        yield open_one
        for each in opened:
            assert (each.errors, each.dialogs, each.requests) == ([], [], [])


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[Face]:
    """Give all cards of the sample stories."""
    return sample_faces(tmp_path_factory.mktemp("samples"))


@pytest.fixture(scope="session")
def longest(samples: list[Face]) -> dict[str, Face]:
    """Give the longest card of each template, by the template's name."""
    return {face.template: face for face in sorted(samples, key=lambda face: len(face.answer))}


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
    project.recipe(f"name: Short\nscenarios: [scenarios/*.yaml]\n{switches}")
    action = {
        "target": "90s",
        "strong_example": "I read the logs. I wrote the fix. I tried it at night.",
        "key_phrases": ["I read the logs", "I wrote", "the fix", "I tried it", "at night", "before anybody woke"],
    }
    open_question = {"question": "What does the number prove?", "answer": "That it held.", "explanation": "It lasts."}
    project.story(action=action, quiz=[*STORY["quiz"], open_question])
    project.run("build")
    drawn = faces_of(project.deck, folder / "learner")
    by_id = {face.note.split("/", 1)[1]: face for face in drawn}
    return by_id | {face.template: face for face in drawn}
