"""Places are what people count: lines and columns of the file as its author wrote it."""

import pytest

from star2anki.diagnostics import Code, Location, Severity
from star2anki.yamlfile.places import Origin, line_span, location


@pytest.mark.parametrize(
    ("text", "index", "place"),
    [
        ("", 0, (1, 1)),
        ("ab", 1, (1, 2)),
        ("ab", 2, (1, 3)),
        ("a\nb", 1, (1, 2)),
        ("a\nb", 2, (2, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("a\rb", 2, (2, 1)),
        ("a\n\nb", 3, (3, 1)),
        ("é🎉x", 2, (1, 3)),
    ],
)
def test_lines_and_columns_count_letters_from_one(text: str, index: int, place: tuple[int, int]) -> None:
    assert location("x.yaml", text, index) == Location("x.yaml", *place)


@pytest.mark.parametrize(
    ("index", "line"), [(0, "ab"), (2, "ab"), (3, "ab"), (4, "cd"), (6, "cd"), (7, ""), (8, "e"), (9, "e")]
)
def test_the_line_around_a_position_has_no_line_end(index: int, line: str) -> None:
    text = "ab\r\ncd\n\re"
    start, end = line_span(text, index)
    assert text[start:end] == line


def test_a_place_in_mended_text_is_that_in_the_authors_file() -> None:
    origin = Origin("x.yaml", "a: b: c\nd: e")
    origin.mended(0, 7, 9)  # a: 'b: c'
    assert origin.locate(0) == Location("x.yaml", 1, 1)
    assert origin.locate(3) == Location("x.yaml", 1, 4)
    assert origin.locate(8) == Location("x.yaml", 1, 8), "never after the end of what was replaced"
    assert origin.locate(10) == Location("x.yaml", 2, 1)


def test_a_place_is_found_through_several_repairs() -> None:
    origin = Origin("x.yaml", "a\nb\nc")
    origin.mended(0, 1, 3)  # aaa
    origin.mended(4, 1, 0)  # aaa, and nothing of the b
    assert origin.locate(5) == Location("x.yaml", 3, 1)


def test_an_error_stands_at_its_place() -> None:
    found = Origin("x.yaml", "a\nb").error(2, Code.WRONG_TYPE, "no", "yes")
    assert (found.location, found.severity, found.code) == (Location("x.yaml", 2, 1), Severity.ERROR, Code.WRONG_TYPE)
    assert (found.message, found.hint) == ("no", "yes")
