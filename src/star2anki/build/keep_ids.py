"""Write the `id:` lines that keep the history of reworded items."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from star2anki.atomic_files import write_atomically
from star2anki.build.sources import Opened, SourceFile, places_of
from star2anki.decks.rewording import Rewording
from star2anki.notetypes import BY_KEY
from star2anki.scenario.framework import Framework
from star2anki.yamlfile.decode import read_bytes
from star2anki.yamlfile.edit import with_id

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Fixed:
    """One line that was written."""

    path: str
    item_id: str
    replaced: str = ""
    """The id that it replaced."""


class NotFixableError(Exception):
    """The line would change the rest of the file, so the file was left alone."""


def fix_rewordings(
    files: Iterable[SourceFile], rewordings: Iterable[Rewording], frameworks: Mapping[str, Framework]
) -> Iterator[Fixed]:
    """Give each reworded item the id that it had when it was published.

    Args:
        files: The files among which the reworded ones are.
        rewordings: What was reworded.
        frameworks: All known frameworks.

    Raises:
        OSError: A file cannot be written.
        NotFixableError: An edit would change more than the id.
    """
    by_source: dict[str, list[Rewording]] = defaultdict(list)
    for rewording in rewordings:
        by_source[rewording.scenario_id].append(rewording)
    for file in files if by_source else ():
        raw, _ = read_bytes(file.file, file.path)
        if raw is None:  # the check has said why
            continue
        opened = file.read(raw, frameworks)
        for rewording in by_source.get(getattr(opened.content, "id", ""), ()):
            text = _with_old_id(file, opened, rewording, frameworks)
            if text is None:  # it belongs to another file, or this one was saved again meanwhile
                continue
            mended = file.read(text.encode("utf-8"), frameworks)
            if mended.content is None or _without_ids(mended) != _without_ids(opened):
                raise NotFixableError(
                    f"{file.path}: cannot safely add `id: {rewording.old_item}`; write the line yourself"
                )
            write_atomically(file.file, (_BOM if raw.startswith(_BOM) else b"") + text.encode("utf-8"))
            yield Fixed(file.path, rewording.old_item, rewording.new_item if rewording.is_named else "")
            opened = mended


def _with_old_id(
    file: SourceFile, opened: Opened, rewording: Rewording, frameworks: Mapping[str, Framework]
) -> str | None:
    """Give the file's text with the old id at every place of the item; None where it has no such item."""
    items = BY_KEY[rewording.notetype].items
    if opened.content is None or opened.tree is None or items is None:
        raise TypeError("only a sound file with items can be fixed")
    text = None
    for path, item in reversed(places_of(opened.content, items, rewording.new_item)):  # so that earlier places stay
        tree = opened.tree if text is None else file.read(text.encode("utf-8"), frameworks).tree
        if tree is None:
            raise NotFixableError(f"{file.path}: cannot safely add `id: {rewording.old_item}`; write the line yourself")
        text = with_id(tree, path, rewording.old_item, lifted_to=item.wording[0])
    return text


def _without_ids(opened: Opened) -> object:
    return _strip(opened.content.model_dump()) if opened.content else None


def _strip(value: object) -> object:
    if isinstance(value, dict):
        return {key: _strip(inner) for key, inner in value.items() if key != "id"}
    if isinstance(value, list | tuple):
        return [_strip(inner) for inner in value]
    return value
