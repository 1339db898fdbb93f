"""The result of the last build, which is still true if nothing that went in or came out has changed.

Quick to import: this is all that a build needs if nothing changed.
"""

import contextlib
import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import astuple
from pathlib import Path

from star2anki import git
from star2anki.atomic_files import write_atomically
from star2anki.build.program_identity import fingerprint
from star2anki.build.results import Published, PublishedDeck
from star2anki.build.scratch import SCRATCH, seal, unseal
from star2anki.decks.changes import Changes
from star2anki.decks.cost import Cost
from star2anki.diagnostics import Code, Diagnostic
from star2anki.limited_files import MAX_OWN_BYTES, read_or_none
from star2anki.lookups import Lookup, is_still_so
from star2anki.project import DECKS

FILE = "last-build.json"
"""In the scratch folder: the last result, with everything that went in and came out."""

_PASSING = frozenset({Code.LOCK_CONFLICT, Code.OLD_IDENTITY, Code.NOT_REMEMBERED})
"""Diagnostics about the folder as it was before the build."""


def recall(folder: Path, output: Path | None = None, named: Sequence[Path] = ()) -> Published | None:
    """Return the result of the last build, if it had the same request and nothing that went in or came out has changed.

    Args:
        folder: The project's folder.
        output: Where the decks and the lock go; by default `decks/`.
        named: The recipes or stories that the user named.
    """
    scratch = (output or folder / DECKS) / SCRATCH
    content = unseal(scratch, FILE, read_or_none(scratch / FILE, MAX_OWN_BYTES))
    if content is None:
        return None
    try:
        last = json.loads(content)
        if last["request"] != _request(folder, output or folder / DECKS, named):
            return None
        if last["program"] != fingerprint() or not is_still_so({Lookup(*each): is_ for *each, is_ in last["inputs"]}):
            return None
        if last["outputs"] != _fingerprint(last["folders"], last["files"]):
            return None
        decks = tuple(
            PublishedDeck(name, Path(path), Changes(), number, written=False, cost=Cost(*cost) if cost else None)
            for name, path, number, cost in last["decks"]
        )
        return Published(tuple(map(Diagnostic.from_plain, last["diagnostics"])), decks, trial=last["trial"])
    except (LookupError, TypeError, ValueError, RecursionError):
        return None


def remember(  # noqa: PLR0913 - all that went in and came out
    folder: Path,
    output: Path,
    named: Sequence[Path],
    inputs: Mapping[Lookup, str],
    result: Published,
    *,
    folders: Iterable[Path],
    files: Iterable[Path],
) -> None:
    """Remember a build's result, unless it is no longer true.

    Args:
        folder: The project's folder.
        output: Where the decks and the lock went.
        named: The recipes or stories that the user named.
        inputs: Everything that the build asked the disk, and the answers.
        result: What the build did.
        folders: The folders whose packages a build reads, the project's own folder for decks first.
        files: Other files that came out of the build or affect the next one.
    """
    scratch = output / SCRATCH
    if any(each.code in _PASSING for each in result.diagnostics):
        (scratch / FILE).unlink(missing_ok=True)
        return
    outputs = [*map(str, folders)], [*map(str, files)]
    last = {
        "request": _request(folder, output, named),
        "program": fingerprint(),
        "inputs": [(*lookup, answer) for lookup, answer in inputs.items()],
        "outputs": _fingerprint(*outputs),
        "folders": outputs[0],
        "files": outputs[1],
        "decks": [
            (deck.name, str(deck.path), len(deck.changes.present), deck.cost and astuple(deck.cost))
            for deck in result.decks
        ],
        "diagnostics": [each.plain() for each in result.diagnostics],
        "trial": result.trial,
    }
    with contextlib.suppress(OSError):  # it only saves time
        write_atomically(scratch / FILE, seal(scratch, FILE, json.dumps(last).encode("ascii")))


def _request(folder: Path, output: Path, named: Iterable[Path]) -> list[object]:
    return [str(folder), str(output), [*map(str, named)]]


def _fingerprint(folders: Sequence[str], files: Iterable[str]) -> str:
    """Fingerprint what came out, and what else decides about `mod`: what was built elsewhere, and version control."""
    digest = hashlib.blake2b(_commit(Path(folders[0])).encode())
    for folder in folders:
        digest.update(repr(_packages_in(Path(folder))).encode("utf-8", errors="backslashreplace"))
    for path in files:
        digest.update(hashlib.blake2b(read_or_none(Path(path), MAX_OWN_BYTES) or b"").digest())
    return digest.hexdigest()


def _commit(folder: Path) -> str:
    try:
        return git.head(folder) or ""
    except git.NoAnswerError:
        return "?"


def _packages_in(folder: Path) -> list[tuple[str, int, int]]:
    """List all packages in a folder, each of which may have been handed out: name, size, and time in nanoseconds."""
    found = []
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob("*.apkg")):
            status = path.lstat()
            found.append((path.name, status.st_size, status.st_mtime_ns))
    return found
