"""Built decks -> files: one build at a time per folder, and each file in one step."""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from star2anki.apkg.reader import same_content
from star2anki.atomic_files import stage, staging, write_atomically
from star2anki.build.compile import uncollected
from star2anki.build.handed_out import LOCK_COPY, RECORD
from star2anki.build.last_build import remember
from star2anki.build.pipeline import Built, BuiltDeck, build
from star2anki.build.plan import Plan
from star2anki.build.results import Published, PublishedDeck
from star2anki.build.scratch import IGNORE, SCRATCH
from star2anki.build.story_store import StoryStore
from star2anki.decks.lock import FILE_NAME
from star2anki.diagnostics import Code, Diagnostic, Location, Severity, has_errors
from star2anki.limited_files import MAX_OWN_BYTES, read_or_none
from star2anki.lookups import Lookup
from star2anki.project import shown

WAIT_SECONDS = 120
"""How long a build waits for another one in the same folder."""


class BusyError(Exception):
    """Another build holds the folder and does not end."""


def publish(plan: Plan, on_progress: Callable[[int, int], None] = lambda *_: None) -> Published:
    """Build a plan's decks and write what changed.

    Raises:
        OSError: A file cannot be written; existing files are unchanged.
        BusyError: Another build holds the folder.
    """
    if has_errors(plan.diagnostics):
        return Published(plan.diagnostics)
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(_exclusive(plan.output))
        home = scratch if plan.output_is_home else _hold_home(stack, plan)
        stack.enter_context(uncollected())
        store = StoryStore(scratch, plan.frameworks, is_for_all=not (plan.named and plan.recipes))
        built = build(plan, store=store, on_progress=on_progress)
        if has_errors(built.diagnostics):
            return Published(built.diagnostics)
        if home is None:
            built = replace(built, diagnostics=(*built.diagnostics, _not_remembered(plan)))
        written = _write(built, scratch, home)
        decks = tuple(as_published(deck, written=deck.path in written) for deck in built.decks)
        published = Published(built.diagnostics, decks, built.gone, plan.trial)
        _remember(plan, built, published)
        return published


def as_published(deck: BuiltDeck, *, written: bool) -> PublishedDeck:
    """Say of a built deck what its report needs, without the package."""
    unchanged = len(deck.changes.unchanged)
    return PublishedDeck(deck.name, deck.path, deck.changes, unchanged, written, deck.moves, deck.cost)


def _remember(plan: Plan, built: Built, published: Published) -> None:
    read = {Lookup("bytes", str(path)): hash_ for path, hash_ in built.file_hashes.items()}
    scratch = plan.home / SCRATCH
    remember(
        plan.folder,
        plan.output,
        plan.named,
        plan.lookups.answers | read,
        published,
        folders=(plan.home, plan.output),
        files=(
            *(plan.home / FILE_NAME, scratch / LOCK_COPY, scratch / RECORD, plan.output / FILE_NAME),
            *(deck.path for deck in built.decks),
        ),
    )


def stale_files(built: Built) -> list[Path]:
    """List the files on disk that are not what a build would write."""
    stale = [deck.path for deck in built.decks if not same_content(deck.path, deck.data)]
    if built.lock and built.lock_path and not _is_lock(built.lock_path, built.lock.dumps().encode("utf-8")):
        stale.append(built.lock_path)
    return stale


def _is_lock(path: Path, text: bytes) -> bool:
    """Compare as git does on Windows, where each line may have gained a carriage return."""
    return (read_or_none(path, MAX_OWN_BYTES) or b"").replace(b"\r\n", b"\n") == text


def _write(built: Built, scratch: Path, home: Path | None) -> set[Path]:
    """Write all files that changed. Write them under temporary names, then rename record and lock, then the decks.

    Record and lock go first, so that if the build is killed in between, no deck's `mod` is given out again.
    """
    with staging() as staged:
        if home:
            staged += [stage(home / name, data, home) for name, data in built.record_files.items()]
        if built.lock and built.lock_path:
            text = built.lock.dumps().encode("utf-8")
            if not _is_lock(built.lock_path, text):
                staged.append(stage(built.lock_path, text, scratch))
        staged += [
            stage(deck.path, deck.data, scratch)
            for deck in built.decks
            if deck.changes.any or not same_content(deck.path, deck.data)
        ]
        for file in staged:
            file.commit()
        return {file.target for file in staged}


def _hold_home(stack: contextlib.ExitStack, plan: Plan) -> Path | None:
    """Hold the project's own folder, too, to record what goes elsewhere; None if it is not writable."""
    try:
        return stack.enter_context(_exclusive(plan.home))
    except OSError:
        return None


def _not_remembered(plan: Plan) -> Diagnostic:
    place = Location(shown(plan.home / SCRATCH, plan.folder))
    message = "this folder is not writable, so the next build will not know about these decks"
    hint = "if you share them, keep their lock, and build into the same folder next time"
    return Diagnostic(place, Severity.WARNING, Code.NOT_REMEMBERED, message, hint)


@contextlib.contextmanager
def _exclusive(output: Path) -> Iterator[Path]:
    """Hold the output folder against other builds, and yield its folder for temporary files, swept clean."""
    scratch = output / SCRATCH
    was_there = output.exists()
    scratch.mkdir(parents=True, exist_ok=True)
    lock = FileLock(scratch / "build.lock", timeout=WAIT_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(
            f"another build is still using {output} after {WAIT_SECONDS} seconds; wait for it to end"
        ) from error
    try:
        for leftover in scratch.glob(".*.tmp"):  # from a build that was killed
            leftover.unlink(missing_ok=True)
        ignore = scratch / IGNORE
        if not ignore.exists():
            write_atomically(ignore, b"*\n")
        yield scratch
    finally:
        lock.release()
        if not was_there and [path.name for path in output.iterdir()] == [SCRATCH]:  # nothing was built
            shutil.rmtree(scratch, ignore_errors=True)
            with contextlib.suppress(OSError):
                output.rmdir()
