"""The lock, `decks/star2anki.lock`: what was published, so that a new build can be an update.

It has a line of JSON for each note that was ever in a deck. It is made to be read in a diff and to survive git: each
line stands alone, the lines are sorted, and if a merge leaves the lines of both sides, they are read as one. Unchanged
content keeps its `mod`, so that Anki leaves the note alone; changed content gets a greater one, or Anki would skip it.
Notes that leave their decks stay in the lock: when they come back, so does their learners' history.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

from star2anki.decks.entry import SURROGATE, Entry, entry_of
from star2anki.notetypes.compose import content_digest
from star2anki.notetypes.notetype import FIELD_SEPARATOR

FORMAT = 2
FILE_NAME = "star2anki.lock"
NOTE_ID_STEP = 10
"""The distance between the ids of two notes, so that each has room for the ids of its cards."""

_LAST_NOTE_ID = 1 << 50
"""In milliseconds since 1970, in the year 37648. Anything greater did not come from a clock."""
_CONFLICT = re.compile(r"<{7}|\|{7}|={7}|>{7}")
_OLD_HEADER = '{"format": 1, "notes": {'
_OLD_FOOTER = "}}"
_OLD_LINE = re.compile(r'"([^"\\]*)": (\{.*\}),?')


class BadLockError(ValueError):
    """The lock cannot be read; `line`, counted from 1, says where."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


@dataclass(frozen=True, slots=True)
class LaidOut:
    """How a recipe's deck was laid out in Anki, so that a change can be explained."""

    name: str
    """The deck's full name."""
    split: str
    """As in the recipe."""
    subdecks: Mapping[str, str] = field(default_factory=dict)
    """Each story's subdeck, by the story's id, without the stories in the deck itself."""


class PublishedNote(NamedTuple):
    """What a package says about a note."""

    note_id: int
    guid: str
    mod: int
    tags: str | object
    """Text; but SQLite stores anything anywhere."""
    content: str | object
    """The same."""


class Lock:
    """All entries by guid, and how the decks were laid out. A Lock is immutable."""

    def __init__(
        self,
        entries: Mapping[str, Entry] | None = None,
        layouts: Mapping[str, LaidOut] | None = None,
        *,
        had_conflict: bool = False,
    ) -> None:
        self._entries = dict(entries or {})
        self.layouts = dict(layouts or {})
        """By the name of the recipe."""
        self.had_conflict = had_conflict
        """Version control had left a merge conflict in the file; both sides were read."""

    def __getitem__(self, guid: str) -> Entry:
        return self._entries[guid]

    def __contains__(self, guid: str) -> bool:
        return guid in self._entries

    def __len__(self) -> int:
        return len(self._entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All entries."""
        return tuple(self._entries.values())

    def get(self, guid: str) -> Entry | None:
        """Return the entry of a note, if there is one."""
        return self._entries.get(guid)

    def items(self) -> Iterator[tuple[str, Entry]]:
        """Iterate over guids and entries."""
        return iter(self._entries.items())

    def joined(self, other: "Lock") -> "Lock":
        """Join two equal sides, such as two branches: all notes, in all their decks."""
        if len(other) == 0:
            return self
        entries = dict(self._entries)
        for guid, entry in other.items():
            entries[guid] = entries[guid].joined(entry) if guid in entries else entry
        return Lock(_apart(entries), {**other.layouts, **self.layouts})

    @classmethod
    def recovered(cls, packages: Mapping[str, Iterable[PublishedNote]]) -> "Lock":
        """Recreate a lost lock from the decks that were built with it.

        Args:
            packages: The notes in each deck's package, by the name of its recipe.
        """
        entries: dict[str, Entry] = {}
        for name, notes in packages.items():
            for note in notes:
                if not isinstance(note.content, str) or not isinstance(note.tags, str):
                    continue
                readable_id = note.content.split(FIELD_SEPARATOR, 1)[0]
                digest = content_digest(note.content, note.tags.split())
                fields = {"id": readable_id, "digest": digest, "mod": note.mod, "note": note.note_id, "decks": [name]}
                entry = entry_of(note.guid, fields)
                if entry is not None:
                    entries[note.guid] = entries[note.guid].joined(entry) if note.guid in entries else entry
        return cls(_apart(entries))

    def dumps(self) -> str:
        """Write the lock: a header, then the lines of the decks, the notes and the stories, sorted."""
        return self._text

    @cached_property
    def _text(self) -> str:
        lines = [entry.dumps(guid) for guid, entry in sorted(self._entries.items(), key=_by_readable_id)]
        decks = [
            json.dumps({"deck": name, "name": deck.name, "split": deck.split}, ensure_ascii=False)
            for name, deck in sorted(self.layouts.items())
        ]
        by_story: dict[str, dict[str, str]] = {}
        for name, deck in sorted(self.layouts.items()):
            for story, subdeck in deck.subdecks.items():
                by_story.setdefault(story, {})[name] = subdeck
        stories = [
            json.dumps({"story": story, "subdecks": subdecks}, ensure_ascii=False)
            for story, subdecks in sorted(by_story.items())
        ]
        return "\n".join([json.dumps({"format": FORMAT}), *decks, *lines, *stories, ""])

    @classmethod
    def loads(cls, text: str) -> "Lock":
        """Read what `dumps` wrote, now or in format 1, and what merges made of it.

        Raises:
            BadLockError: It is something else.
        """
        reader = _Reader()
        for number, line in enumerate(text.split("\n"), 1):
            reader.take(line.strip(), number)
        if not reader.has_header:
            raise BadLockError("the lock has a format that this version of star2anki does not know", 1)
        return reader.lock()


def read_note(line: str) -> tuple[str, Entry] | None:
    """Read a note's guid and entry from one line of a lock in format 1 or 2; None if the line is something else."""
    try:
        fields = _object(*_of_either_format(line.strip()), 1)
    except BadLockError:
        return None
    guid = fields.get("guid")
    entry = entry_of(guid, fields)
    return (guid, entry) if entry is not None and isinstance(guid, str) else None


class _Reader:
    """Reads the lock line by line. Each line says what it is."""

    def __init__(self) -> None:
        self.has_header = False
        self._had_conflict = False
        self._entries: dict[str, Entry] = {}
        self._decks: dict[str, tuple[str, str]] = {}
        self._subdecks: dict[str, dict[str, str]] = {}

    def take(self, line: str, number: int) -> None:
        if line.startswith('{"id": "'):  # almost every line, and only lines of notes
            self._take_object(_object(line, {}, number), number)
        elif _CONFLICT.match(line):
            self._had_conflict = True
        elif line == _OLD_HEADER:
            self.has_header = True
        elif line and line != _OLD_FOOTER:
            self._take_object(_object(*_of_either_format(line), number), number)

    def _take_object(self, fields: dict[str, Any], number: int) -> None:
        if fields.keys() == {"format"}:
            if fields["format"] != FORMAT:
                raise BadLockError("the lock has a format that this version of star2anki does not know", number)
            self.has_header = True
        elif not self.has_header:
            raise BadLockError("the lock has a format that this version of star2anki does not know", number)
        elif "deck" in fields:
            name, deck, split = (_text(fields.get(key), number) for key in ("deck", "name", "split"))
            self._decks[name] = deck, split
        elif "story" in fields:
            subdecks = fields.get("subdecks")
            story = _text(fields["story"], number)
            if not isinstance(subdecks, dict):
                raise BadLockError("this line of the lock does not describe a story", number)
            for name, subdeck in subdecks.items():
                self._subdecks.setdefault(name, {})[story] = _text(subdeck, number)
        else:
            guid = fields.get("guid")
            entry = entry_of(guid, fields)
            if entry is None or not isinstance(guid, str):
                raise BadLockError("this line of the lock does not describe a note", number)
            self._entries[guid] = self._entries[guid].joined(entry) if guid in self._entries else entry

    def lock(self) -> Lock:
        layouts = {
            name: LaidOut(deck, split, self._subdecks.get(name, {})) for name, (deck, split) in self._decks.items()
        }
        return Lock(_apart(self._entries), layouts, had_conflict=self._had_conflict)


def _of_either_format(line: str) -> tuple[str, dict[str, str]]:
    """Split a line of format 1, in which the guid comes before the fields: `"guid": {fields},`."""
    old = _OLD_LINE.fullmatch(line)
    return (old[2], {"guid": old[1]}) if old else (line, {})


def _object(line: str, more: dict[str, str], number: int) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except json.JSONDecodeError as error:
        raise BadLockError(f"this line of the lock is not JSON: {error.msg}", number) from error
    except RecursionError as error:
        raise BadLockError("this line of the lock is nested too deeply", number) from error
    except ValueError as error:  # Python reads no integer with more than 4,300 digits
        raise BadLockError("this line of the lock contains a number that is too long", number) from error
    if not isinstance(value, dict):
        raise BadLockError("this line of the lock does not describe a note", number)
    return value | more


def _text(value: object, number: int) -> str:
    if not isinstance(value, str) or SURROGATE.search(value):
        raise BadLockError("this line of the lock contains something that is not a name", number)
    return value


def _apart(entries: dict[str, Entry]) -> dict[str, Entry]:
    """Give a new id to notes without room for their cards' ids, for example if two branches used the same id.

    Anki uses the id only when it first sees a note.
    """
    ids = sorted(entry.note_id for entry in entries.values())
    if all(later - earlier >= NOTE_ID_STEP for earlier, later in pairwise(ids)):
        return entries
    free = next_note_id(ids)
    last = -NOTE_ID_STEP
    for guid, entry in sorted(entries.items(), key=lambda item: (item[1].note_id, item[0])):
        if entry.note_id - last >= NOTE_ID_STEP:
            last = entry.note_id
        else:
            entries[guid] = replace(entry, note_id=free)
            free += NOTE_ID_STEP
    return entries


def next_note_id(taken: Iterable[int]) -> int:
    """Return a free id for a note, after all that are taken. Ids that no clock can have given are ignored."""
    return max((note_id for note_id in taken if note_id < _LAST_NOTE_ID), default=0) + NOTE_ID_STEP


def _by_readable_id(item: tuple[str, Entry]) -> tuple[str, str]:
    return item[1].id, item[0]
