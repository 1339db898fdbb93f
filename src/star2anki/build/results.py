"""What a build did, as a value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from star2anki.decks.changes import Changes
from star2anki.decks.cost import Cost
from star2anki.diagnostics import Diagnostic

if TYPE_CHECKING:
    from star2anki.decks.moves import Move  # if nothing changed, a build does without the lock


@dataclass(frozen=True, slots=True)
class PublishedDeck:
    """What a build did to one deck. `written` says whether its file is new."""

    name: str
    path: Path
    changes: Changes
    unchanged: int
    written: bool
    moves: "tuple[Move, ...]" = ()
    cost: Cost | None = None
    """What one pass through the whole deck takes its learner."""


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did. If the diagnostics include an error, it wrote nothing."""

    diagnostics: tuple[Diagnostic, ...]
    decks: tuple[PublishedDeck, ...] = ()
    gone: Mapping[str, Changes] = field(default_factory=dict)
    """The decks whose recipe is gone, by the recipe's name; reported once."""
    trial: str = ""
    """The name in Anki of a trial deck, which leaves the lock alone; empty if the build is not a trial."""
