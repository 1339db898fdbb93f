"""Change one thing in a scenario file and leave every other character as it was."""

import json
from collections.abc import Mapping
from contextlib import suppress

from star2anki.yamlfile.places import LINE_END, line_span
from star2anki.yamlfile.tree import KeyPath, Tree


def with_id(tree: Tree, path: KeyPath, item_id: str, lifted_to: str | None = None) -> str:
    """Write `id: ...` into an item, or replace the one that it has.

    Args:
        tree: The file, read without errors.
        path: Leads to the item: a mapping, or a plain text where the format takes one for the item.
        item_id: The id to write.
        lifted_to: The key for which the format takes a plain text.

    Returns:
        The file's new text: the old one with another id, with one more line, or with one more entry between braces.
    """
    text = tree.text
    value = tree.value(path)
    if isinstance(value, str) and lifted_to:
        return _with_block(tree, path, {"id": item_id, lifted_to: json.dumps(value, ensure_ascii=False)})
    with suppress(KeyError):
        start, end = tree.span((*path, "id"))
        return f"{text[:start]}{item_id}{text[end:]}"
    offset = tree.offset(path)
    if tree.is_flow(path):
        return f"{text[: offset + 1]}id: {item_id}, {text[offset + 1 :]}"
    return f"{text[:offset]}id: {item_id}{_new_line(text, offset)}{text[offset:]}"


def _with_block(tree: Tree, path: KeyPath, entries: Mapping[str, str]) -> str:
    """Put keys and their values, as YAML writes them, in the place of a plain text in a list."""
    text = tree.text
    start, end = tree.span(path)
    end = start + len(text[start:end].rstrip())  # the span of a text below a > goes on to the next line
    pairs = [f"{key}: {value}" for key, value in entries.items()]
    block = f"{{{', '.join(pairs)}}}" if tree.is_flow(path[:-1]) else _new_line(text, start).join(pairs)
    return f"{text[:start]}{block}{text[end:]}"


def _new_line(text: str, offset: int) -> str:
    """Give what ends a line and begins the next one in the column of a position."""
    found = LINE_END.search(text, offset)
    line_start, _ = line_span(text, offset)
    return (found[0] if found else "\n") + " " * (offset - line_start)
