"""Compare what a version of Anki made of the packages with what they contain; for `anki_versions.py`."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from anki_versions_packages import Held, Packages, held_after

COLUMNS = (
    "Anki",
    "API",
    "decks: notes",
    "cards",
    "again",
    "update: new",
    "updated",
    "unchanged",
    "mod",
    "history",
    "preset",
    "integrity",
    "verdict",
)
"""Columns of the table. The first count what the decks in `decks/` brought; from `update: new` on, what an edit did."""


@dataclass(slots=True)
class Outcome:
    """What happened in one version of Anki."""

    version: str
    cells: dict[str, str] = field(default_factory=dict)
    """Cells of the table, from `decks: notes` to `integrity`."""
    differences: list[str] = field(default_factory=list)
    """What is not as it should be, one line each."""


def judge(version: str, packages: Packages, seen: Sequence[Sequence[dict[str, Any]]]) -> Outcome:
    """Compare what a version's child saw with what the packages contain.

    Args:
        version: The version of the package `anki`, such as 2.1.66.
        packages: What was imported.
        seen: For each collection and step of `packages.steps()`, what the child's `look` gave.
    """
    library, small, (scheduled,) = seen
    _, studied, repeated, updated, _ = small
    differences: list[str] = []
    for steps, taken in zip(seen, packages.steps(), strict=True):
        imported: list[Path] = []
        for step, (verb, package) in zip(steps, taken, strict=True):
            imported += [Path(package)] if verb == "import" else []
            place = f"after {verb} {Path(package).stem}".rstrip()
            differences += different(place, step, held_after(imported))

    pairs = [(library[len(packages.library) - 1], library[-1]), (studied, repeated), (updated, small[-1])]
    again = "nothing" if all(told(before) == told(after) for before, after in pairs) else "changes"
    history, later = earned(studied), earned(updated)
    lost = [card for card, was in history.items() if later.get(card) != was]
    if not all(reviews for _, (reviews, *_) in history.values()):
        differences.append("not all cards of the small deck were studied")
    old, new = ({row[0]: row for row in step["notes"]} for step in (repeated, updated))
    mods = {guid: row[2] for guid, row in new.items()}
    packed = held_after([packages.before, packages.after]).mods
    cells = {
        "API": str(library[0]["api"]),
        "decks: notes": str(len(library[-1]["notes"])),
        "cards": str(len(library[-1]["cards"])),
        "again": again,
        "update: new": str(len(new.keys() - old.keys())),
        "updated": str(sum(old[guid] != new.get(guid) for guid in old)),
        "unchanged": str(sum(old[guid] == new.get(guid) for guid in old)),
        "mod": "the package's" if mods == packed else "the import's",
        "history": f"lost on {len(lost)} cards" if lost else "kept",
        "preset": preset_of(scheduled),
        "integrity": "sound" if all(step["sound"] for steps in seen for step in steps) else "repaired",
    }
    for name, wanted in (expected(version) | {"again": "nothing", "history": "kept"}).items():
        if cells[name] != wanted:
            differences.append(f"{name}: {cells[name]}, and should be: {wanted}")
    return Outcome(version, cells, differences)


def expected(version: str) -> dict[str, str]:
    """Say in what versions of Anki differ, as docs/recipes.md and docs/updates.md describe it."""
    number = tuple(int(part) for part in version.split("."))
    preset = "none"
    if number < (23,):
        preset = "used" if number <= (2, 1, 54) else "listed"
    return {"preset": preset, "mod": "the import's" if (2, 1, 54) <= number < (25,) else "the package's"}


def different(place: str, step: dict[str, Any], expected: Held) -> Iterator[str]:
    """Say where a collection is not as it should be."""
    if not step["sound"]:
        yield f"{place}, Check Database says: {' '.join(step['problems'].split())}"
    notes = {row[0]: (row[1], tuple(row[3]), row[4]) for row in step["notes"]}
    cards = {(row[0], row[1]): row[2] for row in step["cards"]}
    for name, found, rows in (("notes", notes, step["notes"]), ("cards", cards, step["cards"])):
        if len(found) != len(rows):
            yield f"{place}, {len(rows) - len(found)} {name} are doubled"
    yield from _unlike(f"{place}, note", notes, expected.notes)
    yield from _unlike(f"{place}, the deck of card", cards, expected.cards)
    if set(step["decks"]) != expected.decks:
        yield f"{place}, the decks are {sorted(step['decks'])}, and should be {sorted(expected.decks)}"


def _unlike(name: str, found: Mapping[Any, object], wanted: Mapping[Any, object]) -> Iterator[str]:
    wrong = sorted(key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key))
    if wrong:
        shown = (str(side.get(wrong[0], "missing")) for side in (found, wanted))
        yield f"{name} {wrong[0]} is {' and should be '.join(shown)}; {len(wrong)} are wrong in all"


def told(step: dict[str, Any]) -> dict[str, Any]:
    """Give what a collection contains, without how it got there."""
    return {key: value for key, value in step.items() if key not in {"api", "sound", "problems"}}


def earned(step: dict[str, Any]) -> dict[tuple[str, int], tuple[str, list[Any]]]:
    """Give each card's deck and history."""
    return {(row[0], row[1]): (row[2], row[3]) for row in step["cards"]}


def preset_of(step: dict[str, Any]) -> str:
    """Say whether a preset came with the deck, and whether the deck uses it."""
    if any(name != "Default" for name in step["options"].values()):
        return "used"
    return "listed" if len(step["presets"]) > 1 else "none"
