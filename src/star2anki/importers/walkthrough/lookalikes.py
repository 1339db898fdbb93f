"""Tells walkthroughs from pages that look like them but are something else."""

import re

from star2anki.importers.page import Page, words
from star2anki.importers.walkthrough.head import find_title
from star2anki.importers.walkthrough.labels import Label, find_label

_SISTERS = {
    "an evaluation page": (
        re.compile(r"evaluate these two answers|score comparison", re.IGNORECASE),
        re.compile(r"candidate [ab]\b.{0,20}", re.IGNORECASE),
    ),
    "a competency page": (
        re.compile(r"core signal|what it is not", re.IGNORECASE),
        re.compile(r"definition", re.IGNORECASE),
    ),
}
"""Each kind, with the headings that only it has and those that other pages may have, too."""
_BEFORE = re.compile(r"^[^A-Za-z0-9\"]{0,24}")


def is_walkthrough(page: Page) -> bool:
    """Return whether a page has the labels of a walkthrough, or at least its title or its overview."""
    lines = [line for line in page.lines if words(line)]
    labels = {found.label for line in lines if (found := find_label(line))}
    if labels >= {Label.TARGET, Label.STRONG_EXAMPLE}:
        return True
    return sister_of(page) is None and (
        not labels.isdisjoint({Label.STRONG_EXAMPLE, Label.OVERVIEW}) or any(map(find_title, lines))
    )


def sister_of(page: Page) -> str | None:
    """Say which other kind of page this seems to be, and which of its headings show it."""
    lines = dict.fromkeys(_BEFORE.sub("", words(line)).rstrip(":") for line in page.lines)
    for kind, (own, shared) in _SISTERS.items():
        found = [line for line in lines if own.fullmatch(line)]
        alike = [line for line in lines if shared.fullmatch(line)]
        if found or len(alike) > 1:
            return f"{kind} (it has {_quoted(found or alike)})"
    return None


def _quoted(headings: list[str]) -> str:
    return " and ".join(f'"{heading}"' for heading in headings)
