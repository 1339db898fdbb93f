"""Cuts a walkthrough page into blocks: where a step, a follow-up, a quiz question, a lens or a level begins.

Some blocks begin with a label, such as `Target`. Others begin with a line of text and are found by the label that
follows, such as `Probes` below a follow-up's question.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from itertools import pairwise

from star2anki.importers.walkthrough.labels import Label
from star2anki.importers.walkthrough.quotes import is_quoted
from star2anki.importers.walkthrough.tokens import Token
from star2anki.scenario.model import STEP_NAMES, StepName

_HEADING_LENGTH = 60
# After the bullets comes what wrong encodings make of the most common one.
_BULLET = re.compile(r"(?:[•·▪◦‣●○∙*\-–—✗✘✕\u00d7❌]|â€¢|вЂў|â€˘|ΓÇó|\u201aÄ¢|\ufffd+|\?)[\s\ufe0f]+")


class BlockKind(Enum):
    """What a block is about."""

    OVERVIEW = auto()
    STEP = auto()
    LEVEL_REFLECTION = auto()
    FOLLOW_UP = auto()
    WEAK_ANSWER = auto()
    INTERVIEWER_THINKS = auto()
    QUIZ = auto()
    LENS = auto()
    LEVEL = auto()


@dataclass(frozen=True, slots=True)
class PagePart:
    """A label and what belongs to it; the first part of a block may have none."""

    head: Token | None
    lines: tuple[Token, ...]

    @property
    def label(self) -> Label | None:
        """What the part is about."""
        return self.head.label if self.head else None


@dataclass(frozen=True, slots=True)
class PageBlock:
    """A run of lines that belong together."""

    kind: BlockKind
    parts: tuple[PagePart, ...]
    is_last: bool
    """The page ends with it, or in the middle of it."""


_BY_LABEL = {
    Label.OVERVIEW: BlockKind.OVERVIEW,
    Label.TARGET: BlockKind.STEP,
    Label.WEAK_ANSWER: BlockKind.WEAK_ANSWER,
    Label.INTERVIEWER_THINKS: BlockKind.INTERVIEWER_THINKS,
}


def cut(tokens: Sequence[Token]) -> tuple[Sequence[Token], list[PageBlock]]:
    """Cut a page.

    Returns:
        The lines before the first block, and the blocks.
    """
    starts = _Starts(tokens).find()
    places = sorted(starts)
    blocks = [
        PageBlock(starts[start], tuple(_parts(tokens[start:end])), is_last=end == len(tokens))
        for start, end in pairwise([*places, len(tokens)])
    ]
    return tokens[: places[0] if places else len(tokens)], blocks


def without_bullet(text: str) -> str | None:
    """Remove the bullet from a list item; None if there is none."""
    found = _BULLET.match(text)
    return text[found.end() :] if found else None


def _parts(tokens: Sequence[Token]) -> Iterator[PagePart]:
    heads = [place for place, token in enumerate(tokens) if not token.is_text]
    if not heads or heads[0] > 0:
        yield PagePart(None, tuple(tokens[: heads[0] if heads else len(tokens)]))
    for head, end in pairwise([*heads, len(tokens)]):
        yield PagePart(tokens[head], tuple(tokens[head + 1 : end]))


class _Starts:
    """Finds the places where blocks begin."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self._tokens = tokens
        self._found: dict[int, BlockKind] = {}

    def find(self) -> dict[int, BlockKind]:
        for place, token in enumerate(self._tokens):
            if token.label in _BY_LABEL:
                self._found[place] = _BY_LABEL[token.label]
        for find in (self._steps, self._level_reflections, self._follow_ups, self._levels, self._lenses, self._quiz):
            find()
        return self._found

    def _is_text(self, place: int) -> bool:
        return 0 <= place < len(self._tokens) and self._tokens[place].is_text and place not in self._found

    def _label(self, place: int) -> Label | None:
        return self._tokens[place].label if 0 <= place < len(self._tokens) else None

    def _places(self, *labels: Label) -> list[int]:
        return [place for place, token in enumerate(self._tokens) if token.label in labels]

    def _steps(self) -> None:
        """Find steps that have lost their target. They begin at their letter, or at the strong example itself."""
        for place in self._places(Label.STRONG_EXAMPLE):
            if Label.TARGET in (self._label(place - 1), self._label(place - 2), self._label(place - 3)):
                continue
            is_letter = self._is_text(place - 1) and step_of(self._tokens[place - 1]) is not None
            self._found[place - 1 if is_letter else place] = BlockKind.STEP

    def _level_reflections(self) -> None:
        first = min((place for place, kind in self._found.items() if kind is BlockKind.STEP), default=len(self._tokens))
        for place in self._places(Label.LEVEL_REFLECTION):
            if place > first:
                self._found[place] = BlockKind.LEVEL_REFLECTION

    def _follow_ups(self) -> None:
        """Find follow-ups. The question comes before the first of `Probes`, `Weak` and `Strong`."""
        seen = 0
        order = {Label.PROBES: 1, Label.WEAK: 2, Label.STRONG: 3}
        for place in range(len(self._tokens)):
            label = self._label(place)
            rank = order.get(label, 0) if label else 0
            if rank == 0:
                seen = 0 if place in self._found else seen
                continue
            if seen == 0 or rank <= seen:
                self._found[place - 1 if self._may_be_question(place - 1) else place] = BlockKind.FOLLOW_UP
            seen = rank

    def _may_be_question(self, place: int) -> bool:
        if not self._is_text(place) or self._is_owed(place):
            return False
        return self._tokens[place].asks or not is_quoted(self._tokens[place].text)

    def _levels(self) -> None:
        """Find levels by the first of `Reflection`, `Bar` and the length."""
        for place in self._places(Label.REFLECTION, Label.BAR):
            if self._label(place) is Label.REFLECTION or not self._follows(place, Label.REFLECTION):
                self._before(place, BlockKind.LEVEL)

    def _lenses(self) -> None:
        emphasized = self._places(Label.EMPHASIZE)
        alone = [place for place in self._places(Label.DOWNPLAY) if not self._follows(place, Label.EMPHASIZE)]
        for place in sorted([*emphasized, *alone]):
            self._before(place, BlockKind.LENS)

    def _follows(self, place: int, label: Label) -> bool:
        """Return whether the nearest label before a place is this one."""
        before = next((self._label(earlier) for earlier in range(place - 1, -1, -1) if self._label(earlier)), None)
        return before is label

    def _before(self, place: int, kind: BlockKind) -> None:
        """Let a block begin at its name: two lines before its first label, or one line if it has no text of its own."""
        name = place
        if self._is_text(place - 1):
            name = place - 1
            if self._is_text(place - 2) and not self._is_owed(place - 2) and self._names(place - 2, place - 1):
                name = place - 2
        self._found[name] = kind

    def _is_owed(self, place: int) -> bool:
        """Return whether a line is the only text of the label before it."""
        before = self._tokens[place - 1].found if place else None
        return before is not None and not before.value

    def _names(self, first: int, second: int) -> bool:
        """Return whether the first of two lines is the name, which it is not if only the second looks like one."""
        return _is_heading(self._tokens[first].text) or not _is_heading(self._tokens[second].text)

    def _quiz(self) -> None:
        first, end = self._quiz_range()
        places = [place for place in range(first, end) if self._is_text(place)]
        marked = [place for place in places if self._tokens[place].marked]
        asking = [place for place in places if self._tokens[place].asks]
        for place in marked or asking:
            self._found[place] = BlockKind.QUIZ

    def _quiz_range(self) -> tuple[int, int]:
        """Return the lines between the weak answer and the first lens or level."""
        first = self._behind_weak_answer()
        later = [
            place for place, kind in self._found.items() if place >= first and kind in {BlockKind.LENS, BlockKind.LEVEL}
        ]
        return first, min(later, default=len(self._tokens))

    def _behind_weak_answer(self) -> int:
        if thinks := self._places(Label.INTERVIEWER_THINKS):
            return thinks[-1] + (2 if self._is_owed(thinks[-1] + 1) else 1)
        if weak := self._places(Label.WEAK_ANSWER):
            bullets = [place for place in range(weak[-1], len(self._tokens)) if self._is_bullet(place)]
            return (bullets[-1] if bullets else weak[-1] + 1) + 1
        if strong := self._places(Label.STRONG):
            return strong[-1] + 3  # the answer, and its key line
        return len(self._tokens)

    def _is_bullet(self, place: int) -> bool:
        return self._is_text(place) and without_bullet(self._tokens[place].text) is not None


def _is_heading(text: str) -> bool:
    return len(text) <= _HEADING_LENGTH and not text.endswith((".", "!", "?", "…", ":", ",", ";"))


_STEPS: Mapping[str, StepName] = {"s": "situation", "t": "task", "a": "action", "r": "result"}


def step_of(token: Token) -> StepName | None:
    """Read a step's letter, or its whole name."""
    letters = re.sub(r"[^a-z]", "", token.text.lower())
    return next((name for name in STEP_NAMES if name == letters), _STEPS.get(letters))
