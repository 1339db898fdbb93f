"""same-story: the same story told twice.

Two tellings of one story are one story to an interviewer, and the second counts against you. Tell it once, and give it
`lenses` for the other principles; then its cards do not compete either.

Fails:
    first:
      situation: Every ninth parcel from the depot in Hove had no label, and the drivers guessed.
      action: I read the printer's log. I found that it ran out of paper at noon, and I moved the refill to eleven.
    second:
      situation: At the depot in Hove every ninth parcel had no label, so the drivers guessed.
      action: I found in the printer's log that the paper ran out at noon. I moved the refill to eleven.
Passes:
    first:
      situation: Every ninth parcel from the depot in Hove had no label, and the drivers guessed.
      action: I read the printer's log. I found that it ran out of paper at noon, and I moved the refill to eleven.
    second:
      situation: The depot in Hove lost two drivers in a month, and nobody asked them why.
      action: I rang both of them. I heard about the broken heating in the vans, and I had it mended that week.

Source: our own; stories of one author share a quarter of their telling words, two tellings of one share half and more.
"""

import math
from collections.abc import Iterator, Sequence

from star2anki.coach.comparison import Comparison, Conflict
from star2anki.coach.told import Told
from star2anki.diagnostics import Severity

SHARED = 0.5
"""Share of the shorter telling's words that the other has."""
FEWEST = 8
"""Words from which that share says something."""


def compare(stories: Sequence[Told]) -> Iterator[Conflict]:
    """Find stories that tell the same, each beside the first of its like."""
    for number, earlier in sorted(_first_alike([story.stems for story in stories]).items()):
        story, other = stories[number], stories[earlier]
        message = f'tells the same as "{other.title}" in {other.path}'
        hint = "keep one of them, and give it `lenses` for the other principle"
        yield Conflict(story, other, story.location, message, hint)


def _first_alike(tellings: Sequence[frozenset[str]]) -> dict[int, int]:
    """Give for each telling that is like an earlier one the number of the first such.

    A set of tellings is a number with a bit for each, so that a telling is compared with thousands at once. From the
    longest to the shortest: a share of the shorter one's words is then the same number for all with which it is compared.
    """
    with_word: dict[str, int] = {}
    alike = dict.fromkeys(range(len(tellings)), 0)
    for number in sorted(alike, key=lambda number: len(tellings[number]), reverse=True):
        words = tellings[number]
        if len(words) < FEWEST:
            break
        shared = _sum([bits for word in words if (bits := with_word.get(word))])
        alike[number] = _at_least(shared, math.ceil(SHARED * len(words)))
        for word in words:
            with_word[word] = with_word.get(word, 0) | 1 << number
    first: dict[int, int] = {}
    found = 0
    for number, others in alike.items():
        # Those before it, of which it was the shorter, and those behind it that are like none before.
        if before := others & ((1 << number) - 1):
            earliest = (before & -before).bit_length() - 1
            first[number] = min(earliest, first.get(number, earliest))
        behind = (others & ~found) >> number
        found |= others
        while behind:
            place = (behind & -behind).bit_length() - 1
            first.setdefault(number + place, number)
            behind &= behind - 1
    return first


def _sum(sets: list[int]) -> list[int]:
    """Count for each bit in how many of the sets it is; the counts' ones come first, then their twos, fours, ..."""
    digits = []
    while sets:
        carried = []
        while len(sets) > 2:  # noqa: PLR2004 - three digits make one, and one to carry
            one, other, third = sets.pop(), sets.pop(), sets.pop()
            either = one ^ other
            sets.append(either ^ third)
            carried.append(one & other | either & third)
        if len(sets) > 1:
            one, other = sets
            sets = [one ^ other]
            carried.append(one & other)
        digits.append(sets[0])
        sets = carried
    return digits


def _at_least(counts: list[int], least: int) -> int:
    """Give the bits whose count, as `_sum` makes them, is at least so much; `least` is positive."""
    if least.bit_length() > len(counts):
        return 0
    more, same = 0, -1
    for place in reversed(range(len(counts))):
        if least >> place & 1:
            same &= counts[place]
        else:
            more |= same & counts[place]
            same &= ~counts[place]
    return more | same


RULE = Comparison("same-story", Severity.WARNING, __doc__, compare)
