"""What became of an imported page, in lines for people."""

from collections.abc import Iterator

from star2anki.importers.draft import lacks
from star2anki.importers.page import Imported, Reason
from star2anki.wording import counted, printable

_SHOWN = 60
"""How many letters of a line are shown if it went into a field; other lines are shown whole."""
_MOST_LINES = 50
"""How many lines that were not understood are shown; a page with more is not a walkthrough."""


def describe_import(story: Imported, page: str) -> Iterator[str]:
    """Say what needs the author's eye: what is cut off, missing or not understood.

    Args:
        story: What was imported.
        page: The page's name.
    """
    missing = list(lacks(story.draft))
    required = [lack for lack in missing if lack.required]
    optional = [lack for lack in missing if not lack.required]
    for what in story.incomplete:
        yield f"  incomplete: {what}"
    if required:
        yield f"  required, but missing: {', '.join(map(str, required))}"
    not_understood = story.not_understood
    for placed in not_understood[:_MOST_LINES]:
        yield f"  not understood: {page}:{placed.line}: {_on_one_line(placed.text)}"
    if len(not_understood) > _MOST_LINES:
        yield f"  not understood: {len(not_understood) - _MOST_LINES:,} more; --report shows them all"
    for remark in story.remarks:
        yield f"  {_on_one_line(remark)}"
    if optional:
        lacking = "your row" if story.is_own else "the page"
        yield f"  you can add what {lacking} does not have: {', '.join(map(str, optional))}"


def is_whole(story: Imported) -> bool:
    """Return whether the page is not cut off and has everything that a story needs."""
    return not story.incomplete and not any(lack.required for lack in lacks(story.draft))


def report(story: Imported) -> Iterator[str]:
    """Say where each line went; empty lines are only counted."""
    empty = 0
    for placed in story.placements:
        if placed.reason is Reason.FURNITURE and not placed.text:
            empty += 1
            continue
        where = placed.field or f"({placed.reason})"
        text = _on_one_line(placed.text)
        yield f"  {placed.line:4}  {printable(where)}  {text if len(text) <= _SHOWN else f'{text[:_SHOWN]}…'}"
    if empty:
        yield f"        ({Reason.FURNITURE})  {counted(empty, 'empty line')}"


def _on_one_line(text: str) -> str:
    return printable(" ".join(text.split("\n")))
