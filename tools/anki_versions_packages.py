"""The packages that `anki_versions.py` imports, built by the real program, and what a collection must then contain."""

import shutil
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from project import REPOSITORY, STORY, Project
from star2anki.apkg.reader import read_package

LIBRARY = ("first-evening", "amazon-leadership-principles", "general-competencies")
MONDAY, TUESDAY = 1_790_000_000, 1_790_086_400
RECIPE = 'name: "Acme:::Stories:"\nsplit: scenario\nnotetypes: [all]\nscenarios: [scenarios/*.yaml]\n'
"""Full of colons, which versions of Anki treat differently."""
OWN_ID = {"id": "differently", "strong_answer": "I would measure first."}


@dataclass(frozen=True, slots=True)
class Packages:
    """All packages that a version of Anki imports."""

    library: tuple[Path, ...]
    """The decks in the repository."""
    before: Path
    """A small deck."""
    after: Path
    """The same deck after an edit: a text changed, an item added, one reworded, one removed."""
    scheduled: Path
    """A deck with a schedule."""

    def steps(self) -> list[list[tuple[str, str]]]:
        """Give the steps for each of three collections, for `anki_versions_child.py`."""
        first, second = ("import", str(self.before)), ("import", str(self.after))
        return [
            [("import", str(path)) for path in self.library * 2],
            [first, ("study", ""), first, second, second],
            [("import", str(self.scheduled))],
        ]


@dataclass(slots=True)
class Held:
    """What a collection must contain."""

    notes: dict[str, tuple[str, tuple[str, ...], str]] = field(default_factory=dict)
    """By guid: note type, tags, fields."""
    mods: dict[str, int] = field(default_factory=dict)
    """By guid."""
    cards: dict[tuple[str, int], str] = field(default_factory=dict)
    """By guid and ordinal: the full name of the deck."""
    decks: set[str] = field(default_factory=lambda: {"Default"})


def make_packages(folder: Path) -> Packages:
    """Build the packages into a folder."""
    project = Project(folder / "small")
    project.recipe(RECIPE)
    follow_up, reworded = STORY["follow_ups"]
    project.story("other", id="other-queue-8pw3", title="The silent queue:")
    _story(project, [follow_up, {**reworded, **OWN_ID}])
    before = _built(project, folder / "before.apkg", MONDAY)
    _story(
        project,
        [
            {**follow_up, "strong_answer": "I brought the fix and its tests."},
            {**OWN_ID, "question": "What would you change?"},
            {"question": "Who thanked you?", "strong_answer": "The owners did."},
        ],
        lenses=None,
    )
    after = _built(project, folder / "after.apkg", TUESDAY)
    project.recipe(f"{RECIPE}schedule: {{new_per_day: 7}}\n")
    scheduled = _built(project, folder / "scheduled.apkg", TUESDAY)
    library = tuple(REPOSITORY / "decks" / f"{name}.apkg" for name in LIBRARY)
    return Packages(library, before, after, scheduled)


def _story(project: Project, follow_ups: list[dict[str, Any]], **changes: Any) -> None:  # noqa: ANN401 - as `story`
    project.story(title=": The silent queue", follow_ups=follow_ups, **changes)


def _built(project: Project, target: Path, now: int) -> Path:
    project.run("build", at=now)
    return Path(shutil.copy(project.deck, target))


def held_after(packages: Sequence[Path]) -> Held:
    """Say what a new collection must contain after these packages are imported in this order.

    A newer note replaces an older one; a card stays in the deck that brought it; nothing ever leaves.
    """
    held = Held()
    for path in packages:
        content = read_package(path)
        guids = {}
        for note in content.notes:
            guids[note.id] = note.guid
            if held.mods.get(note.guid, 0) < note.mod:
                held.mods[note.guid] = note.mod
                kind = content.notetypes[str(note.mid)]["name"]
                held.notes[note.guid] = (kind, tuple(sorted(note.tags.split())), note.flds)
        names = {int(deck["id"]): str(deck["name"]) for deck in content.decks.values()}
        for card in content.cards:
            held.cards.setdefault((guids[card.nid], card.ord), names[card.did])
        held.decks |= set(names.values())
    return held
