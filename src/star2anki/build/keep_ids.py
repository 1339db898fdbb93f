"""Write the `id:` lines that keep the history of reworded items."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from star2anki.atomic_files import write_atomically
from star2anki.decks.rewording import Rewording
from star2anki.notetypes import BY_KEY
from star2anki.project import shown
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import Loaded, load_scenario
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
    folder: Path, files: Iterable[Path], rewordings: Iterable[Rewording], frameworks: Mapping[str, Framework]
) -> Iterator[Fixed]:
    """Give each reworded item the id that it had when it was published.

    Args:
        folder: The project's folder.
        files: The story files, including the reworded ones.
        rewordings: What was reworded.
        frameworks: All known frameworks.

    Raises:
        OSError: A file cannot be written.
        NotFixableError: An edit would change more than the id.
    """
    by_story: dict[str, list[Rewording]] = defaultdict(list)
    for rewording in rewordings:
        by_story[rewording.scenario_id].append(rewording)
    for path in files if by_story else ():
        name = shown(path, folder)
        raw, _ = read_bytes(path, name)
        if raw is None:  # the check has said why
            continue
        loaded = load_scenario(name, raw, frameworks)
        if loaded.scenario is None:
            continue
        for rewording in by_story.get(loaded.scenario.id, ()):
            text = _with_old_id(loaded, rewording)
            if text is None:  # it belongs to another file, or this one was saved again meanwhile
                continue
            mended = load_scenario(name, text.encode("utf-8"), frameworks)
            if mended.scenario is None or _without_ids(mended) != _without_ids(loaded):
                raise NotFixableError(f"{name}: cannot safely add `id: {rewording.old_item}`; write the line yourself")
            write_atomically(path, (_BOM if raw.startswith(_BOM) else b"") + text.encode("utf-8"))
            yield Fixed(name, rewording.old_item, rewording.new_item if rewording.is_named else "")
            loaded = mended


def _with_old_id(loaded: Loaded, rewording: Rewording) -> str | None:
    items = BY_KEY[rewording.notetype].items
    if loaded.scenario is None or loaded.tree is None or items is None:
        raise TypeError("only a sound file with items can be fixed")
    number = loaded.scenario.number_of(items.at, rewording.new_item)
    return None if number is None else with_id(loaded.tree, (*items.at, number), rewording.old_item)


def _without_ids(loaded: Loaded) -> object:
    return _strip(loaded.tree.data) if loaded.tree else None


def _strip(value: object) -> object:
    if isinstance(value, dict):
        return {key: _strip(inner) for key, inner in value.items() if key != "id"}
    if isinstance(value, list):
        return [_strip(inner) for inner in value]
    return value
