"""What a build has to know about earlier ones: what was published, and what may have been handed out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from star2anki.build.handed_out import HandedOut, hear, read_back
from star2anki.build.plan import Plan
from star2anki.decks.lock import FILE_NAME, BadLockError, Lock
from star2anki.diagnostics import Code, Diagnostic, Location, Severity
from star2anki.limited_files import MAX_OWN_BYTES
from star2anki.notetypes import Note
from star2anki.notetypes.compose import guid as identity
from star2anki.project import shown
from star2anki.wording import counted
from star2anki.yamlfile.decode import read_bytes


@dataclass(frozen=True, slots=True)
class EarlierBuilds:
    """What is known about earlier builds."""

    base_lock: Lock
    """The lock that the build updates: the one in the folder to which the decks go. If the build leaves the lock alone,
    the record of trials takes its place."""
    published_lock: Lock
    """What learners may have, in the decks that still exist."""
    gone: frozenset[str]
    """The decks in the lock that no recipe makes any more."""
    handed_out: HandedOut

    @property
    def names(self) -> frozenset[str]:
        """The names of the recipes with notes in the base lock."""
        return _names(self.base_lock)

    def files(self, plan: Plan, after: Lock, notes: Iterable[Note], packages: Mapping[Path, bytes]) -> dict[str, bytes]:
        """Return the files that must exist before a build's packages are handed out.

        Args:
            plan: What was built.
            after: The lock after the build.
            notes: All notes that were built.
            packages: The packages, by path.
        """
        if plan.output_is_home and not plan.leaves_lock_alone:
            return self.handed_out.files(after, Lock(), packages)  # the lock has everything that is built
        own = {note.guid: after[note.guid] for note in notes}
        built = Lock(
            {guid: entry if plan.leaves_lock_alone else replace(entry, decks=()) for guid, entry in own.items()}
        )
        trials = frozenset(deck.name for deck in plan.decks) if plan.leaves_lock_alone else frozenset[str]()
        return self.handed_out.files(self.handed_out.project_lock, built, packages, trials)


def look_back(plan: Plan) -> tuple[EarlierBuilds, list[Diagnostic]]:
    """Find out what was built before, in the project and in the folder to which the decks go."""
    project, problems = _read_lock(plan.home, plan.folder)
    handed_out = hear(plan.home, plan.output, project, plan.recipes)
    handed_out = replace(
        handed_out,
        project_lock=_of_this_identity(handed_out.project_lock),
        notes=_of_this_identity(handed_out.notes),
    )
    project = handed_out.project_lock
    if plan.leaves_lock_alone:
        lock = Lock({guid: entry for guid, entry in handed_out.notes.items() if entry.decks})
    elif plan.output_is_home:
        lock = project
    else:
        found, more = _read_lock(plan.output, plan.folder)
        problems += more
        lock = found or Lock()
        if found is None:
            for read in read_back(plan.output / f"{deck.name}.apkg" for deck in plan.decks).values():
                lock = lock.joined(_of_this_identity(read))
    gone = _names(project) - plan.recipes if plan.recipes else frozenset()
    published = (
        project if plan.leaves_lock_alone or len(project) else lock
    )  # what is built elsewhere does not settle a rewording
    if not handed_out.is_history_whole:
        problems.append(_history_cut(plan))
    return EarlierBuilds(lock, _without(published, gone), gone & _names(lock), handed_out), problems


def _read_lock(folder: Path, project: Path) -> tuple[Lock | None, list[Diagnostic]]:
    """Read a folder's lock; None if there is none, or none that can be read."""
    path = folder / FILE_NAME
    try:
        if not path.exists():
            return None, []
    except OSError:
        pass  # reading it will say why
    name = shown(path, project)
    raw, problems = read_bytes(path, name, MAX_OWN_BYTES, "a lock has about 250 bytes per note")
    if raw is None:
        return Lock(), problems
    try:
        lock = Lock.loads(raw.decode("utf-8", errors="replace"))
    except BadLockError as error:
        hint = "restore it from version control; or delete it, and the next build recreates it from the existing decks"
        return Lock(), [Diagnostic(Location(name, error.line), Severity.ERROR, Code.BAD_LOCK, str(error), hint)]
    current = _of_this_identity(lock)
    if len(current) < len(lock):
        return current, [_before_1_0(name, len(lock) - len(current))]
    if not lock.had_conflict:
        return lock, []
    message = "version control left a merge conflict in the lock; star2anki reads both sides"
    hint = "run `star2anki build`, which removes the conflict; then mark it as resolved"
    return lock, [Diagnostic(Location(name), Severity.HINT, Code.LOCK_CONFLICT, message, hint)]


def _of_this_identity(lock: Lock) -> Lock:
    """Leave out the notes of a star2anki before 1.0, whose identity was made in another way."""
    entries = {guid: entry for guid, entry in lock.items() if guid == identity(entry.id)}
    return lock if len(entries) == len(lock) else Lock(entries, had_conflict=lock.had_conflict)


def _before_1_0(name: str, number: int) -> Diagnostic:
    notes = counted(number, "note", "notes")
    message = f"this lock has {notes} of a star2anki before 1.0; their cards stay as they are in your learners' Anki"
    hint = 'learners get the new cards beside them and can delete the old ones: search for "note:star2anki *"'
    return Diagnostic(Location(name), Severity.HINT, Code.OLD_IDENTITY, message, hint)


def _history_cut(plan: Plan) -> Diagnostic:
    place = Location(shown(plan.home / FILE_NAME, plan.folder))
    message = "git does not have the whole history of the lock, so learners may keep a version that was reverted"
    hint = "in a shallow clone, run `git fetch --unshallow`; otherwise, find out why `git log` fails in this folder"
    return Diagnostic(place, Severity.HINT, Code.NOT_REMEMBERED, message, hint)


def _names(lock: Lock) -> frozenset[str]:
    return frozenset(name for entry in lock.entries for name in entry.decks)


def _without(lock: Lock, gone: frozenset[str]) -> Lock:
    if not gone:
        return lock
    return Lock(
        {
            guid: replace(entry, decks=tuple(name for name in entry.decks if name not in gone))
            for guid, entry in lock.items()
        },
        lock.layouts,
    )
