"""Why YAML stumbled over a line of prose, in plain words, and how the line could be written."""

import re
from dataclasses import dataclass

from star2anki.yamlfile.parser import parses_to, problem_in

_KEYED = re.compile(r"(?P<indent>\s*(?:-\s+)*)(?P<key>[A-Za-z_][\w ]{0,40}?)\s*:(?:[ \t]+)(?P<value>\S.*)$")
_GLUED = re.compile(r"(\s*(?:-\s+)*)(?P<key>[a-z_]+):(?P<value>[^\s/].*)$")
_ITEM = re.compile(r"(?P<indent>\s*-\s+)(?P<value>\S.*)$")
_STAR_ITEM = re.compile(r"(?P<indent>\s*)\*\s+(?P<value>\S.*)$")
_MARK = re.compile(r"[|>][-+0-9]*(\s+#.*)?")
_BLOCK = re.compile(r"[|>][-+0-9]*[ \t]+[^#\s\d]")

LIST_KEYS = frozenset({"distractors", "key_phrases", "notetypes", "scenarios", "tags"})
"""Keys for which text in brackets is meant to be a list."""


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is wrong with a line, at which column (from 0), and how the line could be written."""

    message: str
    column: int
    line: str
    """May be two lines."""


def mistake_at(line: str) -> Mistake | None:
    """Explain why a `key: value` line or list item is not valid YAML, and mend it.

    Each proposal is tried first, so that no hint leads to another error.

    Args:
        line: The line without its end.

    Returns:
        None if the line itself is valid, or if quotes would not mend it.
    """
    line = line.rstrip(" \t")
    for explain in (_tabs, _glued_colon, _star_for_dash, _text_behind_block_mark):
        if (found := explain(line)) is not None:
            return found
    keyed = _KEYED.match(line) or _ITEM.match(line)
    if not keyed:
        return None
    key = keyed.groupdict().get("key", "item")
    value, start = keyed["value"], keyed.start("value")
    prefix = keyed["indent"] if keyed.re is _ITEM else f"{keyed['indent']}{key}: "
    if parses_to(f"{key}: {value}", key, None if value[0] in "'\"" else value) or _is_beyond_quotes(value):
        return None
    if key in LIST_KEYS and value[0] == "[":
        items = _list_of(value) if problem_in(value) else None
        is_list = items is not None and problem_in(items) is None
        return Mistake("YAML cannot read this list", start, f"{prefix}{items}") if is_list else None
    reason = _reason(value)
    if reason is None:
        return None
    message, offset = reason
    text = _meant(value)
    quoted = next((q for q in _quotings(text) if parses_to(f"{key}: {q}", key, text)), None)
    return Mistake(message, start + offset, prefix + quoted) if quoted else None


def _is_beyond_quotes(value: str) -> bool:
    """Return whether it is keys in braces or the sign for text below, which quotes would turn into something else."""
    return (value[0] == "{" and re.search(r"[:,]\s", value) is not None) or _MARK.fullmatch(value) is not None


def _tabs(line: str) -> Mistake | None:
    tabs = re.match(r"[ ]*\t[ \t]*(?=\S)", line)
    if not tabs:
        return None
    spaces = tabs[0].replace("\t", "  ")
    return Mistake("a tab cannot indent a line", tabs[0].index("\t"), spaces + line[tabs.end() :])


def _glued_colon(line: str) -> Mistake | None:
    glued = _GLUED.match(line)
    if not glued:
        return None
    mended = f"{glued[1]}{glued['key']}: {glued['value']}"
    if problem_in(mended):  # the text begins with a quote that does not end, or the like
        return None
    return Mistake("a colon needs a space after it", glued.end("key"), mended)


def _star_for_dash(line: str) -> Mistake | None:
    star = _STAR_ITEM.match(line)
    if not star:
        return None
    item = _written(star["value"])
    return Mistake("a list item begins with a dash", star.end("indent"), f"{star['indent']}- {item}")


def _text_behind_block_mark(line: str) -> Mistake | None:
    found = _KEYED.match(line)
    if not found or not _BLOCK.match(found["value"]):
        return None
    value = found["value"]
    sign, rest = re.split(r"[ \t]+", value, maxsplit=1)
    below = " " * (len(found["indent"]) + 2)
    mended = f"{found['indent']}{found['key']}: {sign}\n{below}{rest}"
    return Mistake(f"text after {sign} belongs on the next line", found.start("value"), mended)


def _written(text: str) -> str:
    """Write text as an item, with quotes if it needs them."""
    meant = _meant(text)
    return next((way for way in (meant, *_quotings(meant)) if parses_to(f"item: {way}", "item", meant)), text)


def _list_of(value: str) -> str | None:
    """Rewrite a list in brackets, with quotes around each item that needs them."""
    inner = value.removeprefix("[").removesuffix("]")
    if "[" in inner or "{" in inner:
        return None
    texts = [text.strip() for text in inner.split(",")]
    items = []
    for text in filter(None, texts):
        meant = _meant(text)
        plain = meant if not set(meant) & set("[]{},") else None
        ways = [way for way in (plain, *_quotings(meant)) if way is not None]
        item = next((way for way in ways if _is_item(way, meant)), None)
        if item is None:
            return None
        items.append(item)
    return f"[{', '.join(items)}]"


def _is_item(way: str, meant: str) -> bool:
    """Whether a way to write an item says what is meant; signs such as ? have another meaning between brackets."""
    return parses_to(f"item: {way}", "item", meant) and problem_in(f"[{way}]") is None


def _meant(value: str) -> str:
    """Return what the author meant: quotes around the whole are YAML's, quotes around a part are the author's."""
    for quote in "'\"":
        if value[0] == quote and quote not in value[1:]:
            return value[1:]
        inner = value[1:-1]
        if len(value) > 1 and value[0] == value[-1] == quote and not re.search(rf"{quote}[\s,.;:]|[\s]{quote}", inner):
            return inner
    return value


_STARTERS = {
    "%": "text cannot begin with %",
    "@": "text cannot begin with @",
    "`": "text cannot begin with a backquote",
    "*": "YAML reads a * at the start as an alias",
    "&": "YAML reads a & at the start as an anchor",
    "!": "YAML reads a ! at the start as a tag",
    "[": "YAML reads a [ at the start as a list",
    "{": "YAML reads a { at the start as a set of keys",
    "]": "text cannot begin with ]",
    "}": "text cannot begin with }",
    ",": "text cannot begin with a comma",
    "-": "YAML reads a dash at the start as a list item",
    "?": "YAML reads a ? at the start as a key",
    "|": "YAML reads a | at the start as the sign for text on the lines below",
    ">": "YAML reads a > at the start as the sign for text on the lines below",
    '"': "quotes around part of the text look like quotes around all of it",
    "'": "an apostrophe ends text in single quotes",
}


def _reason(value: str) -> tuple[str, int] | None:  # noqa: PLR0911 - one return per kind of mistake
    first = value[0]
    if first in "'\"" and first not in value[1:]:
        return "a quote is opened but never closed", 0
    if first == '"' and value.find('"', 1) == len(value) - 1:
        return 'a backslash in "double quotes" starts an escape sequence', max(value.find("\\"), 0)
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
        return "a colon followed by a space makes YAML see a key", colon.start()
    return None


def _quotings(text: str) -> tuple[str, ...]:
    """Return ways to quote a text, beginning with the one that a person would choose."""
    single = "'" + text.replace("'", "''") + "'"
    double = '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if "'" in text and '"' not in text:
        return double, single
    return single, double
