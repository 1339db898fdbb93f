"""Which stories go into which decks: reads recipes and frameworks, and finds the story files that they name."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from star2anki.atomic_files import real_path
from star2anki.build.recipe_sources import craft_files, each_once, match_craft, match_files
from star2anki.build.sources import CraftSource, SourceFile, files_of
from star2anki.coach.settings import CoachSettings
from star2anki.decks.names import deck_name
from star2anki.decks.recipe import Recipe, load_recipe
from star2anki.diagnostics import Code, Diagnostic, Location, Severity
from star2anki.lookups import Lookups
from star2anki.project import CRAFT, DECKS, as_text, shown, stories_in
from star2anki.project_settings import read_coach, read_frameworks
from star2anki.scenario.framework import Framework


@dataclass(frozen=True, slots=True)
class DeckPlan:
    """One deck to build."""

    name: str
    """The recipe's name; the deck becomes `NAME.apkg`."""
    recipe: Recipe
    stories: tuple[Path, ...]
    place: Location
    """The place for diagnostics about the whole deck."""
    craft: tuple[CraftSource, ...] = ()
    """What its craft notes are made of."""
    note_places: tuple[Location, ...] = ()
    """The places for diagnostics about each of the recipe's `notes`."""


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything that a build needs from the disk, except the stories themselves."""

    folder: Path
    """Paths are shown and read relative to this folder."""
    output: Path
    """Where decks and lock go."""
    decks: tuple[DeckPlan, ...]
    frameworks: Mapping[str, Framework]
    coach: CoachSettings
    """How the coach judges in this project."""
    diagnostics: tuple[Diagnostic, ...]
    recipes: frozenset[str] = frozenset()
    """Names of all recipes in the project, whether they are built or not."""
    is_of_stories: bool = False
    """Stories are built without a recipe."""
    named: tuple[Path, ...] = ()
    """The recipes or stories that the user named."""
    lookups: Lookups = field(default_factory=Lookups, compare=False)
    """Everything that the plan depends on, except the bytes of the stories."""

    @property
    def home(self) -> Path:
        """Where the project's own decks and lock are or, without such a folder, where the decks go."""
        own = self.folder / DECKS
        return own if own.is_dir() else self.output

    @property
    def output_is_home(self) -> bool:
        """Whether the decks go to the folder of the project's own decks."""
        return real_path(self.output) == real_path(self.home)

    @property
    def leaves_lock_alone(self) -> bool:
        """Whether this is a trial in the project's own folder: stories built beside the recipes, not in the lock.

        With `-o`, the same stories get a lock of their own in the output folder.
        """
        return self.is_of_stories and bool(self.recipes) and self.output_is_home

    @property
    def trial(self) -> str:
        """The name in Anki of a trial deck; empty if the build is not a trial."""
        return self.decks[0].recipe.name if self.leaves_lock_alone and self.decks else ""

    @property
    def stories(self) -> tuple[Path, ...]:
        """All story files, each once, in the order of the decks."""
        return tuple(dict.fromkeys(path for deck in self.decks for path in deck.stories))

    @property
    def craft(self) -> tuple[CraftSource, ...]:
        """All that craft notes are made of, each once."""
        return tuple(dict.fromkeys(source for deck in self.decks for source in deck.craft))

    @property
    def source_files(self) -> dict[str, SourceFile]:
        """All files that notes are made of, by their path as the author shall see it."""
        return files_of(((path, shown(path, self.folder)) for path in self.stories), self.craft)


def plan_recipes(
    folder: Path, output: Path | None = None, only: Sequence[Path] = (), lookups: Lookups | None = None
) -> Plan:
    """Plan a deck for each recipe in a project's `decks/`.

    Args:
        folder: The project's folder, with `scenarios/` and `decks/` in it.
        output: Where decks and lock go; by default `decks/`.
        only: Recipes in `decks/`, if not all of them are wanted.
        lookups: Keeps what was looked up; by default, a new one in the plan.
    """
    lookups = lookups or Lookups()
    target = output or folder / DECKS
    _look_up_places(lookups, folder, target, only)
    frameworks, diagnostics = read_frameworks(folder, lookups)
    coach, mistakes = read_coach(folder, lookups)
    diagnostics += mistakes
    decks: list[DeckPlan] = []
    recipes, unreadable = lookups.find(folder, f"{DECKS}/*.yaml")
    diagnostics += unreadable
    diagnostics += _same_name(recipes, folder)
    for path in only or recipes:
        raw, problem = lookups.read(path, shown(path, folder))
        if raw is None:
            diagnostics += problem
            continue
        recipe, tree, mistakes = load_recipe(shown(path, folder), raw)
        diagnostics += mistakes
        if recipe is not None and tree is not None:
            stories, unmatched = match_files(recipe.story_patterns, "scenarios", tree, folder, lookups)
            craft, more = match_craft(recipe, tree, folder, frameworks, lookups)
            diagnostics += [*unmatched, *more]
            places = tuple(tree.locate(("notes", number)) for number in range(len(recipe.notes)))
            decks.append(DeckPlan(as_text(path.stem), recipe, stories, tree.locate(()), craft, places))
    names = frozenset(as_text(path.stem) for path in recipes)
    return Plan(
        folder,
        target,
        tuple(decks),
        frameworks,
        coach,
        tuple(diagnostics),
        names,
        named=tuple(only),
        lookups=lookups,
    )


def plan_stories(folder: Path, paths: Sequence[Path], output: Path | None = None) -> Plan:
    """Plan one deck of story files and folders, without a recipe.

    Args:
        folder: The project's folder.
        paths: Story files, and folders whose `.yaml` files are stories. They exist. What is in `craft/` is craft.
        output: Where deck and lock go; by default `decks/`.
    """
    lookups = Lookups()
    target = output or folder / DECKS
    _look_up_places(lookups, folder, target, paths)
    frameworks, diagnostics = read_frameworks(folder, lookups)
    coach, mistakes = read_coach(folder, lookups)
    diagnostics += mistakes
    stories: dict[Path, None] = {}
    for path in paths:
        found, unreadable = stories_in(path, folder, lookups.find) if path.is_dir() else ([path], [])
        diagnostics += unreadable
        if not found and not unreadable:
            location = Location(shown(path, folder))
            hint = "`star2anki new TITLE` starts one"
            diagnostics.append(Diagnostic(location, Severity.ERROR, Code.NO_MATCH, "this folder has no stories", hint))
        stories.update(dict.fromkeys(found))
    home = real_path(folder / CRAFT)
    craft = craft_files((path for path in each_once(stories) if home in real_path(path).parents), folder)
    stories = each_once(path for path in stories if home not in real_path(path).parents)
    name = real_path(paths[0]).name if paths[0].is_dir() else paths[0].stem
    name = as_text(name)
    full_name = deck_name(f"Interview stories::{name}" if len(stories) > 1 else "Interview stories")
    recipe = Recipe(name=full_name)
    recipe = _agreeing(recipe, stories, folder, target, lookups)
    deck = DeckPlan(name, recipe, tuple(stories), Location(shown(paths[0], folder)), tuple(craft))
    names = frozenset(as_text(path.stem) for path in lookups.find(folder, f"{DECKS}/*.yaml")[0])
    return Plan(
        folder,
        target,
        (deck,),
        frameworks,
        coach,
        tuple(diagnostics),
        names,
        is_of_stories=True,
        named=tuple(paths),
        lookups=lookups,
    )


def _look_up_places(lookups: Lookups, folder: Path, output: Path, named: Iterable[Path]) -> None:
    """Keep what the plan depends on: where the folders really are, and what is at the named paths."""
    lookups.target(folder / DECKS)
    if output != folder / DECKS:
        lookups.place(folder / DECKS)
        lookups.target(output)
    for path in named:
        if lookups.place(path) == "a folder":
            lookups.find(path, f"{DECKS}/*.yaml")  # if it had recipes, it would be a project of its own


def _agreeing(recipe: Recipe, stories: Iterable[Path], folder: Path, output: Path, lookups: Lookups) -> Recipe:
    """Take level, voice and timer from the recipe that has these stories in the same folder.

    Both decks share a lock and notes. If they differed, each build would undo what the other did.
    """
    if real_path(output) != real_path(folder / DECKS):
        return recipe
    wanted = {real_path(path) for path in stories}
    for deck in plan_recipes(folder, lookups=lookups).decks:
        if wanted & {real_path(path) for path in deck.stories}:
            switches = {"level": deck.recipe.level, "voice": deck.recipe.voice, "timer": deck.recipe.timer}
            return recipe.model_copy(update=switches)
    return recipe


def _same_name(recipes: Iterable[Path], folder: Path) -> Iterator[Diagnostic]:
    """Find recipes that would make the same deck, such as `all.yaml` and `all.yml`."""
    first: dict[str, Path] = {}
    for path in recipes:
        name = as_text(path.stem)
        other = first.setdefault(name, path)
        if other != path:
            message = f"{shown(other, folder)} also makes the deck {name}.apkg"
            hint = "rename one of the two"
            yield Diagnostic(Location(shown(path, folder)), Severity.ERROR, Code.CONFLICTING_CONTENT, message, hint)
