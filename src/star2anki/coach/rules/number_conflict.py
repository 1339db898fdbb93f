"""number-conflict: two parts of the story give different figures for the same thing.

An interviewer who hears forty shops and then "all 58" stops believing either. The rule compares overview, steps,
follow-ups and key lines. It looks for a total that was different before ("all 58 shops", "those 58 shops"), for a
starting figure that was different before ("from six hours", where the situation said four), and for sentences that
differ only in the figure.

Fails:
    situation: I looked after the tills of a chain of 40 shops, and every Monday half of them would not start.
    result: Since then the tills in all 58 shops start within a minute, where it had taken twenty.
Passes:
    situation: I looked after the tills of a chain of 58 shops, and every Monday half of them would not start.
    result: Since then the tills in all 58 shops start within a minute, where it had taken twenty.

Source: our own. It cannot know what a figure counts, so it stays silent where a part gives several of one kind.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from star2anki.coach.english.figures import Figure, figures
from star2anki.coach.english.prose import Span, stems
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenPart, SpokenStory
from star2anki.diagnostics import Severity

_WHOLE = re.compile(
    r"\b(?:all(?: of)?(?: the| our| my)?|these|those|that|this|each of the|every one of the) $", re.IGNORECASE
)
_PART_OF = re.compile(r"\bof (?:the|our|my|those|these) $", re.IGNORECASE)
_LATER = re.compile(
    r"\b(?:later|now|then|finally|today|next|other|another|more|fewer|less|remaining|last|first|new|over|under|at least|some|about|nearly|almost|up to|"
    r"more than|less than|fewer than|since) (?:\w+ ){0,2}?$",
    re.IGNORECASE,
)
_BEGINNING = re.compile(
    r"\b(?:(?:down |up )?from|rather than|instead of|used to (?:be|take|need|cost|have)|had (?:been|taken|needed|cost)|where it had taken|no longer) (?:some |about |nearly |almost |the )?$",
    re.IGNORECASE,
)
_LIMITED = re.compile(
    r"\b(?:in|within|for|after|before|by|last|next|over|every|per|until|than|to|from|first|another|more|under|only|at) (?:the |some |about |nearly |almost |a )?$",
    re.IGNORECASE,
)
_AGO = re.compile(r"[ -]?[\w-]+ (?:ago|later|earlier|before|after|old)\b|-\w+")
_RATE = re.compile(r"^ ?(?:[\w-]+ )?(?:an?|per|each|every) (second|minute|hour|day|night|week|month|quarter|year)\b")
MOST = 100
"""How many figures of one kind are compared; a story with more is a table."""
_ALIKE = 0.75
_FEWEST_ALIKE = 4
_WORDS_AROUND = 6
_REACH = 250
"""How many letters on each side of a figure are looked at; the six telling words are among them."""
_MEASURES = frozenset(("time", "%", "£", "$", "€", "pound", "dollar", "euro", "franc"))
"""Units in which a starting figure can be compared; a story may count several sets of things."""
_SECONDS = {"second": 1, "minut": 60, "hour": 3600, "day": 86_400, "week": 604_800}
"""Units of time that can be compared with one another, by their stems."""


@dataclass(frozen=True)
class _Mention:
    part: SpokenPart
    figure: Figure

    @cached_property
    def before(self) -> str:
        start = self.figure.span[0]
        return self.part.text[max(self._sentence[0], start - _REACH) : start]

    @cached_property
    def behind(self) -> str:
        end = self.figure.span[1]
        return self.part.text[end : min(self._sentence[1], end + _REACH)]

    @property
    def _sentence(self) -> Span:
        return self.part.prose.around(self.figure.span[0])

    @cached_property
    def around(self) -> frozenset[str]:
        words = stems(self.before)[-_WORDS_AROUND:] + stems(self.behind)[:_WORDS_AROUND]
        return frozenset(word for word in words if not word[0].isdigit())

    @property
    def unit(self) -> str:
        return "time" if self.figure.unit in _SECONDS else self.figure.unit

    @property
    def worth(self) -> float:
        return self.figure.value * _SECONDS.get(self.figure.unit, 1)

    @property
    def is_setting(self) -> bool:
        return self.part.kind in {"overview", "situation", "task"}


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare every figure with the earlier ones of the same unit."""
    by_unit: dict[str, list[_Mention]] = {}
    for part in story.of(
        "overview", "situation", "task", "action", "result", "reflection", "strong_answer", "key_line"
    ):
        for mention in _mentions(part):
            earlier = by_unit.setdefault(mention.unit, [])
            if not mention.unit or len(earlier) >= MOST:
                continue
            other = _contradicted(
                mention, [one for one in earlier if one.part.path[:2] != mention.part.path[:2]], earlier
            )
            if other:
                yield _finding(mention, other)
            earlier.append(mention)


def _contradicted(later: _Mention, before: Sequence[_Mention], everywhere: Sequence[_Mention]) -> _Mention | None:
    if not before or any(other.worth == later.worth for other in everywhere):
        return None
    setting = [other for other in before if other.is_setting and _period(other) == _period(later)]
    is_time = later.unit == "time"
    if _PART_OF.search(later.before) and not is_time:
        is_part = later.worth < before[0].worth  # seven of the nine that were chosen, out of forty
        return None if is_part or len({other.worth for other in before}) > 1 else before[0]
    if len({other.worth for other in setting}) == 1:
        other = setting[0]
        if _WHOLE.search(later.before) and not _LATER.search(later.before):
            is_smaller = later.worth < other.worth and "all" in later.before[-12:]  # all five of the chosen, out of 40
            return None if is_time or is_smaller else other
        is_summed_up = other.part.kind == "overview" and not _BEGINNING.search(other.before)
        if _BEGINNING.search(later.before) and later.unit in _MEASURES and not is_summed_up:
            is_limit = is_time and (_LIMITED.search(other.before) or _AGO.match(other.behind))
            return None if is_limit and not _BEGINNING.search(other.before) else other
    return next((other for other in before if _say_the_same(later, other)), None)


def _period(mention: _Mention) -> str:
    """Return the period of a rate: a yearly figure is not compared with a monthly one."""
    found = _RATE.search(mention.behind)
    return found[1] if found else ""


def _say_the_same(one: _Mention, other: _Mention) -> bool:
    common = len(one.around & other.around)
    return common >= _FEWEST_ALIKE and common >= _ALIKE * max(len(one.around), len(other.around))


def _mentions(part: SpokenPart) -> Iterator[_Mention]:
    for figure in figures(part.text):
        yield _Mention(part, figure)


def _finding(later: _Mention, other: _Mention) -> Finding:
    where = {"strong_answer": "follow-up", "key_line": "key line"}.get(other.part.kind, other.part.kind)
    message = f'this says "{_shown(later)}", but the {where} says "{_shown(other)}"'
    hint = "make both the same; if the figure changed, say so, with a word such as from, to, later or not"
    return Finding(later.part.path, message, hint, later.figure.span)


def _shown(mention: _Mention) -> str:
    start, end = mention.figure.span
    behind = re.match(r"[ -]?(?:per ?cent|%|(?:of the |of our )?[\w'’-]+)", mention.behind)
    return mention.part.text[start : end + (len(behind[0]) if behind else 0)]


RULE = Rule("number-conflict", Severity.WARNING, __doc__, judge)
