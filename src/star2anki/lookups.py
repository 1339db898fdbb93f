"""What a plan asked the disk, and the answers. If the same questions get the same answers, the plan is the same.

Quick to import, because a build checks this first.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from star2anki.atomic_files import real_path
from star2anki.diagnostics import Diagnostic
from star2anki.limited_files import read_or_none
from star2anki.project import find_files
from star2anki.yamlfile.decode import MAX_BYTES, read_bytes


class Lookup(NamedTuple):
    """A question for the disk."""

    kind: Literal["files", "bytes", "place", "target"]
    """The files that match a pattern, the bytes of a file, what is at a path, or where its links lead."""
    path: str
    pattern: str = ""


class Lookups:
    """Asks the disk, and keeps the answers."""

    def __init__(self) -> None:
        self.answers: dict[Lookup, str] = {}

    def find(self, folder: Path, pattern: str, project: Path | None = None) -> tuple[list[Path], list[Diagnostic]]:
        """Find the files that match a pattern; see `project.find_files`."""
        found, unreadable = find_files(folder, pattern, project)
        self._keep(Lookup("files", str(folder), pattern), _listing(found, unreadable))
        return found, unreadable

    def read(self, path: Path, shown: str) -> tuple[bytes | None, list[Diagnostic]]:
        """Read a file; see `yamlfile.decode.read_bytes`."""
        raw, problems = read_bytes(path, shown)
        self._keep(Lookup("bytes", str(path)), hash_of(raw))
        return raw, problems

    def place(self, path: Path) -> str:
        """Return "nothing", "a folder" or, for anything else, even a link that leads nowhere, "something"."""
        self.target(path)
        answer = _place(path)
        self._keep(Lookup("place", str(path)), answer)
        return answer

    def target(self, path: Path) -> None:
        """Keep where the links of a path lead, whether or not anything is there."""
        self._keep(Lookup("target", str(path)), _target(path))

    def _keep(self, lookup: Lookup, answer: str) -> None:
        """Keep an answer. If there are two, the disk changed meanwhile, and no later answer counts as the same."""
        self.answers[lookup] = answer if self.answers.get(lookup, answer) == answer else "changed meanwhile"


def is_still_so(answers: Mapping[Lookup, str]) -> bool:
    """Return whether the disk still gives the same answers. The first different one ends the search."""
    return all(_ask(lookup) == answer for lookup, answer in answers.items())


def hash_of(data: bytes | None) -> str:
    """Hash the bytes of a file; return an empty text for None, a file that cannot be read."""
    return "" if data is None else hashlib.blake2b(data, digest_size=16).hexdigest()


def _ask(lookup: Lookup) -> str:
    path = Path(lookup.path)
    answers: dict[str, Callable[[], str]] = {
        "files": lambda: _listing(*find_files(path, lookup.pattern)),
        "bytes": lambda: hash_of(read_or_none(path, MAX_BYTES)),
        "place": lambda: _place(path),
        "target": lambda: _target(path),
    }
    return answers[lookup.kind]()


def _listing(found: Iterable[Path], unreadable: Iterable[Diagnostic]) -> str:
    """Hash a list of files, with where they really are: a link to a story is not the story itself."""
    real: dict[Path, str] = {}
    lines = [f"cannot be read: {each.message}" for each in unreadable]
    for path in found:
        folder = path.parent
        if folder not in real:
            real[folder] = _target(folder)
        is_link = os.path.islink(path)  # noqa: PTH114 - in a folder without permission, pathlib raises
        lines.append(f"{path}\0{_target(path) if is_link else real[folder]}")
    return hash_of("\n".join(lines).encode("utf-8", "surrogateescape"))


def _place(path: Path) -> str:
    if os.path.isdir(path):  # noqa: PTH112 - in a folder without permission, pathlib raises
        return "a folder"
    return "something" if os.path.lexists(path) else "nothing"


def _target(path: Path) -> str:
    return str(real_path(path))
