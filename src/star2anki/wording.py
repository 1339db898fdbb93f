"""What all messages have in common: they count things, and show text from files without letting it act."""

from unicodedata import bidirectional, category

_ACTING = frozenset({"Cc", "Cs", "Zl", "Zp"})
_TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})


def noun(number: int, singular: str, plural: str = "") -> str:
    """Choose the words that go with a number.

    Args:
        number: How many there are.
        singular: The words for one.
        plural: The words for zero or several; by default the singular with an s.
    """
    return singular if number == 1 else plural or f"{singular}s"


def counted(number: int, singular: str, plural: str = "") -> str:
    """Write a number with the words that go with it.

    >>> counted(1, "note"), counted(2, "note"), counted(0, "story", "stories")
    ('1 note', '2 notes', '0 stories')
    """
    return f"{number} {noun(number, singular, plural)}"


def printable(text: str) -> str:
    """Show text from a file without letting it move the cursor, colour the terminal or change the writing direction.

    Spaces of other scripts and joiners inside emoji stay, so that proposed lines can be copied.
    """
    if text.isprintable():  # fast, and true for most texts
        return text
    return "".join(f"\\u{ord(c):04x}" if _acts(c) and c != "\n" else c for c in text)


def _acts(letter: str) -> bool:
    return not letter.isprintable() and (category(letter) in _ACTING or bidirectional(letter) in _TURNING)
