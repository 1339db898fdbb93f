"""The bytes of a page -> its text, whether it was pasted or saved from a browser."""

import re
from pathlib import PurePath

from star2anki.diagnostics import Code, Diagnostic
from star2anki.importers.page import FORBIDDEN, MAX_BYTES, Page
from star2anki.yamlfile.decode import decode
from star2anki.yamlfile.places import Origin

USUAL = "a page is about 20 KiB"
"""How large pages usually are, for somebody who named the wrong file."""

_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_SPACES = re.compile(r"\s*")
_COMMENT = "<!--"
_COMMENT_END = "-->"


class MissingLibraryError(Exception):
    """A library that this kind of page needs is not installed; the message says how to install it."""


def open_page(name: str, raw: bytes) -> tuple[Page | None, list[Diagnostic]]:
    """Make a page from bytes.

    Args:
        name: The file's name as the author should see it.
        raw: UTF-8 text or HTML, with or without a byte order mark.

    Returns:
        The page, or None with the diagnostics that say why not.

    Raises:
        MissingLibraryError: The page is HTML, and lxml is not installed.
    """
    try:
        text = raw.decode("utf-8-sig") if len(raw) <= MAX_BYTES else None
    except UnicodeDecodeError:
        text = None
    if text is None or "\0" in text:
        return None, decode(name, raw, MAX_BYTES, USUAL)[1]
    if PurePath(name).suffix.lower() in {".html", ".htm", ".xhtml"} or _begins_as_html(text):
        try:
            from star2anki.importers.saved_html import TooDeepError, visible_text  # noqa: PLC0415 - slow to load, an extra
        except ModuleNotFoundError as error:
            raise MissingLibraryError(
                "a page saved from a browser needs lxml; run `pip install 'star2anki[import]'`, "
                "or copy its text and import that"
            ) from error
        try:
            text = visible_text(text)
        except TooDeepError:
            message = "the page is nested too deeply to be read"
            return None, [Origin(name, "").error(0, Code.TOO_DEEP, message, "copy its text and import that instead")]
    return Page(name, FORBIDDEN.sub("", text)), []


def _begins_as_html(text: str) -> bool:
    """Return whether text is HTML, by the first element after any comments."""
    place = 0
    while (found := _SPACES.match(text, place)) and text.startswith(_COMMENT, found.end()):
        end = text.find(_COMMENT_END, found.end() + len(_COMMENT))
        if end < 0:
            return False
        place = end + len(_COMMENT_END)
    return found is not None and _HTML.match(text, found.end()) is not None
