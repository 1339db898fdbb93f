"""What a script needs: read stories, check them and build a deck. `import star2anki` provides these names.

Nothing here prints or writes a file. docs/python.md shows how to use it.
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
from star2anki.lookups import Lookups
from star2anki.project import SCENARIOS, shown, stories_in
from star2anki.project_settings import read_frameworks
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
    """The stories cannot become one deck."""


def read_stories(*places: str | Path, folder: str | Path = ".") -> list[Loaded]:
    """Read stories.

    Args:
        places: Story files, and folders whose `.yaml` files are stories; by default the `scenarios/` of the project.
        folder: The project's folder. Its `frameworks/` are used, and paths in diagnostics are relative to it.

    Returns:
        One entry per file, in the order of the places. If the file has an error, `scenario` is None, and `diagnostics`
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
    """Report everything that is wrong with stories, and how they could be told better.

    Args:
        places: As for `read_stories`.
        folder: The project's folder. Its frameworks, its `coach.yaml` and the lock in its `decks/` are used.

    Returns:
        What `star2anki check` reports about these stories, in the order of their places: errors, warnings and hints.
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
    """Build one deck without writing to the disk.

    Notes have the same identity as in the decks of `star2anki build`, so learners keep their history between the two.
    There is no lock, so Anki treats every note as changed. Use `star2anki build` for decks that you update.

    Args:
        stories: Scenarios without errors, each id once.
        recipe: What makes the deck; by default the core note types, in a deck named "Interview stories". Its
            `scenarios` are ignored. It cannot have `frameworks`, `craft` or `rules`.
        folder: The project's folder. Its `frameworks/` are used.
        modified: When the notes were changed, in seconds since 1970; by default now. Anki updates a learner's note only
            if this is later.

    Returns:
        The bytes of an `.apkg` file. With `modified`, the same arguments give the same bytes.

    Raises:
        StoriesError: Two stories have the same id, no story makes a note, or the recipe asks for craft.
    """
    scenarios = list(stories)
    repeated = [id_ for id_, count in Counter(scenario.id for scenario in scenarios).items() if count > 1]
    if repeated:
        raise StoriesError(f'two stories have the id "{repeated[0]}"; give one of them another')
    recipe = recipe or Recipe(name="Interview stories")
    if recipe.frameworks or recipe.craft or recipe.rules == "on":
        raise StoriesError("the recipe asks for craft, which only `star2anki build` makes; leave out its keys")
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
    return read_frameworks(folder, Lookups())[0]
