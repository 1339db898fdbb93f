"""English prose, taken apart: the teller's own words, the sentences and the single words, each with its place.

All of this is plain pattern matching, without a language model: what a rule finds can be read in its file.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import itemgetter

import snowballstemmer

from star2anki.coach.english.phrases import listed
from star2anki.phrase_search import fold

Span = tuple[int, int]
"""Start and end in a text, in characters."""

WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
"""A word as it is spoken. It may contain apostrophes, hyphens, and the points of a figure."""

_QUOTED = re.compile(
    r"“[^”]{0,999}+”|„[^“”]{0,999}+[“”]|«[^»]{0,999}+»|(?<!\w)\"(?=\S)[^\"]{0,999}+\"|(?<!\w)‘[^’\n]{0,999}+’(?!\w)"
    r"|(?<![\w'])'(?=\w)[^'\n]{0,999}[^'\s]'(?!\w)|`[^`\n]{0,999}+`"
)
"""Quotations have an end: a mark that is never closed, such as the one for inches, hides nothing."""
_PARAGRAPH = re.compile(r"\n\s*\n")
_SENTENCE_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’)\]]*+(?=\s+[^\sa-z])")
_NO_END = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|Prof|No|vs|approx|e\.g|i\.e|cf|ca|a\.m|p\.m|[A-Z])\.$")
_NO_END_LETTERS = 8
"""How many letters before a full stop show whether it ends a sentence: "approx." and one letter before it."""
_STOP_WORDS = frozenset(
    listed(
        """
    a about after again all also am an and any are as at be because been before being both but by can could did
    do does doing done down each even few for from further had has have having he her here hers herself him
    himself his how i if in into is it its itself just me more most my myself no nor not now of off on once only
    onto or other our ours out over own same she should so some such than that the their theirs them themselves
    then there these they this those through to too under until up upon us very was we were what when where
    which while who whom whose why will with would you your yours
    """
    )
)


@dataclass(frozen=True)
class Prose:
    """A text in the story."""

    text: str

    @cached_property
    def own(self) -> str:
        """The text without quotations. A blank replaces each of their letters, so that places stay the same."""
        return _QUOTED.sub(lambda quoted: " " * len(quoted[0]), self.text).replace("\n", " ")

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """The places of the sentences."""
        return tuple(_sentences(self.text))

    @cached_property
    def folded(self) -> str:
        """The teller's own words in lower case, with straight apostrophes; places are those of the text."""
        return fold(self.own)

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Find a pattern in the teller's own words."""
        return pattern.finditer(self.own)

    def find_phrases(self, phrases: re.Pattern[str]) -> Iterator[Span]:
        """Find phrases, as `phrases.compiled` makes them, in the teller's own words."""
        return (found.span() for found in phrases.finditer(self.folded))

    def show(self, span: Span) -> str:
        """Return words as they are written, on one line."""
        return " ".join(self.text[slice(*span)].split())

    def around(self, start: int) -> Span:
        """Return the sentence that contains a place."""
        number = bisect_right(self.sentences, start, key=itemgetter(0)) - 1
        span = self.sentences[number] if number >= 0 else (0, 0)
        return span if start < span[1] else (0, len(self.text))


def stems(text: str) -> list[str]:
    """List the stems of the words that carry meaning, in order.

    >>> stems("The tickets that we had sold, and a ticket")
    ['ticket', 'sold', 'ticket']
    """
    return [known for word in WORD.findall(text) if (known := _telling(word))]


@lru_cache(maxsize=16_384)  # looked up for each word of all stories, and most words repeat
def _telling(written: str) -> str:
    """Return the stem of a written word, or an empty string if the word carries no meaning."""
    word = written.lower().replace("’", "'").removesuffix("'s")
    return "" if word in _STOP_WORDS else stem(word)


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """Reduce an English word to what its forms have in common. Source: Snowball's English stemmer (Porter 2)."""
    return str(_stemmer().stemWord(word))


@lru_cache(maxsize=1)
def _stemmer() -> "snowballstemmer.english_stemmer.EnglishStemmer":
    return snowballstemmer.stemmer("english")


def _sentences(text: str) -> Iterator[Span]:
    start = 0
    for end in [*(gap.start() for gap in _PARAGRAPH.finditer(text)), len(text)]:
        for found in _SENTENCE_END.finditer(text, start, end):
            if not _NO_END.search(text, max(start, found.end() - _NO_END_LETTERS), found.end()):
                yield from _trimmed(text, start, found.end())
                start = found.end()
        yield from _trimmed(text, start, end)
        start = end


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end
