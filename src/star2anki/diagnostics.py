"""What is wrong in an author's file, as a value: where, how bad, what, and what to do about it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """How bad a diagnostic is. Only an error keeps a deck from being written."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Code(StrEnum):
    """The name of each kind of diagnostic except the coach's. `docs/diagnostics.md` has a heading for each."""

    UNREADABLE = "unreadable"
    NOT_TEXT = "not-text"
    WRONG_ENCODING = "wrong-encoding"
    TOO_LARGE = "too-large"
    TOO_DEEP = "too-deep"
    CONTROL_CHARACTER = "control-character"
    YAML_SYNTAX = "yaml-syntax"
    YAML_FEATURE = "yaml-feature"
    EMPTY_FILE = "empty-file"
    DUPLICATE_KEY = "duplicate-key"
    UNKNOWN_KEY = "unknown-key"
    MISSING_KEY = "missing-key"
    WRONG_TYPE = "wrong-type"
    EMPTY_TEXT = "empty-text"
    BAD_VALUE = "bad-value"
    TEXT_CUT = "text-cut"
    FOLDED_LIST = "folded-list"
    FOREIGN_DECK = "foreign-deck"
    CHANGED_ID = "changed-id"
    UNKNOWN_LEVEL = "unknown-level"
    DUPLICATE_ID = "duplicate-id"
    ID_WITHOUT_TAIL = "id-without-tail"
    UNKNOWN_FRAMEWORK = "unknown-framework"
    UNKNOWN_PRINCIPLE = "unknown-principle"
    NO_LICENSE = "no-license"
    NO_MATCH = "no-match"
    CONFLICTING_CONTENT = "conflicting-content"
    BAD_LOCK = "bad-lock"
    LOCK_CONFLICT = "lock-conflict"
    OLD_IDENTITY = "old-identity"
    NOT_REMEMBERED = "not-remembered"
    REWORDED = "reworded"
    UNKNOWN_RULE = "unknown-rule"
    NEEDLESS_IGNORE = "needless-ignore"
    JUDGED_IN_PART = "judged-in-part"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file: the path as shown to the author, and line and column in characters, counted from 1."""

    path: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One diagnostic. `hint` says what to do, and may show lines of YAML as they could be written."""

    location: Location
    severity: Severity
    code: str
    """A `Code`, or the name of one of the coach's rules."""
    message: str
    hint: str = ""

    def plain(self) -> tuple[str, int, int, str, str, str, str]:
        """Return all values in a form that JSON supports."""
        place = self.location
        return place.path, place.line, place.column, self.severity, self.code, self.message, self.hint

    @classmethod
    def from_plain(cls, values: Sequence[Any]) -> "Diagnostic":
        """Make a diagnostic from the values of `plain`.

        Raises:
            ValueError: The values are not those of a diagnostic.
        """
        path, line, column, severity, code, message, hint = values
        return cls(Location(path, line, column), Severity(severity), code, message, hint)


_ALIKE = 60
"""How alike, in per cent, a word must be to be the one that was meant."""


def in_order(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort diagnostics by place; those of one place stay in the order in which they were found."""
    return sorted(diagnostics, key=lambda diagnostic: diagnostic.location)


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Return whether any of the diagnostics is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Find the known word that a mistyped one most likely stands for, or None."""
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - slow to load, and only mistakes need it

    by_folded = {candidate.casefold(): candidate for candidate in known}
    begun = [candidate for candidate in by_folded if len(word) > 2 and candidate.startswith(word.casefold())]  # noqa: PLR2004
    if len(begun) == 1:
        return by_folded[begun[0]]
    match = process.extractOne(word.casefold(), [*by_folded], scorer=fuzz.ratio, score_cutoff=_ALIKE)
    return by_folded[match[0]] if match else None
