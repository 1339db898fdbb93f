"""same-story: the same story is told twice.

To an interviewer, two versions of a story are one story, and the second counts against you. Tell it once, and give it
`lenses` for the other principles; then its cards do not compete with each other either.

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

Source: our own; two stories of one author share a quarter of their telling words, two versions of one share half or more.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from star2anki.coach.comparison import Comparison, Conflict
from star2anki.coach.digest import StoryDigest
from star2anki.diagnostics import Severity

SHARED = 0.5
"""Share of the shorter version's words that the other has."""
FEWEST = 8
"""With fewer words, that share means nothing."""


def compare(stories: Sequence[StoryDigest]) -> Iterator[Conflict]:
    """Find stories that tell the same, each together with the first one like it."""
    for number, earlier in sorted(_first_alike([story.stems for story in stories]).items()):
        story, other = stories[number], stories[earlier]
        message = f'this story tells the same as "{other.title}" in {other.path}'
        hint = "keep one of them, and give it `lenses` for the other principle"
        yield Conflict(story, other, story.location, message, hint)


def _first_alike(tellings: Sequence[frozenset[str]]) -> dict[int, int]:
    """Return the number of the first story that is like it, for each story that has one.

    It goes from the longest to the shortest, so that the share of the shorter one's words is the same number in all
    comparisons.
    """
    with_word: dict[str, list[int]] = {}
    first: dict[int, int] = {}
    for number, words in sorted(enumerate(tellings), key=lambda telling: len(telling[1]), reverse=True):
        if len(words) < FEWEST:
            break
        enough = math.ceil(SHARED * len(words))
        shared = Counter(chain.from_iterable([with_word.get(word, ()) for word in words]))
        for other in (other for other, count in shared.items() if count >= enough):
            earlier, later = sorted((number, other))
            first[later] = min(earlier, first.get(later, earlier))
        for word in words:
            with_word.setdefault(word, []).append(number)
    return first


RULE = Comparison("same-story", Severity.WARNING, __doc__, compare)
