"""How the readers of blocks fill in the account: text goes into fields, and each line is noted where it ended up."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from star2anki.importers.page import Account, Reason
from star2anki.importers.walkthrough.blocks import PageBlock, PagePart
from star2anki.importers.walkthrough.tokens import Token


def joined(tokens: Sequence[Token]) -> str:
    """Join the lines of a text as they were, with one empty line wherever there were any."""
    pieces = [tokens[0].text] if tokens else []
    for token in tokens[1:]:
        pieces += ["\n\n" if token.after_blank else "\n", token.text]
    return "".join(pieces)


def ends_of_lines(tokens: Sequence[Token]) -> Iterator[int]:
    """Yield the places where the lines of a text end after `joined` has put them together."""
    end = 0
    for place, token in enumerate(tokens):
        if place > 0:
            end += 2 if token.after_blank else 1
        end += len(token.text)
        yield end


def put(account: Account, tokens: Iterable[Token | None], where: str) -> None:
    """Note that lines went into a field."""
    for token in tokens:
        if token is not None:
            account.place(token.number, token.text, where)


def leave(account: Account, tokens: Iterable[Token | None]) -> None:
    """Note that lines were not understood."""
    for token in tokens:
        if token is not None:
            account.set_aside(token.number, token.text, Reason.NOT_UNDERSTOOD)


def leave_parts(account: Account, parts: Iterable[PagePart]) -> None:
    """Note that all lines of some parts, and their labels, were not understood."""
    for part in parts:
        leave(account, (part.head, *part.lines))


def text_of(account: Account, part: PagePart, where: str, *, only_first: bool = False) -> str | None:
    """Take a part's text: what follows its label, and the lines below.

    Args:
        account: Where its lines are noted.
        part: The part.
        where: The field.
        only_first: Take only one line. At the end of the page, the rest may be the start of something else.
    """
    value = part.head.found.value if part.head and part.head.found else ""
    lines = part.lines
    if only_first:
        kept = 0 if value else 1
        leave(account, lines[kept:])
        lines = lines[:kept]
    put(account, (part.head, *lines), where)
    return "\n".join(filter(None, (value, joined(lines)))) or None


def end(account: Account, block: PageBlock, what: str, filled: Mapping[str, object], usual: Iterable[str]) -> None:
    """If the page ends in this block, report what the block still lacks."""
    if block.is_last and (missing := [key for key in usual if key not in filled]):
        account.incomplete.append(f"{what}: the page ends before its {', '.join(missing)}")
