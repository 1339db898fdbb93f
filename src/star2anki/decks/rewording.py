"""See that an item was reworded, not replaced: one note vanished where a similar one appeared."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from difflib import SequenceMatcher

from star2anki.decks.lock import Entry, Lock
from star2anki.notetypes import BY_KEY, Note

SIMILAR = 0.5
"""The share of words that two questions must have in common to be taken for one question, reworded."""


@dataclass(frozen=True, slots=True)
class Rewording:
    """An item whose words, and with them its id, have changed since it was published."""

    scenario_id: str
    notetype: str
    old_item: str
    """The id to write into the item so that learners keep their history."""
    new_item: str


@dataclass(frozen=True, slots=True)
class Renaming:
    """A story whose id has changed since it was published."""

    old_id: str
    new_id: str


def find_renamings(lock: Lock, notes: Iterable[Note], decks: AbstractSet[str]) -> Iterator[Renaming]:
    """Find stories that are new by their id, but have most of a vanished story's items.

    Args:
        lock: What was published.
        notes: All notes of the stories in question.
        decks: The decks that are built; a story of another deck has not vanished, it is only not asked for.
    """
    current: dict[str, set[str]] = defaultdict(set)
    for note in notes:
        current[note.id.split("/")[0]].add(note.substance)
    published: dict[str, set[str]] = defaultdict(set)
    kept: set[str] = set()
    for entry in lock.entries:
        story = entry.id.split("/")[0]
        published[story].add(entry.substance)
        if not decks >= set(entry.decks):
            kept.add(story)
    vanished = [old for old in published if old not in current and old not in kept]
    for new_id in (story for story in current if vanished and story not in published):
        items = current[new_id] - {""}
        for old_id in vanished:
            if items and 2 * len(items & published[old_id]) > len(items):
                yield Renaming(old_id, new_id)


def find_rewordings(lock: Lock, notes: Iterable[Note]) -> Iterator[Rewording]:
    """Compare what was published with what would be now.

    Args:
        lock: What was published.
        notes: All notes of the stories in question, in all note types that the decks have.
    """
    current: dict[tuple[str, str], list[Note]] = defaultdict(list)
    guids = set()
    for note in notes:
        guids.add(note.guid)
        scenario_id, notetype, _ = note.id.split("/")
        current[scenario_id, notetype].append(note)
    vanished: dict[tuple[str, str], list[Entry]] = defaultdict(list)
    for guid, entry in lock.items():
        if guid not in guids:
            scenario_id, notetype, _ = entry.id.split("/")
            if notetype in BY_KEY and BY_KEY[notetype].items:
                vanished[scenario_id, notetype].append(entry)
    for place, entries in vanished.items():
        candidates = [
            (_similarity(entry, note), entry, note)
            for entry in entries
            for note in current.get(place, ())
            if not note.named and (note.guid not in lock or _appeared_since(entry, lock[note.guid]))
        ]
        taken: set[str] = set()
        for score, entry, note in sorted(candidates, key=lambda found: found[0], reverse=True):
            if score >= SIMILAR and not taken & {entry.id, note.id}:
                taken |= {entry.id, note.id}
                yield Rewording(*place, old_item=_item(entry.id), new_item=_item(note.id))


def _appeared_since(gone: Entry, other: Entry) -> bool:
    """A note that was published beside the vanished one is another question, however similar."""
    return bool(gone.left) and other.note_id >= gone.left * 1000


def _similarity(entry: Entry, note: Note) -> float:
    if entry.substance and entry.substance == note.substance:
        return 1.0
    return SequenceMatcher(a=_item(entry.id).split("-"), b=_item(note.id).split("-"), autojunk=False).ratio()


def _item(readable_id: str) -> str:
    return readable_id.rsplit("/", 1)[-1]
