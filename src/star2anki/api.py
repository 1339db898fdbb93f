"""What a script needs: read stories, check them, build a deck. `import star2anki` gives these names.

Nothing here prints, and nothing writes a file. docs/python.md shows the way.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from star2anki.apkg.writer import write_package
from star2anki.build.compile import story_notes
from star2anki.build.pipeline import build
from star2anki.build.plan import plan_stories
from star2anki.clock import now
from star2anki.decks.layout import StoryNotes, lay_out
from star2anki.decks.lock import Lock
from star2anki.decks.recipe import Recipe
from star2anki.decks.update import update
from star2anki.diagnostics import Diagnostic, Location, Severity, has_errors
from star2anki.project import SCENARIOS, read_frameworks, shown, stories_in
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import Loaded, load_file
from star2anki.scenario.model import Scenario

__all__ = [
    "Diagnostic",
    "Loaded",
    "Location",
    "Recipe",
    "Scenario",
    "Severity",
    "StoriesError",
    "build_deck",
    "check_stories",
    "has_errors",
    "read_stories",
]


class StoriesError(ValueError):
    """Stories that cannot become a deck together."""


def read_stories(*places: str | Path, folder: str | Path = ".") -> list[Loaded]:
    """Read stories.

    Args:
        places: Story files, and folders whose `.yaml` files are stories; by default the `scenarios/` of the project.
        folder: The project's folder. Its `frameworks/` count, and paths in diagnostics start there.

    Returns:
        One entry a file, in the order of the places. `scenario` is None where the file has an error, and `diagnostics`
        says what is wrong, where, and what to do.
    """
    project = Path(folder)
    frameworks = _frameworks(project)
    files: dict[Path, None] = {}
    unreadable: list[Diagnostic] = []
    for place in _places(places, project):
        found, problems = stories_in(place, project) if place.is_dir() else ([place], [])
        files.update(dict.fromkeys(found))
        unreadable += problems
    loaded = [load_file(file, shown(file, project), frameworks) for file in files]
    return [*loaded, *(Loaded(None, None, (problem,)) for problem in unreadable)]


def check_stories(*places: str | Path, folder: str | Path = ".") -> list[Diagnostic]:
    """Say all that is wrong with stories, and how they could be told better.

    Args:
        places: As for `read_stories`.
        folder: The project's folder. Its frameworks, its `coach.yaml` and the lock in its `decks/` count.

    Returns:
        What `star2anki check` reports of these stories, in the order of their places: errors, warnings and hints.
    """
    project = Path(folder)
    plan = plan_stories(project, _places(places, project))
    return list(build(plan, package=False, coach="all").diagnostics)


def build_deck(
    stories: Iterable[Scenario],
    recipe: Recipe | None = None,
    *,
    folder: str | Path = ".",
    modified: int | None = None,
) -> bytes:
    """Build one deck, without a trace on the disk.

    Notes have the same identity as in the decks of `star2anki build`, so a learner's history goes on from one to the
    other. There is no lock, so Anki takes every note for a change. Use `star2anki build` for a deck that you update.

    Args:
        stories: Scenarios without errors, each id once.
        recipe: What makes the deck; by default all note types, in a deck named "Interview stories". Its `scenarios` are
            not looked at.
        folder: The project's folder. Its `frameworks/` count.
        modified: When the notes were changed, in seconds since 1970; by default now. Anki updates a note that a learner
            has only where this is later.

    Returns:
        The bytes of an `.apkg` file; the same for the same arguments with `modified`.

    Raises:
        StoriesError: Two stories have one id, or no story gives a note.
    """
    scenarios = list(stories)
    repeated = [id_ for id_, count in Counter(scenario.id for scenario in scenarios).items() if count > 1]
    if repeated:
        raise StoriesError(f'two stories have the id "{repeated[0]}"; give one of them another')
    recipe = recipe or Recipe(name="Interview stories")
    frameworks = _frameworks(Path(folder))
    decks = lay_out(recipe, [_chosen(scenario, recipe, frameworks) for scenario in scenarios])
    notes = [note for deck in decks for note in deck.notes]
    if not notes:
        raise StoriesError("the deck has no notes; give it a story, and a recipe with note types that the story fills")
    lock = update(Lock(), {"deck": notes}, now() if modified is None else modified).lock
    return write_package(decks, lock, recipe.schedule)


def _chosen(scenario: Scenario, recipe: Recipe, frameworks: Mapping[str, Framework]) -> StoryNotes:
    keys = [notetype.key for notetype in recipe.chosen_notetypes]
    notes = story_notes(scenario, recipe.settings, keys, frameworks.get(scenario.framework or ""))
    return notes.only(keys, recipe.notes)


def _places(places: Sequence[str | Path], project: Path) -> list[Path]:
    return [Path(place) for place in places] or [project / SCENARIOS]


def _frameworks(folder: Path) -> Mapping[str, Framework]:
    return read_frameworks(folder)[0]
