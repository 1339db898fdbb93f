"""What learners see when a deck's layout changes. Anki leaves their cards where they are."""

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
    """The story's id, if it is a story that moved."""


def find_moves(old: LaidOut | None, new: LaidOut) -> Iterator[Move]:
    """Compare how a recipe's deck was laid out with how it is laid out now.

    Args:
        old: As the lock has it; None if the deck is new, or was last built before the lock recorded layouts.
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
    """Find recipes that were renamed: they have most of the notes of a recipe that is gone.

    Args:
        lock: What was published.
        new: The guids of each deck that the lock does not know yet, by the name of its recipe.
        gone: Decks in the lock that no recipe makes any more.

    Returns:
        The former name of each new recipe that had one.
    """
    held = {name: {guid for guid, entry in lock.items() if name in entry.decks} for name in gone}
    found: dict[str, str] = {}
    for name, guids in new.items():
        shared = Counter({old: len(guids & notes) for old, notes in held.items() if old not in found.values()})
        for old, number in shared.most_common(1):
            if number and 2 * number >= len(held[old]):
                found[name] = old
    return found
