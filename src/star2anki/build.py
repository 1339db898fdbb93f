"""The road from stories to decks, on one screen: read, compile, compare, lay out, lock, package."""

import os
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from star2anki.coach.settings import has_error_rules
from star2anki.compare import compare
from star2anki.compile import Compiled, Job, compile_stories
from star2anki.decks.layout import Deck, Story, lay_out
from star2anki.decks.lock import FILE_NAME, BadLockError, Changes, Lock, PublishedNote
from star2anki.decks.rewording import Rewording
from star2anki.diagnostics import Code, Diagnostic, Location, Severity, has_errors, in_order
from star2anki.notetypes import BY_KEY, Settings
from star2anki.package.reader import NotAPackageError, read_package
from star2anki.package.writer import write_package
from star2anki.plan import DeckPlan, Plan, shown
from star2anki.scenario.decode import read_bytes

MAX_EPOCH_DIGITS = 10
"""Of seconds since 1970, until the year 2286; more are milliseconds, which no lock can hold."""


@dataclass(frozen=True, slots=True)
class BuiltDeck:
    """One deck, ready to be written."""

    name: str
    path: Path
    decks: tuple[Deck, ...]
    changes: Changes
    data: bytes


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made, still in memory. With an error among the findings there are no decks."""

    findings: tuple[Diagnostic, ...]
    decks: tuple[BuiltDeck, ...] = ()
    lock_path: Path | None = None
    lock: Lock | None = None
    rewordings: tuple[Rewording, ...] = ()


def build(
    plan: Plan,
    *,
    package: bool = True,
    coach: Literal["all", "errors", "none"] = "errors",
    on_progress: Callable[[int, int], None] = lambda *_: None,
) -> Built:
    """Compile a plan's stories and make its decks. Writes nothing.

    Args:
        plan: What to build.
        package: Make the packages; without, only find what is wrong and what would change.
        coach: Which of the coach's rules to ask how the stories are told: all, those that the project made errors, or
            none.
        on_progress: Called now and then with the number of stories that are done, and of all.
    """
    jobs = _jobs(plan, coach)
    compiled = compile_stories(jobs, plan.frameworks, lambda done: on_progress(done, len(jobs)))
    by_file = {job.file: item for job, item in zip(jobs, compiled, strict=True)}
    findings = [*plan.findings, *(finding for item in compiled for finding in item.findings)]
    lock, problems = read_lock(plan)
    findings += problems
    stories = {deck.name: _stories_of(deck, by_file) for deck in plan.decks}
    compared = compare(plan, jobs, compiled, stories, lock)
    findings = in_order([*findings, *compared.findings])
    if has_errors(findings):
        return Built(tuple(findings), rewordings=compared.rewordings)
    layouts = {deck.name: lay_out(deck.recipe, stories[deck.name]) for deck in plan.decks}
    notes = {name: [note for deck in decks for note in deck.notes] for name, decks in layouts.items()}
    new_lock, changes = lock.update(notes, now())
    decks = tuple(
        BuiltDeck(
            name=deck.name,
            path=plan.output / f"{deck.name}.apkg",
            decks=layouts[deck.name],
            changes=changes[deck.name],
            data=write_package(layouts[deck.name], new_lock, deck.recipe.schedule) if package else b"",
        )
        for deck in plan.decks
    )
    return Built(tuple(findings), decks, plan.output / FILE_NAME, new_lock, compared.rewordings)


def now() -> int:
    """Give the time of the build in seconds since 1970; SOURCE_DATE_EPOCH sets it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    is_seconds = epoch.isdecimal() and len(epoch) <= MAX_EPOCH_DIGITS and int(epoch) > 0
    return int(epoch) if is_seconds else int(time.time())


def read_lock(plan: Plan) -> tuple[Lock, list[Diagnostic]]:
    """Read the lock of the folder that the decks go to; a lost one is made anew from the decks that are there."""
    path = plan.output / FILE_NAME
    try:
        if not path.exists():
            return _recovered(plan), []
    except OSError:
        pass  # reading it says why
    raw, problems = read_bytes(path, shown(path, plan.folder))
    if raw is None:
        return Lock(), problems
    try:
        return Lock.loads(raw.decode("utf-8", errors="replace")), []
    except BadLockError as error:
        hint = (
            "restore it from version control; or delete it: the next build makes it anew from the decks that are there"
        )
        location = Location(shown(path, plan.folder), error.line)
        return Lock(), [Diagnostic(location, Severity.ERROR, Code.BAD_LOCK, str(error), hint)]


def _recovered(plan: Plan) -> Lock:
    packages: dict[str, list[PublishedNote]] = {}
    for deck in plan.decks:
        with suppress(OSError, NotAPackageError):
            rows = read_package(plan.output / f"{deck.name}.apkg").notes
            packages[deck.name] = [PublishedNote(row[0], row[1], row[3], row[5], row[6]) for row in rows]
    return Lock.recovered(packages)


def _jobs(plan: Plan, coach: str) -> list[Job]:
    """List every story once, and collect in which ways the decks want it."""
    is_asked = coach == "all" or (coach == "errors" and has_error_rules(plan.coach))
    settings = plan.coach if is_asked else None
    variants: dict[Path, dict[Settings, set[str]]] = {}
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


def _stories_of(deck: DeckPlan, by_file: dict[Path, Compiled]) -> tuple[Story, ...]:
    keys = {notetype.key for notetype in deck.recipe.chosen_notetypes}
    chosen = frozenset(deck.recipe.notes)
    stories = []
    for path in deck.stories:
        compiled = by_file.get(path)
        story = compiled.stories.get(deck.recipe.settings) if compiled else None
        if story:
            notes = tuple([note for note in story.notes if note.notetype in keys and (not chosen or note.id in chosen)])
            stories.append(replace(story, notes=notes))
    return tuple(stories)
