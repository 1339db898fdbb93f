"""A page saved from a browser -> the text that a reader would have copied from it."""

import re

from lxml import etree

_BLOCKS = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "p", "pre", "search", "section", "summary",
    "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_APART = frozenset((
    "p", "blockquote", "dl", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "ol", "pre", "ul",
))  # fmt: skip
"""Blocks with an empty line around them."""
_NOT_SHOWN = frozenset((
    "head", "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "audio", "video",
    "canvas", "select", "option", "datalist", "button", "input", "textarea", "progress", "meter", "title", "area",
    "map",
))  # fmt: skip
"""Elements whose text nobody can select with a mouse."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SPACES = re.compile(r"[ \t\n\r\f]+")


class TooDeepError(Exception):
    """The page's elements are nested deeper than the parser goes, so it would lose their text."""


def visible_text(html: str) -> str:
    """Return the text that a browser would copy: one line per block, with an empty line around paragraphs.

    Raises:
        TooDeepError: The page cannot be read completely.
    """
    root = _parse(html)
    if root is None:
        return ""
    text = _Text()
    hidden: etree._Element | None = None  # the outermost hidden element around this place
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "start":
            if hidden is None and _is_hidden(element):
                hidden = element
            if hidden is None:
                text.begin(element.tag)
                text.add(element.text)
        else:
            if hidden is None:
                text.end(element.tag)
            elif hidden is element:
                hidden = None
            if hidden is None:
                text.add(element.tail)
    return text.whole()


def _parse(html: str) -> etree._Element | None:
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, huge_tree=True, no_network=True, remove_comments=True, remove_pis=True
    )
    root = etree.fromstring(html.encode("utf-8"), parser)
    if any(entry.level == etree.ErrorLevels.FATAL for entry in parser.error_log):
        raise TooDeepError
    return root


def _is_hidden(element: etree._Element) -> bool:
    return (
        element.tag in _NOT_SHOWN
        or element.get("hidden") is not None
        or _HIDDEN.search(element.get("style") or "") is not None
    )


class _Text:
    """The growing list of lines, put together as a browser does; the last one is still in pieces."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._has_bullet = self._has_words = False
        self._preformatted = 0  # how many elements around this place keep spaces and line ends

    def begin(self, tag: str) -> None:
        if tag == "pre":
            self._preformatted += 1
        if tag == "br":
            self._end_line()
        self._break(tag)
        if tag in {"td", "th"} and self._pieces:
            self._append("\t")
        if tag == "li":
            self._append("• ")

    def end(self, tag: str) -> None:
        if tag == "pre":
            self._preformatted -= 1
        self._break(tag)

    def add(self, text: str | None) -> None:
        if not text:
            return
        if self._preformatted:
            first, *rest = text.split("\n")
            self._append(first)
            for line in rest:
                self._end_line()
                self._append(line)
            return
        text = _SPACES.sub(" ", text)
        if not self._pieces or self._pieces[-1].endswith((" ", "\t")):
            text = text.removeprefix(" ")
        self._append(text)

    def whole(self) -> str:
        self._end_line()
        return "\n".join(line.rstrip(" \t") for line in self._lines).strip("\n") + "\n"

    def _append(self, text: str) -> None:
        if not text:
            return
        self._pieces.append(text)
        bare = text.strip(" \t")
        if bare == "•" and not self._has_bullet:
            self._has_bullet = True
        elif bare:
            self._has_words = True

    def _end_line(self) -> None:
        self._lines.append("".join(self._pieces))
        self._pieces = []
        self._has_bullet = self._has_words = False

    def _break(self, tag: str) -> None:
        if tag in _BLOCKS and self._has_words:
            self._end_line()
        if tag in _APART and self._lines and not self._pieces and self._lines[-1]:
            self._end_line()
