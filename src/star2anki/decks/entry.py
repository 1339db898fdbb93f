"""What was published of one note: one line of the lock."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from star2anki.notetypes.note_id import NoteId

UNKNOWN = "unknown"
"""Replaces the digest if two builds gave a note different contents under one `mod`. No content matches it."""
MAX_MOD = 1 << 40
"""A limit for a note's `mod`, in seconds since 1970. Anything greater is not a time."""

SURROGATE = re.compile("[\ud800-\udfff]")
"""What no UTF-8 file can contain."""

_encode = json.JSONEncoder(ensure_ascii=False).encode
_WORD = re.compile(r"[A-Za-z0-9-]+")
_READABLE_ID = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9-]+/[A-Za-z0-9-]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """What was published of one note."""

    id: str
    """Readable: scenario/note type/item."""
    digest: str
    """A hash of its content, as in `Note.digest`."""
    substance: str
    """As in `Note.substance`."""
    mod: int
    """When its content last changed, in seconds since 1970."""
    note_id: int
    """Anki's id for the note in the package, in milliseconds since 1970. Its cards have the ids that follow."""
    decks: tuple[str, ...] = ()
    """The names of the recipes whose decks contain it; empty if it has left them all."""
    reworded: str = ""
    """The item that it seems to have become, until the author says whether that is true."""

    @property
    def story(self) -> str:
        """The id of its scenario."""
        return self.id.partition("/")[0]

    @property
    def item(self) -> str:
        """The id of its item."""
        return NoteId.parse(self.id).item

    def in_decks(self, names: Iterable[str]) -> "Entry":
        """Return the same entry in other decks. Builds do this for every note, and `replace` is three times as slow."""
        decks = tuple(names)
        if decks == self.decks:
            return self
        return Entry(self.id, self.digest, self.substance, self.mod, self.note_id, decks, self.reworded)

    def joined(self, other: "Entry") -> "Entry":
        """Join what two sides know about the note. Learners have the content with the greater `mod`."""
        if self == other:
            return self
        late = max(self, other, key=_order)
        is_torn = self.mod == other.mod and self.digest != other.digest
        return replace(
            late,
            digest=UNKNOWN if is_torn else late.digest,
            note_id=min(self.note_id, other.note_id),
            decks=tuple(sorted({*self.decks, *other.decks})),
            reworded=late.reworded or self.reworded or other.reworded,
        )

    def dumps(self, guid: str) -> str:
        """Write the line of the lock, without its end."""
        fields: dict[str, Any] = {"id": self.id, "guid": guid, "digest": self.digest}
        if self.substance:
            fields["substance"] = self.substance
        fields |= {"mod": self.mod, "note": self.note_id, "decks": self.decks}
        if self.reworded:
            fields["reworded"] = self.reworded
        return _encode(fields)


def entry_of(guid: Any, fields: Any) -> Entry | None:  # noqa: ANN401 - they come from a file
    """Read the fields of a line of the lock; None if they do not describe a note."""
    try:
        names = fields.get("decks", [])
        entry = Entry(
            id=fields["id"],
            digest=fields["digest"],
            substance=fields.get("substance", ""),
            mod=fields["mod"],
            note_id=fields["note"],
            decks=tuple(names),
            reworded=fields.get("reworded", ""),
        )
        words = (guid, entry.digest, entry.substance or "-", entry.reworded or "-")
        is_sound = (
            all(map(_WORD.fullmatch, words))
            and _READABLE_ID.fullmatch(entry.id) is not None
            and type(entry.mod) is int
            and type(entry.note_id) is int
            and 0 < entry.mod < MAX_MOD
            and 0 < entry.note_id < 1 << 53
            and isinstance(names, list)
            and all(isinstance(name, str) and not SURROGATE.search(name) for name in names)
        )
    except (AttributeError, KeyError, TypeError):
        return None
    return entry if is_sound else None


def _order(entry: Entry) -> tuple[int, str, str, str]:
    return entry.mod, entry.digest, entry.substance, entry.reworded
