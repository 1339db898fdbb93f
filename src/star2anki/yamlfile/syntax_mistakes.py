"""What YAML stumbled over, in plain words, and how the line could be mended."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise

from star2anki.diagnostics import Code, Diagnostic
from star2anki.yamlfile.parser import Problem, problem_in
from star2anki.yamlfile.places import Origin, line_span, line_starts
from star2anki.yamlfile.prose_hints import mistake_at

MAX_DEPTH = 20
"""The format itself is four levels deep."""

CUT_BY_HASH = re.compile(r"(?<![ \t])[ \t]+#(?=[^\s#])[^\r\n]*")
"""A comment that may have been meant as text: there is no space after the #."""
_QUOTE_OPENS = re.compile(r"\s*(?:-\s+)*(?:[A-Za-z_][\w ]{0,40}:\s+)?[\"']")

Mend = tuple[int, int, str]
"""Where a line begins and ends, and how it should read."""


def explain(origin: Origin, text: str, problem: Problem) -> tuple[Diagnostic, Mend | None]:
    """Say in plain words what YAML stumbled over and, if one line can be mended, how.

    Args:
        origin: The author's file.
        text: Its text, in which earlier mistakes may already be mended.
        problem: YAML's complaint about the text.
    """
    said, index = problem.message, min(problem.index, len(text))
    if "undefined alias" in said:
        return refuse_feature(origin, text, index, "an alias")
    if "another document" in said:
        hint = "keep one story per file, and remove the line with ---"
        return origin.error(index, Code.YAML_FEATURE, "a second document begins here", hint), None
    if problem.began is not None and ("end of stream" in said or "expected ':'" in said):
        index = problem.began  # the start of the quote or key says more than where YAML gave up
    for start, end in _suspect_lines(text, index):
        found = mistake_at(text[start:end])
        if not found:
            continue
        line = (
            _indented_anew(text, (start, end, found.line))
            if text[start:end].lstrip(" ").startswith("\t")
            else found.line
        )
        here = start <= index <= end
        if here or _reads_on(text, (start, end, line)):
            diagnostic = origin.error(start + found.column, Code.YAML_SYNTAX, found.message, f"write it as\n{line}")
            return diagnostic, (start, end, line)
    if "nesting depth" in said:
        hint = "a story needs at most four levels"
        return origin.error(index, Code.TOO_DEEP, f"this is nested more than {MAX_DEPTH} levels deep", hint), None
    message, hint = _plain_words(said, text, index)
    return origin.error(index, Code.YAML_SYNTAX, message, hint), None


def refuse_feature(origin: Origin, text: str, index: int, what: str) -> tuple[Diagnostic, Mend | None]:
    """Say that YAML reads a word as something that stories do not use, and how to write it as text."""
    word = text[index:].split(maxsplit=1)[0]
    start, end = line_span(text, index)
    found = mistake_at(text[start:end])
    hint = f"if it is text, write\n{found.line}" if found else "write the text itself, in quotes"
    message = f"YAML reads this as {what} ({word}), which stories do not use"
    diagnostic = origin.error(index, Code.YAML_FEATURE, message, hint)
    return diagnostic, (start, end, found.line) if found else None


def _reads_on(text: str, mend: Mend) -> bool:
    """Return whether YAML gets past a line once it is mended."""
    start, end, line = mend
    problem = problem_in(text[:start] + line + text[end:])
    return problem is None or problem.index > start + len(line) + 1


def _indented_anew(text: str, mend: Mend) -> str:
    """Replace the tabs before a line with spaces that fit: two for each tab, or as many as the lines around it have."""
    start, end, line = mend
    words = line.lstrip(" ")
    above = next((before for before in reversed(text[:start].splitlines()) if before.strip()), "")
    indent = " " * (len(above) - len(above.lstrip(" ")))
    ways = (line, indent + words, f"{indent}  {words}", words)
    return next((way for way in ways if _reads_on(text, (start, end, way))), line)


def _suspect_lines(text: str, index: int) -> Iterator[tuple[int, int]]:
    """Yield the line where YAML stumbled, the last text before it, and the last line before that with a quote."""
    starts = line_starts(text)
    last = bisect_right(starts, index) - 1
    yield line_span(text, index)
    spans = ((start, start + len(text[start:end].rstrip("\r\n"))) for end, start in pairwise(starts[last::-1]))
    before = next((span for span in spans if text[span[0] : span[1]].strip()), None)
    if before:
        yield before
    if before and text[:index].rstrip()[-1:] in ("'", '"'):
        opening = next((span for span in spans if _opens_quote(text[span[0] : span[1]])), None)
        if opening:
            yield opening


def _opens_quote(line: str) -> bool:
    return _QUOTE_OPENS.match(line) is not None and mistake_at(line) is not None


_INDENT = "if it continues the text above, indent it; if it is new text, put it in quotes after a key"
_PLAIN_WORDS = (
    (
        "escape",
        'a backslash in "double quotes" starts an escape sequence',
        "use 'single quotes', or double the backslash",
    ),
    ("end of stream", "a quote is opened but never closed", "close it, or remove it"),
    (
        "'-' indicator",
        "this line belongs neither to the list above it nor to a key",
        "indent it like the lines around it",
    ),
    (
        "expected key",
        "this line does not fit the lines above it",
        "indent it like the lines around it, and close any open quotes",
    ),
    (
        "mapping values",
        "a colon makes this a key, but no key can be here",
        (
            "if it continues the text above, put a > after that text's key and the text below it;\n"
            "if it is a key, indent it like the lines around it"
        ),
    ),
    (
        "expected ':'",
        "this line has no key",
        (
            "if it continues the text above, indent it;\n"
            "if it starts something new, write `key: value`, with a space after the colon"
        ),
    ),
    ("',' or ']'", "a list in brackets is not closed", "close it with ], and put quotes around items with commas"),
    (
        "',' or '}'",
        "keys in braces are not closed",
        "close them with }, and put quotes around text with commas or colons",
    ),
    (
        "document start",
        "the file ended above this line",
        "remove the line with ... or ---, or indent it",
    ),
    ("directive", "a line cannot begin with %", _INDENT),
    ("start any token", "a line cannot begin with this character", _INDENT),
    ("alphabetic", "a line cannot begin with this character", _INDENT),
    (
        "comment or line break",
        "this text belongs below the key, not after the | or >",
        "put it on the next line, indented",
    ),
)


def _plain_words(said: str, text: str, index: int) -> tuple[str, str]:
    cut = _cut_above(text, index)
    if cut:
        return f'YAML drops "{cut}" on the line above as a comment, and text cannot continue after a comment', (
            "put a > after the key, and the whole text below it"
        )
    if text[index : index + 1] == "\t" or text.startswith("\t", line_span(text, index)[0]):
        return "a tab cannot indent a line", "use spaces instead of tabs"
    for fragment, message, hint in _PLAIN_WORDS:
        if fragment in said:
            return message, hint
    return f"YAML cannot read this: {said}", "put the text in quotes; or put a | after the key, and the text below it"


def _cut_above(text: str, index: int) -> str | None:
    """Find what a # cut off the line above, if this line would have continued it."""
    before = text[:index].rstrip().splitlines()[-1:]
    found = CUT_BY_HASH.search(before[0]) if before else None
    return found[0].strip() if found else None
