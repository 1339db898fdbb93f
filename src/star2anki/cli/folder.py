"""What a command works on: named stories or recipes, or everything in this folder."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from star2anki.atomic_files import real_path
from star2anki.build.plan import Plan, plan_recipes, plan_stories
from star2anki.diagnostics import did_you_mean
from star2anki.project import DECKS, SCENARIOS, find_files
from star2anki.scenario.framework import Framework


def plan_for(paths: Sequence[Path]) -> Plan:
    """Plan the named recipes or stories. Without names, plan this folder's recipes or, if it has none, its stories.

    Raises:
        click.UsageError: There is nothing here, or recipes and stories are mixed.
    """
    folder = Path.cwd()
    if paths:
        return _plan_named(paths, None)
    if any(find_files(folder, f"{DECKS}/*.yaml")):
        return plan_recipes(folder)
    if not (folder / SCENARIOS).is_dir():
        raise click.UsageError(
            f"there is no {SCENARIOS}/ or {DECKS}/ here; run `star2anki init`, or name story files{_elsewhere()}"
        )
    return plan_stories(folder, [folder / SCENARIOS])


def plan_for_build(paths: Sequence[Path], output: Path | None) -> Plan:
    """Plan the named recipes or stories, or every recipe of this folder.

    Raises:
        click.UsageError: There is no recipe, recipes and stories are mixed, or a deck would take a recipe's place.
    """
    plan = _plan_named(paths, output) if paths else plan_recipes(Path.cwd(), output)
    if not plan.decks and not plan.diagnostics:
        raise click.UsageError(
            f"there is no recipe in {DECKS}/; run `star2anki init`, or name story files{_elsewhere()}"
        )
    for deck in plan.decks if plan.is_of_stories else ():
        if plan.output_is_home and deck.name in plan.recipes:
            where = f"{DECKS}/{deck.name}"
            raise click.UsageError(
                f"the recipe {where} already makes a deck with this name; use -o FOLDER to write this one elsewhere"
            )
    return plan


def framework_named(name: str, frameworks: Mapping[str, Framework]) -> Framework:
    """Find a framework by its id.

    Raises:
        click.UsageError: There is none with that name.
    """
    if name not in frameworks:
        meant = did_you_mean(name, frameworks)
        known = f"did you mean {meant}?" if meant else f"choose from {', '.join(frameworks)}"
        raise click.UsageError(f"there is no framework {name}; {known}")
    return frameworks[name]


def stories_folder() -> Path:
    """Return the folder for new stories: `scenarios/`, or the current folder if that is its name."""
    return Path() if Path.cwd().name == SCENARIOS else Path(SCENARIOS)


def _plan_named(paths: Sequence[Path], output: Path | None) -> Plan:
    folder = Path.cwd()
    if [real_path(path) for path in paths] == [real_path(folder / DECKS)]:
        return plan_recipes(folder, output)
    if _are_recipes(paths):
        return plan_recipes(folder, output, only=list({real_path(path): path for path in paths}.values()))
    for path in paths:
        if real_path(path) != real_path(folder) and find_files(path, f"{DECKS}/*.yaml")[0]:
            raise click.UsageError(f"{path} is a project with its own recipes; go there first: cd {path}")
    if any(_is_recipe(path) for path in paths):
        raise click.UsageError("name recipes or stories, not both; a recipe finds its own stories")
    return plan_stories(folder, paths, output)


def _are_recipes(paths: Sequence[Path]) -> bool:
    return all(map(_is_recipe, paths))


def _is_recipe(path: Path) -> bool:
    return path.is_file() and real_path(path.parent) == real_path(Path.cwd() / DECKS)  # even if it is a link itself


def _elsewhere() -> str:
    """Point to the parent folder that seems to be meant."""
    found = next((parent for parent in Path.cwd().parents if (parent / DECKS).is_dir()), None)
    return f"\nOr go to {found} first." if found else ""
