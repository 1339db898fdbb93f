"""Story texts -> Markdown for GitHub that shows no more than the small Markdown of stories can say.

GitHub's Markdown knows far more: HTML, pictures, links, headings, tables. This escapes all of that, but not a letter
more than needed, so that the pages stay readable as text.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from markdown_it.token import Token

from star2anki import markup

_ACTING = re.compile(r"[\\`*_\[\]<|~$]|&(?=#?\w+;)|:(?=//)|(?<=www)\.|#(?=#*$)", re.IGNORECASE)
"""Characters that mean something anywhere; `#` does at the end of a heading."""
_ENTITIES = {"<": "&lt;", "&": "&amp;"}
_BEGINS_BLOCK = re.compile(r"(#{1,6}(?=\s|$)|>|[-+*=](?=\s|$)|:?-+:?\s*$|[-=:\s]+$|(?<!\S)\d{1,9}(?=[.)](?:\s|$)))")
_RULE = re.compile(r"(?:[-*_][ \t]*){3,}$")


def line(text: str | None) -> str:
    """Write text that is not Markdown, such as a title, on one line."""
    return _line_start(_escaped(markup.one_line(text or "")))


def bold(text: str | None) -> str:
    """Write only the words of small Markdown on one line, in bold; nothing if there are none."""
    words = line(markup.visible_text(markup.html(text or "")))
    return f"**{words}**" if words else ""  # four asterisks alone would be a rule across the page


def run_in(text: str | None) -> str:
    """Write small Markdown on one line, for use inside a paragraph or list; join its paragraphs."""
    inner = [_inline(token, line_end=" ") for token in markup.tokens(text or "") if token.type == "inline"]
    return _line_start(" ".join(inner))


def blocks(text: str | None) -> str:
    """Write small Markdown as separate paragraphs and lists."""
    return "\n\n".join(_blocks(markup.tokens(text or "")))


def _blocks(tokens: Sequence[Token]) -> Iterator[str]:
    for kind, inner in _children(tokens):
        if kind.type == "paragraph_open":
            yield "\n".join(_line_start(one) for one in _inline(inner[0]).split("\n"))
        elif written := _list(kind, inner):
            yield written


def _list(kind: Token, inner: Sequence[Token]) -> str:
    number = int(kind.attrGet("start") or 1) if kind.type == "ordered_list_open" else None
    items = []
    is_tight = True
    for offset, (_, content) in enumerate(_children(inner)):
        mark = kind.markup if number is None else f"{number + offset}{kind.markup}"
        is_tight = is_tight and all(token.hidden for token in content if token.type.startswith("paragraph"))
        parts = list(_blocks(content))
        text = ("\n" if is_tight else "\n\n").join(parts)
        if not text:
            continue  # three marks without words would be a rule across the page
        items.append(f"{mark} " + text.replace("\n", "\n" + " " * (len(mark) + 1)))
    return ("\n" if is_tight else "\n\n").join(items)


def _children(tokens: Sequence[Token]) -> Iterator[tuple[Token, Sequence[Token]]]:
    """Split tokens into blocks: what opens each, and what is inside it."""
    begin = depth = 0
    for number, token in enumerate(tokens):
        depth += token.nesting
        if depth == 0 and token.nesting == -1:
            yield tokens[begin], tokens[begin + 1 : number]
            begin = number + 1


def _inline(token: Token, line_end: str | None = None) -> str:
    parts = []
    for kind, group in groupby(token.children or (), key=lambda child: child.type):
        same = list(group)
        if kind in {"text", "text_special"}:
            parts.append(_escaped("".join(child.content for child in same)))
        elif kind == "code_inline":
            parts += [_code(child.content) for child in same]
        elif kind in {"softbreak", "hardbreak"}:
            parts.append(line_end or ("\n" if kind == "softbreak" else "\\\n"))
        else:
            parts += [child.markup for child in same]
    return "".join(parts)


def _code(text: str) -> str:
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") or (text[:1] == text[-1:] == " " and text.strip()) else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _escaped(text: str) -> str:
    return _ACTING.sub(lambda found: _ENTITIES.get(found[0], "\\" + found[0]), text)


def _line_start(text: str) -> str:
    """Escape what would begin a block at the start of a line."""
    text = text.lstrip()
    found = _BEGINS_BLOCK.match(text)
    if not found:
        return text
    return text[: found.end()] + "\\" + text[found.end() :] if text[0].isdigit() else "\\" + text
