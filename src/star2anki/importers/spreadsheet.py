"""Spreadsheets saved as CSV: one story per row, in columns such as question, situation, task, action, result."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import Literal

from star2anki.importers.draft import Draft, identify
from star2anki.importers.page import MAX_BYTES, Account, Imported, Page, Reason, Refused, trimmed, words
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import StepName

NAME = "a spreadsheet saved as CSV with columns such as question, situation, task, action and result"

_LineKey = Literal["title", "principle", "role"]
_TextKey = Literal["question", "overview", "summary", "opening", "landing"]
_Key = StepName | _LineKey | _TextKey | Literal["asked_as", "framework", "tags"]
"""What a column can be for."""

_NAMES: Mapping[_Key, str] = {
    "title": "title|story|story title|story name|name|headline|example",
    "question": "question|interview question|prompt|behaviou?ral question|asked|tell me about",
    "asked_as": "asked as|also asked as|other questions?|other wordings?|variations?",
    "opening": "opening|opening line|first line|hook",
    "landing": "landing|closing|closing line|last line",
    "situation": "situation|s|context|background|setting",
    "task": "task|t|challenge|goal|problem|responsibility|objective",
    "action": "action|a|approach|what i did|steps|steps taken",
    "result": "result|r|outcome|impact|achievement",
    "reflection": "reflection|learning|learned|what i learned|lesson|lesson learned|takeaway",
    "principle": "principle|leadership principle|lp|competency|value|theme",
    "framework": "framework|company|company values",
    "role": "role|position|job|job title",
    "overview": "overview|story overview|scenario overview",
    "summary": "summary|tl ?dr|key takeaway",
    "tags": "tags?|keywords?|labels?|skills?",
}
_COLUMNS = {key: re.compile(rf"(?:my |the )?(?:{names})(?:e?s)?", re.IGNORECASE) for key, names in _NAMES.items()}
_STEPS: tuple[_Key, ...] = ("situation", "task", "action", "result")
_TELLING: tuple[_Key, ...] = (*_STEPS, "question", "reflection", "principle", "title")
"""Keys for columns whose name merely contains the word, as in "S: Situation" or "Actions taken"."""
_DELIMITERS = ",;\t|"
_ENOUGH = 3
"""With this many columns for steps, it is a spreadsheet of stories."""
_MOST_COLUMNS = 100
_MOST_STORIES = 1000
"""Nobody has so many, and each story accounts for the names of all columns."""
_LONGEST_NAME = 200
"""The most letters of a column's name; anything longer is text."""


def recognizes(page: Page) -> bool:
    """Return whether the first row names the steps of stories."""
    try:
        with _fields_of_any_length():
            found = _columns(_header(page))
    except csv.Error:
        return False
    return sum(step in found for step in _STEPS) >= _ENOUGH


def read(page: Page, frameworks: Mapping[str, Framework]) -> tuple[Imported, ...] | Refused:
    """Read a story from each row."""
    with _fields_of_any_length():
        rows = _rows(page)
        _, header = next(rows)
        if len(header) > _MOST_COLUMNS:
            return Refused(
                f"it has {len(header):,} columns; delete those that are not about stories, to keep 100 or fewer"
            )
        filled = [*islice(((line, row) for line, row in rows if any(map(words, row))), _MOST_STORIES + 1)]
    if len(filled) > _MOST_STORIES:
        return Refused("it has over 1,000 rows; split it into several files")
    sheet = _Sheet(header, frameworks)
    return tuple(sheet.story(line, row) for line, row in filled)


@contextmanager
def _fields_of_any_length() -> Iterator[None]:
    """Let csv read fields as large as a page. Its limit applies to the whole process, so it is restored."""
    before = csv.field_size_limit(MAX_BYTES)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _header(page: Page) -> list[str]:
    return next((row for _, row in _rows(page)), [])


def _rows(page: Page) -> Iterator[tuple[int, list[str]]]:
    """Yield each row with the line on which it begins. The delimiter is the most common one in the first row."""
    delimiter = max(_DELIMITERS, key=page.first_line.count)
    reader = csv.reader(io.StringIO(page.text, newline=""), delimiter=delimiter)
    line = 1
    for row in reader:
        yield line, row
        line = reader.line_num + 1


def _columns(header: Sequence[str]) -> dict[_Key, int]:
    """Find the column for each key; the first of two counts."""
    found: dict[_Key, int] = {}
    for place, name in enumerate(header):
        key = _key_of(name)
        if key is not None:
            found.setdefault(key, place)
    return found


def _key_of(name: str) -> _Key | None:
    """Find the key for a column, by its whole name or by the one telling word in it."""
    if len(name) > _LONGEST_NAME:
        return None
    bare = " ".join(re.sub(r"\(.*?\)|[^\w\s]|_|\d", " ", words(name)).lower().split())
    for key, pattern in _COLUMNS.items():
        if pattern.fullmatch(bare):
            return key
    telling = {key for word in bare.split() for key in _TELLING if word in {key, f"{key}s"}}
    return telling.pop() if len(telling) == 1 else None


class _Sheet:
    """What the columns are for."""

    def __init__(self, header: Sequence[str], frameworks: Mapping[str, Framework]) -> None:
        self._header = header
        self._keys = {place: key for key, place in _columns(header).items()}
        self._frameworks = {name.casefold(): each.id for each in frameworks.values() for name in (each.id, each.name)}

    def story(self, line: int, row: Sequence[str]) -> Imported:
        """Read one row, and account for each of its cells and for the names of the columns."""
        account = Account(is_own=True)  # people keep their own stories in spreadsheets
        for place, name in enumerate(self._header):
            if place in self._keys:
                account.place(1, name, self._keys[place])
            else:
                _set_aside(account, 1, name)
        for place, cell in enumerate(row):
            text = trimmed(cell.replace("\r\n", "\n").replace("\r", "\n"))
            key = self._keys.get(place)
            if key and words(text) and self._fill(account.draft, key, text):
                account.place(line, text, key)
            else:
                name = trimmed(self._header[place]) if place < len(self._header) else ""
                _set_aside(account, line, f"{name}: {text}" if name and text else text)
        if "title" not in account.draft and "question" in account.draft:
            account.draft["title"] = " ".join(account.draft["question"].split())
        identify(account.draft)
        return account.imported()

    def _fill(self, draft: Draft, key: _Key, text: str) -> bool:
        """Put a cell into the draft, and return whether it fits its column."""
        match key:
            case "situation" | "task" | "action" | "result" | "reflection":
                draft[key] = {"strong_example": text}
            case "title" | "principle" | "role":
                draft[key] = " ".join(text.split())
            case "question" | "overview" | "summary" | "opening" | "landing":
                draft[key] = text
            case "asked_as":
                draft[key] = [*dict.fromkeys(trimmed(line) for line in text.split("\n") if words(line))]
            case "tags":
                tags = [trimmed(tag) for tag in re.split(r"[,;\n]", text) if words(tag)]
                if not tags:
                    return False
                draft[key] = tags
            case "framework":
                framework = self._frameworks.get(" ".join(text.split()).casefold())
                if framework is None:
                    return False
                draft[key] = framework
        return True


def _set_aside(account: Account, line: int, text: str) -> None:
    account.set_aside(line, text, Reason.NOT_UNDERSTOOD if words(text) else Reason.FURNITURE)
