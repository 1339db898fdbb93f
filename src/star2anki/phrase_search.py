"""Find phrases in text as a reader would, regardless of case, kind of apostrophe and width of white space."""

import re
from collections.abc import Iterable, Iterator

Span = tuple[int, int]
"""Start and end of an occurrence, in characters."""

_SAME = {ord(apostrophe): "'" for apostrophe in "’‘ʼ"} | {ord(space): " " for space in "\t\n\u00a0\u2009\u202f"}
_WIDE_SPACE = re.compile(r" {2,}")


def fold(text: str) -> str:
    """Reduce text to what is compared. Each letter stays one letter, so that places are the same in both texts."""
    return lowered(text.translate(_SAME))


def lowered(text: str) -> str:
    """Put all letters in lower case. Each stays one letter, so that places are the same in both texts."""
    small = text.lower()
    if len(small) != len(text):  # a few letters have no single lower-case letter
        small = "".join(one if len(one := letter.lower()) == 1 else letter for letter in text)
    return small


class Searched:
    """A text in which to look for phrases."""

    def __init__(self, text: str) -> None:
        self._folded = fold(text)
        self._positions: list[int] | None = None
        if "  " in self._folded:
            self._folded, self._positions = _narrow(self._folded)

    def occurrences(self, folded_phrase: str) -> list[Span]:
        """Find where a phrase occurs, as whole words: "I led" is not in "I ledger".

        Args:
            folded_phrase: What `fold` made of a phrase on one line; an empty one is never found.
        """
        folded, positions = self._folded, self._positions
        spans: list[Span] = []
        start = folded.find(folded_phrase) if folded_phrase else -1
        while start >= 0:
            end = start + len(folded_phrase)
            if _is_whole(folded, start, end):
                spans.append((positions[start], positions[end - 1] + 1) if positions else (start, end))
                start = end - 1
            start = folded.find(folded_phrase, start + 1)
        return spans


def without_overlaps(spans: Iterable[Span]) -> Iterator[Span]:
    """Keep the first of overlapping spans, and the longest of those that begin at the same place."""
    end = 0
    for start, stop in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= end:
            yield start, stop
            end = stop


def _narrow(folded: str) -> tuple[str, list[int]]:
    """Turn every run of spaces into a single one; also return the place that each letter had."""
    kept: list[int] = []
    behind = 0
    for run in _WIDE_SPACE.finditer(folded):
        kept += range(behind, run.start() + 1)
        behind = run.end()
    kept += range(behind, len(folded))
    return "".join([folded[place] for place in kept]), kept


def _is_whole(text: str, start: int, end: int) -> bool:
    before = start == 0 or not (_in_word(text[start]) and _in_word(text[start - 1]))
    return before and (end == len(text) or not (_in_word(text[end - 1]) and _in_word(text[end])))


def _in_word(letter: str) -> bool:
    return letter.isalnum() or letter == "_"
