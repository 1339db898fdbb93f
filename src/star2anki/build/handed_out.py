"""What may have been handed out to learners, whatever has happened to the lock since.

Version control can change the lock: a revert takes it back, a branch takes it away. But learners keep what they have
imported. So a build asks every witness: the lock, the packages in the project and in the output folder, the lock's
history in git, and its own record in the scratch folder. The record has a copy of the last lock, and whatever was built
on this machine but is not in the project's lock (with `-o`, as a trial, on another branch).
"""

import contextlib
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path

from star2anki import git
from star2anki.apkg.reader import NotAPackageError, read_package
from star2anki.atomic_files import real_path
from star2anki.build.scratch import SCRATCH
from star2anki.decks.entry import Entry
from star2anki.decks.lock import FILE_NAME, BadLockError, Lock, PublishedNote, read_note
from star2anki.limited_files import MAX_OWN_BYTES, read_or_none

LOCK_COPY = "last.lock"
"""In the scratch folder: the project's lock as the last build left it."""
RECORD = "handed-out.jsonl"
"""In the scratch folder: the witnesses that were heard, then a line for each note that the lock does not cover."""

_MAX_MOD = 1 << 39
"""The limit for times from a witness, in seconds since 1970. The lock can still hold greater ones."""
_MAX_NOTE_ID = 1 << 50
"""The same limit for ids, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True)
class HandedOut:
    """Everything that the witnesses know."""

    project_lock: Lock
    """The project's lock or, if it was lost, what the witnesses know about it."""
    notes: Lock
    """Every note, with the content that was handed out last. The only decks in it are trials, which no lock has."""
    commit: str = ""
    """The commit up to which the history of the project's lock was read."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """Hashes of the packages that were read, by path."""
    is_history_whole: bool = True
    """Git has the lock's whole history, or there is no git."""

    def files(
        self, project: Lock, built: Lock, packages: Mapping[Path, bytes], trials: AbstractSet[str] = frozenset()
    ) -> dict[str, bytes]:
        """Return the record as it must be before a build's packages go out.

        Args:
            project: The project's lock after the build.
            built: The notes that the build puts into packages but that the lock lacks; their decks are only trials.
            packages: The packages that the build writes.
            trials: Names of the trials that the build makes again.

        Returns:
            The content of each file, by its name in the scratch folder.
        """
        heard = {**self.packages, **{_name(path): _hash(data) for path, data in packages.items()}}
        known = _of_decks(self.notes, lambda name: name not in trials).joined(built)
        more = [(guid, entry) for guid, entry in known.items() if not _covers(project.get(guid), entry)]
        header = json.dumps({"commit": self.commit, "packages": heard})
        text = "\n".join([header, *(entry.dumps(guid) for guid, entry in sorted(more, key=_by_guid)), ""])
        return {LOCK_COPY: project.dumps().encode("utf-8"), RECORD: text.encode("utf-8")}


def hear(folder: Path, output: Path, lock: Lock | None, recipes: AbstractSet[str]) -> HandedOut:
    """Hear all witnesses.

    Args:
        folder: Where the project's lock is.
        output: Where the build writes; often the same.
        lock: The project's lock, or None.
        recipes: Names of the project's recipes. Other decks are trials.
    """
    record = _Record(folder / SCRATCH / RECORD)
    hashes = {
        path: _hash(read_or_none(path, MAX_OWN_BYTES) or b"")
        for path in sorted({*_packages_in(folder), *_packages_in(output)})
    }
    heard = {_name(path): hashed for path, hashed in hashes.items() if record.packages.get(_name(path)) == hashed}
    read = read_back(path for path in hashes if lock is None or _name(path) not in heard)
    heard |= {_name(path): hashes[path] for path in read}
    with_decks = _believable(_all(record.notes, *read.values()))
    copy = read_or_none(folder / SCRATCH / LOCK_COPY, MAX_OWN_BYTES) or b""
    others = Lock()
    if lock is None or copy != read_or_none(
        folder / FILE_NAME, MAX_OWN_BYTES
    ):  # otherwise it says the same as the lock
        others = _believable(_read(copy))
    history, commit, is_whole = _history(folder, record.commit)
    project = lock
    if project is None:
        of_recipes = _of_decks(with_decks, lambda name: not recipes or name in recipes)
        project = _all(others, Lock({guid: entry for guid, entry in of_recipes.items() if entry.decks}), history)
    if output != folder:
        others = others.joined(_believable(_read(read_or_none(output / FILE_NAME, MAX_OWN_BYTES) or b"")))
    known = _of_decks(_all(project, others, history), _no_deck)
    known = known.joined(_of_decks(with_decks, lambda name: name not in recipes))
    return HandedOut(project, known, commit, heard, is_whole)


def read_back(packages: Iterable[Path]) -> dict[Path, Lock]:
    """Read from each package what a lock would say about it. Packages that cannot be read are left out."""
    found = {}
    for path in packages:
        with contextlib.suppress(OSError, NotAPackageError):
            notes = read_package(path).notes
            rows = [PublishedNote(note.id, note.guid, note.mod, note.tags, note.flds) for note in notes]
            found[path] = Lock.recovered({path.stem: rows})
    return found


def _history(folder: Path, since: str) -> tuple[Lock, str, bool]:
    """Read what git remembers about a folder's lock, up to which commit, and whether that is the whole history."""
    try:
        commit = git.head(folder)
        if commit is None or commit == since:
            return Lock(), since, True
        history = _of_decks(_believable(_read_lines(git.lines_ever(folder / FILE_NAME, commit, since))), _no_deck)
        return (history, commit, True) if git.is_whole(folder) else (history, since, False)
    except git.NoAnswerError:
        return Lock(), since, False


class _Record:
    """What builds recorded. A record that cannot be read counts as empty."""

    def __init__(self, file: Path) -> None:
        self.commit = ""
        self.packages: dict[str, str] = {}
        header, *lines = (read_or_none(file, MAX_OWN_BYTES) or b"").decode("utf-8", "replace").split("\n")
        with contextlib.suppress(ValueError, RecursionError, LookupError, AttributeError, TypeError):
            fields = json.loads(header)
            self.commit = str(fields["commit"])
            self.packages = dict(fields["packages"])
        self.notes = _read_lines(lines)


def _read(data: bytes) -> Lock:
    """Read a lock other than the current one. If it cannot be read, it counts as empty."""
    try:
        return Lock.loads(data.decode("utf-8", "replace"))
    except BadLockError:
        return Lock()


def _read_lines(lines: Iterable[str]) -> Lock:
    """Read lines that may come from many versions of a lock."""
    found: dict[str, Entry] = {}
    for guid, entry in filter(None, map(read_note, lines)):
        found[guid] = found[guid].joined(entry) if guid in found else entry
    return Lock(found)


def _all(first: Lock, *others: Lock) -> Lock:
    for other in others:
        first = first.joined(other)
    return first


def _believable(lock: Lock) -> Lock:
    """Leave out what no build can have said, because its numbers leave no room for greater ones."""
    return Lock(
        {guid: entry for guid, entry in lock.items() if entry.mod < _MAX_MOD and entry.note_id < _MAX_NOTE_ID},
        lock.layouts,
    )


def _of_decks(lock: Lock, is_wanted: Callable[[str], bool]) -> Lock:
    """Keep only some of the decks."""
    return Lock(
        {guid: entry.in_decks(filter(is_wanted, entry.decks)) for guid, entry in lock.items()},
        lock.layouts,
    )


def _no_deck(_: str) -> bool:
    return False


def _covers(entry: Entry | None, other: Entry) -> bool:
    """Return whether the lock's line says everything that another line says."""
    if entry is None or not set(entry.decks) >= set(other.decks):
        return False
    return entry.mod > other.mod or (entry.mod, entry.digest) == (other.mod, other.digest)


def _packages_in(folder: Path) -> Iterable[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == ".apkg"]
    except OSError:
        return []


def _name(path: Path) -> str:
    return real_path(path).as_posix()


def _hash(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _by_guid(item: tuple[str, Entry]) -> str:
    return item[0]
