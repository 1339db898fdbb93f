"""The numbers of subdecks: Anki gathers new cards from subdecks in the order of their names, so a number leads each.

A subdeck keeps its number, for Anki knows decks by their names: a new number would be a new deck.
"""

import re
from collections.abc import Mapping
from itertools import count

_NUMBERED = re.compile(r"(\d{2,}) (.+)")


def numbered(wanted: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """Number subdecks in the order in which they come; new ones behind those that have a number.

    Args:
        wanted: The subdeck of each story without a number, by the story's id.
        before: The same as it was when the deck was built last, with numbers.

    Returns:
        The subdeck of each story, with its number. All numbers have as many digits as the greatest needs, or had.

    >>> numbered({"a-7q2m": "Ownership", "b-7q2m": "Dive Deep"}, {"b-7q2m": "01 Dive Deep"})
    {'a-7q2m': '02 Ownership', 'b-7q2m': '01 Dive Deep'}
    """
    parts = {story: split_number(name) for story, name in before.items()}
    if not all(number for number, _ in parts.values()):  # laid out before subdecks had numbers
        parts = {}
    had = {name.casefold(): int(number) for number, name in parts.values()}
    names = dict.fromkeys(wanted.values())
    numbers = {name: had[name.casefold()] for name in names if name.casefold() in had}
    for story, name in wanted.items():
        number, old_name = parts.get(story, ("", ""))
        if name not in numbers and number and int(number) not in numbers.values():  # the subdeck has another name now
            numbers[name] = had[old_name.casefold()]
    free = count(max([*had.values(), *numbers.values()], default=0) + 1)
    for name in names:
        if name not in numbers:
            numbers[name] = next(free)
    width = max(2, len(str(max(numbers.values(), default=0))), *(len(number) for number, _ in parts.values()))
    return {story: f"{numbers[name]:0{width}} {name}" for story, name in wanted.items()}


def split_number(subdeck: str) -> tuple[str, str]:
    """Part a subdeck's number from its name; without a number, the first part is empty.

    >>> split_number("01 Dive Deep"), split_number("Dive Deep")
    (('01', 'Dive Deep'), ('', 'Dive Deep'))
    """
    found = _NUMBERED.fullmatch(subdeck)
    return (found[1], found[2]) if found else ("", subdeck)
