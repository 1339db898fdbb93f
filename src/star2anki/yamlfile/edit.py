"""Change one thing in a scenario file and leave every other character as it was."""

from contextlib import suppress

from star2anki.yamlfile.places import LINE_END, line_span
from star2anki.yamlfile.tree import KeyPath, Tree


def with_id(tree: Tree, path: KeyPath, item_id: str) -> str:
    """Write `id: ...` into an item, or replace the one that it has.

    Args:
        tree: The file, read without errors.
        path: The path to the item, a mapping.
        item_id: The id to write.

    Returns:
        The file's new text: the old one with another id, with one more line, or with one more entry between braces.
    """
    text = tree.text
    with suppress(KeyError):
        start, end = tree.span((*path, "id"))
        return f"{text[:start]}{item_id}{text[end:]}"
    offset = tree.offset(path)
    if tree.is_flow(path):
        return f"{text[: offset + 1]}id: {item_id}, {text[offset + 1 :]}"
    found = LINE_END.search(text, offset)
    line_end = found[0] if found else "\n"
    line_start, _ = line_span(text, offset)
    indent = " " * (offset - line_start)
    return f"{text[:offset]}id: {item_id}{line_end}{indent}{text[offset:]}"
