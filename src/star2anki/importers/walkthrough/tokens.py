"""The lines of a walkthrough page that count, each with its label. Empty lines and page furniture are set aside."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from star2anki.importers.durations import find_duration
from star2anki.importers.page import Account, Page, Reason, trimmed, words
from star2anki.importers.walkthrough.labels import Found, Label, find_label

_FURNITURE = re.compile(
    r"(?:.{0,20}preparation mode.{0,30}|key phrases?|"
    r"follow[- ]?up questions?|follow[- ]?ups?|star (?:answer|breakdown|walkthrough)|watch out|"
    r"(?:quiz|knowledge check|test yourself|check your understanding|quick quiz)|"
    r"(?:principle |lp )?lens(?:es)?|levels?|(?:level|seniority) (?:variations?|differences|calibration)|"
    r"reflections?(?: by level)?|step \d of \d|previous|next|back(?: to top)?|share|copy(?: link)?|print|bookmark|"
    r"home|menu|search|sign in|sign up|log ?in|log ?out|mark as (?:complete|done|read)|show (?:more|less|answer)|"
    r"(?:©|\(c\)|copyright).*|.*all rights reserved\.?|privacy(?: policy)?|terms(?: of (?:service|use))?|contact|"
    r"about(?: us)?|cookies?(?: settings)?)",
    re.IGNORECASE,
)
_MARK_LENGTH = 8
"""The most letters that can be left of an emoji."""
_LETTER_AND_EXAMPLE = 2
"""At least this many lines follow a target, unless the page ends."""


@dataclass(frozen=True, slots=True)
class Token:
    """One line that counts."""

    number: int
    text: str
    found: Found | None
    after_blank: bool
    """An empty line comes before it."""
    marked: bool = False
    """A line that is only an emoji, or what is left of one, comes before it."""

    @property
    def label(self) -> Label | None:
        """What the line announces; None if it is text."""
        return self.found.label if self.found else None

    @property
    def is_text(self) -> bool:
        """Whether the line announces nothing."""
        return self.found is None

    @property
    def asks(self) -> bool:
        """Whether the line is a question."""
        return self.text.rstrip("\"”’'*_ )").endswith("?")


def tokenize(page: Page, account: Account) -> list[Token]:
    """Return the lines that count, and set the others aside."""
    lines = [(number, trimmed(line)) for number, line in enumerate(page.lines, start=1)]
    compared_lines = [words(text) for _, text in lines]
    following = _following([text for _, text in lines], compared_lines)
    tokens: list[Token] = []
    after_blank = marked = False
    for (number, text), compared, next_text in zip(lines, compared_lines, following, strict=True):
        found = find_label(text)
        if not compared or _FURNITURE.fullmatch(compared):
            account.set_aside(number, text, Reason.FURNITURE)
            after_blank = after_blank or not compared
        elif found is None and _is_mark(compared, next_text):
            account.set_aside(number, text, Reason.FURNITURE)
            marked = True
        else:
            tokens.append(Token(number, text, found, after_blank, marked))
            after_blank = marked = False
    return _in_context(tokens)


def _in_context(tokens: Sequence[Token]) -> list[Token]:
    """Turn lines that only look like labels into text: such a label cannot be where they are."""
    begin = _beginning(tokens)
    kept: list[Token] = []
    has_step = False
    for place, token in enumerate(tokens):
        following = [later.label for later in tokens[place + 1 : place + 4]]
        preceding = [earlier.label for earlier in kept[-3:]]
        if place < begin:
            is_label = False
        elif token.label is Label.TARGET:
            is_label = Label.STRONG_EXAMPLE in following or len(following) < _LETTER_AND_EXAMPLE
        elif token.label in {Label.REFLECTION, Label.LEVEL_REFLECTION}:
            is_label = has_step
        elif token.label is Label.BAR:
            has_length = place + 1 < len(tokens) and find_duration(tokens[place + 1].text) is not None
            is_label = Label.REFLECTION in preceding or (has_step and has_length)
        else:
            is_label = True
        has_step = has_step or (is_label and token.label is Label.STRONG_EXAMPLE)
        kept.append(token if is_label else replace(token, found=None))
    return kept


def _beginning(tokens: Sequence[Token]) -> int:
    """Find where the story begins, because navigation before the overview may name all parts of the page."""
    first_example = next((n for n, token in enumerate(tokens) if token.label is Label.STRONG_EXAMPLE), len(tokens))
    return max((n for n, token in enumerate(tokens[:first_example]) if token.label is Label.OVERVIEW), default=0)


def _following(texts: Sequence[str], compared: Sequence[str]) -> list[str]:
    """Return for each line the next one that is not empty."""
    following: list[str] = []
    next_text = ""
    for text, letters in zip(reversed(texts), reversed(compared), strict=True):
        following.append(next_text)
        next_text = text if letters else next_text
    return following[::-1]


def _is_mark(line: str, following: str) -> bool:
    """Return whether a line is an emoji, or the letters that a wrong encoding made of one."""
    if len(line) > _MARK_LENGTH or re.search(r"[A-Za-z0-9\"“]", line):
        return False
    if not any(letter.isalpha() for letter in line):
        return True
    # Letters of another script may be text, but not before one of these two.
    found = find_label(following)
    return (found is not None and found.label is Label.LEVEL_REFLECTION) or words(following).endswith("?")
