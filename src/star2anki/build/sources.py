"""The files that notes are made of, whichever format they have, and what comes with star2anki and is no file here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, NamedTuple

from star2anki.diagnostics import has_errors
from star2anki.notetypes.notetype import Items
from star2anki.scenario.craft import Craft
from star2anki.scenario.framework import BUILT_IN, Framework, load_framework
from star2anki.scenario.items import items_in
from star2anki.scenario.load import load_scenario
from star2anki.scenario.load_craft import load_craft
from star2anki.scenario.model import Item
from star2anki.yamlfile.decode import read_bytes
from star2anki.yamlfile.model import StrictModel
from star2anki.yamlfile.tree import KeyPath, Tree

COACH = "star2anki-coach"
"""The id under which the coach's rules become notes."""
SHIPPED = frozenset({*BUILT_IN, COACH})
"""Ids of what comes with star2anki: its authors keep its items' ids, and nobody else can."""

Kind = Literal["story", "craft", "framework"]


@dataclass(frozen=True, slots=True)
class CraftSource:
    """What craft notes are made of: a craft file, a framework, or the coach's rules."""

    kind: Literal["craft", "framework", "rules"]
    path: str
    """As the author shall see it."""
    file: Path | None = None
    """None for what comes with star2anki."""
    framework: str = ""
    """Of a framework, its id."""


class Opened(NamedTuple):
    """A file that was read: what it says unless it has an error, the tree unless there is none."""

    content: StrictModel | None
    tree: Tree | None


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that notes are made of."""

    kind: Kind
    file: Path
    path: str
    """As the author shall see it."""

    def open(self, frameworks: Mapping[str, Framework]) -> Opened:
        """Read the file from the disk."""
        raw, _ = read_bytes(self.file, self.path)
        return Opened(None, None) if raw is None else self.read(raw, frameworks)

    def read(self, raw: bytes, frameworks: Mapping[str, Framework]) -> Opened:
        """Read the bytes of the file."""
        if self.kind == "story":
            loaded = load_scenario(self.path, raw, frameworks)
            return Opened(loaded.scenario, loaded.tree)
        if self.kind == "craft":
            craft = load_craft(self.path, raw)
            return Opened(craft.craft, craft.tree)
        framework, tree, mistakes = load_framework(self.path, raw)
        return Opened(None if has_errors(mistakes) else framework, tree)


def files_of(stories: Iterable[tuple[Path, str]], craft: Iterable[CraftSource]) -> dict[str, SourceFile]:
    """List the files that notes are made of, by their path as the author shall see it.

    Args:
        stories: The story files, with that path.
        craft: What craft notes are made of.
    """
    files = [SourceFile("story", file, path) for file, path in stories]
    files += [
        SourceFile(source.kind, source.file, source.path)
        for source in craft
        if source.file is not None and source.kind != "rules"
    ]
    return {each.path: each for each in files}


def places_of(content: StrictModel, items: Items, key: str) -> list[tuple[KeyPath, Item]]:
    """Find an item in a file, with its places; a framework's question may have several.

    Args:
        content: What the file says.
        items: Which items notes are made from.
        key: The item's id.
    """
    at = items.craft_at if items.craft_at and isinstance(content, Craft) else items.at
    return [(path, item) for path, item in items_in(content, at) if item.key == key]
