"""The numbers of subdecks: in the order of the stories, and kept, for another name would be another deck in Anki."""

import pytest

from star2anki.decks.subdecks import numbered


@pytest.mark.parametrize(
    ("wanted", "before", "expected"),
    [
        ({"a": "X", "b": "Y"}, {}, {"a": "01 X", "b": "02 Y"}),
        ({"a": "X", "b": "X"}, {}, {"a": "01 X", "b": "01 X"}),
        ({"n": "New", "a": "X", "b": "Y"}, {"a": "01 X", "b": "02 Y"}, {"n": "03 New", "a": "01 X", "b": "02 Y"}),
        ({"b": "Y"}, {"a": "01 X", "b": "02 Y"}, {"b": "02 Y"}),
        ({"a": "x"}, {"a": "04 X"}, {"a": "04 x"}),
        ({"a": "Z", "b": "Y"}, {"a": "01 X", "b": "02 Y"}, {"a": "01 Z", "b": "02 Y"}),
        ({"a": "Z", "c": "X"}, {"a": "01 X", "c": "01 X"}, {"a": "02 Z", "c": "01 X"}),
        ({"a": "Y", "b": "Y"}, {"a": "01 X", "b": "02 Y"}, {"a": "02 Y", "b": "02 Y"}),
        ({"a": "X", "b": "Y"}, {"a": "X", "b": "Y"}, {"a": "01 X", "b": "02 Y"}),
        ({"a": "100 days", "b": "Y"}, {"a": "100 days", "b": "Y"}, {"a": "01 100 days", "b": "02 Y"}),
        ({"a": "X"}, {"a": "003 X"}, {"a": "003 X"}),
        ({}, {}, {}),
    ],
    ids=[
        "in the order of the stories",
        "two stories in one",
        "a new one behind those that are known",
        "one that is left",
        "in another case",
        "another name for the same stories",
        "a story that leaves for a new one",
        "a story that goes to another",
        "as they were before numbers",
        "a name that begins with a number, before numbers",
        "as many digits as before",
        "none",
    ],
)
def test_each_subdeck_keeps_its_number(
    wanted: dict[str, str], before: dict[str, str], expected: dict[str, str]
) -> None:
    assert numbered(wanted, before) == expected


def test_a_hundred_subdecks_have_three_digits_each_so_that_their_order_is_that_of_their_names() -> None:
    names = list(numbered({str(number): "X" * (number + 1) for number in range(100)}, {}).values())
    assert (names[0], names[-1]) == ("001 X", "100 " + "X" * 100)
    assert sorted(names) == names
