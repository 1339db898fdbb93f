"""A deck's full name, without anything that some version of Anki would change in it."""

import unicodedata

from star2anki import markup


def deck_parts(words: str) -> tuple[str, ...]:
    """Split a deck's full name at each `::` into its parts, from the top deck down.

    Anki 23.10 and newer drop colons and spaces at both ends of a part. Older versions keep the colons and then look for
    the parent of `Acme:::x` under the name `Acme:`, which does not exist. So they are dropped here.

    Args:
        words: The name as somebody wrote it; any text at all.

    Returns:
        The parts as any version of Anki would have them. A part that has nothing left is an empty string.
    """
    composed = unicodedata.normalize("NFC", markup.one_line(words))  # as Anki does
    return tuple(part.strip(": ").replace('"', "'") for part in composed.split("::"))


def deck_name(words: str) -> str:
    """Clean a deck's full name. Parts that have nothing left are dropped, so the result may be empty."""
    return "::".join(part for part in deck_parts(words) if part)
