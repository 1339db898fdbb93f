"""The author's folder: which files are where."""

import os
from collections.abc import Callable
from pathlib import Path

from star2anki.atomic_files import real_path
from star2anki.diagnostics import Code, Diagnostic, Location, Severity

DECKS = "decks"
SCENARIOS = "scenarios"
FRAMEWORKS = "frameworks"
CRAFT = "craft"
COACH = "coach.yaml"
SUFFIXES = (".yaml", ".yml")
"""Of stories, recipes, frameworks and craft files; the one is as good as the other."""

FindFiles = Callable[[Path, str, Path | None], tuple[list[Path], list[Diagnostic]]]


def find_files(folder: Path, pattern: str, project: Path | None = None) -> tuple[list[Path], list[Diagnostic]]:
    """Find the files that match a pattern, and the folders that may hide some because they cannot be read.

    Args:
        folder: Where the pattern begins.
        pattern: A pattern for `glob`, with `/`. If it ends with `.yaml`, it also means `.yml`.
        project: The folder to which shown paths are relative, if it is another one.

    Returns:
        The files, sorted, and an error for each folder.
    """
    suffix = next((suffix for suffix in SUFFIXES if pattern.endswith(suffix)), "")
    patterns = [f"{pattern.removesuffix(suffix)}{each}" for each in SUFFIXES] if suffix else [pattern]
    if pattern.endswith("**"):
        patterns = [f"{pattern}/"]  # only folders, so no file; without the slash, Python 3.13 would find files, too
    try:
        found = sorted({path for each in patterns for path in folder.glob(each) if _is_meant(path, suffix)})
    except (ValueError, NotImplementedError, IndexError, OSError):
        found = []
    return found, [_unreadable(path, error, project or folder) for path, error in _closed_folders(folder, pattern)]


def stories_in(place: Path, folder: Path, find: FindFiles | None = None) -> tuple[list[Path], list[Diagnostic]]:
    """Find all stories below a place in a project, and the folders that may hide some.

    Args:
        place: Where to look.
        folder: The project's folder.
        find: Finds files as `find_files` does, which is the default.
    """
    found, unreadable = (find or find_files)(place, "**/*.yaml", folder)
    stories = [
        path
        for path in found
        if not {DECKS, FRAMEWORKS, CRAFT} & set(path.relative_to(place).parts[:-1])
        and path.with_suffix(".yaml") != place / COACH
    ]
    return stories, unreadable


def shown(path: Path, folder: Path) -> str:
    """Write a path as an author would: with forward slashes, and relative to the project if it is inside."""
    try:
        name = real_path(path).relative_to(real_path(folder)).as_posix()
    except ValueError:
        name = path.as_posix()
    return as_text(name)


def as_text(name: str) -> str:
    """Write a file name as text that can be encoded; some systems allow names that cannot."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _is_meant(path: Path, suffix: str) -> bool:
    """Return whether a matching path is meant. A folder named like a file is meant, too: reading it says why not."""
    if path.name.startswith("."):  # macOS leaves ._x.yaml beside x.yaml
        return False
    return bool(suffix) or not path.is_dir()


def _closed_folders(folder: Path, pattern: str) -> list[tuple[Path, OSError]]:
    """List the unreadable folders in which a pattern looks for files; `glob` skips them silently."""
    parts = pattern.split("/")[:-1]
    fixed = next((number for number, part in enumerate(parts) if any(c in part for c in "*?[")), len(parts))
    root = folder.joinpath(*parts[:fixed])
    closed: list[tuple[Path, OSError]] = []
    if pattern.startswith("/"):
        return closed  # `glob` does not support it
    for place, folders, _ in os.walk(root, onerror=lambda error: closed.append((Path(error.filename), error))):
        if "**" not in parts and len(Path(place).relative_to(root).parts) >= len(parts) - fixed:
            folders.clear()
    return [(path, error) for path, error in closed if not isinstance(error, FileNotFoundError | NotADirectoryError)]


def _unreadable(path: Path, error: OSError, folder: Path) -> Diagnostic:
    hint = "make it readable; otherwise its files would look deleted"
    message = f"the folder cannot be read: {error.strerror}"
    return Diagnostic(Location(shown(path, folder)), Severity.ERROR, Code.UNREADABLE, message, hint)
