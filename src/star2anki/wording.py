"""What all messages say alike."""


def noun(number: int, singular: str, plural: str = "") -> str:
    """Choose the words that go with a number.

    Args:
        number: How many there are.
        singular: The words for one.
        plural: The words for none or several; by default those for one with an s.
    """
    return singular if number == 1 else plural or f"{singular}s"


def counted(number: int, singular: str, plural: str = "") -> str:
    """Write a number with the words that go with it.

    >>> counted(1, "note"), counted(2, "note"), counted(0, "story", "stories")
    ('1 note', '2 notes', '0 stories')
    """
    return f"{number} {noun(number, singular, plural)}"
