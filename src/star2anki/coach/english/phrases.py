"""Lists of phrases, as rules have them: one per line, made to be read and argued with."""

import re

_LETTER = re.compile(r"(\\.)|([A-Z])")
"""A capital letter to put in lower case, unless it belongs to an escape such as \\W."""


def any_of(phrases: str, *, behind: str = "", **parts: str) -> str:
    """Make one pattern from a list of phrases.

    Args:
        phrases: One phrase per line. A phrase is a regular expression and may name a part as `<part>`. Empty lines, and
            examples after a #, are left out.
        behind: What comes before each of the phrases.
        parts: What each `<part>` stands for, also in `behind`.

    >>> any_of("was happy", behind="<who> ", who="he|she")
    '(?:he|she) (?:was happy)'
    """
    lines = [line.strip() for line in phrases.splitlines()]
    pattern = f"{behind}(?:{'|'.join(line for line in lines if line and line[0] != '#')})"
    for name, part in parts.items():
        pattern = pattern.replace(f"<{name}>", f"(?:{part})")
    return pattern


def compiled(*patterns: str) -> re.Pattern[str]:
    """Compile patterns into one that finds whole words in folded text: lower case, straight apostrophes.

    Searching folded text is three times as fast as telling the engine to ignore case.

    >>> compiled("kind of", "(?:I|she) was happy").findall("i was happy, kind of")
    ['i was happy', 'kind of']
    """
    small = _LETTER.sub(lambda found: found[1] or found[2].lower(), "|".join(patterns))
    return re.compile(rf"(?<!\w)(?:{small})(?!\w)")


def listed(words: str) -> list[str]:
    """Read a list of words, written one after another because that is easy to read and to add to."""
    return words.split()
