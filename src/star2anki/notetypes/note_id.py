"""The readable id of a note: which item of which story it is about, in which note type."""

from typing import NamedTuple


class NoteId(NamedTuple):
    """A readable id in its parts. Written, it is `story/note type/item`; none of the parts holds a slash."""

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
        """Take a readable id apart.

        Raises:
            ValueError: It does not have three parts.

        >>> NoteId.parse("late-train-7q2m/quiz/who-decided").item
        'who-decided'
        """
        story, notetype, item = text.split("/")
        return cls(story, notetype, item)
