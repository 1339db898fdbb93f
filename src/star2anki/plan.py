"""Which stories go into which decks: reads recipes and frameworks, and finds the story files that they name."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from star2anki.coach.settings import Settings, load_settings
from star2anki.decks.recipe import Recipe, load_recipe
from star2anki.diagnostics import Code, Diagnostic, Location, Severity
from star2anki.scenario.decode import read_bytes
from star2anki.scenario.framework import Framework, load_frameworks
from star2anki.scenario.source import Tree

DECKS = "decks"
SCENARIOS = "scenarios"
FRAMEWORKS = "frameworks"
COACH = "coach.yaml"


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """One deck to build."""

    name: str
    """Of the recipe; the deck becomes `NAME.apkg`."""
    recipe: Recipe
    stories: tuple[Path, ...]
    place: Location
    """Where findings about the whole deck point to."""
    note_places: tuple[Location, ...] = ()
    """Where findings about each of the recipe's `notes` point to."""


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a build needs from the disk but the stories themselves."""

    folder: Path
    """Relative paths are shown and read from here."""
    output: Path
    """Where decks and lock go."""
    decks: tuple[DeckPlan, ...]
    frameworks: Mapping[str, Framework]
    coach: Settings
    """How the coach judges in this project."""
    findings: tuple[Diagnostic, ...]

    @property
    def stories(self) -> tuple[Path, ...]:
        """All story files, each once, in the order of the decks."""
        return tuple(dict.fromkeys(path for deck in self.decks for path in deck.stories))


def plan_recipes(folder: Path, output: Path | None = None, only: Sequence[Path] = ()) -> Plan:
    """Plan a deck for each recipe in a project's `decks/`.

    Args:
        folder: The project's folder, with `scenarios/` and `decks/` in it.
        output: Where decks and lock go; by default `decks/`.
        only: Recipes in `decks/`, where not all of them are wanted.
    """
    frameworks, findings = read_frameworks(folder)
    coach, mistakes = read_coach(folder)
    findings += mistakes
    decks = []
    for path in only or sorted((folder / DECKS).glob("*.yaml")):
        raw, problem = read_bytes(path, shown(path, folder))
        if raw is None:
            findings += problem
            continue
        recipe, tree, mistakes = load_recipe(shown(path, folder), raw)
        findings += mistakes
        if recipe is not None and tree is not None:
            stories, unmatched = _match(recipe, tree, folder)
            findings += unmatched
            places = tuple(tree.locate(("notes", number)) for number in range(len(recipe.notes)))
            decks.append(DeckPlan(_as_text(path.stem), recipe, stories, tree.locate(()), places))
    return Plan(folder, output or folder / DECKS, tuple(decks), frameworks, coach, tuple(findings))


def plan_stories(folder: Path, paths: Sequence[Path], output: Path | None = None) -> Plan:
    """Plan one deck of story files and folders, without a recipe.

    Args:
        folder: The project's folder.
        paths: Story files, and folders whose `.yaml` files are stories. They exist.
        output: Where deck and lock go; by default `decks/`.
    """
    frameworks, findings = read_frameworks(folder)
    coach, mistakes = read_coach(folder)
    findings += mistakes
    stories: dict[Path, None] = {}
    for path in paths:
        found = _stories_in(path) if path.is_dir() else [path]
        if not found:
            location = Location(shown(path, folder))
            hint = "`star2anki new TITLE` writes a story"
            findings.append(Diagnostic(location, Severity.ERROR, Code.NO_MATCH, "no story in this folder", hint))
        stories.update(dict.fromkeys(found))
    stories = _each_once(stories)
    name = paths[0].resolve().name if paths[0].is_dir() else paths[0].stem
    name = _as_text(name)
    recipe = Recipe(name=f"Interview stories::{name}" if len(stories) > 1 else "Interview stories", split="scenario")
    target = output or folder / DECKS
    deck = DeckPlan(name, _agreeing(recipe, stories, folder, target), tuple(stories), Location(shown(paths[0], folder)))
    return Plan(folder, target, (deck,), frameworks, coach, tuple(findings))


def read_frameworks(folder: Path) -> tuple[dict[str, Framework], list[Diagnostic]]:
    """Read the built-in frameworks and those in a project's `frameworks/`."""
    own: dict[str, bytes] = {}
    problems: list[Diagnostic] = []
    for path in sorted((folder / FRAMEWORKS).glob("*.yaml")):
        raw, problem = read_bytes(path, shown(path, folder))
        problems += problem
        if raw is not None:
            own[shown(path, folder)] = raw
    frameworks, findings = load_frameworks(own)
    return frameworks, [*problems, *findings]


def read_coach(folder: Path) -> tuple[Settings, list[Diagnostic]]:
    """Read how the coach judges in a project; without a `coach.yaml`, as it does everywhere."""
    path = folder / COACH
    if not path.exists() and not path.is_symlink():
        return Settings(), []
    raw, problems = read_bytes(path, shown(path, folder))
    if raw is None:
        return Settings(), problems
    settings, findings = load_settings(shown(path, folder), raw)
    return settings or Settings(), findings


def shown(path: Path, folder: Path) -> str:
    """Write a path as an author would: relative to the project where it lies inside, with forward slashes."""
    try:
        name = path.resolve().relative_to(folder.resolve()).as_posix()
    except ValueError:
        name = path.as_posix()
    return _as_text(name)


def _as_text(name: str) -> str:
    """Write a file name as text that can be encoded; systems allow names that are none."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _agreeing(recipe: Recipe, stories: Iterable[Path], folder: Path, output: Path) -> Recipe:
    """Take level, voice and timer from the recipe that has these stories in the same folder.

    Both decks share a lock and notes; were they to differ, each build would undo what the other did.
    """
    if output.resolve() != (folder / DECKS).resolve():
        return recipe
    wanted = {path.resolve() for path in stories}
    for deck in plan_recipes(folder).decks:
        if wanted & {path.resolve() for path in deck.stories}:
            switches = {"level": deck.recipe.level, "voice": deck.recipe.voice, "timer": deck.recipe.timer}
            return recipe.model_copy(update=switches)
    return recipe


def _match(recipe: Recipe, tree: Tree, folder: Path) -> tuple[tuple[Path, ...], Iterable[Diagnostic]]:
    stories: dict[Path, None] = {}
    findings = []
    for number, pattern in enumerate(recipe.scenarios):
        try:
            found = sorted(filter(_is_visible_file, folder.glob(pattern)))
        except (ValueError, NotImplementedError, IndexError, OSError):
            found = []
        if not found:
            written = tree.locate(("scenarios", number)) if "scenarios" in tree.data else tree.locate(())
            message = f'no file matches "{pattern}"'
            hint = f"patterns start at the folder that holds {DECKS}/, such as {SCENARIOS}/*.yaml"
            findings.append(Diagnostic(written, Severity.ERROR, Code.NO_MATCH, message, hint))
        stories.update(dict.fromkeys(found))
    return tuple(_each_once(stories)), findings


def _each_once(paths: Iterable[Path]) -> dict[Path, None]:
    """Drop other names of the same file, such as links: a story goes in once."""
    first: dict[Path, Path] = {}
    for path in paths:
        first.setdefault(path.resolve(), path)
    return dict.fromkeys(first.values())


def _is_visible_file(path: Path) -> bool:
    return path.is_file() and not path.name.startswith(".")  # macOS leaves ._x.yaml beside x.yaml


def _stories_in(folder: Path) -> list[Path]:
    found = filter(_is_visible_file, folder.rglob("*.yaml"))
    return sorted(
        path
        for path in found
        if not {DECKS, FRAMEWORKS} & set(path.relative_to(folder).parts[:-1]) and path != folder / COACH
    )
