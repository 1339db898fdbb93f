"""A craft file -> a Craft, or all that is wrong with it and where."""

from dataclasses import dataclass

from star2anki import markup
from star2anki.diagnostics import Code, Diagnostic, Severity, has_errors, in_order
from star2anki.scenario.craft import Craft
from star2anki.scenario.items import repeated_items
from star2anki.scenario.tails import id_without_tail
from star2anki.yamlfile.tree import Tree, read_tree
from star2anki.yamlfile.validate import validate

_ITEM_LISTS = ((("telling_rules",), "telling rules"), (("weak_phrases",), "weak phrases"))


@dataclass(frozen=True, slots=True)
class LoadedCraft:
    """A craft file that was read: the craft if there is no error, the tree if there is one to point into."""

    craft: Craft | None
    tree: Tree | None
    diagnostics: tuple[Diagnostic, ...]


def load_craft(path: str, raw: bytes) -> LoadedCraft:
    """Read a craft file.

    Args:
        path: The file's name as the author shall see it.
        raw: The file's bytes.

    Returns:
        The craft, unless there is an error among the diagnostics.
    """
    tree, diagnostics = read_tree(path, raw)
    if tree is None:
        return LoadedCraft(None, None, tuple(diagnostics))
    craft, mistakes = validate(Craft, tree)
    diagnostics += mistakes
    if craft is not None:
        for at, what in _ITEM_LISTS:
            diagnostics += repeated_items(craft, tree, at, what)
        diagnostics += _phrases_not_in_sentences(craft, tree)
        diagnostics += id_without_tail(craft.id, tree, "a peer's craft file of the same name")
    return LoadedCraft(None if has_errors(diagnostics) else craft, tree, tuple(in_order(diagnostics)))


def _phrases_not_in_sentences(craft: Craft, tree: Tree) -> list[Diagnostic]:
    """Find phrases that the card could not mark, since their sentence does not have them."""
    return [
        Diagnostic(
            tree.locate(("weak_phrases", number, "phrase")),
            Severity.ERROR,
            Code.BAD_VALUE,
            '"phrase" is not in the sentence',
            "copy its words from `sentence:`; capital letters and the kind of apostrophe do not matter",
        )
        for number, item in enumerate(craft.weak_phrases)
        if not all(markup.mark(markup.plain(item.sentence), (item.phrase,))[1])
    ]
