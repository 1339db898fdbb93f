"""The matrix as a page to print: one self-contained HTML file."""

from collections.abc import Sequence
from importlib import resources

from star2anki.coverage.matrix import Coverage, minutes
from star2anki.page_templates import Markup, page_template


def as_page(coverages: Sequence[Coverage]) -> str:
    """Make the page."""
    style = (resources.files("star2anki.coverage") / "page.css").read_text(encoding="utf-8")
    page = page_template("star2anki.coverage", "page.html")
    return page.render(coverages=coverages, minutes=minutes, style=Markup(style))
