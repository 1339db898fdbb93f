"""Scenario -> YAML as a person would have written it. Reading it back gives the same scenario."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from star2anki.scenario.craft import Craft
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import CommonMistake, Scenario, Telling, Wording, format_duration
from star2anki.yamlfile.model import StrictModel

WIDTH = 100
"""The column at which long prose is folded."""
_INDENT = "  "
_DURATIONS = {"target", "length"}
_LIFTED: Mapping[type[StrictModel], str] = {
    Telling: "strong_example",
    CommonMistake: "mistake",
    Wording: "question",
}
"""Blocks for which the format takes a plain text, and the key that it stands for."""

_PLAIN = re.compile(r"[A-Za-z0-9(À-ɏ](?:[^\s:#]|[ ](?=[^\s#])|:(?=[^\s])|(?<=[^\s])#)*")
_PLAIN_IN_FLOW = re.compile(r"[^\[\]{},]*")
_BREAK = re.compile(r"(?<=[^\s]) (?=[^\s])")
_ESCAPES = {"x": 2, "u": 4, "U": 8}
"""YAML's escapes, and how many hexadecimal digits each has."""
_UNSAFE_IN_BLOCK = re.compile(
    r"[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufdcf\ufdf0-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def dump(content: Scenario | Craft | Framework, schema: str | None = None) -> str:
    """Write a story, a craft file or a framework as YAML, in the order of the format, without what is empty.

    Args:
        content: What to write. It may be a draft, made without validation, that lacks keys which are required.
        schema: Path or address of the JSON Schema, written to the first line for editors.
    """
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return "\n".join([*head, *_block(content, "")]) + "\n"


def scalar(text: str, *, in_flow: bool = False) -> str:
    """Write text on one line, with quotes only if YAML needs them."""
    if _PLAIN.fullmatch(text) and (not in_flow or _PLAIN_IN_FLOW.fullmatch(text)):
        return text
    if _UNSAFE_IN_BLOCK.search(text) or "\n" in text or "\t" in text:
        return '"' + "".join(map(_escaped, text)) + '"'
    if "'" in text and '"' not in text and "\\" not in text:
        return f'"{text}"'
    return "'" + text.replace("'", "''") + "'"


def _block(block: StrictModel, indent: str) -> Iterator[str]:
    for key in _filled(block):
        yield from _entry(key, getattr(block, key), indent)


def _filled(block: StrictModel) -> Iterator[str]:
    """Name the keys that are not empty. English is the default language, so it is not written."""
    for key in type(block).model_fields:
        value = getattr(block, key, None)
        if value not in (None, (), {}) and not (key == "language" and value == "en"):
            yield key


def _entry(key: str, value: object, indent: str) -> Iterator[str]:
    if key in _DURATIONS and isinstance(value, int):
        yield f"{indent}{key}: {format_duration(value)}"
    elif isinstance(value, str):
        yield from _text(f"{indent}{key}:", value, indent)
    elif isinstance(value, StrictModel) and (text := _as_plain_text(value)):
        yield from _text(f"{indent}{key}:", text, indent)
    elif isinstance(value, StrictModel):
        lines = list(_block(value, indent + _INDENT))
        yield f"{indent}{key}:" if lines else f"{indent}{key}: {{}}"
        yield from lines
    elif isinstance(value, dict):
        yield f"{indent}{key}:"
        for inner, text in value.items():
            yield from _text(f"{indent}{_INDENT}{scalar(inner)}:", text, indent + _INDENT)
    elif isinstance(value, tuple) and isinstance(value[0], str):
        yield from _texts(f"{indent}{key}:", value, indent)
    elif isinstance(value, tuple):
        yield f"{indent}{key}:"
        yield from _items(value, indent + _INDENT)
    else:
        raise TypeError(f"the format has no {type(value).__name__}")


def _as_plain_text(block: StrictModel) -> str | None:
    """Give the one text that a block holds, where the format takes a plain text for the block."""
    key = next((key for kind, key in _LIFTED.items() if isinstance(block, kind)), None)
    text = getattr(block, key) if key and [*_filled(block)] == [key] else None
    return text if isinstance(text, str) else None


def _items(blocks: Iterable[StrictModel], indent: str) -> Iterator[str]:
    for block in blocks:
        if text := _as_plain_text(block):
            yield from _text(f"{indent}-", text, indent)
            continue
        first, *rest = _block(block, indent + _INDENT)
        yield f"{indent}- {first.lstrip()}"
        yield from rest


def _texts(head: str, texts: Sequence[str], indent: str) -> Iterator[str]:
    one_line = f"{head} [{', '.join(scalar(text, in_flow=True) for text in texts)}]"
    if len(one_line) <= WIDTH:
        yield one_line
        return
    yield head
    for text in texts:
        yield from _text(f"{indent}{_INDENT}-", text, indent + _INDENT)


def _text(head: str, text: str, indent: str) -> Iterator[str]:
    one_line = f"{head} {scalar(text)}"
    if _UNSAFE_IN_BLOCK.search(text) or ("\n" not in text and len(one_line) <= WIDTH):
        yield one_line
    elif "\n" in text:
        yield f"{head} |"
        for line in text.split("\n"):
            yield f"{indent}{_INDENT}{line}" if line else ""
    else:
        yield f"{head} >"
        for line in _folded(text, WIDTH - len(indent) - len(_INDENT)):
            yield f"{indent}{_INDENT}{line}"


def _folded(text: str, width: int) -> Iterator[str]:
    """Break a paragraph at single spaces, the only ones that YAML restores when it folds the lines again."""
    line = ""
    for word in _BREAK.split(text):
        if line and len(line) + 1 + len(word) > width:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line


def _escaped(letter: str) -> str:
    if letter in '"\\':
        return "\\" + letter
    if letter in "\n\t":
        return {"\n": "\\n", "\t": "\\t"}[letter]
    if not _UNSAFE_IN_BLOCK.match(letter):
        return letter
    code = f"{ord(letter):x}"
    sign, width = next((sign, width) for sign, width in _ESCAPES.items() if len(code) <= width)
    return f"\\{sign}{code.zfill(width)}"
