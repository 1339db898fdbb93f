"""Detect that an item was reworded, not replaced: one note vanished and a similar one appeared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from star2anki.decks.entry import Entry
from star2anki.decks.lock import Lock
from star2anki.notetypes import BY_KEY, Note
from star2anki.notetypes.note_id import NoteId

SIMILAR = 0.5
"""The share of words that two questions must have in common to count as one reworded question."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """An item whose id has changed since it was published, because of its words or its `id:`."""

    scenario_id: str
    notetype: str
    old_item: str
    """The id to write into the item so that learners keep their history."""
    new_item: str
    old_guid: str
    is_named: bool = False
    """The item already has an `id:`, but learners do not have it."""
    is_certain: bool = False
    """It can only be the same item: its words are those of the old one."""


@dataclass(frozen=True, slots=True)
class Renaming:
    """A story whose id has changed since it was published."""

    old_id: str
    new_id: str


def find_renamings(lock: Lock, notes: Iterable[Note], decks: AbstractSet[str]) -> Iterator[Renaming]:
    """Find stories that have most of the items of a story that is gone, and whose id is new or was published later.

    Args:
        lock: What was published.
        notes: All notes of the stories in question.
        decks: The decks that are built. A story in another deck has not vanished; it is just not part of this build.
    """
    current: dict[str, set[str]] = defaultdict(set)
    for note in notes:
        current[note.story].add(note.substance)
    if {entry.story for entry in lock.entries} <= current.keys():  # almost always: no story has vanished
        return
    published: dict[str, set[str]] = defaultdict(set)
    ids: dict[str, list[int]] = defaultdict(list)
    kept: set[str] = set()
    for entry in lock.entries:
        published[entry.story].add(entry.substance)
        ids[entry.story].append(entry.note_id)
        if not decks >= set(entry.decks):
            kept.add(entry.story)
    vanished = [old for old in published if old not in current and old not in kept]
    for new_id in current if vanished else ():
        items = current[new_id] - {""}
        for old_id in vanished:
            came_later = new_id not in published or min(ids[new_id]) > max(ids[old_id])
            if came_later and items and 2 * len(items & published[old_id]) > len(items):
                yield Renaming(old_id, new_id)


def find_rewordings(lock: Lock, notes: Iterable[Note]) -> Iterator[Rewording]:
    """Compare what was published with what would be published now.

    A rewording remains one, through any number of builds, until the author answers: either the old id comes back, or
    the item gets the id of its new words.

    Args:
        lock: What was published.
        notes: All notes of the stories in question, whether a deck chooses them or not.
    """
    current: dict[tuple[str, str], list[Note]] = defaultdict(list)
    guids = set()
    for note in notes:
        guids.add(note.guid)
        current[note.story, note.notetype].append(note)
    vanished: dict[tuple[str, str], list[tuple[str, Entry]]] = defaultdict(list)
    for guid, entry in lock.items():
        if guid not in guids:
            story, notetype, _ = NoteId.parse(entry.id)
            if notetype in BY_KEY and BY_KEY[notetype].items:
                vanished[story, notetype].append((guid, entry))
    for place, entries in vanished.items():
        yield from _pairs(place, entries, current.get(place, ()), lock)


def _pairs(
    place: tuple[str, str], vanished: Iterable[tuple[str, Entry]], current: Iterable[Note], lock: Lock
) -> Iterator[Rewording]:
    first = {entry.reworded: (guid, entry) for guid, entry in vanished if entry.reworded}
    candidates = [
        (score, guid, entry, note)
        for guid, entry in vanished
        for note in current
        if (score := _likeness(entry, note, is_published=note.guid in lock)) >= SIMILAR
    ]
    taken: set[str] = set()
    # Notes that have only just left their deck come first.
    for _, found_guid, found, note in sorted(candidates, key=lambda each: (bool(each[2].decks), each[0]), reverse=True):
        guid, entry = _first_published(found_guid, found, first)
        if taken & {guid, note.guid}:
            continue
        taken |= {guid, note.guid, found_guid}
        is_certain = note.named and note.words_id == entry.item
        yield Rewording(*place, entry.item, _item(note), guid, is_named=note.named, is_certain=is_certain)


def _first_published(guid: str, entry: Entry, first: dict[str, tuple[str, Entry]]) -> tuple[str, Entry]:
    """If a question was reworded again before the author answered, go back to the version that learners know."""
    seen = {guid}
    while entry.item in first and first[entry.item][0] not in seen:
        guid, entry = first[entry.item]
        seen.add(guid)
    return guid, entry


def _likeness(entry: Entry, note: Note, *, is_published: bool) -> float:
    """Estimate, from 0 to 1, how likely a note is a vanished one with another id."""
    has_same_substance = bool(entry.substance) and entry.substance == note.substance
    if is_published and entry.reworded != _item(note):  # it was published alongside the vanished one
        return 0.0
    if note.named:
        if note.words_id == entry.item:
            return 1.0
        return 0.9 if has_same_substance and _item(note) != note.words_id else 0.0
    if is_published:
        return 1.0
    if has_same_substance:
        return 1.0
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - slow to load, and only a vanished item needs it

    return float(Indel.normalized_similarity(entry.item.split("-"), _item(note).split("-")))


def _item(note: Note) -> str:
    return NoteId.parse(note.id).item
