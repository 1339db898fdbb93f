"""Bytes -> a tree of plain text in which every value has a place.

Every scalar stays the text that was written ("No" is not a boolean, "1:30" is not a number). Whatever else YAML offers
besides mappings, lists and text (anchors, aliases, tags, several documents) is refused, with its place.
"""

import re
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from star2anki.diagnostics import Code, Diagnostic, Location, Severity
from star2anki.yamlfile.decode import NOT_YAML, decode
from star2anki.yamlfile.parser import MappingNode, Node, NotYamlError, ScalarNode, SequenceNode, compose
from star2anki.yamlfile.places import Origin
from star2anki.yamlfile.syntax_mistakes import CUT_BY_HASH, MAX_DEPTH, explain, refuse_feature

Plain = str | list["Plain"] | dict[str, "Plain"]
KeyPath = tuple[str | int, ...]
"""The keys and list indexes that lead from the root of a file to a value."""

MAX_REPAIRS = 20
"""How many syntax mistakes are reported at once per file."""
MAX_DIAGNOSTICS = 100
"""The most mistakes of one kind per file. A file with more is not a story gone wrong but something else."""

_ITEM_LINE = re.compile(r"^[ ]*- \S", re.MULTILINE)
_FOLDED_BREAK = re.compile(r"(?<!\n)\n(?!\n)")
_FEATURES = {"&": "an anchor", "!": "a tag"}
_MAYBE_FEATURE = re.compile(r"[&!](?<![^\s\[{,:-][&!])")
"""Where YAML may see an anchor or a tag: at the start of a word. It begins with the sign, which makes it fast."""


_CONFLICT = re.compile(r"^<{7} ", re.MULTILINE)
_CONFLICT_END = re.compile(r"^>{7} ", re.MULTILINE)
"""What git writes around two versions. In a mapping, no text begins in the first column."""


@dataclass(frozen=True, slots=True)
class Tree:
    """A YAML file, read.

    `data` is the content as mappings, lists and text; `locate` says where a part of it is.
    """

    path: str
    text: str
    data: dict[str, Plain]
    _root: MappingNode
    _origin: Origin

    def locate(self, path: KeyPath, *, key: bool = False) -> Location:
        """Find the place of a value, or of its key.

        If the path leads to something that does not exist, the place is that of the nearest part around it.
        """
        key_node, node, is_there = self._walk(path)
        if key and is_there and key_node is not None:
            node = key_node
        return self._origin.locate(node.start_mark.index)

    def locate_words(self, path: KeyPath, text: str, span: tuple[int, int]) -> Location:
        """Find the place of some words of a text, however YAML has wrapped, indented or quoted it.

        Args:
            path: Where the text is.
            text: The text as it was read.
            span: Start and end of the words in it, in characters.

        Returns:
            The place of the words, or of the text if the words cannot be found.
        """
        _, node, _ = self._walk(path)
        words = text[slice(*span)].split()
        if not isinstance(node, ScalarNode) or not words:
            return self.locate(path)
        earlier = len(re.findall(r"\s+".join(map(re.escape, words)), text[: span[0]]))
        pattern = re.compile(r"\s+".join(re.escape(_as_written(word, node.style)) for word in words))
        start, end = node.start_mark.index, node.end_mark.index
        if node.style in {"|", ">"}:
            start = self.text.find("\n", start)  # there may be a comment after the sign
        places = [found.start() for found in islice(pattern.finditer(self.text, start, end), earlier + 1)]
        return self._origin.locate(places[-1]) if len(places) > earlier else self.locate(path)

    def value(self, path: KeyPath) -> Plain:
        """Give the value at a path; raises KeyError where it is not there."""
        value: Any = self.data
        for step in path:
            try:
                value = value[step]
            except (IndexError, TypeError) as error:
                raise KeyError(path) from error
        return cast("Plain", value)

    def offset(self, path: KeyPath) -> int:
        """Return the position in `text`, in characters, at which a value begins."""
        return int(self._value(path).start_mark.index)

    def span(self, path: KeyPath) -> tuple[int, int]:
        """Return the positions in `text`, in characters, at which the value at a path begins and ends."""
        node = self._value(path)
        return node.start_mark.index, node.end_mark.index

    def is_flow(self, path: KeyPath) -> bool:
        """Return whether a mapping or list is written with braces or brackets."""
        return bool(getattr(self._value(path), "flow_style", False))

    def _value(self, path: KeyPath) -> Node:
        """Find a value; raise KeyError if there is none."""
        _, node, is_there = self._walk(path)
        if not is_there:
            raise KeyError(path)
        return node

    def _walk(self, path: KeyPath) -> tuple[Node | None, Node, bool]:
        """Follow a path as far as it leads; return the last key, its value, and whether that is the path's end."""
        key_node: Node | None = None
        node: Node = self._root
        for step in path:
            found = _child(node, step)
            if found is None:
                return key_node, node, False
            key_node, node = found
        return key_node, node, True


def read_tree(path: str, raw: bytes) -> tuple[Tree | None, list[Diagnostic]]:
    """Read a YAML file that contains one mapping.

    Args:
        path: The file's name as the author should see it.
        raw: The file's bytes.

    Returns:
        The tree, or None if the file cannot be understood, and all diagnostics. If they include an error, the tree is
        good for finding further mistakes, but not for use.
    """
    text, diagnostics = decode(path, raw)
    if text is None:
        return None, diagnostics
    origin = Origin(path, text)
    if (conflict := _CONFLICT.search(text)) and _CONFLICT_END.search(text, conflict.end()):
        message = "version control left a merge conflict in the file"
        hint = "keep the right parts of both versions, and delete the lines that begin with <, = or >"
        return None, [*diagnostics, origin.error(conflict.start(), Code.YAML_SYNTAX, message, hint)]
    root, text, syntax = _compose(origin)
    diagnostics += syntax
    if root is None:
        if not diagnostics:
            what = "contains only comments" if text.strip() else "is empty"
            hint = "delete it, or fill it in; `star2anki new` starts a story"
            diagnostics.append(origin.error(0, Code.EMPTY_FILE, f"the file {what}", hint))
        return None, diagnostics
    if not isinstance(root, MappingNode):
        hint = "begin with lines such as `title: The story's name`, with a space after each colon"
        diagnostics.append(origin.error(0, Code.WRONG_TYPE, "the file must hold `key: value` lines", hint))
        return None, diagnostics
    reader = _Reader(origin, text, diagnostics)
    return Tree(path, text, reader.root(root), root, origin), diagnostics


class _Reader:
    """Turns nodes into plain data and reports what the format forbids."""

    def __init__(self, origin: Origin, text: str, diagnostics: list[Diagnostic]) -> None:
        self._origin = origin
        self._text = text
        self._diagnostics = diagnostics
        self._may_hold_escapes = "\\" in text
        self._may_be_cut = " #" in text or "\t#" in text
        self._refused: set[int] = set()
        self._features = {found.start() for found in _MAYBE_FEATURE.finditer(text)}

    def root(self, node: MappingNode) -> dict[str, Plain]:
        if self._features:
            self._is_feature(node)
        return self.mapping(node, 0)

    def mapping(self, node: MappingNode, depth: int) -> dict[str, Plain]:
        result: dict[str, Plain] = {}
        for key_node, value_node in node.value:
            key = key_node.value
            if self._features and self._is_feature(key_node):
                continue
            if not isinstance(key, str):
                self._error(key_node, Code.WRONG_TYPE, "a key must be a word", "write `key: value`")
                continue
            if key in result:
                hint = "keep one of them; YAML would silently drop the other"
                self._error(key_node, Code.DUPLICATE_KEY, f'the key "{key}" appears twice', hint)
                continue
            if type(value_node) is ScalarNode and not self._features:
                result[key] = self._scalar(value_node)
            else:
                result[key] = self._value(value_node, depth + 1)
        return result

    def _value(self, node: Node, depth: int) -> Plain:
        if self._features and self._is_feature(node):
            return [] if isinstance(node, SequenceNode) else "refused"
        if type(node) is ScalarNode:
            return self._scalar(node)
        if depth > MAX_DEPTH:
            self._error(
                node,
                Code.TOO_DEEP,
                f"this is nested more than {MAX_DEPTH} levels deep",
                "a story needs at most four levels",
            )
            return ""
        if isinstance(node, MappingNode):
            return self.mapping(node, depth)
        return [self._value(item, depth + 1) for item in node.value]

    def _scalar(self, node: ScalarNode) -> str:
        value: str = node.value
        style = node.style
        if not style and not self._may_be_cut and "\n" not in value:
            return value
        if style == '"':
            if self._may_hold_escapes and (bad := NOT_YAML.search(value.replace("\ufeff", ""))):
                self._error(
                    node,
                    Code.CONTROL_CHARACTER,
                    f"the text contains the control character U+{ord(bad[0]):04X}",
                    "a backslash in \"double quotes\" made it; use 'single quotes', or double the backslash",
                )
            return value
        if style == "|":
            return value
        if self._may_be_cut and not style:
            self._warn_if_cut(node)
        if style == ">" and " - " in value:
            self._warn_if_list(node)
        value = value.rstrip("\n")
        # YAML folds a blank line between paragraphs into a single line break, but Markdown needs the blank line.
        return _FOLDED_BREAK.sub("\n\n", value) if "\n" in value else value

    def _is_feature(self, node: Node) -> bool:
        """Refuse an anchor or a tag. Nothing below an anchor is read, so no alias is ever expanded."""
        index = node.start_mark.index
        if index not in self._features:
            return False
        if id(node) in self._refused:  # an alias gives the anchored node again
            return True
        self._refused.add(id(node))
        if len(self._diagnostics) < MAX_DIAGNOSTICS:
            diagnostic, _ = refuse_feature(self._origin, self._text, index, _FEATURES[self._text[index]])
            self._diagnostics.append(diagnostic)
        return True

    def _warn_if_cut(self, node: ScalarNode) -> None:
        cut = CUT_BY_HASH.match(self._text, node.end_mark.index)
        if cut:
            self._diagnostics.append(
                Diagnostic(
                    self._origin.locate(cut.start() + cut[0].index("#")),
                    Severity.WARNING,
                    Code.TEXT_CUT,
                    f'YAML drops "{cut[0].strip()}" as a comment',
                    "put quotes around the whole text; if it is a comment, put a space after the #",
                )
            )

    def _warn_if_list(self, node: ScalarNode) -> None:
        start, end = node.start_mark.index, node.end_mark.index
        if len(_ITEM_LINE.findall(self._text, start, end)) > 1:
            hint = "replace the > with a |, or leave a blank line between the items"
            message = "after a >, YAML joins the lines of this list into one"
            place = self._origin.locate(start)
            self._diagnostics.append(Diagnostic(place, Severity.WARNING, Code.FOLDED_LIST, message, hint))

    def _error(self, node: Node, code: Code, message: str, hint: str) -> None:
        if len(self._diagnostics) < MAX_DIAGNOSTICS:
            self._diagnostics.append(self._origin.error(node.start_mark.index, code, message, hint))


def _compose(origin: Origin) -> tuple[Node | None, str, list[Diagnostic]]:
    """Compose the file. Mend each line that YAML stumbles over, so that all mistakes are found in one go."""
    text = origin.text
    diagnostics: list[Diagnostic] = []
    for _ in range(MAX_REPAIRS):
        try:
            return compose(text), text, diagnostics
        except NotYamlError as error:
            diagnostic, mend = explain(origin, text, error.problem)
            if diagnostic.location in [earlier.location for earlier in diagnostics]:
                break
            diagnostics.append(diagnostic)
            if mend is None:
                break
            start, end, line = mend
            text = text[:start] + line + text[end:]
            origin.mended(start, end - start, len(line))
    return None, text, diagnostics


def _as_written(word: str, style: str | None) -> str:
    """Return a word as the file has it: inside quotes of its own kind, a quote is doubled or escaped."""
    return word.replace(style, {"'": "''", '"': '\\"'}[style]) if style in {"'", '"'} else word


def _child(node: Node, step: str | int) -> tuple[Node, Node] | None:
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == step), None)
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        return node.value[step], node.value[step]
    return None
