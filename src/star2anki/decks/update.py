"""What a build changes: the old lock and the notes now -> the new lock, and what to report about each deck."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace

from star2anki.decks.changes import Changes
from star2anki.decks.entry import Entry
from star2anki.decks.lock import NOTE_ID_STEP, LaidOut, Lock, next_note_id
from star2anki.decks.removed import anki_searches
from star2anki.notetypes import Note


@dataclass(frozen=True, slots=True)
class Update:
    """The lock that follows from a build, and what changed."""

    lock: Lock
    changes: Mapping[str, Changes]
    """By the name of the recipe."""
    gone: Mapping[str, Changes]
    """The decks whose recipe is gone; all of their notes are removed from them."""


def update(  # noqa: PLR0913 - what a build knows
    lock: Lock,
    decks: Mapping[str, Iterable[Note]],
    now: int,
    *,
    known: Lock | None = None,
    gone: AbstractSet[str] = frozenset(),
    reworded: Mapping[str, str] | None = None,
    layouts: Mapping[str, LaidOut] | None = None,
) -> Update:
    """Work out the lock that follows from building some decks.

    Args:
        lock: What was published.
        decks: The notes of each deck that is built, by the name of its recipe. A note may be in several decks.
        now: Seconds since 1970.
        known: What else may have been handed out. A note that differs from the last of these gets a greater `mod`.
        gone: Decks in the lock that no recipe makes any more.
        reworded: The item that a vanished note seems to have become, by the note's guid.
        layouts: How the decks that are built are laid out.
    """
    before = dict(lock.items())
    entries = {guid: _without(entry, gone) for guid, entry in before.items()}
    known = known or Lock()
    free = max(now * 1000, next_note_id(entry.note_id for each in (lock, known) for entry in each.entries))
    taken = {place for entry in entries.values() for place in _places(entry.note_id)}
    changes: dict[str, Changes] = {}
    present: dict[str, set[str]] = {}
    for name, notes in decks.items():
        kinds: dict[str, list[str]] = {"new": [], "back": [], "changed": [], "unchanged": []}
        present[name] = set()
        for note in notes:
            entry, seen = entries.get(note.guid), known.get(note.guid)
            if entry is None:
                note_id = seen.note_id if seen and taken.isdisjoint(_places(seen.note_id)) else free
                free = max(free, note_id + NOTE_ID_STEP)
                taken |= _places(note_id)
                first = Entry(note.id, note.digest, note.substance, now, note_id)
                entry = replace(seen, note_id=note_id, decks=()) if seen else first
            entry = _with_content(entry, note, seen, now)
            if name not in entry.decks or entry.reworded:
                entry = replace(entry, decks=tuple(sorted({*entry.decks, name})), reworded="")
            entries[note.guid] = entry
            present[name].add(note.guid)
            kinds[_kind(before.get(note.guid), entries[note.guid], {name, *gone})].append(note.id)
        changes[name] = Changes(**{kind: tuple(ids) for kind, ids in kinds.items()})
    for name, guids in present.items():
        for guid, entry in before.items():
            if name in entry.decks and guid not in guids:
                entries[guid] = _without(entries[guid], {name})
    for guid, item in (reworded or {}).items():
        if guid in entries:
            entries[guid] = replace(entries[guid], reworded=item)
    after = Lock(entries, _layouts(lock, layouts or {}, gone))
    changes = {name: _with_removed(change, name, lock, after) for name, change in changes.items()}
    return Update(after, changes, {name: _with_removed(Changes(), name, lock, after) for name in sorted(gone)})


def _places(note_id: int) -> set[int]:
    """Return the id steps that a note and its cards occupy. Another program may have shifted them a little."""
    return {note_id // NOTE_ID_STEP, (note_id + NOTE_ID_STEP - 1) // NOTE_ID_STEP}


def _with_content(entry: Entry, note: Note, known: Entry | None, now: int) -> Entry:
    """Give the entry the note's content, and a greater `mod` if learners may have other content."""
    last = entry
    if known and (known.mod, known.digest) != (entry.mod, entry.digest):  # rare
        last = entry.joined(known)
    mod = last.mod if last.digest == note.digest else max(now, last.mod + 1)
    if (mod, note.digest, note.substance) == (entry.mod, entry.digest, entry.substance):
        return entry
    return replace(entry, digest=note.digest, substance=note.substance, mod=mod)


def _kind(old: Entry | None, new: Entry, decks: AbstractSet[str]) -> str:
    if old is None:
        return "new"
    if not old.decks:
        return "back"
    if decks.isdisjoint(old.decks):
        return "new"
    return "unchanged" if (old.digest, old.mod) == (new.digest, new.mod) else "changed"


def _without(entry: Entry, decks: AbstractSet[str]) -> Entry:
    if decks.isdisjoint(entry.decks):
        return entry
    return entry.in_decks(name for name in entry.decks if name not in decks)


def _layouts(lock: Lock, layouts: Mapping[str, LaidOut], gone: AbstractSet[str]) -> dict[str, LaidOut]:
    return {name: layout for name, layout in {**lock.layouts, **layouts}.items() if name not in gone}


def _with_removed(changes: Changes, name: str, before: Lock, after: Lock) -> Changes:
    """Add the notes that left a deck, those of them that another deck still contains, and how to find the others."""
    left = [after[guid] for guid, entry in before.items() if name in entry.decks and name not in after[guid].decks]
    lost = [entry.id for entry in left if not entry.decks]
    return replace(
        changes,
        removed=tuple(sorted(entry.id for entry in left)),
        elsewhere=tuple(sorted(entry.id for entry in left if entry.decks)),
        searches=tuple(anki_searches(lost, (entry.id for entry in after.entries if entry.decks))) if lost else (),
    )
