"""A page saved from a browser gives the lines that somebody would have copied from it."""

import pytest

from star2anki.importers.saved_html import TooDeepError, visible_text


def lines(html: str) -> list[str]:
    return visible_text(html).split("\n")[:-1]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>One.</p><p>Two.</p>", ["One.", "", "Two."]),
        ("<div>One.</div><div>Two.</div>", ["One.", "Two."]),
        ("<h2>One</h2>Two", ["One", "", "Two"]),
        ("One<br>Two<br><br>Three", ["One", "Two", "", "Three"]),
        ("<p>One <b>bold</b> word</p>", ["One bold word"]),
        ("<p>One\n   line\tonly</p>", ["One line only"]),
        ("<p>One <span> space</span></p>", ["One space"]),
        ("<ul><li>One</li><li>Two</li></ul>", ["• One", "• Two"]),
        ("<ul><li><p>One</p></li></ul>", ["• One"]),
        ("<ul><li>• One</li></ul>", ["• • One"]),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", ["a\tb", "c"]),
        ("<pre>a  b\n c</pre>", ["a  b", " c"]),
        ("<p>R&amp;D &lt;b&gt; &#x2713;</p>", ["R&D <b> ✓"]),
        ("<p>It’s “so”</p>", ["It’s “so”"]),
    ],
)
def test_each_block_is_a_line_and_paragraphs_stand_apart(html: str, expected: list[str]) -> None:
    assert lines(f"<html><body>{html}</body></html>") == expected


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>x()</script>",
        "<style>p {}</style>",
        "<button>Copy</button>",
        "<svg><text>x</text></svg>",
        "<select><option>x</option></select>",
        "<p hidden>x</p>",
        '<p style="color: red; DISPLAY : none">x</p>',
        '<p style="visibility:hidden">x</p>',
        "<!-- x -->",
        "<div hidden><p>x</p><div hidden>x</div>x</div>",
    ],
)
def test_what_a_reader_does_not_see_is_left_out_and_what_follows_is_not(hidden: str) -> None:
    shown = visible_text(f"<html><body><div>One{hidden} two</div></body></html>")
    assert shown.split() == ["One", "two"]


@pytest.mark.parametrize("style", ["display: block", "visibility: visible", "nodisplay"])
def test_a_style_that_hides_nothing_hides_nothing(style: str) -> None:
    assert lines(f'<p style="{style}">One</p>') == ["One"]


def test_the_title_of_a_page_is_no_line_of_it() -> None:
    assert lines("<html><head><title>x</title></head><body>One</body></html>") == ["One"]


def test_a_page_without_any_element_is_its_text() -> None:
    assert visible_text("One") == "One\n"
    assert visible_text("<!-- x -->").strip() == ""


def test_a_page_that_is_nested_too_deep_is_refused_and_not_cut() -> None:
    with pytest.raises(TooDeepError):
        visible_text("<div>" * 50_000 + "One")
