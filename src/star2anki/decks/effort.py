"""How long one pass through a deck takes. All assumptions are here; docs/studying.md explains them.

A pass is every card once. On each, one reads the front, says the answer, reads what it is compared with, and presses a
button. What is folded away costs nothing, and neither do cards that come again.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from star2anki import markup
from star2anki.decks.cost import Cost
from star2anki.decks.order import NewCard
from star2anki.notetypes import BY_KEY

READ = 200 / 60
"""Words a second that one reads."""
ALOUD = 150 / 60
"""Words a second that one says."""
PRESS = 3.0
"""Seconds to recall, and to press a button, whatever the card."""

_CLOZE = re.compile(r"\{\{c\d+::|\}\}")


@dataclass(frozen=True, slots=True)
class Work:
    """What one does with a card: the fields that one reads, and says."""

    reads: tuple[str | tuple[str, ...], ...]
    """All of these; where it is a tuple, the first that is filled."""
    says: tuple[str, ...] = ()
    """The first of these that is filled."""
    timed: bool = False
    """One speaks as long as the field Seconds says, where it is filled; and else what `says` has, all of it."""


WORK: dict[str, tuple[Work, ...]] = {
    "story": (
        Work(("Story", "Question", "Spine"), ("Spine",)),
        Work(("Story", "Question", "Opening"), ("Opening",)),
        Work(("Story", "Question", "Landing"), ("Landing",)),
        Work(("Story", "Numbers"), ("Numbers",)),
        Work(("Story", "Question", "Spine"), ("Spine",), timed=True),
    ),
    "question": (Work(("Question", "Story", "Opening"), ("Story",)),),
    "star-step": (Work(("Story", ("Beats", "Key phrases")), ("Strong example", "By level"), timed=True),),
    "follow-up": (Work(("Question", ("Key line", "Strong answer")), ("Strong answer",)),),
    "weak-phrase": (Work(("Sentence", "Fault", "Why it fails", "Say instead"), ("Fault", "Why it fails")),),
    "quiz": (Work(("Question", ("Choices", "Answer"), "Explanation")),),
    "key-phrases": (Work(("Text",)),),
    "common-mistake": (Work(("Mistake", ("Why it fails", "Coaching")), ("Why it fails",)),),
    "weak-answer": (Work(("Question", "Answer", "Faults", "Missing"), ("Faults",)),),
    "lens": (Work(("Question", "Story", "Lead with", "Emphasize", "Downplay"), ("Lead with",)),),
    "level": (Work(("Level", "Question", "Focus", "Bar"), ("Reflection", "Focus"), timed=True),),
    "principle": (
        Work(("Name", "Listens for"), ("Listens for",)),
        Work(("Listens for", "Name"), ("Name",)),
    ),
    "interview-question": (Work(("Question", "Asks for", "Shows"), ("Asks for",)),),
    "telling-rule": (Work(("Fails", "Passes", "Rule", "Why it fails"), ("Passes",)),),
}
"""By note type, the work on each of its cards, in the order of its templates."""


def cost_of(cards: Iterable[NewCard]) -> Cost:
    """Add up what cards cost."""
    seconds = [seconds_of(card) for card in cards]
    return Cost(len(seconds), round(sum(seconds)))


def seconds_of(card: NewCard) -> float:
    """Estimate the seconds for one look at a card."""
    note = card.note
    fields = note.fields
    reads, says, seconds = _places(note.notetype)[card.ordinal]
    read = sum(_words(_first(fields, places)) for places in reads)
    if seconds and fields[seconds]:
        said = float(fields[seconds])
    else:
        said = _words(_first(fields, says), with_folded=bool(seconds)) / ALOUD
    return PRESS + read / READ + said


@cache
def _places(key: str) -> list[tuple[list[tuple[int, ...]], tuple[int, ...], int]]:
    """Turn the names of `WORK` into places among a note's fields; a card that is not timed has no place of seconds."""
    at = BY_KEY[key].field_names.index
    return [
        (
            [tuple(map(at, (read,) if isinstance(read, str) else read)) for read in work.reads],
            tuple(map(at, work.says)),
            at("Seconds") if work.timed else 0,
        )
        for work in WORK[key]
    ]


def _first(fields: Sequence[str], places: Iterable[int]) -> str:
    return next((fields[place] for place in places if fields[place]), "")


def _words(html: str, *, with_folded: bool = False) -> int:
    """Count the words of a field that one sees, and with what is folded those as well that one has to unfold."""
    seen = html if with_folded else markup.without_folds(html)
    if "{{c" in seen:
        seen = _CLOZE.sub("", seen)
    return len(markup.without_tags(seen).split())
