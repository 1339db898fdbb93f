"""Bytes -> a tree of plain text in which every value has a place. The only room that knows YAML.

Every scalar stays the text that was written ("No" is no boolean, "1:30" no number). What YAML offers beyond mappings,
lists and text (anchors, aliases, tags, several documents) is refused with its place.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import yaml

from star2anki.diagnostics import Code, Diagnostic, Location, Severity
from star2anki.scenario.yaml_hints import mistake_at

Plain = str | list["Plain"] | dict[str, "Plain"]
Path = tuple[str | int, ...]
"""The keys and list indexes that lead from the root of a file to a value."""

MAX_BYTES = 1 << 20
"""A file over 1 MiB holds no interview story."""
MAX_DEPTH = 20
"""The format itself is four levels deep."""
MAX_REPAIRS = 20
"""How many syntax mistakes of one file are reported at once."""

_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]|\ufeff")
_MAYBE_FEATURE = re.compile(r"(?<![^\s\[{,:-])[&*!](?=\S)")
_LINE_END = re.compile(r"\r\n|\n|\r")
_CUT_BY_HASH = re.compile(r"[ \t]+#(?=[^\s#])[^\r\n]*")


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML file, read.

    `data` is the content as mappings, lists and text; `locate` tells where a part of it stands.
    """

    path: str
    text: str
    data: dict[str, Plain]
    _root: yaml.MappingNode

    def locate(self, path: Path, *, key: bool = False) -> Location:
        """Find the place of a value, or of its key.

        Where the path leads to something that is not there, the place is that of the nearest part around it.
        """
        node: yaml.Node = self._root
        key_node: yaml.Node | None = None
        for step in path:
            found = _child(node, step)
            if found is None:
                break
            key_node, node = found
        else:
            node = key_node if key and key_node is not None else node
        return _location(self.path, self.text, node.start_mark.index)

    def offset(self, path: Path) -> int:
        """Give the position in `text`, in characters, at which a value begins."""
        node: yaml.Node = self._root
        for step in path:
            found = _child(node, step)
            if found is None:
                raise KeyError(path)
            node = found[1]
        return int(node.start_mark.index)

    def is_flow(self, path: Path) -> bool:
        """Tell whether a mapping or list is written with braces or brackets."""
        node: yaml.Node = self._root
        for step in path:
            found = _child(node, step)
            if found is None:
                raise KeyError(path)
            node = found[1]
        return bool(getattr(node, "flow_style", False))


def read_tree(path: str, raw: bytes) -> tuple[Tree | None, list[Diagnostic]]:
    """Read a YAML file that holds one mapping.

    Args:
        path: The file's name as the author shall see it.
        raw: The file's bytes.

    Returns:
        The tree, or None where the file cannot be understood, and all findings. With an error among the findings
        the tree, where there is one, is good for finding further mistakes but not for use.
    """
    text, findings = _decode(path, raw)
    if text is None:
        return None, findings
    # The searches for rare letters first: they are what makes reading a thousand stories quick.
    if any(sign in text for sign in "&*!") and _MAYBE_FEATURE.search(text) and (refused := _first_feature(path, text)):
        return None, [*findings, refused]
    root, text, syntax = _compose(path, text)
    findings += syntax
    if root is None:
        if not findings:
            findings.append(_error(path, "", 0, Code.EMPTY_FILE, "the file is empty", "`star2anki new` writes one"))
        return None, findings
    if not isinstance(root, yaml.MappingNode):
        hint = "begin with lines such as `title: The story's name`; each colon needs a space behind it"
        findings.append(_error(path, text, 0, Code.WRONG_TYPE, "expects keys with values", hint))
        return None, findings
    reader = _Reader(path, text, findings)
    data = reader.mapping(root, 0)
    return Tree(path, text, data, root), findings


def parses_to(line: str, key: str, value: str) -> bool:
    """Tell whether a line of YAML is one key with just this text as its value."""
    try:
        node = yaml.compose(line, Loader=yaml.CBaseLoader)
    except yaml.YAMLError:
        return False
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        return False
    found_key, found = node.value[0]
    return bool(found_key.value == key and isinstance(found, yaml.ScalarNode) and found.value.strip() == value.strip())


class _Reader:
    """Turns nodes into plain data and notes what the format forbids."""

    def __init__(self, path: str, text: str, findings: list[Diagnostic]) -> None:
        self._path = path
        self._text = text
        self._findings = findings
        self._may_hold_escapes = "\\" in text
        self._may_be_cut = " #" in text or "\t#" in text

    def mapping(self, node: yaml.MappingNode, depth: int) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if not isinstance(key, str):
                self._error(key_node, Code.WRONG_TYPE, "expects a word as key", "write `key: value`")
                continue
            if key in result:
                hint = "keep one of the two; YAML would silently drop the other"
                self._error(key_node, Code.DUPLICATE_KEY, f'the key "{key}" is here twice', hint)
                continue
            result[key] = self._value(value_node, depth + 1)
        return result

    def _value(self, node: yaml.Node, depth: int) -> Plain:
        if type(node) is yaml.ScalarNode:
            return self._scalar(node)
        if depth > MAX_DEPTH:
            self._error(node, Code.TOO_DEEP, f"nested more than {MAX_DEPTH} deep", "a story needs four levels at most")
            return ""
        if isinstance(node, yaml.MappingNode):
            return self.mapping(node, depth)
        return [self._value(item, depth + 1) for item in node.value]

    def _scalar(self, node: yaml.ScalarNode) -> str:
        value: str = node.value
        style = node.style
        if not style and not self._may_be_cut and "\n" not in value:
            return value
        if style == '"':
            if self._may_hold_escapes and (bad := _NOT_YAML.search(value.replace("\ufeff", ""))):
                self._error(
                    node,
                    Code.CONTROL_CHARACTER,
                    f"the text holds the control character U+{ord(bad[0]):04X}",
                    "remove the escape that makes it",
                )
            return value
        if style == "|":
            return value
        if self._may_be_cut and not style:
            self._warn_if_cut(node)
        # YAML folds a blank line between paragraphs to a single line break; Markdown wants the blank line.
        return re.sub(r"(?<!\n)\n(?!\n)", "\n\n", value.rstrip("\n")) if "\n" in value else value

    def _warn_if_cut(self, node: yaml.ScalarNode) -> None:
        cut = _CUT_BY_HASH.match(self._text, node.end_mark.index)
        if cut and node.value:
            self._findings.append(
                Diagnostic(
                    _location(self._path, self._text, cut.start() + cut[0].index("#")),
                    Severity.WARNING,
                    Code.TEXT_CUT,
                    f'YAML drops "{cut[0].strip()}" as a comment',
                    "put quotes around the whole text, or a space behind the # if it is a comment",
                )
            )

    def _error(self, node: yaml.Node, code: Code, message: str, hint: str) -> None:
        self._findings.append(_error(self._path, self._text, node.start_mark.index, code, message, hint))


def _decode(path: str, raw: bytes) -> tuple[str | None, list[Diagnostic]]:
    if len(raw) > MAX_BYTES:
        size = f"{len(raw) / MAX_BYTES:.1f} MiB"
        hint = "a story has some 12 KiB; is this the right file?"
        return None, [_error(path, "", 0, Code.TOO_LARGE, f"the file has {size}; at most 1 MiB is read", hint)]
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:4]:
        hint = "save the file as UTF-8"
        return None, [_error(path, "", 0, Code.WRONG_ENCODING, "the file is UTF-16, not UTF-8", hint)]
    if b"\x00" in raw:
        hint = "scenario files are plain text; export it as text first"
        return None, [_error(path, "", 0, Code.NOT_TEXT, "the file is not text", hint)]
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8")
        message = f"byte 0x{raw[error.start]:02X} is not UTF-8"
        hint = "save the file as UTF-8 (in many editors: File, Save with encoding)"
        return None, [_error(path, before, len(before), Code.WRONG_ENCODING, message, hint)]
    text = text.removeprefix("\ufeff")
    if text.replace("\n", "").isprintable():
        return text, []
    findings = [
        _error(
            path,
            text,
            bad.start(),
            Code.CONTROL_CHARACTER,
            f"the invisible character U+{ord(bad[0]):04X} is not allowed",
            "delete it; it often comes along when text is copied",
        )
        for bad, _ in zip(_NOT_YAML.finditer(text), range(MAX_REPAIRS), strict=False)
    ]
    return (None if findings else text), findings


def _first_feature(path: str, text: str) -> Diagnostic | None:
    """Find the first anchor, alias or tag. Looks at events, which are not nested and do not expand aliases."""
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            what = None
            index = event.start_mark.index if event.start_mark else 0
            anchor = getattr(event, "anchor", None)
            if isinstance(event, yaml.AliasEvent):
                what = f"an alias (*{anchor})"
            elif anchor is not None:
                what = f"an anchor (&{anchor})"
            elif getattr(event, "tag", None) is not None:
                what = f"a tag ({text[index:].split(maxsplit=1)[0]})"
            if what:
                line = _line_at(text, index)
                found = mistake_at(line, parses_to)
                hint = f"if it is text, write\n{found.line}" if found else "write the text itself, in quotes"
                message = f"YAML reads this as {what}, which stories do not use"
                return _error(path, text, index, Code.YAML_FEATURE, message, hint)
    except yaml.YAMLError:
        return None  # reported, with a hint, when the file is composed
    return None


def _compose(path: str, text: str) -> tuple[yaml.Node | None, str, list[Diagnostic]]:
    """Compose the file; mend each line that YAML stumbles over, so that further mistakes are found in one go."""
    findings: list[Diagnostic] = []
    for _ in range(MAX_REPAIRS):
        try:
            return yaml.compose(text, Loader=yaml.CBaseLoader), text, findings
        except yaml.YAMLError as error:
            finding, mended = _explain(path, text, error)
            if finding.location in [earlier.location for earlier in findings]:
                break
            findings.append(finding)
            if mended is None:
                break
            text = mended
    return None, text, findings


def _explain(path: str, text: str, error: yaml.YAMLError) -> tuple[Diagnostic, str | None]:
    """Say what is wrong in plain words; where one line can be mended, give the text with that line mended."""
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    context = getattr(error, "context_mark", None)
    index = min(mark.index if mark else 0, len(text))
    if "another document" in problem:
        hint = "keep one story per file, and remove the line with ---"
        return _error(path, text, index, Code.YAML_FEATURE, "a second document begins here", hint), None
    if "end of stream" in problem and context:
        index = context.index  # where the quote was opened says more than where the file ends
    for candidate in _suspect_lines(text, index):
        start, end = candidate
        found = mistake_at(text[start:end], parses_to)
        if found:
            hint = f"write it as\n{found.line}"
            finding = _error(path, text, start + found.column, Code.YAML_SYNTAX, found.message, hint)
            return finding, text[:start] + found.line + text[end:]
    if "nesting depth" in problem:
        hint = "a story needs four levels at most"
        return _error(path, text, index, Code.TOO_DEEP, f"nested more than {MAX_DEPTH} deep", hint), None
    message, hint = _plain_words(problem, text, index)
    return _error(path, text, index, Code.YAML_SYNTAX, message, hint), None


def _suspect_lines(text: str, index: int) -> Sequence[tuple[int, int]]:
    """The line in which YAML stumbled, then the last line with text before it, where many mistakes begin."""
    starts = _line_starts(text)
    last = bisect_right(starts, index) - 1
    lines = [(start, start + len(_line_at(text, start))) for start in starts[: last + 1]]
    before = next((span for span in reversed(lines[:-1]) if text[span[0] : span[1]].strip()), None)
    return (lines[-1], before) if before else (lines[-1],)


_PLAIN_WORDS = (
    (
        "unknown escape",
        'a backslash in "double quotes" begins an escape',
        "use 'single quotes', or double the backslash",
    ),
    ("escape code", 'a backslash in "double quotes" begins an escape', "use 'single quotes', or double the backslash"),
    ("end of stream", "a quote is opened and never closed", "close it, or take it away"),
    ("'-' indicator", "this line belongs neither to the list above it nor to a key", "indent it like its neighbours"),
    ("expected key", "this line does not fit what is above it", "indent it like its neighbours, and close quotes"),
    (
        "mapping values",
        "a colon makes this a key, where no key can be",
        (
            "if it goes on with the text above, put a > behind that text's key and the text below it;\n"
            "if it is a key, indent it like its neighbours"
        ),
    ),
    ("expected ':'", "a key without a colon", "write `key: value`, with a space behind the colon"),
    ("',' or ']'", "a list in brackets is not closed", "close it with ], and put quotes around items with commas"),
    ("',' or '}'", "a mapping in braces is not closed", "close it with }, and put quotes around text with commas"),
    ("document start", "the text before this line is no key", "write `key: value`, with a space behind the colon"),
)


def _plain_words(problem: str, text: str, index: int) -> tuple[str, str]:
    if text[index : index + 1] == "\t" or _line_at(text, index).startswith("\t"):
        return "a tab cannot indent a line", "use spaces instead of tabs"
    for fragment, message, hint in _PLAIN_WORDS:
        if fragment in problem:
            return message, hint
    return f"YAML cannot read this: {problem}", "put the text in quotes, or below the key after a |"


def _line_at(text: str, index: int) -> str:
    start = max(text.rfind("\n", 0, index), text.rfind("\r", 0, index)) + 1
    found = _LINE_END.search(text, index)
    return text[start : found.start() if found else len(text)]


def _child(node: yaml.Node, step: str | int) -> tuple[yaml.Node, yaml.Node] | None:
    if isinstance(node, yaml.MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None


def _location(path: str, text: str, index: int) -> Location:
    starts = _line_starts(text)
    line = bisect_right(starts, index)
    return Location(path, line, index - starts[line - 1] + 1)


@lru_cache(maxsize=4)
def _line_starts(text: str) -> list[int]:
    """Count lines as editors do: a carriage return, a line feed, or both together end one."""
    return [0, *(found.end() for found in _LINE_END.finditer(text))]


def _error(  # noqa: PLR0913, PLR0917 - what a finding is made of
    path: str, text: str, index: int, code: Code, message: str, hint: str
) -> Diagnostic:
    return Diagnostic(_location(path, text, index), Severity.ERROR, code, message, hint)
