"""Anki's template language, as far as the card templates in `notetypes/` use it.

It knows fields, sections, inverted sections and the cloze filter. Anything else raises an error, so that a template
that begins to use it is never shown wrongly. Anki's engine is the reference: the tests render every card both ways.
"""

import html
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache

_TAG = re.compile(r"\{\{(.*?)\}\}", re.DOTALL)
_EMPTY = re.compile(r"(?:[ \t\n\v\f\r]|</?(?:br|div) ?/?>)*", re.IGNORECASE)
"""What Anki treats as an empty field: ASCII white space and bare `br` and `div` tags (rslib/src/template.rs)."""
_GAP = re.compile(r"\{\{c1::(.*?)::(.*?)\}\}", re.DOTALL)
"""With what is shown in its place, as `markup.cloze` always gives it."""


class TemplateError(AssertionError):
    """A template that this module cannot render. This is a bug in star2anki, never an author's mistake."""


@dataclass(frozen=True, slots=True)
class _Field:
    name: str
    is_cloze: bool


@dataclass(frozen=True, slots=True)
class _Section:
    name: str
    is_inverted: bool
    nodes: "tuple[_Node, ...]"


_Node = str | _Field | _Section


class Side:
    """One side of a card template, ready to render."""

    def __init__(self, source: str) -> None:
        pieces = iter(enumerate(_TAG.split(source)))
        self._nodes = tuple(_parse(pieces, None))

    def render(self, fields: Mapping[str, str], filled: AbstractSet[str], *, is_answer: bool) -> str:
        """Render the side.

        Args:
            fields: HTML by field name.
            filled: The names of the fields that `filled_fields` found.
            is_answer: Fill the gaps of cloze fields.
        """
        out: list[str] = []
        _render(self._nodes, fields, filled, out, is_answer=is_answer)
        return "".join(out)

    def shows_any(self, filled: AbstractSet[str]) -> bool:
        """Return whether a filled field would be shown. If the front shows none, Anki makes no card."""
        return _shows_any(self._nodes, filled)


@cache
def side(source: str) -> Side:
    """Parse one side of a card template.

    Raises:
        TemplateError: It is malformed, or uses something that our templates do not use yet.
    """
    return Side(source)


def filled_fields(fields: Mapping[str, str]) -> frozenset[str]:
    """Name the fields that Anki does not treat as empty."""
    return frozenset([name for name, value in fields.items() if value and not _EMPTY.fullmatch(value)])


def _parse(pieces: Iterator[tuple[int, str]], section: str | None) -> Iterator[_Node]:
    for number, piece in pieces:
        if number % 2 == 0:
            if piece:
                yield piece
            continue
        kind, name = piece[:1], piece[1:].strip()
        if kind in {"#", "^"}:
            yield _Section(name, kind == "^", tuple(_parse(pieces, name)))
        elif kind == "/":
            if name != section:
                raise TemplateError(f"{{{{/{name}}}}} closes {section or 'nothing'}")
            return
        else:
            yield _field(piece.strip())
    if section is not None:
        raise TemplateError(f"{{{{#{section}}}}} is not closed")


def _field(words: str) -> _Field:
    *filters, name = words.split(":")
    if filters not in ([], ["cloze"]):
        raise TemplateError(f"unknown filter in {{{{{words}}}}}")
    return _Field(name.strip(), is_cloze=bool(filters))


def _render(
    nodes: tuple[_Node, ...], fields: Mapping[str, str], filled: AbstractSet[str], out: list[str], *, is_answer: bool
) -> None:
    for node in nodes:
        if isinstance(node, str):
            out.append(node)
        elif node.name not in fields:
            raise TemplateError(f"there is no field {node.name}")
        elif isinstance(node, _Field):
            value = fields[node.name]
            out.append(_cloze(value, is_answer=is_answer) if node.is_cloze else value)
        elif (node.name in filled) != node.is_inverted:
            _render(node.nodes, fields, filled, out, is_answer=is_answer)


def _shows_any(nodes: tuple[_Node, ...], filled: AbstractSet[str]) -> bool:
    for node in nodes:
        if isinstance(node, _Field):
            if node.name in filled:
                return True
        elif (
            isinstance(node, _Section) and (node.name in filled) != node.is_inverted and _shows_any(node.nodes, filled)
        ):
            return True
    return False


def _cloze(text: str, *, is_answer: bool) -> str:
    """Show or hide the gaps of the first cloze, the only one that `markup.cloze` makes. They never nest."""
    if is_answer:
        return _GAP.sub(r'<span class="cloze" data-ordinal="1">\1</span>', text)
    return _GAP.sub(
        lambda gap: f'<span class="cloze" data-cloze="{html.escape(gap[1])}" data-ordinal="1">[{gap[2]}]</span>',
        text,
    )
