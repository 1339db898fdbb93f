"""Durations as people write them in prose: "30s", "Keep to 2 minutes.", "2.5-3 minutes"."""

import re
from dataclasses import dataclass

MAX_SECONDS = 999 * 60
_AMOUNT = r"\d{1,5}(?:[.,]\d{1,2})?"
_MINUTES = r"m(?:in(?:ute)?s?)?"
_SECONDS = r"s(?:ec(?:ond)?s?)?"
_SPOKEN = re.compile(
    rf"(?<![\w.,:])(?:(?P<lower>{_AMOUNT})\s*(?:{_MINUTES}|{_SECONDS})?\s*(?:-|–|—|to)\s*)?(?P<amount>{_AMOUNT})\s*"
    rf"(?:(?P<minutes>{_MINUTES})(?:\s*(?:and\b|,)?\s*(?P<rest>\d{{1,4}})\s*{_SECONDS})?|{_SECONDS})\b",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(?<![\d:])(\d{1,3}):([0-5]\d)(?![\d:])")
_LONGEST = 60
"""The most characters of a line that gives a duration; a longer one is prose."""


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration in seconds; for a range, the longer end."""

    seconds: int
    is_range: bool = False


def find_duration(text: str) -> Duration | None:
    """Find the duration in a short line, if it contains exactly one.

    >>> find_duration("Keep to 2 minutes.")
    Duration(seconds=120, is_range=False)
    >>> find_duration("2.5-3 minutes.")
    Duration(seconds=180, is_range=True)
    """
    if len(text) > _LONGEST:
        return None
    found = [*_CLOCK.finditer(text)]
    if len(found) == 1:
        return _duration(int(found[0][1]) * 60 + int(found[0][2]))
    spoken = [*_SPOKEN.finditer(text)]
    if len(spoken) != 1 or re.search(r"\d", text[: spoken[0].start()] + text[spoken[0].end() :]):
        return None
    seconds = float(spoken[0]["amount"].replace(",", ".")) * (60 if spoken[0]["minutes"] else 1)
    return _duration(seconds + int(spoken[0]["rest"] or 0), is_range=spoken[0]["lower"] is not None)


def _duration(seconds: float, *, is_range: bool = False) -> Duration | None:
    whole = round(seconds)
    return Duration(whole, is_range) if 0 < whole <= MAX_SECONDS else None
