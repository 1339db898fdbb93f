"""What is kept of a story to compare it with others."""

from dataclasses import dataclass

from star2anki.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Front:
    """What a card asks."""

    kind: str
    """Which kind of question: only questions of one kind can be confused."""
    text: str
    stems: frozenset[str]
    figures: frozenset[str]
    location: Location


@dataclass(frozen=True, slots=True)
class StoryDigest:
    """What is kept of a story to compare it with others; small, as it travels between processes."""

    path: str
    title: str
    stems: frozenset[str]
    """The stems of the meaningful words in its four steps."""
    fronts: tuple[Front, ...]
    location: Location
    ignored: frozenset[str]
    """The rules that the story breaks for a reason."""
