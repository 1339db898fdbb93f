"""Lines that fit a terminal: broken between words, but never in text that people copy or compare."""

import os
import re
import shutil
import sys
import textwrap
from collections.abc import Iterator

import click

NARROWEST = 20
_GLUE = "\0"
"""Stands for a blank at which no line may end; no shown text contains it."""
_CODE = re.compile(r"`[^`\n]{1,40}`")
_KEY = re.compile(r" *(?:- )*(?=[\w-]+:(?: |$))")


def columns() -> int:
    """Return the width of output for people: the terminal's, or 80 if there is none."""
    return max(NARROWEST, shutil.get_terminal_size().columns)


def columns_of_terminal(*, stderr: bool = False) -> int | None:
    """Return the width of a stream's terminal; None for a file or pipe, whose lines are not broken."""
    stream = sys.stderr if stderr else sys.stdout
    if not stream.isatty():
        return None
    try:
        own = os.get_terminal_size(stream.fileno()).columns
    except (OSError, ValueError):  # a terminal without a size
        own = 0
    wanted = os.environ.get("COLUMNS", "")
    return max(NARROWEST, int(wanted) if wanted.isdecimal() and int(wanted) else own or 80)


def fill(text: str, width: int, *, first: str = "", rest: str = "", whole: int = 0) -> str:
    """Break a line between words. A word that is too long, such as a path, stays whole, and so does short `code`.

    Args:
        text: One line.
        width: In columns.
        first: What the first line begins with.
        rest: What the others begin with.
        whole: How many letters at the beginning stay on one line, including blanks.
    """
    begins, goes_on = text[:whole], text[whole:]
    glued = begins.replace(" ", _GLUE) + _CODE.sub(lambda found: found[0].replace(" ", _GLUE), goes_on)
    filled = textwrap.fill(
        glued, width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
    return filled.replace(_GLUE, " ")


def echo(line: str, *, err: bool = False) -> None:
    """Print a line. On a terminal, a line that is too long continues below, slightly indented."""
    width = columns_of_terminal(stderr=err)
    indent = line[: len(line) - len(line.lstrip(" "))]
    click.echo(fill(line.lstrip(" "), width, first=indent, rest=f"{indent}  ") if width else line, err=err)


def reflow(page: str, width: int) -> str:
    """Fit a manual page to a width: paragraphs, and examples in YAML, without changing their meaning."""
    return "\n".join(
        fill(" ".join(line.strip() for line in piece), width, first=_indent(piece[0]), rest=_hanging(piece))
        for piece in _pieces(page.split("\n"))
    )


def _pieces(lines: list[str]) -> Iterator[list[str]]:
    """Group the lines that are one paragraph, or one text in an example."""
    piece: list[str] = []
    for line in lines:
        is_new = not (piece and piece[-1] and line) or _KEY.match(line) or piece[-1].endswith((">", "|"))
        if piece and (is_new or (_indent(line) != _indent(piece[-1]) and len(piece) > 1)):
            yield piece
            piece = []
        piece.append(line)
    yield piece


def _indent(line: str) -> str:
    return line[: len(line) - len(line.lstrip(" "))]


def _hanging(piece: list[str]) -> str:
    """Return the indent for the rest of a text: below its beginning, or further in than its key."""
    found = _KEY.match(piece[0])
    if len(piece) > 1 or found is None or not found[0]:
        return _indent(piece[-1])
    return " " * (len(found[0]) + 2)
