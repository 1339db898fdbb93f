"""The labels on a walkthrough page. Only their words count: the emoji before them may be intact, damaged or gone."""

import re
from dataclasses import dataclass
from enum import Enum, auto
from functools import lru_cache

from star2anki.importers.page import words


class Label(Enum):
    """What a line announces."""

    OVERVIEW = auto()
    TARGET = auto()
    STRONG_EXAMPLE = auto()
    COACHING = auto()
    COMMON_MISTAKE = auto()
    LEVEL_REFLECTION = auto()
    PROBES = auto()
    WEAK = auto()
    STRONG = auto()
    WEAK_ANSWER = auto()
    INTERVIEWER_THINKS = auto()
    EMPHASIZE = auto()
    DOWNPLAY = auto()
    REFLECTION = auto()
    BAR = auto()


@dataclass(frozen=True, slots=True)
class Found:
    """A label in a line, and the text after it on the same line."""

    label: Label
    value: str = ""


# No wrong encoding turns an emoji into an English letter, so a label begins at the first English letter.
_BEFORE = r"(?:&#x?[0-9a-f]{2,6};|:[a-z_]{3,30}:|[^A-Za-z0-9\"]){0,24}"
_GAP = r"[\s\u00ad\u200b-\u200d\u2060\ufe0f\ufeff]"

_WHOLE_LINE = {
    Label.OVERVIEW: "Scenario Overview",
    Label.STRONG_EXAMPLE: "Strong Example",
    Label.COACHING: "Coaching",
    Label.COMMON_MISTAKE: "Common Mistakes?",
    Label.WEAK: "Weak",
    Label.STRONG: "Strong",
    Label.WEAK_ANSWER: "Weak Answer",
    Label.EMPHASIZE: "Emphasi[sz]e",
    Label.DOWNPLAY: "Downplay",
}
_BEFORE_TEXT = {
    Label.TARGET: "Target",
    Label.PROBES: "Probes",
    Label.REFLECTION: "Reflection",
    Label.BAR: "Bar",
    Label.COACHING: "Coaching",
    Label.COMMON_MISTAKE: "Common Mistake",
}
_WHOLE = {label: re.compile(rf"{_BEFORE}{words}\s?:?", re.IGNORECASE) for label, words in _WHOLE_LINE.items()}
_WITH_TEXT = {
    label: re.compile(rf"{_BEFORE}{words.replace(' ', f'{_GAP}+')}{_GAP}*:{_GAP}*(.*)", re.IGNORECASE | re.DOTALL)
    for label, words in _BEFORE_TEXT.items()
}
_WITH_TEXT[Label.INTERVIEWER_THINKS] = re.compile(
    rf"{_BEFORE}(?:Bar{_GAP}+Raiser|Interviewer|Hiring{_GAP}+(?:Manager|Committee)){_GAP}+Thinks{_GAP}*:?{_GAP}*(.*)",
    re.IGNORECASE | re.DOTALL,
)
_BAR = re.compile(rf"{_BEFORE}(?:Bar|BAR){_GAP}+(.+)", re.DOTALL)
_LEVEL = re.compile(r"(.{1,60}[^\s.,:;!?]) Reflection:?", re.IGNORECASE)
_QUICK = re.compile(
    r"overview|target|strong|coaching|mistake|reflection|probes|weak|thinks|emphasi|downplay|bar", re.IGNORECASE
)


@lru_cache(maxsize=1024)  # each line is asked for its label several times
def find_label(text: str) -> Found | None:
    """Find a line's label, whatever comes before it."""
    if not _QUICK.search(text):
        return None
    line = words(text)
    for label, pattern in _WHOLE.items():
        if pattern.fullmatch(line):
            return Found(label)
    for label, pattern in _WITH_TEXT.items():
        if found := pattern.fullmatch(text):
            return Found(label, found[1])
    if found := _BAR.fullmatch(text):
        return Found(Label.BAR, found[1])
    if (found := _LEVEL.fullmatch(line)) and (name := _without_decoration(found[1])):
        return Found(Label.LEVEL_REFLECTION, name)
    return None


def _without_decoration(name: str) -> str:
    """Remove an emoji, or what is left of one, from the start of a level's name."""
    first, _, rest = name.partition(" ")
    if rest and not re.search(r"[A-Za-z0-9]", first) and re.search(r"[A-Za-z0-9]", rest):
        return rest
    return re.sub(r"^[^\w(]+", "", name)
