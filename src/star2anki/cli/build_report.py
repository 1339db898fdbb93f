"""What a build did, in a few lines for each deck."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from star2anki.build.results import Published, PublishedDeck
from star2anki.cli.console import print_diagnostics, summary_of
from star2anki.cli.width import echo
from star2anki.decks.changes import Changes
from star2anki.decks.cost import NEW_A_DAY, Cost
from star2anki.diagnostics import has_errors
from star2anki.project import DECKS, shown
from star2anki.wording import counted, noun, printable

if TYPE_CHECKING:
    from star2anki.decks.moves import Move  # if nothing changed, a build does without the lock

SEARCH = "    "
"""The start of a line that is a search to copy."""
LONGEST_IN_MINUTES = 120
"""Beyond so many minutes, people think in hours."""
SHOWN = 8
"""How many notes of a kind are named before the rest is only counted."""
_SPLITS = {"none": "not split", "principle": "split by principle", "scenario": "split by story"}


def report(published: Published, output: Path | None, style: str, *, wrote: bool, open_decks: bool = False) -> None:
    """Print what a build did.

    Args:
        published: What it did.
        output: The folder for the decks; by default `decks/`.
        style: The format; all formats but `text` need standard output for the diagnostics.
        wrote: Whether it was meant to write files.
        open_decks: Open the decks in Anki.
    """
    print_diagnostics(published.diagnostics, style, to_stderr=True)
    is_text = style == "text"
    if has_errors(published.diagnostics):
        summary = summary_of(published.diagnostics)
        click.echo(f"{summary}; {'nothing was written' if wrote else 'no deck can be built'}", err=True)
        return
    folder = Path.cwd()
    for deck in published.decks:
        for line in describe_deck(deck, printable(shown(deck.path, folder)), wrote=wrote):
            _say(line, err=not is_text)
    if published.trial:
        name = printable(published.trial)
        _say(f'  This is a trial, so the lock stays as it is. In Anki, the deck is called "{name}"', err=not is_text)
    for name, changes in published.gone.items():
        path = (output or folder / DECKS) / f"{name}.apkg"
        for line in describe_gone(changes, printable(shown(path, folder))):
            _say(line, err=not is_text)
    for deck in published.decks if open_decks else ():
        click.launch(str(deck.path))


def _say(line: str, *, err: bool) -> None:
    """Print a line of the report. A search stays on one line, because people copy it."""
    if line.startswith(SEARCH):
        click.echo(line, err=err)
    else:
        echo(line, err=err)


def describe_deck(deck: PublishedDeck, path: str, *, wrote: bool) -> Iterator[str]:
    """Say what changed in a deck and, for removed notes, how to find them in Anki."""
    changes = deck.changes
    total = len(changes.present) or deck.unchanged
    cost = [f"  {_describe_cost(deck.cost)}"] if deck.cost else []
    if not changes.any:
        restored = ", rewritten" if deck.written and not deck.moves else ""
        yield f"{path}: unchanged, {counted(total, 'note')}{restored}"
        yield from cost
    else:
        kinds = (
            (len(changes.new), "new", "green"),
            (len(changes.back), "back again", "green"),
            (len(changes.changed), "changed", "yellow"),
            (deck.unchanged, "unchanged", None),
            (len(changes.removed), "removed", "red"),
        )
        parts = ", ".join(_coloured(f"{number} {word}", colour) for number, word, colour in kinds if number)
        yield f"{path}: {counted(total, 'note')}: {parts}{'' if wrote else ' (nothing was written)'}"
        yield from cost
        if deck.unchanged or changes.changed:
            yield from _named("new", changes.new)
        yield from _named("back again", changes.back)
        yield from _named("changed", changes.changed)
        yield from _describe_removed(changes)
    yield from map(_explain, deck.moves)


def describe_gone(changes: Changes, path: str) -> Iterator[str]:
    """Say that a recipe is gone, and which of its notes are no longer in any deck."""
    yield f"{path}: its recipe is gone, so star2anki no longer builds it; delete the file if nobody needs it"
    yield from _named("removed", sorted({*changes.removed} - {*changes.elsewhere}))
    yield from _how_to_find(changes)


def _describe_cost(cost: Cost) -> str:
    """Say in one line what a deck asks of its learner."""
    minutes = max(1, round(cost.seconds / 60))
    time = counted(minutes, "minute") if minutes <= LONGEST_IN_MINUTES else f"{cost.seconds / 3600:.1f} hours"
    days = counted(cost.days, "day")
    return f"{counted(cost.cards, 'card')}: {time} for one pass, {days} at Anki's {NEW_A_DAY} new a day"


def _describe_removed(changes: Changes) -> Iterator[str]:
    yield from _named("removed", changes.removed)
    if changes.elsewhere:
        number = len(changes.elsewhere)
        yield f"  {number} of the removed {noun(number, 'is', 'are')} still in another deck"
    yield from _how_to_find(changes)


def _how_to_find(changes: Changes) -> Iterator[str]:
    if changes.searches:
        number = len(changes.searches)
        times = "" if number == 1 else f", {number} times, one line at a time"
        yield f"  Learners keep removed notes. To find them in Anki's browser, search{times} for"
        yield from (f"{SEARCH}{search}" for search in changes.searches)


def _explain(move: "Move") -> str:
    """Say in one line what learners see of a new layout, and what they can do."""
    if move.kind == "deck":
        return (
            f'  The deck "{move.old}" is now called "{move.new}". Learners\' cards stay in the old deck, and an empty '
            "new one appears. To keep a single deck, they can rename the old one in Anki before they import"
        )
    if move.kind == "split":
        target = "the deck itself" if move.new == "none" else "the new subdecks"
        return (
            f"  The deck is now {_SPLITS[move.new]}; it was {_SPLITS.get(move.old, move.old)}. Learners' cards "
            f"stay where they are; only new cards go to {target}"
        )
    if move.kind == "numbers":
        return (
            f'  The subdecks have new numbers: "{move.old}" is now "{move.new}". Learners\' cards stay in the old '
            "subdecks; only new cards go to the new ones. To keep a single set, they can rename the old subdecks in "
            "Anki before they import"
        )
    return (
        f'  The story {move.story} is now in "{move.new}"; it was in "{move.old}". Learners\' cards stay where '
        f'they are. To move them, search for "ID:{move.story}/*" in Anki\'s browser and choose Cards, Change Deck'
    )


def _coloured(text: str, colour: str | None) -> str:
    return click.style(text, fg=colour) if colour else text


def _named(kind: str, ids: Sequence[str]) -> Iterator[str]:
    for readable_id in ids[:SHOWN]:
        yield f"  {kind}: {readable_id}"
    if len(ids) > SHOWN:
        yield f"  {kind}: {len(ids) - SHOWN} more"
