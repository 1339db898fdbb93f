"""The road from stories to decks, on one screen: read, compile, check, lay out, lock, package, write."""

import os
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from star2anki.compile import Compiled, Job, compile_stories
from star2anki.decks.layout import Deck, Story, lay_out
from star2anki.decks.lock import FILE_NAME, BadLockError, Changes, Lock
from star2anki.decks.rewording import Rewording, find_rewordings
from star2anki.diagnostics import Code, Diagnostic, Location, Severity, has_errors
from star2anki.notetypes import BY_KEY, Note, Settings
from star2anki.package.writer import write_package
from star2anki.plan import DeckPlan, Plan, read_bytes, shown


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


def build(plan: Plan, *, package: bool = True, on_progress: Callable[[int, int], None] = lambda *_: None) -> Built:
    """Compile a plan's stories and make its decks. Writes nothing.

    Args:
        plan: What to build.
        package: Make the packages; without, only find what is wrong and what would change.
        on_progress: Called now and then with the number of stories that are done, and of all.
    """
    jobs, findings = _jobs(plan)
    compiled = compile_stories(jobs, plan.frameworks, lambda done: on_progress(done, len(jobs)))
    by_path = {item.path: item for item in compiled}
    findings = [*plan.findings, *findings, *(finding for item in compiled for finding in item.findings)]
    findings += _repeated_ids(compiled)
    lock, problems = read_lock(plan)
    findings += problems
    stories = {deck.name: _stories_of(deck, by_path, plan) for deck in plan.decks}
    findings += _conflicts(plan, stories)
    rewordings = tuple(find_rewordings(lock, _all_notes(stories)))
    findings += _explain_rewordings(rewordings, compiled)
    findings.sort()
    if has_errors(findings):
        return Built(tuple(findings), rewordings=rewordings)
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
    return Built(tuple(findings), decks, plan.output / FILE_NAME, new_lock, rewordings)


def now() -> int:
    """Give the time of the build in seconds since 1970; SOURCE_DATE_EPOCH sets it."""
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    return int(epoch) if epoch.isdecimal() and int(epoch) > 0 else int(time.time())


def read_lock(plan: Plan) -> tuple[Lock, list[Diagnostic]]:
    """Read the lock of the folder that the decks go to; without one, everything is new."""
    path = plan.output / FILE_NAME
    if not path.exists():
        return Lock(), []
    raw, problems = read_bytes(path, plan.folder)
    if raw is None:
        return Lock(), problems
    try:
        return Lock.loads(raw.decode("utf-8", errors="replace")), []
    except BadLockError as error:
        hint = (
            "restore it from version control; or delete it, which costs no history: "
            "the next build sends every note to learners once more"
        )
        location = Location(shown(path, plan.folder), error.line)
        return Lock(), [Diagnostic(location, Severity.ERROR, Code.BAD_LOCK, str(error), hint)]


def _jobs(plan: Plan) -> tuple[list[Job], list[Diagnostic]]:
    """Read every story once, and collect in which ways the decks want it."""
    variants: dict[Path, dict[Settings, set[str]]] = {}
    for deck in plan.decks:
        for path in deck.stories:
            keys = variants.setdefault(path, {}).setdefault(deck.recipe.settings, set())
            keys.update(notetype.key for notetype in deck.recipe.chosen_notetypes)
    jobs: list[Job] = []
    findings: list[Diagnostic] = []
    for path, wanted in variants.items():
        raw, problems = read_bytes(path, plan.folder)
        findings += problems
        if raw is not None:
            ways = tuple((settings, tuple(key for key in BY_KEY if key in keys)) for settings, keys in wanted.items())
            jobs.append(Job(shown(path, plan.folder), raw, ways))
    return jobs, findings


def _stories_of(deck: DeckPlan, by_path: dict[str, Compiled], plan: Plan) -> tuple[Story, ...]:
    keys = {notetype.key for notetype in deck.recipe.chosen_notetypes}
    stories = []
    for path in deck.stories:
        compiled = by_path.get(shown(path, plan.folder))
        story = compiled.stories.get(deck.recipe.settings) if compiled else None
        if story:
            notes = tuple([note for note in story.notes if note.notetype in keys])
            stories.append(Story(story.id, story.title, story.principle, notes))
    return tuple(stories)


def _all_notes(stories: dict[str, tuple[Story, ...]]) -> Iterator[Note]:
    return (note for deck in stories.values() for story in deck for note in story.notes)


def _repeated_ids(compiled: Iterable[Compiled]) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for item in compiled:
        if item.id is None or item.id_place is None:
            continue
        other = first.setdefault(item.id, item.path)
        if other != item.path:
            message = f'the id "{item.id}" is also the id of {other}'
            hint = "an id belongs to one story for ever; give the newer one its own"
            yield Diagnostic(item.id_place, Severity.ERROR, Code.DUPLICATE_ID, message, hint)


def _conflicts(plan: Plan, stories: dict[str, tuple[Story, ...]]) -> Iterator[Diagnostic]:
    """Find notes that two recipes would give different content, so that importing one deck would undo the other."""
    first: dict[str, tuple[str, str]] = {}
    for deck in plan.decks:
        for story in stories[deck.name]:
            clash = next(
                (
                    note
                    for note in story.notes
                    if first.setdefault(note.guid, (note.digest, deck.name))[0] != note.digest
                ),
                None,
            )
            if clash:
                message = f'"{clash.id}" would differ from the one in the deck "{first[clash.guid][1]}"'
                hint = "recipes that share stories must agree on level, voice and timer"
                yield Diagnostic(deck.place, Severity.ERROR, Code.CONFLICTING_CONTENT, message, hint)
                break


def _explain_rewordings(rewordings: Iterable[Rewording], compiled: Iterable[Compiled]) -> Iterator[Diagnostic]:
    paths = {item.id: item for item in compiled}
    for rewording in rewordings:
        item = paths[rewording.scenario_id]
        place = item.items.get((rewording.notetype, rewording.new_item), Location(item.path))
        message = f'this looks like "{rewording.old_item}", reworded; learners would lose its history'
        hint = (
            f"to keep it, add the line `id: {rewording.old_item}` (`star2anki check --fix` does); "
            f"if it is a new one, add `id: {rewording.new_item}`"
        )
        yield Diagnostic(place, Severity.WARNING, Code.REWORDED, message, hint)
