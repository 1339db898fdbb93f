"""The road from stories to decks, on one screen: read, compile, compare, lay out, lock, package."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from star2anki.apkg.writer import write_package
from star2anki.build.compare import Stories, compare, compare_as_told
from star2anki.build.compile import compile_stories
from star2anki.build.compile_craft import compile_craft
from star2anki.build.compiled import Compiled, Job
from star2anki.build.earlier_builds import EarlierBuilds, look_back
from star2anki.build.plan import DeckPlan, Plan
from star2anki.build.sources import CraftSource
from star2anki.build.story_store import StoryStore
from star2anki.clock import now
from star2anki.coach.settings import has_error_rules
from star2anki.decks.changes import Changes
from star2anki.decks.cost import Cost
from star2anki.decks.effort import cost_of
from star2anki.decks.layout import Deck, StoryNotes, laid_out, lay_out
from star2anki.decks.lock import FILE_NAME, LaidOut, Lock
from star2anki.decks.moves import Move, find_moves, predecessors
from star2anki.decks.rewording import Rewording
from star2anki.decks.update import update
from star2anki.diagnostics import Code, Diagnostic, Location, Severity, has_errors, in_order
from star2anki.notetypes import BY_KEY, NoteSettings, Notetype
from star2anki.project import shown


@dataclass(frozen=True, slots=True)
class BuiltDeck:
    """One deck, ready to be written."""

    name: str
    path: Path
    decks: tuple[Deck, ...]
    changes: Changes
    moves: tuple[Move, ...]
    cost: Cost
    data: bytes


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, still in memory. If the diagnostics include an error, there are no decks."""

    diagnostics: tuple[Diagnostic, ...]
    decks: tuple[BuiltDeck, ...] = ()
    lock_path: Path | None = None
    """Where the lock goes; None if the build leaves it alone."""
    lock: Lock | None = None
    file_hashes: Mapping[Path, str] = field(default_factory=dict)
    """The hash of the bytes of each story and craft file, as they were compiled."""
    record_files: Mapping[str, bytes] = field(default_factory=dict)
    """The record, as files in the scratch folder, by name. They are written before any package is handed out."""
    gone: Mapping[str, Changes] = field(default_factory=dict)
    """The decks in the lock that no recipe makes any more, by the recipe's name."""
    rewordings: tuple[Rewording, ...] = ()


def build(
    plan: Plan,
    *,
    package: bool = True,
    coach: Literal["all", "errors", "none"] = "errors",
    store: StoryStore | None = None,
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Built:
    """Compile a plan's stories and make its decks, writing nothing except to the store.

    Args:
        plan: What to build.
        package: Make the packages; otherwise only find what is wrong and what would change.
        coach: Which of the coach's rules to ask: all, those that the project made errors, or none.
        store: Stories that earlier builds compiled.
        on_progress: Called now and then with the number of stories that are done, and of all stories.
    """
    jobs = _jobs(plan, coach)
    compiled = compile_stories(jobs, plan.frameworks, lambda done: on_progress(done, len(jobs)), store)
    by_file: dict[Path | CraftSource, Compiled]
    by_file = {job.file: item for job, item in zip(jobs, compiled, strict=True)}
    wanted = _wanted_craft(plan)
    craft = compile_craft(wanted, plan.frameworks)
    by_file |= zip(wanted, craft, strict=True)
    compiled = [*craft, *compiled]  # the author can change the id of a story; what comes with star2anki has it first
    diagnostics = [*plan.diagnostics, *(diagnostic for item in compiled for diagnostic in item.diagnostics)]
    earlier, problems = look_back(plan)
    diagnostics += problems
    stories = {deck.name: _stories_of(deck, by_file) for deck in plan.decks}
    compared = compare(plan, compiled, stories, earlier.published_lock)
    diagnostics += compare_as_told(plan, compiled, only_errors=coach == "errors")
    diagnostics += _foreign_packages(plan, earlier.base_lock)
    diagnostics = in_order([*_timely(diagnostics, compiled, earlier.published_lock), *compared.diagnostics])
    if has_errors(diagnostics):
        return Built(tuple(diagnostics), rewordings=compared.rewordings)
    before = _laid_out_before(plan, stories, earlier)
    layouts = {deck.name: lay_out(deck.recipe, stories[deck.name], before[deck.name]) for deck in plan.decks}
    notes = {name: [note for deck in decks for note in deck.notes] for name, decks in layouts.items()}
    laid = {deck.name: laid_out(deck.recipe, layouts[deck.name]) for deck in plan.decks}
    updated = update(
        earlier.base_lock,
        notes,
        now(),
        known=earlier.handed_out.notes,
        gone=earlier.gone,
        reworded={each.old_guid: each.new_item for each in compared.rewordings},
        layouts=laid,
    )
    decks = tuple(
        BuiltDeck(
            name=deck.name,
            path=plan.output / f"{deck.name}.apkg",
            decks=layouts[deck.name],
            changes=updated.changes[deck.name],
            moves=tuple(find_moves(before[deck.name], laid[deck.name])),
            cost=cost_of(card for each in layouts[deck.name] for card in each.cards),
            data=write_package(layouts[deck.name], updated.lock, deck.recipe.schedule) if package else b"",
        )
        for deck in plan.decks
    )
    return Built(
        tuple(diagnostics),
        decks,
        lock_path=None if plan.leaves_lock_alone else plan.output / FILE_NAME,
        lock=None if plan.leaves_lock_alone else updated.lock,
        file_hashes=_hashes(by_file),
        record_files=earlier.files(
            plan,
            updated.lock,
            (note for each in notes.values() for note in each),
            {deck.path: deck.data for deck in decks},
        ),
        gone=updated.gone,
        rewordings=compared.rewordings,
    )


def _laid_out_before(plan: Plan, stories: Stories, earlier: EarlierBuilds) -> dict[str, LaidOut | None]:
    """Give how each deck was laid out when it was built last, be it under another name of its recipe's file."""
    guids = {
        name: {note.guid for story in each for note in story.notes}
        for name, each in stories.items()
        if name not in earlier.names
    }
    lock = earlier.base_lock
    renamed = predecessors(lock, guids, earlier.gone)
    return {deck.name: lock.layouts.get(renamed.get(deck.name, deck.name)) for deck in plan.decks}


def _foreign_packages(plan: Plan, trials: Lock) -> Iterator[Diagnostic]:
    """Find packages that a trial would replace although no trial made them: somebody may still need them."""
    known = {name for entry in trials.entries for name in entry.decks}
    for deck in plan.decks if plan.leaves_lock_alone else ():
        path = plan.output / f"{deck.name}.apkg"
        if deck.name not in known and os.path.lexists(path):
            message = "this deck already exists, and no trial that star2anki remembers made it"
            hint = "use -o FOLDER for your trial, or move this deck away"
            yield Diagnostic(Location(shown(path, plan.folder)), Severity.ERROR, Code.FOREIGN_DECK, message, hint)


def _timely(diagnostics: Iterable[Diagnostic], compiled: Iterable[Compiled], published: Lock) -> list[Diagnostic]:
    """Leave out the advice to change a story's id if learners already know the story by it."""
    known = {entry.story for entry in published.entries}
    settled = {item.path for item in compiled if item.id in known}
    return [each for each in diagnostics if each.code != Code.ID_WITHOUT_TAIL or each.location.path not in settled]


def _jobs(plan: Plan, coach: str) -> list[Job]:
    """List every story once, with all the ways in which decks want it."""
    is_asked = coach == "all" or (coach == "errors" and has_error_rules(plan.coach))
    settings = plan.coach if is_asked else None
    variants: dict[Path, dict[NoteSettings, set[str]]] = {}
    for deck in plan.decks:
        for path in deck.stories:
            keys = variants.setdefault(path, {}).setdefault(deck.recipe.settings, set())
            keys.update(notetype.key for notetype in deck.recipe.chosen_notetypes)
    return [
        Job(
            path,
            shown(path, plan.folder),
            tuple((switches, tuple(key for key in BY_KEY if key in keys)) for switches, keys in wanted.items()),
            settings,
            coach == "errors",
        )
        for path, wanted in variants.items()
    ]


def _wanted_craft(plan: Plan) -> dict[CraftSource, dict[NoteSettings, set[str]]]:
    """List all that craft notes are made of once, and collect in which ways the decks want it."""
    wanted: dict[CraftSource, dict[NoteSettings, set[str]]] = {}
    for deck in plan.decks:
        for source in deck.craft:
            keys = wanted.setdefault(source, {}).setdefault(deck.recipe.settings, set())
            keys.update(notetype.key for notetype in deck.recipe.craft_notetypes)
    return wanted


def _stories_of(deck: DeckPlan, by_file: Mapping[Path | CraftSource, Compiled]) -> tuple[StoryNotes, ...]:
    """Choose of what was made of a deck's sources what the deck wants."""
    wanted: list[tuple[Path | CraftSource, tuple[Notetype, ...]]] = [
        *((path, deck.recipe.chosen_notetypes) for path in deck.stories),
        *((source, deck.recipe.craft_notetypes) for source in deck.craft),
    ]
    chosen = frozenset(deck.recipe.notes)
    return tuple(
        story.only({notetype.key for notetype in notetypes}, chosen)
        for source, notetypes in wanted
        if source in by_file and (story := by_file[source].stories.get(deck.recipe.settings))
    )


def _hashes(by_file: Mapping[Path | CraftSource, Compiled]) -> dict[Path, str]:
    """Take the hashes of files that were read; frameworks were read with the plan."""
    files = ((source if isinstance(source, Path) else source.file, item) for source, item in by_file.items())
    return {file: item.file_hash for file, item in files if file and item.file_hash}
