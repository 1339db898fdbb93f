"""The lock, `decks/star2anki.lock`: what was published, so that an update is an update.

It holds a line of JSON for each note ever put into a deck, sorted by the readable id, made to be read in a diff and
kept in git. Unchanged content keeps its `mod` (so that Anki leaves the note alone), changed content gets a greater one
(or Anki would skip it). Notes that left their decks stay in the lock: when they come back, their learners' history
does.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, NamedTuple

from star2anki.notetypes import Note
from star2anki.notetypes.compose import content_digest
from star2anki.notetypes.notetype import FIELD_SEPARATOR

FORMAT = 1
FILE_NAME = "star2anki.lock"
NOTE_ID_STEP = 10
"""Between the ids of two notes, so that each has room for the ids of its cards."""

_WORD = re.compile(r"[A-Za-z0-9-]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_READABLE_ID = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9-]+/[A-Za-z0-9-]+")


class BadLockError(ValueError):
    """The lock cannot be read; `line` is where, from 1."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class Entry:
    """What was published of one note."""

    id: str
    digest: str
    substance: str
    mod: int
    """Seconds since 1970 of the last change of its content."""
    note_id: int
    """Milliseconds since 1970, Anki's id of the note in the package; its cards have the ids that follow."""
    decks: tuple[str, ...]
    """Names of the recipes whose decks hold it; none where it has left them all."""
    left: int = 0
    """Seconds since 1970 when it left its last deck; 0 where it is in one."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build did to one deck: readable ids of its notes."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    elsewhere: tuple[str, ...] = ()
    """Those of the removed that another deck still holds; learners of both have them for good reason."""

    @property
    def any(self) -> bool:
        """Tell whether anything is different from the last build."""
        return bool(self.new or self.changed or self.removed)


class PublishedNote(NamedTuple):
    """What a package tells of a note."""

    note_id: int
    guid: str
    mod: int
    tags: str
    content: str


class Lock:
    """All entries by guid."""

    def __init__(self, entries: Mapping[str, Entry] | None = None) -> None:
        self._entries = dict(entries or {})

    def __getitem__(self, guid: str) -> Entry:
        return self._entries[guid]

    def __contains__(self, guid: str) -> bool:
        return guid in self._entries

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(self._entries.values())

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Go through guids and entries."""
        return iter(self._entries.items())

    def __len__(self) -> int:
        return len(self._entries)

    def update(self, decks_notes: Mapping[str, Iterable[Note]], now: int) -> "tuple[Lock, dict[str, Changes]]":
        """Make the lock that follows from building some decks.

        Args:
            decks_notes: The notes of each deck that is built, by the name of its recipe. A note may be in several.
            now: Seconds since 1970.

        Returns:
            The new lock, and what changed in each deck.
        """
        entries = dict(self._entries)
        next_note_id = max([now * 1000, *(entry.note_id + NOTE_ID_STEP for entry in entries.values())])
        changes: dict[str, Changes] = {}
        for name, notes in decks_notes.items():
            kinds: dict[str, list[str]] = {"new": [], "changed": [], "unchanged": []}
            present = set()
            for note in notes:
                present.add(note.guid)
                old = self._entries.get(note.guid)
                entry = entries.get(note.guid)
                if entry is None:
                    entry = Entry(note.id, note.digest, note.substance, now, next_note_id, (name,))
                    next_note_id += NOTE_ID_STEP
                elif entry.digest != note.digest or entry.substance != note.substance:
                    mod = entry.mod if entry.digest == note.digest else max(now, entry.mod + 1)
                    entry = replace(entry, digest=note.digest, substance=note.substance, mod=mod)
                if name not in entry.decks:
                    entry = replace(entry, decks=tuple(sorted({*entry.decks, name})), left=0)
                entries[note.guid] = entry
                if old is None or name not in old.decks:
                    kinds["new"].append(note.id)
                else:
                    kinds["unchanged" if old.digest == note.digest else "changed"].append(note.id)
            removed = []
            for guid, entry in self._entries.items():
                if name in entry.decks and guid not in present:
                    removed.append(entry.id)
                    decks_left = tuple(deck for deck in entries[guid].decks if deck != name)
                    entries[guid] = replace(entries[guid], decks=decks_left, left=0 if decks_left else now)
            changes[name] = Changes(**{kind: tuple(ids) for kind, ids in kinds.items()}, removed=tuple(sorted(removed)))
        held = {entry.id for entry in entries.values() if entry.decks}
        return Lock(entries), {
            name: replace(change, elsewhere=tuple(note for note in change.removed if note in held))
            for name, change in changes.items()
        }

    @classmethod
    def recovered(cls, packages: Mapping[str, Iterable[PublishedNote]]) -> "Lock":
        """Make a lock that was lost anew from the decks that were built with it.

        Args:
            packages: What is in each deck's package, by the name of its recipe.
        """
        entries: dict[str, Entry] = {}
        for name, notes in packages.items():
            for note in notes:
                readable_id = note.content.split(FIELD_SEPARATOR, 1)[0]
                digest = content_digest(note.content, note.tags.split())
                fields = {"id": readable_id, "digest": digest, "mod": note.mod, "note": note.note_id, "decks": [name]}
                entry = _entry(note.guid, fields)
                if entry is not None and note.guid in entries:
                    decks = tuple(sorted({*entries[note.guid].decks, name}))
                    entries[note.guid] = replace(max(entries[note.guid], entry, key=_mod), decks=decks)
                elif entry is not None:
                    entries[note.guid] = entry
        return cls(_apart(entries))

    def dumps(self) -> str:
        """Write the lock as JSON, a line for each note, sorted by the readable id."""
        # Ids and digests hold letters, digits, dashes and slashes only, so that nothing in them needs an escape.
        lines = [
            f'"{guid}": {{"id": "{e.id}", "digest": "{e.digest}", '
            + (f'"substance": "{e.substance}", ' if e.substance else "")
            + f'"mod": {e.mod}, "note": {e.note_id}, '
            + (f'"left": {e.left}}}' if e.left else f'"decks": {_deck_list(e.decks)}}}')
            for guid, e in sorted(self._entries.items(), key=_by_readable_id)
        ]
        body = ",\n".join(lines)
        return f'{{"format": {FORMAT}, "notes": {{\n{body}\n}}}}\n'

    @classmethod
    def loads(cls, text: str) -> "Lock":
        """Read what `dumps` wrote.

        Raises:
            BadLockError: It is something else.
        """
        conflict = re.search(r"^(?:<{7}|={7}|>{7})", text, re.MULTILINE)
        if conflict:
            line = text.count("\n", 0, conflict.start()) + 1
            raise BadLockError("version control left a merge conflict in the lock", line)
        try:
            data = json.loads(text)
        except json.JSONDecodeError as error:
            raise BadLockError(f"the lock is no JSON: {error.msg}", error.lineno) from error
        except RecursionError as error:
            raise BadLockError("the lock is nested too deep", 1) from error
        except ValueError as error:  # Python reads no integer of more than 4,300 digits
            raise BadLockError("the lock holds a number that is too long", 1) from error
        if not isinstance(data, dict) or data.get("format") != FORMAT or not isinstance(data.get("notes"), dict):
            raise BadLockError("the lock has a form that this star2anki does not know", 1)
        entries = {guid: _entry(guid, fields) for guid, fields in data["notes"].items()}
        if None in entries.values():
            bad = next(guid for guid, entry in entries.items() if entry is None)
            line = text.count("\n", 0, max(text.find(json.dumps(bad)), 0)) + 1
            raise BadLockError("this line of the lock does not describe a note", line)
        return cls(_apart({guid: entry for guid, entry in entries.items() if entry is not None}))


def _apart(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Give a new id to notes that two branches gave the same; Anki looks at it only when it first meets a note."""
    taken: set[int] = set()
    free = max((entry.note_id for entry in entries.values()), default=0) + NOTE_ID_STEP
    for guid, entry in sorted(entries.items()):
        if entry.note_id in taken:
            entries[guid] = replace(entry, note_id=free)
            free += NOTE_ID_STEP
        taken.add(entry.note_id)
    return entries


@lru_cache
def _deck_list(names: tuple[str, ...]) -> str:
    return json.dumps(names, ensure_ascii=False)


def _mod(entry: Entry) -> int:
    return entry.mod


def _by_readable_id(item: tuple[str, Entry]) -> tuple[str, str]:
    return item[1].id, item[0]


def _entry(guid: str, fields: Any) -> Entry | None:  # noqa: ANN401 - it comes from a file
    try:
        names = fields.get("decks", [])
        entry = Entry(
            id=fields["id"],
            digest=fields["digest"],
            substance=fields.get("substance", ""),
            mod=fields["mod"],
            note_id=fields["note"],
            decks=tuple(names),
            left=fields.get("left", 0),
        )
        words = (guid, entry.digest, entry.substance or "-")
        sound = (
            all(map(_WORD.fullmatch, words))
            and _READABLE_ID.fullmatch(entry.id) is not None
            and type(entry.mod) is int
            and type(entry.note_id) is int
            and type(entry.left) is int
            and 0 < entry.mod < 1 << 40
            and 0 < entry.note_id < 1 << 53
            and isinstance(names, list)
            and all(isinstance(name, str) and not _SURROGATE.search(name) for name in names)
        )
    except (AttributeError, KeyError, TypeError):
        return None
    return entry if sound else None


def anki_search(changes: Changes) -> str:
    """Write the search that finds removed notes in Anki's browser, by their readable ids; one term for a whole story.

    >>> anki_search(Changes((), (), ("late-invoices-7q2m/story/story",), ("late-invoices-7q2m/quiz/which-opening",)))
    '"ID:late-invoices-7q2m/quiz/which-opening"'
    >>> anki_search(Changes((), (), (), ("late-invoices-7q2m/quiz/which-opening", "late-invoices-7q2m/story/story")))
    '"ID:late-invoices-7q2m/*"'
    """
    elsewhere = set(changes.elsewhere)
    present = {_story(note) for note in (*changes.new, *changes.changed, *changes.unchanged, *elsewhere)}
    gone = [note for note in changes.removed if note not in elsewhere]
    terms = {note if _story(note) in present else f"{_story(note)}/*": None for note in gone}
    return " OR ".join(f'"ID:{term}"' for term in terms)


def _story(readable_id: str) -> str:
    return readable_id.split("/", 1)[0]
