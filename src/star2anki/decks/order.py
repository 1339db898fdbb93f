"""Notes -> cards in the order in which they are learned: breadth first, and what is alike far apart.

Each card has a place of its own, for Anki keeps the place of each new card, also among cards of one note.
"""

import hashlib
import heapq
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from star2anki.notetypes import BY_KEY, Note, Notetype
from star2anki.notetypes.note_id import NoteId
from star2anki.notetypes.notetype import Stage

APART = 10
"""At most so many cards lie between two of one story before its next may come: half of Anki's 20 new cards a day."""
_STORY, _PRINCIPLE = "star2anki::story::", "star2anki::principle::"
"""How tags begin that say of what a note is made, and what it is about."""


_Key = tuple[int | str, ...]


class NewCard(NamedTuple):
    """A card of a note, at its place in the order of new cards."""

    note: Note
    ordinal: int
    """Which of its note type's templates it is made of, counted from 0."""


class _Waiting(NamedTuple):
    """A card before it has its place. Smaller keys come sooner, as far as its group allows."""

    key: _Key
    group: str
    """What must not come twice in a row: the story, or what a craft note is about."""
    card: NewCard


def as_listed(notes: Iterable[Note]) -> tuple[NewCard, ...]:
    """Give all cards of each note, note by note."""
    return tuple(NewCard(note, ordinal) for note in notes for ordinal in card_ordinals(note))


def by_story(notes: Iterable[Note]) -> tuple[NewCard, ...]:
    """Give the cards story by story, each in the order of the stages; craft comes behind, as in rounds."""
    told, craft = _parted(notes)
    stories = groupby(sorted(_story_cards(told), key=lambda card: card.key[-1]), key=lambda card: card.key[-1])
    in_turn = [card.card for _, cards in stories for card in sorted(cards, key=lambda card: card.key[:2])]
    return (*in_turn, *_spread(_craft_cards(craft)))


def in_rounds(notes: Iterable[Note]) -> tuple[NewCard, ...]:
    """Give the cards stage by stage, through all stories in each, with craft between them where there is any.

    Two cards of a story follow each other only where no other story has a card left. In each round the stories come in
    another order, so that no card tells which is next. That order hangs on the stories' ids, so that a story that joins
    or leaves moves no other.
    """
    told, craft = _parted(notes)
    return tuple(_merged(_spread(_story_cards(told)), _spread(_craft_cards(craft))))


def card_ordinals(note: Note) -> tuple[int, ...]:
    """Say of which templates, counted from 0, the note has a card."""
    notetype = BY_KEY[note.notetype]
    return tuple(ordinal for ordinal, _ in _templates(note, notetype))


def _templates(note: Note, notetype: Notetype) -> Iterator[tuple[int, Stage]]:
    """Go through the templates of which the note has a card, with the stage at which it comes."""
    for ordinal, template in enumerate(notetype.templates):
        if template.requires is None or note.fields[notetype.field_names.index(template.requires)]:
            yield ordinal, Stage(note.stage) if note.stage else template.stage


def _is_of_story(note: Note) -> bool:
    """Tell a note of a story from one of craft; a weak phrase may be of either."""
    return any(tag.startswith(_STORY) for tag in note.tags)


def _parted(notes: Iterable[Note]) -> tuple[list[Note], list[Note]]:
    """Part what is of stories from what is of craft."""
    told: list[Note] = []
    craft: list[Note] = []
    for note in notes:
        (told if _is_of_story(note) else craft).append(note)
    return told, craft


def _story_cards(notes: Iterable[Note]) -> list[_Waiting]:
    """Key each card by its stage, which of its story's cards in that stage it is, and its story's turn in that round.

    The last part of the key is the story's place among all; the spines follow it.
    """
    places: dict[str, int] = {}
    counted: Counter[tuple[str, Stage]] = Counter()
    cards: list[_Waiting] = []
    for note in notes:
        story = NoteId.parse(note.id).story
        place = places.setdefault(story, len(places))
        for ordinal, stage in _templates(note, BY_KEY[note.notetype]):
            number = counted[story, stage]
            counted[story, stage] += 1
            turn = "" if stage == Stage.SPINE else _turn(story, stage, number)
            cards.append(_Waiting((stage, number, turn, place), story, NewCard(note, ordinal)))
    return cards


def _turn(story: str, stage: Stage, number: int) -> str:
    return hashlib.blake2b(f"{story}/{stage:d}/{number}".encode(), digest_size=8).hexdigest()


def _craft_cards(notes: Iterable[Note]) -> list[_Waiting]:
    """Key each card by its place among those of its kind, so that the kinds take turns.

    A kind's first cards go through all that it is about before one of these comes again, and the other cards of its
    notes, such as the reverse of a principle, come last.
    """
    counted: Counter[tuple[str, str, int]] = Counter()
    by_kind: dict[str, list[tuple[tuple[int, int, int], str, NewCard]]] = {}
    for appeared, note in enumerate(notes):
        about = next((tag for tag in note.tags if tag.startswith(_PRINCIPLE)), note.id)
        for ordinal, _ in _templates(note, BY_KEY[note.notetype]):
            number = counted[about, note.notetype, ordinal]
            counted[about, note.notetype, ordinal] += 1
            place = (ordinal, number, appeared)
            by_kind.setdefault(note.notetype, []).append((place, about, NewCard(note, ordinal)))
    kinds = {key: number for number, key in enumerate(sorted(BY_KEY, key=lambda key: BY_KEY[key].set != "craft"))}
    return [
        _Waiting((turn, kinds[kind]), about, card)
        for kind, cards in by_kind.items()
        for turn, (_, about, card) in enumerate(sorted(cards, key=lambda each: each[0]))
    ]


def _spread(cards: Sequence[_Waiting]) -> list[NewCard]:
    """Sort cards by their keys, but keep those of one group apart, and in order."""
    queues: dict[str, deque[_Waiting]] = {}
    for card in sorted(cards, key=lambda each: each.key):
        queues.setdefault(card.group, deque()).append(card)
    apart = min(len(queues) // 2, APART)
    ready = [(queue[0].key, group) for group, queue in queues.items()]
    heapq.heapify(ready)
    resting: deque[tuple[int, _Key, str]] = deque()
    largest = [(-len(queue), group) for group, queue in queues.items()]
    heapq.heapify(largest)
    placed: list[NewCard] = []
    last = ""
    while len(placed) < len(cards):
        while resting and resting[0][0] <= len(placed):
            heapq.heappush(ready, resting.popleft()[1:])
        group = _needed_now(largest, queues, len(cards) - len(placed))
        if group in {"", last}:
            group = _next_in_turn(ready, resting, queues)
        placed.append(queues[group].popleft().card)
        last = group
        if queues[group]:
            resting.append((len(placed) + apart, queues[group][0].key, group))
    return placed


def _next_in_turn(
    ready: list[tuple[_Key, str]], resting: deque[tuple[int, _Key, str]], queues: dict[str, deque[_Waiting]]
) -> str:
    """Take the group whose card is next: the first that is ready, or else the one that has rested longest."""
    while True:
        key, group = heapq.heappop(ready) if ready else resting.popleft()[1:]
        if queues[group] and queues[group][0].key == key:  # else that card came out of its turn
            return group


def _needed_now(largest: list[tuple[int, str]], queues: dict[str, deque[_Waiting]], left: int) -> str:
    """Find the group that has more than half of the cards that are left, which must take every second place."""
    while largest and -largest[0][0] != len(queues[largest[0][1]]):
        group = largest[0][1]
        if queues[group]:
            heapq.heapreplace(largest, (-len(queues[group]), group))
        else:
            heapq.heappop(largest)
    return largest[0][1] if largest and -2 * largest[0][0] > left else ""


def _merged(first: Sequence[NewCard], second: Sequence[NewCard]) -> Iterator[NewCard]:
    """Merge two orders evenly, so that each ends about when the other does."""
    by_share = heapq.merge(
        (((2 * number + 1) * len(second), card) for number, card in enumerate(first)),
        (((2 * number + 1) * len(first), card) for number, card in enumerate(second)),
        key=lambda each: each[0],
    )
    return (card for _, card in by_share)
