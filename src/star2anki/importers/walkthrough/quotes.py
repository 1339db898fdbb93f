"""Quotation marks on a page: answers may or may not have them, and key phrases are in them."""

import re
from collections.abc import Iterator

from star2anki.importers.page import EDGES, trimmed

_OPENING = '"“„«'
_CLOSING = '"”“»'
_PHRASES = re.compile(r"\"[^\"]+\"(?:[\s\u200b,;·•|]*\"[^\"]+\")*|“[^”]+”(?:[\s\u200b,;·•|]*“[^”]+”)*")
_PHRASE = re.compile(r"\"([^\"]+)\"|“([^”]+)”")
_LEADING = re.compile(r"(?:\"([^\"]+)\"|“([^”]+)”)[\s\u200b]*(?:(?:[-–—:=→]|->|=>)[\s\u200b]+)?(.+)", re.DOTALL)
# If a mark is never closed, the search goes no further than a phrase can be long.
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]{1,300})”|(?<!\w)'([^']{1,300})'(?!\w)|(?<!\w)‘([^’]{1,300})’(?!\w)")


def phrases(text: str) -> tuple[str, ...]:
    """Split a row of quoted phrases, which run together when copied. Anything else gives an empty tuple.

    >>> phrases('"I noticed""no ticket"')
    ('I noticed', 'no ticket')
    """
    if not _PHRASES.fullmatch(text):
        return ()
    found = (trimmed(straight or curly) for straight, curly in _PHRASE.findall(text))
    return tuple(filter(None, found))


def is_quoted(text: str) -> bool:
    """Return whether quotation marks enclose a text from beginning to end."""
    return unquoted(text) != text


def unquoted(text: str) -> str:
    """Remove the quotation marks around a text, if they belong together.

    >>> unquoted('"I said "no" to it."')
    'I said "no" to it.'
    >>> unquoted('"No" was what I said, and they said "fine"')
    '"No" was what I said, and they said "fine"'
    """
    return trimmed(text[1:-1]) if len(text) in ends_of_quote(text) else text


def ends_of_quote(text: str) -> Iterator[int]:
    """Yield all lengths at which the beginning of a text may be a single quotation.

    >>> list(ends_of_quote('“I said no.” That was all. “No.”'))
    [12]
    >>> list(ends_of_quote('"I said "no" to it." That was all."'))
    [9, 20]
    """
    if text[:1] not in {*_OPENING}:
        return
    first = len(text) - len(text[1:].lstrip(EDGES))
    depth = 0
    for place in range(first, len(text)):
        letter = text[place]
        if letter in _CLOSING and depth == 0 and place > first:
            yield place + 1
        if letter not in '"“”':
            continue
        before = text[place - 1] if place > first else " "
        opens = letter == "“" or (letter == '"' and (before.isspace() or before in "([-–—/"))
        depth += 1 if opens else -1
        if depth < 0:
            return


def leading_phrase(text: str) -> tuple[str, str] | None:
    """Split a weakness that begins with a quoted phrase into the phrase and the comment on it."""
    found = _LEADING.fullmatch(text)
    if found is None:
        return None
    phrase, reason = trimmed(found[1] or found[2]), trimmed(found[3])
    return (phrase, reason) if phrase and reason else None


def quoted_words(text: str) -> tuple[str, ...]:
    """List what a text quotes, in any kind of quotation marks."""
    return tuple(trimmed("".join(groups)) for groups in _QUOTED.findall(text))
