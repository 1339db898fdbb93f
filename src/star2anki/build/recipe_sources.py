"""What a recipe asks for, found in the project: story files, craft files and frameworks."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from star2anki.atomic_files import real_path
from star2anki.build.sources import CraftSource
from star2anki.decks.recipe import Recipe
from star2anki.diagnostics import Code, Diagnostic, Severity, did_you_mean
from star2anki.lookups import Lookups
from star2anki.project import CRAFT, DECKS, SCENARIOS, shown
from star2anki.project_settings import find_framework
from star2anki.scenario.framework import BUILT_IN, Framework
from star2anki.yamlfile.tree import Tree

_EXAMPLES = {"scenarios": f"{SCENARIOS}/*.yaml", "craft": f"{CRAFT}/*.yaml"}
"""Of patterns under the keys of a recipe."""


def match_files(
    patterns: Sequence[str], key: str, tree: Tree, folder: Path, lookups: Lookups
) -> tuple[tuple[Path, ...], list[Diagnostic]]:
    """Find the files that the patterns under a key of a recipe mean."""
    files: dict[Path, None] = {}
    diagnostics = []
    for number, pattern in enumerate(patterns):
        found, unreadable = lookups.find(folder, pattern)
        diagnostics += unreadable
        if not found and not unreadable:
            written = tree.locate((key, number)) if key in tree.data else tree.locate(())
            message = f'no file matches "{pattern}"'
            hint = f"patterns start at the folder that contains {DECKS}/, for example {_EXAMPLES[key]}"
            diagnostics.append(Diagnostic(written, Severity.ERROR, Code.NO_MATCH, message, hint))
        files.update(dict.fromkeys(found))
    return tuple(each_once(files)), diagnostics


def match_craft(
    recipe: Recipe, tree: Tree, folder: Path, frameworks: Mapping[str, Framework], lookups: Lookups
) -> tuple[tuple[CraftSource, ...], list[Diagnostic]]:
    """Find what a recipe's craft notes are made of."""
    files, diagnostics = match_files(recipe.craft, "craft", tree, folder, lookups)
    sources: list[CraftSource] = []
    for number, name in enumerate(recipe.frameworks):
        if name in frameworks:
            sources.append(_framework(name, folder, lookups))
            continue
        meant = did_you_mean(name, frameworks)
        hint = f'did you mean "{meant}"?' if meant else f"there are: {', '.join(frameworks)}"
        place = tree.locate(("frameworks", number))
        message = f'unknown framework "{name}"'
        diagnostics.append(Diagnostic(place, Severity.ERROR, Code.UNKNOWN_FRAMEWORK, message, hint))
    if recipe.rules == "on":
        sources.append(CraftSource("rules", "the coach's rules"))
    sources += craft_files(files, folder)
    return tuple(dict.fromkeys(sources)), diagnostics


def _framework(name: str, folder: Path, lookups: Lookups) -> CraftSource:
    if name in BUILT_IN:
        return CraftSource("framework", f"{name} (built in)", framework=name)
    file = find_framework(folder, name, lookups)
    return CraftSource("framework", shown(file, folder) if file else name, file, name)


def craft_files(files: Iterable[Path], folder: Path) -> list[CraftSource]:
    """Make sources of craft files."""
    return [CraftSource("craft", shown(path, folder), path) for path in files]


def each_once(paths: Iterable[Path]) -> dict[Path, None]:
    """Drop other names of the same file, such as links: a story goes in once."""
    first: dict[Path, Path] = {}
    for path in paths:
        first.setdefault(real_path(path), path)
    return dict.fromkeys(first.values())
