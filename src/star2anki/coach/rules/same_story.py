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

from collections.abc import Iterator, Sequence

from star2anki.coach.comparison import Comparison, Conflict
from star2anki.coach.told import Told
from star2anki.diagnostics import Severity

SHARED = 0.5
"""Share of the shorter telling's words that the other has."""
FEWEST = 8
"""Words from which that share says something."""


def compare(stories: Sequence[Told]) -> Iterator[Conflict]:
    """Compare every two stories; sets of words are bits of a number, which makes thousands of pairs quick."""
    places: dict[str, int] = {}
    bits = [sum(1 << places.setdefault(word, len(places)) for word in story.stems) for story in stories]
    for number, story in enumerate(stories):
        for earlier in range(number):
            fewer = min(len(story.stems), len(stories[earlier].stems))
            if fewer >= FEWEST and (bits[number] & bits[earlier]).bit_count() >= SHARED * fewer:
                message = f'tells the same as "{stories[earlier].title}" in {stories[earlier].path}'
                hint = "keep one of them, and give it `lenses` for the other principle"
                yield Conflict(story, stories[earlier], story.location, message, hint)
                break


RULE = Comparison("same-story", Severity.WARNING, __doc__, compare)
