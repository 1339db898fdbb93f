"""Why YAML stumbled over a line of prose, in plain words, with the line as it could be written."""

import re
from collections.abc import Callable
from dataclasses import dataclass

_KEYED = re.compile(r"(?P<indent>\s*(?:-\s+)*)(?P<key>[A-Za-z_][\w ]{0,40}?)\s*:(?:[ \t]+)(?P<value>\S.*?)[ \t]*$")
_GLUED = re.compile(r"(\s*(?:-\s+)*)(?P<key>[a-z_]+):(?P<value>[^\s/].*)$")
_ITEM = re.compile(r"(?P<indent>\s*-\s+)(?P<value>\S.*?)[ \t]*$")

ParsesTo = Callable[[str, str, str], bool]
"""Tells whether a line of YAML is one key with just this text as its value."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a line, at which column (from 0), and the line as it could be written."""

    message: str
    column: int
    line: str


def mistake_at(line: str, parses_to: ParsesTo) -> Mistake | None:  # noqa: PLR0911 - one return a kind of line
    """Explain why a `key: value` line or list item is no YAML, and mend it.

    Args:
        line: The line without its end.
        parses_to: Checks each proposal, so that no hint leads into the next error.

    Returns:
        None where the line is sound in itself, or where quotes would not mend it.
    """
    tabs = re.match(r"[ ]*\t[ \t]*", line)
    if tabs:
        spaces = tabs[0].replace("\t", "  ")
        return Mistake("a tab cannot indent a line", tabs[0].index("\t"), spaces + line[tabs.end() :])
    glued = _GLUED.match(line)
    if glued:
        return Mistake(
            "a colon needs a space behind it", glued.end("key"), f"{glued[1]}{glued['key']}: {glued['value']}"
        )
    found = _KEYED.match(line)
    if found and found["value"][0] not in "|>":
        indent, key, value = found["indent"], found["key"], found["value"]
        prefix = f"{indent}{key}: "
    elif found and re.match(r"[|>][-+0-9]*[ \t]+[^#\s]", found["value"]):
        return _text_behind_block_mark(found)
    else:
        found = _ITEM.match(line)
        if not found:
            return None
        indent, key, value = found["indent"], "item", found["value"]
        prefix = indent
    if parses_to(f"{key}: {value}", key, value):
        return None
    reason = _reason(value)
    if reason is None:
        return None
    message, offset = reason
    text = _meant(value)
    quoted = next((q for q in _quotings(text) if parses_to(f"{key}: {q}", key, text)), None)
    return Mistake(message, found.start("value") + offset, prefix + quoted) if quoted else None


def _text_behind_block_mark(found: re.Match[str]) -> Mistake:
    value = found["value"]
    sign, rest = re.split(r"[ \t]+", value, maxsplit=1)
    below = " " * (len(found["indent"]) + 2)
    line = f"{found['indent']}{found['key']}: {sign}\n{below}{rest}"
    return Mistake(f"text behind {sign} belongs on the next line", found.start("value"), line)


def _meant(value: str) -> str:
    """The text that the author meant: quotes around the whole are YAML's, quotes around a part are theirs."""
    for quote in "'\"":
        if value[0] == quote and quote not in value[1:]:
            return value[1:]
        inner = value[1:-1]
        if len(value) > 1 and value[0] == value[-1] == quote and not re.search(rf"{quote}[\s,.;:]|[\s]{quote}", inner):
            return inner
    return value


_STARTERS = {
    "%": "a text cannot begin with %",
    "@": "a text cannot begin with @",
    "`": "a text cannot begin with a backquote",
    "*": "YAML takes a * at the beginning for an alias",
    "&": "YAML takes a & at the beginning for an anchor",
    "!": "YAML takes a ! at the beginning for a tag",
    "[": "YAML takes a [ at the beginning for a list",
    "{": "YAML takes a { at the beginning for a mapping",
    "]": "a text cannot begin with ]",
    "}": "a text cannot begin with }",
    ",": "a text cannot begin with a comma",
    "-": "YAML takes a dash at the beginning for a list",
    "?": "YAML takes a ? at the beginning for a key",
    '"': "the quotes around a part of the text look like quotes around the whole",
    "'": "an apostrophe ends a text in single quotes",
}


def _reason(value: str) -> tuple[str, int] | None:  # noqa: PLR0911 - one return a kind of mistake
    first = value[0]
    if first in "'\"" and first not in value[1:]:
        return "a quote is opened and never closed", 0
    if first == '"' and value.find('"', 1) == len(value) - 1:
        return 'a backslash in "double quotes" begins an escape', max(value.find("\\"), 0)
    if first == '"':
        return _STARTERS[first], 0
    if first == "'":
        closing = re.search(r"(?<=.)'(?!')", value)
        inside = closing is not None and closing.end() < len(value)
        return (_STARTERS[first], closing.start()) if closing and inside else (_STARTERS['"'], 0)
    if first in _STARTERS:
        return _STARTERS[first], 0
    colon = re.search(r":(?=\s|$)", value)
    if colon:
        return "a colon with a space behind it makes YAML see a key", colon.start()
    return None


def _quotings(text: str) -> tuple[str, ...]:
    """Ways to quote a text, the one that a person would choose first."""
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if "'" in text and '"' not in text:
        return double, single
    return single, double
