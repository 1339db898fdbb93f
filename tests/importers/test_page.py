"""A page is its lines, and the account of a page has a place for each of them."""

import pytest

from star2anki.importers.page import Account, Page, Placement, Reason, trimmed, words


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("", []),
        ("a", ["a"]),
        ("a\n", ["a"]),
        ("a\r\nb\rc\n\nd\n", ["a", "b", "c", "", "d"]),
        ("\n", [""]),
        ("a\u2028b", ["a\u2028b"]),
    ],
)
def test_lines_end_as_editors_end_them(text: str, lines: list[str]) -> None:
    assert Page("page.txt", text).lines == lines
    assert Page("page.txt", text).first_line == (lines or [""])[0]


def test_white_space_and_invisible_letters_are_taken_from_the_ends_and_not_from_inside() -> None:
    assert trimmed("\u200b\u3000 a \u200b b\ufeff\n") == "a \u200b b"


def test_a_line_is_compared_without_invisible_letters_and_with_single_spaces() -> None:
    assert words("  Strong\u00a0\t Ex\u00adample\u200b ") == "Strong Example"


def test_the_account_has_each_line_in_the_order_of_the_page() -> None:
    account = Account(is_own=True)
    account.set_aside(3, "ad", Reason.FURNITURE)
    account.place(1, "Title", "title")
    account.set_aside(2, "?", Reason.NOT_UNDERSTOOD)
    account.incomplete.append("the quiz")
    for _ in range(2):
        account.remark("read as English")
    imported = account.imported()
    assert imported.placements == (
        Placement(1, "Title", "title"),
        Placement(2, "?", reason=Reason.NOT_UNDERSTOOD),
        Placement(3, "ad", reason=Reason.FURNITURE),
    )
    assert imported.not_understood == (Placement(2, "?", reason=Reason.NOT_UNDERSTOOD),)
    assert (imported.incomplete, imported.remarks, imported.is_own) == (("the quiz",), ("read as English",), True)
