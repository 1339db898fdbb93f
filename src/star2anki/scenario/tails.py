"""The advice to give what is shared an id that nobody else gives."""

from collections.abc import Iterator

from star2anki.diagnostics import Code, Diagnostic, Severity
from star2anki.scenario.ids import has_tail, proposed_id
from star2anki.yamlfile.tree import Tree


def id_without_tail(written: str, tree: Tree, rival: str) -> Iterator[Diagnostic]:
    """Advise an id with a tail, where a file has none.

    Args:
        written: The file's id.
        tree: The file.
        rival: What would take its place in a learner's collection, such as "a peer's story of the same name".
    """
    if not has_tail(written):
        message = f'the id "{written}" has no tail'
        hint = (
            "fine while you keep the deck to yourself; before you first share it, write "
            f"`id: {proposed_id(written, tree.data)}`, or {rival} takes its place"
        )
        yield Diagnostic(tree.locate(("id",)), Severity.HINT, Code.ID_WITHOUT_TAIL, message, hint)
