"""Notices when files change that a plan depends on, and when their folders disappear and come back."""

import time
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TYPE_CHECKING

import click

from star2anki.atomic_files import real_path
from star2anki.build.plan import Plan
from star2anki.build.scratch import SCRATCH
from star2anki.project import COACH, CRAFT, DECKS, FRAMEWORKS, SCENARIOS, SUFFIXES, shown
from star2anki.wording import printable

if TYPE_CHECKING:
    from watchfiles import Change

_LOOK_EVERY_MS = 100
"""How often to check whether a folder has been replaced. The system reports saves by itself, but only in folders that
existed when it was asked."""
_WILD = frozenset("*?[")

_Signature = tuple[int, ...] | None
"""Identifies a folder, or a version of the coach's file, at a path; None if there is none."""


class Watcher:
    """Waits for saves in all folders that a plan reads."""

    def __init__(self, folder: Path, paths: Sequence[Path]) -> None:
        """Begin with a project's folder, and the stories or recipes that were named."""
        self._coach = [(folder / COACH).with_suffix(suffix) for suffix in SUFFIXES]
        self._folders = dict.fromkeys(folder / name for name in (SCENARIOS, DECKS, FRAMEWORKS, CRAFT))
        # Folders, not files, because editors replace old files with new ones.
        self._folders |= dict.fromkeys(folder / (path if path.is_dir() else path.parent) for path in paths)

    def follow(self, plan: Plan) -> None:
        """Watch the folders as well in which this plan looks for stories and craft files, be they there or not."""
        self._folders |= dict.fromkeys(source.file.parent for source in plan.source_files.values())
        for pattern in (each for deck in plan.decks for each in (*deck.recipe.story_patterns, *deck.recipe.craft)):
            fixed = takewhile(lambda part: not _WILD & set(part), Path(pattern).parts[:-1])
            self._folders[plan.folder.joinpath(*fixed)] = None

    def saves(self) -> Iterator[list[Path]]:
        """Wait for saves, and yield what was saved each time. The first list is empty; no save after it is missed.

        Raises:
            click.ClickException: A folder cannot be watched.
            OSError: The system cannot watch any more folders.
        """
        from watchfiles import watch  # noqa: PLC0415 - only watching needs it

        saved: set[Path] = set()
        is_told = False
        while True:
            before = self._signatures()
            watched = self._watched()
            try:
                for changes in watch(
                    *watched, watch_filter=_matters, rust_timeout=_LOOK_EVERY_MS, yield_on_timeout=True
                ):
                    paths = {Path(path) for _, path in changes}
                    now = self._signatures()
                    moved = {path for path, signature in now.items() if before.get(path) != signature}
                    saved |= paths | moved
                    if moved or paths & watched:
                        break  # a folder that came back must be watched again to report anything
                    if saved or not is_told:
                        is_told = True
                        yield sorted(saved)
                        saved.clear()
            except FileNotFoundError:  # a folder has just disappeared
                continue
            except RuntimeError:  # watchfiles raises this for a file whose name is not text, and loses the other saves
                saved |= watched

    def _signatures(self) -> dict[Path, _Signature]:
        return {path: _identity(path) for path in self._folders} | {path: _state(path) for path in self._coach}

    def _watched(self) -> set[Path]:
        """Return the folders that exist, without those inside others."""
        there = {real_path(folder) for folder in self._folders if folder.is_dir()}
        if nameless := next((folder for folder in there if not _is_text(str(folder))), None):
            raise click.ClickException(f"cannot watch {printable(str(nameless))}, because its name is not text")
        return {folder for folder in there if not there & set(folder.parents)}


def announce(saved: Sequence[Path]) -> str:
    """Say when which files were saved; name folders only if there are no files."""
    stories = [path for path in saved if _is_yaml(path)]
    names = ", ".join(shown(path, Path.cwd()) for path in stories or saved)
    return f"\n{time.strftime('%H:%M:%S')} {printable(names)}"


def _identity(folder: Path) -> _Signature:
    try:
        status = folder.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _state(file: Path) -> _Signature:
    try:
        status = file.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino, status.st_mtime_ns, status.st_size


def _matters(change: "Change", name: str) -> bool:
    """Choose YAML files, and folders that appear or disappear, because nobody reports the files in them."""
    path = Path(name)
    if SCRATCH in path.parts:
        return False
    if _is_yaml(path):
        return True
    return change.name != "modified" and (path.is_dir() or (not path.suffix and not path.exists()))


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _is_yaml(path: Path) -> bool:
    return path.suffix in SUFFIXES
