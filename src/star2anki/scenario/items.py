"""The items of a file, whichever format it has: where they stand, and which of them have one id."""

from collections.abc import Iterable, Iterator
from typing import Any

from star2anki.diagnostics import Code, Diagnostic, Severity
from star2anki.scenario.model import Item
from star2anki.yamlfile.model import StrictModel
from star2anki.yamlfile.tree import KeyPath, Tree


def items_in(content: StrictModel, at: tuple[str, ...]) -> Iterator[tuple[KeyPath, Item]]:
    """Go through all items to which keys lead, each with its place.

    Args:
        content: What a file says.
        at: The keys, such as `("principles", "questions")`: the questions of each principle. A file without them has no
            such items.
    """
    yield from _walk(content, at, ())


def repeated_items(content: StrictModel, tree: Tree, at: tuple[str, ...], what: str) -> Iterable[Diagnostic]:
    """Find items that have the id of an earlier one.

    Args:
        content: What a file says.
        tree: The file.
        at: The keys that lead to the items.
        what: The name of such items, in the plural.
    """
    seen: dict[str, KeyPath] = {}
    for path, item in items_in(content, at):
        first = seen.setdefault(item.key, path)
        if first != path:
            message = f'two {what} have the id "{item.key}"; the other is on line {tree.locate(first).line}'
            hint = "reword one of them, or give it its own `id:`"
            yield Diagnostic(tree.locate(path), Severity.ERROR, Code.DUPLICATE_ID, message, hint)


def _walk(value: Any, keys: tuple[str, ...], path: KeyPath) -> Iterator[tuple[KeyPath, Item]]:  # noqa: ANN401 - parts of any format
    if isinstance(value, tuple):
        for number, each in enumerate(value):
            yield from _walk(each, keys, (*path, number))
    elif keys and value is not None:
        yield from _walk(getattr(value, keys[0], None), keys[1:], (*path, keys[0]))
    elif value is not None:
        yield path, value
