"""The bytes of a page -> its text, whether it was pasted or saved from a browser."""

import re
from pathlib import PurePath

from star2anki.diagnostics import Code, Diagnostic
from star2anki.importers.page import FORBIDDEN, MAX_BYTES, Page
from star2anki.scenario.decode import decode
from star2anki.scenario.places import Origin

_HTML = re.compile(r"\s*(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL)


def open_page(name: str, raw: bytes) -> tuple[Page | None, list[Diagnostic]]:
    """Make a page of bytes.

    Args:
        name: The file's name as the author shall see it.
        raw: UTF-8 text or HTML, with or without a byte order mark.

    Returns:
        The page, or None with the findings that say why not.
    """
    if len(raw) > MAX_BYTES:
        message = f"the file has {len(raw) / (1 << 20):.1f} MiB; at most 16 MiB are read"
        return None, [
            Origin(name, "").error(0, Code.TOO_LARGE, message, "a page has some 20 KiB; is this the right file?")
        ]
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None, decode(name, raw[: 1 << 20])[1]
    if "\0" in text:
        return None, decode(name, raw[: 1 << 20])[1]
    if PurePath(name).suffix.lower() in {".html", ".htm", ".xhtml"} or _HTML.match(text):
        from star2anki.importers.saved_html import TooDeepError, visible_text  # noqa: PLC0415 - slow to load

        try:
            text = visible_text(text)
        except TooDeepError:
            message = "the page is nested too deep to be read"
            return None, [Origin(name, "").error(0, Code.TOO_DEEP, message, "copy its text, and import that instead")]
    return Page(name, FORBIDDEN.sub("", text)), []
