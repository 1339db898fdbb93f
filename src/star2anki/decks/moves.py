"""What learners see of a deck that is laid out in another way than before; Anki leaves their cards where they are."""

from collections import Counter
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Literal

from star2anki.decks.lock import LaidOut, Lock
from star2anki.decks.subdecks import split_number


@dataclass(frozen=True, slots=True)
class Move:
    """A deck that has another name, a deck that is split or numbered in another way, or a story in another subdeck."""

    kind: Literal["deck", "split", "numbers", "story"]
    old: str
    new: str
    story: str = ""
    """The story's id, where it is a story that moved."""


def find_moves(old: LaidOut | None, new: LaidOut) -> Iterator[Move]:
    """Compare how a recipe's deck was laid out with how it is now.

    Args:
        old: As the lock has it; None where the deck is new, or was last built before the lock knew.
        new: As it is laid out now.
    """
    if old is None:
        return
    if old.name != new.name:
        yield Move("deck", old.name, new.name)
    if old.split != new.split:
        yield Move("split", old.split, new.split)
        return
    renumbered = None
    for story, subdeck in new.subdecks.items():
        before = old.subdecks.get(story)
        if before is None or before == subdeck:
            continue
        if split_number(subdeck)[1] in {before, split_number(before)[1]}:
            renumbered = renumbered or Move("numbers", before, subdeck)
        else:
            yield Move("story", before, subdeck, story)
    if renumbered:
        yield renumbered


def predecessors(lock: Lock, new: Mapping[str, AbstractSet[str]], gone: AbstractSet[str]) -> dict[str, str]:
    """Find out which recipes are gone ones under another file name: those that hold most of their notes.

    Args:
        lock: What was published.
        new: The guids of each deck that the lock does not know yet, by the name of its recipe.
        gone: Decks of the lock that no recipe makes any more.

    Returns:
        For each of the new recipes that has one, the name that it had before.
    """
    held = {name: {guid for guid, entry in lock.items() if name in entry.decks} for name in gone}
    found: dict[str, str] = {}
    for name, guids in new.items():
        shared = Counter({old: len(guids & notes) for old, notes in held.items() if old not in found.values()})
        for old, number in shared.most_common(1):
            if number and 2 * number >= len(held[old]):
                found[name] = old
    return found
