"""Problems that show only when files are compared with each other, or with what was published."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from star2anki.build.compiled import Compiled
from star2anki.build.plan import Plan
from star2anki.build.sources import SHIPPED, Opened, places_of
from star2anki.decks.layout import StoryNotes
from star2anki.decks.lock import FILE_NAME, Lock
from star2anki.decks.rewording import Renaming, Rewording, find_renamings, find_rewordings
from star2anki.diagnostics import Code, Diagnostic, Location, Severity, did_you_mean
from star2anki.notetypes import BY_KEY

NAMED = 3
"""How many stories a diagnostic about a deck names before it only counts the rest."""

Stories = Mapping[str, Sequence[StoryNotes]]
"""The stories of each deck, by the deck's name."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What the comparison found; the rewordings are also given as values, so that they can be fixed."""

    diagnostics: tuple[Diagnostic, ...]
    rewordings: tuple[Rewording, ...]


def compare(plan: Plan, compiled: Sequence[Compiled], stories: Stories, lock: Lock) -> Compared:
    """Compare stories with each other, recipes with each other, and both with the lock."""
    locate = _Locator(plan)
    # All notes, because a deck that chooses some of a story's notes does not make the others vanish.
    # What comes with star2anki is not asked: its authors answer for its ids.
    own = [item for item in compiled if item.id not in SHIPPED]
    notes = [note for item in own for story in item.stories.values() for note in story.notes]
    lock = _without_shipped(lock)
    paths = {item.id: item.path for item in compiled if item.id}
    rewordings = tuple(find_rewordings(lock, notes))
    diagnostics = (
        *_repeated_ids(compiled, locate),
        *_conflicts(plan, stories),
        *_unknown_levels(plan, stories),
        *_unknown_notes(plan, stories, compiled),
        *_empty_decks(plan, stories, compiled),
        *_without_license(plan, stories),
        *_explain_rewordings(rewordings, paths, locate),
        *_explain_renamings(find_renamings(lock, notes, stories.keys()), paths, locate),
    )
    return Compared(diagnostics, rewordings)


def compare_as_told(plan: Plan, compiled: Iterable[Compiled], *, only_errors: bool) -> Iterable[Diagnostic]:
    """Let the coach compare how stories are told; with `only_errors`, only by rules that the project made errors."""
    digests = [item.digest for item in compiled if item.digest]
    if not digests:
        return ()
    from star2anki.coach.comparison import compare_digests  # noqa: PLC0415 - its language libraries are slow to load
    from star2anki.coach.registry import COMPARISONS  # noqa: PLC0415 - as above

    return compare_digests(digests, COMPARISONS, plan.coach, only_errors=only_errors)


class _Locator:
    """Finds places in story files again for the few diagnostics that compare files, because workers keep no trees."""

    def __init__(self, plan: Plan) -> None:
        self._frameworks = plan.frameworks
        self._files = plan.source_files

    def source(self, path: str) -> Location:
        tree = self._open(path).tree
        return tree.locate(("id",)) if tree else Location(path)

    def item(self, path: str, rewording: Rewording) -> Location:
        opened = self._open(path)
        items = BY_KEY[rewording.notetype].items
        if opened.content is None or opened.tree is None or items is None:
            return Location(path)
        places = places_of(opened.content, items, rewording.new_item)
        if not places:  # another file has the same id, or this one was saved again meanwhile
            return Location(path)
        return opened.tree.locate(places[0][0])

    def _open(self, path: str) -> Opened:
        file = self._files.get(path)
        return file.open(self._frameworks) if file else Opened(None, None)


def _without_shipped(lock: Lock) -> Lock:
    return Lock({guid: entry for guid, entry in lock.items() if entry.story not in SHIPPED}, lock.layouts)


def _repeated_ids(compiled: Iterable[Compiled], locate: _Locator) -> Iterator[Diagnostic]:
    first: dict[str, str] = {}
    for item in compiled:
        other = first.setdefault(item.id, item.path) if item.id else item.path
        if other != item.path:
            message = f'the id "{item.id}" is also the id of {other}'
            hint = "an id belongs to one story forever; give the newer story its own"
            yield Diagnostic(locate.source(item.path), Severity.ERROR, Code.DUPLICATE_ID, message, hint)


def _conflicts(plan: Plan, stories: Stories) -> Iterator[Diagnostic]:
    """Find notes to which two recipes would give different content, so that importing one deck would undo the other."""
    first: dict[str, tuple[str, str]] = {}
    for deck in plan.decks:
        notes = [note for story in stories[deck.name] for note in story.notes]
        for note in notes:
            first.setdefault(note.guid, (note.digest, deck.name))
        for note in notes:
            digest, other = first[note.guid]
            # Within one deck, the mistake is that two stories have the same id, which is reported elsewhere.
            if digest != note.digest and other != deck.name:
                message = f'the note "{note.id}" would differ from the one in the deck "{other}"'
                hint = "recipes that share stories must agree on level, voice and timer"
                yield Diagnostic(deck.place, Severity.ERROR, Code.CONFLICTING_CONTENT, message, hint)
                break


def _explain_rewordings(
    rewordings: Iterable[Rewording], paths: Mapping[str, str], locate: _Locator
) -> Iterator[Diagnostic]:
    for rewording in rewordings:
        place = locate.item(paths[rewording.scenario_id], rewording)
        if rewording.is_named:
            message = f'learners know this item as "{rewording.old_item}"; with a new `id:` they would lose its history'
            hint = f"to keep their history, write `id: {rewording.old_item}` (`star2anki check --fix` does this)"
            severity = Severity.ERROR if rewording.is_certain else Severity.WARNING
            yield Diagnostic(place, severity, Code.CHANGED_ID, message, hint)
            continue
        message = f'this looks like "{rewording.old_item}" in new words; learners would lose its history'
        hint = (
            f"to keep it, add the line `id: {rewording.old_item}` (`star2anki check --fix` does this); "
            f"if it is new, add `id: {rewording.new_item}`"
        )
        yield Diagnostic(place, Severity.WARNING, Code.REWORDED, message, hint)


def _explain_renamings(
    renamings: Iterable[Renaming], paths: Mapping[str, str], locate: _Locator
) -> Iterator[Diagnostic]:
    for renaming in renamings:
        message = f'this looks like the story "{renaming.old_id}" with a new id; learners would lose its history'
        hint = f"to keep their history, change it back to `id: {renaming.old_id}`"
        yield Diagnostic(locate.source(paths[renaming.new_id]), Severity.WARNING, Code.CHANGED_ID, message, hint)


def _unknown_levels(plan: Plan, stories: Stories) -> Iterator[Diagnostic]:
    for deck in plan.decks:
        known = {level: None for story in stories[deck.name] for level in story.levels}
        if deck.recipe.level and deck.recipe.level not in known:
            meant = did_you_mean(deck.recipe.level, known)
            message = f'no story in the deck has the level "{deck.recipe.level}"'
            hint = f'did you mean "{meant}"?' if meant else f"known levels: {', '.join(known) or 'none'}"
            yield Diagnostic(deck.place, Severity.WARNING, Code.UNKNOWN_LEVEL, message, hint)


def _unknown_notes(plan: Plan, stories: Stories, compiled: Iterable[Compiled]) -> Iterator[Diagnostic]:
    choosing = [deck for deck in plan.decks if deck.recipe.notes]
    # If a story has an error, the note may belong to it.
    if not choosing or any(item.id is None for item in compiled):
        return
    everywhere = {note.id for item in compiled for story in item.stories.values() for note in story.notes}
    for deck in choosing:
        known = {note.id for story in stories[deck.name] for note in story.notes}
        own = tuple(f"{story.id}/" for story in stories[deck.name])
        for wanted, place in zip(deck.recipe.notes, deck.note_places, strict=True):
            if wanted in known:
                continue
            meant = did_you_mean(wanted, (id_ for id_ in everywhere if id_.startswith(own)))
            hint = f'did you mean "{meant}"?' if meant else f"each note's ID is in its first field, and in {FILE_NAME}"
            if wanted in everywhere:
                hint = "the note exists, but the recipe's `scenarios` or `notetypes` leave it out"
            message = f'no story in the deck makes the note "{wanted}"'
            yield Diagnostic(place, Severity.ERROR, Code.NO_MATCH, message, hint)


def _empty_decks(plan: Plan, stories: Stories, compiled: Iterable[Compiled]) -> Iterator[Diagnostic]:
    """Find decks without notes: Anki refuses them, and they would take the place of a deck that has some."""
    if any(item.id is None for item in compiled):  # what has an error might make the notes
        return
    for deck in plan.decks:
        made = stories[deck.name]
        if made and not deck.recipe.notes and not any(story.notes for story in made):
            message = "this deck would have no notes"
            hint = "choose `notetypes` that its stories fill; those of craft need `frameworks`, `craft` or `rules`"
            yield Diagnostic(deck.place, Severity.ERROR, Code.NO_MATCH, message, hint)


def _without_license(plan: Plan, stories: Stories) -> Iterator[Diagnostic]:
    """Find stories without terms for sharing in a deck that has such terms and is therefore meant to be shared."""
    for deck in plan.decks:
        without = sorted(story.id for story in stories[deck.name] if story.license is None and story.notes)
        if deck.recipe.license and without:
            named = ", ".join(without[:NAMED]) + (f" and {len(without) - NAMED} more" if len(without) > NAMED else "")
            message = f"this deck has a license, but some of its stories do not: {named}"
            hint = (
                "give your own stories a `source:` with a `license:`; "
                "other people's are for private study, so keep them in a deck that you do not share"
            )
            yield Diagnostic(deck.place, Severity.WARNING, Code.NO_LICENSE, message, hint)
