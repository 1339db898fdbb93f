"""A page that somebody pasted or saved: its lines, and where each line ends up."""

import re
from dataclasses import dataclass, field
from enum import StrEnum

from star2anki.importers.draft import Draft

MAX_BYTES = 16 << 20
"""A page saved from a browser may include its pictures. Above 16 MiB it is something else."""
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""Control characters. No story may contain one, but copied text often does."""
INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff]")
"""Invisible letters. Labels are compared without them; inside texts they stay."""
_LINE_END = re.compile(r"\r\n|\n|\r")
EDGES = (
    " \t\n\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u200b\u200e\u200f"
    "\u2028\u2029\u202f\u205f\u2060\u3000\ufeff"
)
"""White space and invisible letters, which are not part of a text when they are at its ends."""


class Reason(StrEnum):
    """Why a line is in no field."""

    FURNITURE = "furniture"
    """It belongs to the site rather than the story, or it is empty."""
    NOT_UNDERSTOOD = "not understood"


@dataclass(frozen=True, slots=True)
class Page:
    """What to import, as lines of text."""

    name: str
    """As the author should see it."""
    text: str
    """With any kind of line ends, without control characters."""

    @property
    def first_line(self) -> str:
        """The first line, without its end."""
        return _LINE_END.split(self.text, maxsplit=1)[0]

    @property
    def lines(self) -> list[str]:
        """The lines, without their ends."""
        lines = _LINE_END.split(self.text)
        return lines if lines[-1] else lines[:-1]


@dataclass(frozen=True, slots=True, order=True)
class Placement:
    """The one place where a line (or a spreadsheet's cell) ended up: in a field, or set aside for a reason."""

    line: int
    """Counted from 1."""
    text: str
    field: str = ""
    """Path in the scenario, such as `follow_ups[1].probes`; items are counted from 1."""
    reason: Reason | None = None
    """Why it is in no field."""


@dataclass(frozen=True, slots=True)
class Imported:
    """One story that was read, and the account of its lines."""

    draft: Draft
    """The scenario as plain data. Required keys may be missing if the page does not have them."""
    placements: tuple[Placement, ...]
    """Where each line ended up, in the order of the page."""
    incomplete: tuple[str, ...] = ()
    """What the page begins but does not finish."""
    remarks: tuple[str, ...] = ()
    """What the author should know about how the page was read."""
    is_own: bool = False
    """Whether the author wrote it. What is on a web page belongs to somebody else."""

    @property
    def not_understood(self) -> tuple[Placement, ...]:
        """The lines that made no sense to the importer."""
        return tuple(placed for placed in self.placements if placed.reason is Reason.NOT_UNDERSTOOD)


@dataclass(frozen=True, slots=True)
class Refused:
    """Why a page is not imported."""

    why: str


@dataclass(slots=True)
class Account:
    """Collects a draft, and where each line goes, while a page is read."""

    is_own: bool = False
    draft: Draft = field(default_factory=Draft)
    incomplete: list[str] = field(default_factory=list)
    remarks: dict[str, None] = field(default_factory=dict)
    _placements: list[Placement] = field(default_factory=list)

    def place(self, line: int, text: str, where: str) -> None:
        """Note that a line went into a field."""
        self._placements.append(Placement(line, text, field=where))

    def set_aside(self, line: int, text: str, reason: Reason) -> None:
        """Note that a line is not in any field."""
        self._placements.append(Placement(line, text, reason=reason))

    def remark(self, text: str) -> None:
        """Tell the author something, but only once."""
        self.remarks[text] = None

    def imported(self) -> Imported:
        """Close the account."""
        placements = tuple(sorted(self._placements, key=lambda placed: placed.line))
        return Imported(self.draft, placements, tuple(self.incomplete), tuple(self.remarks), self.is_own)


def trimmed(text: str) -> str:
    """Remove white space and invisible letters from both ends of a text; the inside stays as it is."""
    return text.strip(EDGES)


def words(text: str) -> str:
    """Reduce a line to what is compared with labels: no invisible letters, single spaces.

    >>> words("Strong\u00a0 Example\u200b ")
    'Strong Example'
    """
    return " ".join(INVISIBLE.sub("", text).split())
