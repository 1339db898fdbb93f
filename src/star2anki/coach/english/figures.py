"""Figures in prose, in digits and in words: what they are worth, what they count, and how long they take to say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from text_to_num import text2num

from star2anki.coach.english.phrases import listed
from star2anki.coach.english.prose import WORD, Span, stem
from star2anki.phrase_search import lowered

_UNITS = "two|three|four|five|six|seven|eight|nine"
_TEENS = "ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen"
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_SMALL = rf"(?:(?:{_TENS})(?:[- ](?:one|{_UNITS}))?|{_TEENS}|{_UNITS})"
_LARGE = r"(?:hundred|thousand|million|billion)"
_IN_WORDS = (
    rf"(?:(?:an?|one|{_SMALL}) {_LARGE}(?:(?: and)? (?:(?:one|{_SMALL})(?: {_LARGE})?|{_LARGE})){{0,6}}|{_SMALL})"
)
_DIGITS = r"\d+(?:,\d{3})*(?:\.\d+)?"
_CURRENCY = r"[£$€¥₹]"
_MAGNITUDE = r"(?:k|m|bn|million|billion|thousand|hundred)"

_COUNT = re.compile(
    rf"(?=[\d{_CURRENCY[1:-1]}aotfsen])"  # a count begins only with these, so most letters are skipped at once
    rf"(?:(?<![\w.,:])(?P<currency>{_CURRENCY})?(?P<digits>{_DIGITS})"
    rf"(?:[ -]?(?P<magnitude>{_MAGNITUDE})\b)?(?P<percent> ?%)?"
    rf"|\b(?P<words>{_IN_WORDS})\b)"
)
"""For lower-case text. Searching it is three times as fast as with a pattern that ignores case."""
_SHARE = re.compile(
    r"\b(?:hal(?:f|ves?|ved|ving)|thirds?|"
    r"(?<!every )(?<!each )(?<!per )(?<!the )(?<!this )(?<!last )(?<!next )(?<!first )quarters?|"
    r"fifths?|sixths?|sevenths|eighths?|ninths?|tenths?|"
    r"twice|thrice|doubl(?:e|es|ed|ing)|tripl(?:e|es|ed|ing)|trebled?|quadrupled?|tenfold|twofold|threefold|"
    r"dozens?|none|zero|(?:nobody|no one) (?:at all|any more)|not (?:a single|one)|"
    r"one (?:in|out of|of every)|every (?:second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)|"
    r"(?<!a )(?<!the )single(?: \w+)? instead|no \w+ at all|to (?:one|nothing|nil))\b"
    r"|\bone (?=(?:minute|second|hour|day|week|month|per|click|step|page|person|call|file|form|in|of)s?\b)",
)
"""For lower-case text, as above."""
_ONE_IN = re.compile(r"\bone (?:\w+ ){0,2}(?:in|out of) (?:every )?$", re.IGNORECASE)
_TIME = frozenset(map(stem, listed("seconds minutes hours days nights weeks months quarters years")))
_YEAR = re.compile(r"(?:19|20)\d\d")
_MONTH = "january|february|march|april|(?-i:May)|june|july|august|september|october|november|december"
_DATE_BEHIND = re.compile(
    rf"(?:st|nd|rd|th)?(?: of)? (?:{_MONTH})\b|:\d\d|(?:st|nd|rd|th)\b|(?: ?[ap]\.?m\b)", re.IGNORECASE
)
_DATE_BEFORE = re.compile(rf"\b(?:{_MONTH}|version|v|q|sev|level|tier)[ -]?$", re.IGNORECASE)
_YEAR_BEFORE = re.compile(
    rf"\b(?:in|since|by|until|till|from|before|after|during|early|late|mid|year|spring|summer|autumn|fall|winter|and|to|{_MONTH})"
    r"[ -]$",
    re.IGNORECASE,
)
_COUNTED_BEHIND = re.compile(r" (?:[a-z]+ )?[a-z]+s\b")
"""A plural, or a word and a plural: "2000 customers" is not a year."""
_WORTH = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9, "hundred": 1e2}
_COUNTED = re.compile(r"[ -](?:of (?:the|our|my|their|its|these|those) )?([a-z][a-z'’-]*(?: [a-z][a-z'’-]+){0,2})")
_NO_UNIT = frozenset(
    listed(
        """
    a after an and are as at be because been before but by can could did do fewer for from had has have he her
    here his i if in instead is it its less more my not of on or our out she since so than that the their then
    there they to until was we were when which while who will with would
    """
    )
)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count of something."""

    value: float
    unit: str
    """The stem of what is counted, such as "shop", "%" or "£"; empty if the text does not say."""
    span: Span


def figures(text: str) -> Iterator[Figure]:
    """Find all counts, in order. Years, dates, times of day and versions do not count."""
    for found in _COUNT.finditer(lowered(text)):
        if _is_date(text, found):
            continue
        value = _value(found)
        if value is None:
            continue
        if text[max(0, found.start() - 5) : found.start()] == "half ":  # "half a million"
            value /= 2
        unit = _unit(text, found)
        if value and unit not in _TIME and _ONE_IN.search(text, max(0, found.start() - 40), found.start()):
            yield Figure(100 / value, "%", found.span())
        else:
            yield Figure(value, unit, found.span())


def first_figure(text: str) -> Span | None:
    """Find the first thing that measures: a count, a share ("a third"), a multiple ("twice", "halved") or a zero."""
    spans = [figure.span for figure in islice(figures(text), 1)]
    if share := _SHARE.search(lowered(text)):
        spans.append(share.span())
    return min(spans, default=None)


def spoken_words(text: str) -> int:
    """Count words as they are spoken: "380,000" is five ("three hundred and eighty thousand")."""
    return sum(_spoken(found[0]) for found in WORD.finditer(text))


def _spoken(word: str) -> int:
    if word.isalpha():
        return 1
    digits = word.replace(",", "")
    if not digits.replace(".", "", 1).isdecimal():
        return 1
    whole, _, fraction = digits.partition(".")
    said = 1 + len(fraction) if fraction else 0  # "point", and each digit
    if len(whole) == len("1999") and _YEAR.fullmatch(whole) and "," not in word:
        return said + 2
    groups = [whole[max(0, end - 3) : end] for end in range(len(whole), 0, -3)]
    for place, group in enumerate(groups):
        hundreds, rest = divmod(int(group), 100)
        said += 2 * bool(hundreds) + bool(rest) + bool(hundreds and rest) + bool(place and int(group))
    return max(said, 1)


def _is_date(text: str, found: re.Match[str]) -> bool:
    digits = found["digits"]
    if found["currency"] or found["percent"] or found["magnitude"]:
        return False
    if digits and _YEAR.fullmatch(digits):
        return bool(_YEAR_BEFORE.search(text, max(0, found.start() - 16), found.start())) and not _COUNTED_BEHIND.match(
            text, found.end()
        )
    return bool(
        _DATE_BEHIND.match(text, found.end()) or _DATE_BEFORE.search(text, max(0, found.start() - 16), found.start())
    )


def _value(found: re.Match[str]) -> float | None:
    """Return the value of a count; None for number words that do not make a number together."""
    if found["digits"]:
        return float(found["digits"].replace(",", "")) * _WORTH.get(found["magnitude"] or "", 1)
    words = re.sub(r"^an? ", "one ", found["words"])
    try:
        return float(text2num(words, "en"))
    except ValueError:
        return None


def _unit(text: str, found: re.Match[str]) -> str:
    if found["currency"]:
        return str(found["currency"])
    rest = text[found.end() : found.end() + 40]
    if found["percent"] or re.match(r" per ?cent\b", rest):
        return "%"
    behind = _COUNTED.match(rest)
    words: list[str] = []
    for word in behind[1].split() if behind else ():
        if word in _NO_UNIT:
            break
        words.append(word)
    # The head of "25 rewritten macros" is the first plural, or else the next word.
    head = next((word for word in words if word.endswith("s") and not word.endswith(("ss", "'s", "us"))), "")
    return stem(head or (words[0] if words else ""))
