"""Pages and spreadsheets -> scenarios. Each format has an importer, which accounts for every line that it is given."""

from collections.abc import Mapping
from typing import Protocol

from star2anki.importers import spreadsheet, walkthrough
from star2anki.importers.page import Imported, Page, Refused
from star2anki.importers.walkthrough.lookalikes import sister_of
from star2anki.scenario.framework import Framework


class Importer(Protocol):
    """Reads one format. A module with these three names is an importer."""

    NAME: str
    """The format's name, for use in a sentence."""

    def recognizes(self, page: Page, /) -> bool:
        """Return whether a page is in this format."""

    def read(self, page: Page, frameworks: Mapping[str, Framework], /) -> tuple[Imported, ...] | Refused:
        """Read all stories on a page in this format, or say why that is not possible."""


IMPORTERS: tuple[Importer, ...] = (spreadsheet, walkthrough)
"""All importers, in the order in which they are asked whether they recognize a page."""


def read_page(page: Page, frameworks: Mapping[str, Framework]) -> tuple[Imported, ...] | Refused:
    """Read the stories on a page, or say why that is not possible.

    Args:
        page: What was pasted or saved.
        frameworks: All known frameworks, for the names of their principles.
    """
    if not page.text.strip():
        return Refused("it is empty")
    for importer in IMPORTERS:
        if importer.recognizes(page):
            stories = importer.read(page, frameworks)
            return stories or Refused(f"it seems to be {importer.NAME} without a story")
    kind = sister_of(page) or "a bare transcript, without labels such as Strong Example"
    names = " and ".join(importer.NAME for importer in IMPORTERS)
    return Refused(f"it seems to be {kind}; star2anki can import {names}")
