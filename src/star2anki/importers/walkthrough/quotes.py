"""Quotation marks on a page: around answers they come and go, and they hold the key phrases."""

import re

from star2anki.importers.page import trimmed

_OPENING = '"“„«'
_CLOSING = '"”“»'
_PHRASES = re.compile(r"\"[^\"]+\"(?:[\s\u200b,;·•|]*\"[^\"]+\")*|“[^”]+”(?:[\s\u200b,;·•|]*“[^”]+”)*")
_PHRASE = re.compile(r"\"([^\"]+)\"|“([^”]+)”")
_LEADING = re.compile(r"(?:\"([^\"]+)\"|“([^”]+)”)[\s\u200b]*(?:(?:[-–—:=→]|->|=>)[\s\u200b]+)?(.+)", re.DOTALL)
_QUOTED = re.compile(r"\"([^\"]+)\"|“([^”]+)”|(?<!\w)'([^']+)'(?!\w)|(?<!\w)‘([^’]+)’(?!\w)")


def phrases(text: str) -> tuple[str, ...]:
    """Split a row of quoted phrases, which run together when they are copied; of anything else, give nothing.

    >>> phrases('"I noticed""no ticket"')
    ('I noticed', 'no ticket')
    """
    if not _PHRASES.fullmatch(text):
        return ()
    found = (trimmed(straight or curly) for straight, curly in _PHRASE.findall(text))
    return tuple(filter(None, found))


def is_quoted(text: str) -> bool:
    """Tell whether quotation marks hold a text from its beginning to its end."""
    return unquoted(text) != text


def unquoted(text: str) -> str:
    """Take off the quotation marks around a text, if they belong together.

    >>> unquoted('"I said "no" to it."')
    'I said "no" to it.'
    >>> unquoted('"No" was what I said, and they said "fine"')
    '"No" was what I said, and they said "fine"'
    """
    inner = trimmed(text[1:-1])
    if len(text) > 2 and text[0] in _OPENING and text[-1] in _CLOSING and inner and _is_balanced(inner):  # noqa: PLR2004 - two marks and something between
        return inner
    return text


def leading_phrase(text: str) -> tuple[str, str] | None:
    """Split a weakness that begins with a quoted phrase into the phrase and what is said about it."""
    found = _LEADING.fullmatch(text)
    if found is None:
        return None
    phrase, reason = trimmed(found[1] or found[2]), trimmed(found[3])
    return (phrase, reason) if phrase and reason else None


def quoted_words(text: str) -> tuple[str, ...]:
    """List what a text quotes in its midst, in any kind of quotation marks."""
    return tuple(trimmed("".join(groups)) for groups in _QUOTED.findall(text))


def _is_balanced(inner: str) -> bool:
    depth = 0
    for place, letter in enumerate(inner):
        if letter not in '"“”':
            continue
        before = inner[place - 1] if place else " "
        opens = letter == "“" or (letter == '"' and (before.isspace() or before in "([-–—/"))
        depth += 1 if opens else -1
        if depth < 0:
            return False
    return depth == 0
