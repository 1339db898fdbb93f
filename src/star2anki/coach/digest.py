"""What is kept of a story to compare it with others."""

from dataclasses import dataclass

from star2anki.diagnostics import Location


@dataclass(frozen=True, slots=True)
class Front:
    """What a card asks."""

    kind: str
    """Which sort of question: only those of one kind can be taken for each other."""
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
    """Of the words of its four steps that carry meaning."""
    fronts: tuple[Front, ...]
    location: Location
    ignored: frozenset[str]
    """The rules that the story breaks for a reason."""
