"""What a build did, in a few lines for each deck."""

from collections.abc import Iterator, Sequence

import click

from star2anki.decks.lock import anki_search
from star2anki.publish import PublishedDeck

SHOWN = 8
"""How many notes of a kind are named before the rest is only counted."""


def describe(deck: PublishedDeck, path: str, *, wrote: bool) -> Iterator[str]:
    """Say what changed in a deck; for removed notes, how to find them in Anki."""
    changes = deck.changes
    total = len(changes.new) + len(changes.changed) + deck.unchanged
    if not changes.any:
        restored = ", written anew" if deck.written else ""
        yield f"{path}: unchanged, {_count(total)}{restored}"
        return
    kinds = (
        (len(changes.new), "new", "green"),
        (len(changes.changed), "changed", "yellow"),
        (deck.unchanged, "unchanged", None),
        (len(changes.removed), "removed", "red"),
    )
    parts = ", ".join(_coloured(f"{number} {word}", colour) for number, word, colour in kinds if number)
    yield f"{path}: {_count(total)}: {parts}{'' if wrote else ' (nothing was written)'}"
    if deck.unchanged or changes.changed:
        yield from _named("new", changes.new)
    yield from _named("changed", changes.changed)
    yield from _named("removed", changes.removed)
    if changes.elsewhere:
        yield f"  {len(changes.elsewhere)} of the removed are still in another deck"
    if len(changes.removed) > len(changes.elsewhere):
        yield "  Learners keep removed notes. To find them in Anki's browser, search for"
        yield f"    {anki_search(changes)}"


def _coloured(text: str, colour: str | None) -> str:
    return click.style(text, fg=colour) if colour else text


def _named(kind: str, ids: Sequence[str]) -> Iterator[str]:
    for readable_id in ids[:SHOWN]:
        yield f"  {kind}: {readable_id}"
    if len(ids) > SHOWN:
        yield f"  {kind}: {len(ids) - SHOWN} more"


def _count(number: int) -> str:
    return f"{number} note{'' if number == 1 else 's'}"
