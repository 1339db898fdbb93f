"""What a build did to a deck, note by note."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build did to one deck, as readable ids of its notes."""

    new: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    """Notes that had left every deck and are back; learners who kept them keep their history."""
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()
    """The removed notes that another deck still contains; learners of both decks still need them."""
    searches: tuple[str, ...] = ()
    """Searches for Anki's browser that find the other removed notes, and no note that is still in a deck."""

    @property
    def any(self) -> bool:
        """Whether anything is different from the last build."""
        return bool(self.new or self.back or self.changed or self.removed)

    @property
    def present(self) -> tuple[str, ...]:
        """All notes that the deck contains now."""
        return (*self.new, *self.back, *self.changed, *self.unchanged)
