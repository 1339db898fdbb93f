"""Where something is in a file: positions in its text, and the lines and columns that people count."""

import re
from bisect import bisect_right
from functools import lru_cache

from star2anki.diagnostics import Code, Diagnostic, Location, Severity

LINE_END = re.compile(r"\r\n|\n|\r")
"""The line ends that editors write: a carriage return, a line feed, or both together."""


class Origin:
    """The file as the author wrote it, and where lines were mended so that reading could go on."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self._edits: list[tuple[int, int, int]] = []

    def mended(self, start: int, old_length: int, new_length: int) -> None:
        """Note that a piece of the text, as mended so far, was replaced."""
        self._edits.append((start, old_length, new_length))

    def locate(self, index: int) -> Location:
        """Find the place in the author's file that belongs to a position, in characters, in the mended text."""
        for start, old_length, new_length in reversed(self._edits):
            if index >= start + new_length:
                index += old_length - new_length
            elif index > start:
                index = min(index, start + old_length)
        return location(self.path, self.text, index)

    def error(self, index: int, code: Code, message: str, hint: str) -> Diagnostic:
        """Make a diagnostic about a position in the mended text."""
        return Diagnostic(self.locate(index), Severity.ERROR, code, message, hint)


def location(path: str, text: str, index: int) -> Location:
    """Find line and column of a position, in characters from 0, in a text."""
    starts = line_starts(text)
    line = bisect_right(starts, index)
    return Location(path, line, index - starts[line - 1] + 1)


@lru_cache(maxsize=4)
def line_starts(text: str) -> list[int]:
    """List the positions at which lines begin."""
    return [0, *(found.end() for found in LINE_END.finditer(text))]


def line_span(text: str, index: int) -> tuple[int, int]:
    """Return the start and end of the line that contains a position, without its line end."""
    starts = line_starts(text)
    start = starts[bisect_right(starts, index) - 1]
    found = LINE_END.search(text, start)
    return start, found.start() if found else len(text)
