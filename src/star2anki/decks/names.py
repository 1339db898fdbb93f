"""The full name of a deck, cleaned of all that a version of Anki would change in it."""

import unicodedata

from star2anki import markup


def deck_parts(words: str) -> tuple[str, ...]:
    """Split a deck's full name at each `::` into its parts, from the topmost deck down.

    Anki 23.10 and newer drop colons and spaces at both ends of a part. Older ones keep the colons, and then look for
    the deck above `Acme:::x` under the name `Acme:`, which nobody has. So they are dropped here.

    Args:
        words: The name as somebody wrote it; any text at all.

    Returns:
        The parts as Anki would have them, in whichever version. A part of which nothing is left is an empty string.
    """
    composed = unicodedata.normalize("NFC", markup.one_line(words))  # as Anki does
    return tuple(part.strip(": ").replace('"', "'") for part in composed.split("::"))


def deck_name(words: str) -> str:
    """Clean a deck's full name; parts of which nothing is left are left out, so it may become empty."""
    return "::".join(part for part in deck_parts(words) if part)
