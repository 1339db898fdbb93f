"""The readable id of a note: its story, its note type and its item."""

from typing import NamedTuple


class NoteId(NamedTuple):
    """A readable id in its parts. It is written `story/note type/item`, and no part contains a slash."""

    story: str
    """The scenario's id."""
    notetype: str
    """The note type's key."""
    item: str
    """The item's id within its scenario and note type."""

    def __str__(self) -> str:
        return "/".join(self)

    @classmethod
    def parse(cls, text: str) -> "NoteId":
        """Split a readable id into its parts.

        Raises:
            ValueError: It does not have three parts.

        >>> NoteId.parse("late-train-7q2m/quiz/who-decided").item
        'who-decided'
        """
        story, notetype, item = text.split("/")
        return cls(story, notetype, item)
