"""Built decks -> files: one build at a time in a folder, each file in one step, and no work where nothing changed."""

import contextlib
import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from importlib import metadata
from pathlib import Path

from filelock import FileLock, Timeout
from pydantic import TypeAdapter

from star2anki import git
from star2anki.build import Built, build
from star2anki.compile import uncollected
from star2anki.decks.lock import FILE_NAME
from star2anki.decks.moves import Move
from star2anki.decks.update import Changes
from star2anki.diagnostics import Code, Diagnostic, Location, Severity, has_errors
from star2anki.files import stage, staging, write_atomically
from star2anki.handed_out import COPY, MEMORY, SCRATCH
from star2anki.limited_files import MAX_OWN_BYTES, read_file
from star2anki.package.reader import same_content
from star2anki.plan import Plan
from star2anki.project import shown
from star2anki.scenario.decode import MAX_BYTES

WAIT_SECONDS = 120
"""How long a build waits for another one in the same folder."""

_FINDINGS = TypeAdapter(tuple[Diagnostic, ...])


class BusyError(Exception):
    """Another build holds the folder, and does not end."""


@dataclass(frozen=True, slots=True)
class PublishedDeck:
    """What a build did to one deck. `written` tells whether its file is new."""

    name: str
    path: Path
    changes: Changes
    unchanged: int
    written: bool
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True)
class Published:
    """What a build did. With an error among the findings it wrote nothing."""

    findings: tuple[Diagnostic, ...]
    decks: tuple[PublishedDeck, ...] = ()
    gone: Mapping[str, Changes] = field(default_factory=dict)
    """The decks whose recipe is gone, by the recipe's name; said once."""


def publish(plan: Plan, on_progress: Callable[[int, int], None] = lambda *_: None) -> Published:
    """Build a plan's decks and write what changed.

    Raises:
        OSError: A file cannot be written; the old ones are still there.
        BusyError: Another build holds the folder.
    """
    if has_errors(plan.findings):
        return Published(plan.findings)
    with contextlib.ExitStack() as stack:
        scratch = stack.enter_context(_exclusive(plan.output))
        home = scratch if plan.output_is_home else _hold_home(stack, plan)
        stack.enter_context(uncollected())
        memory = scratch / "last-build.json"
        stamps = _stamps(plan)
        inputs = _fingerprint_inputs(plan)
        remembered = _recall(memory, inputs, plan)
        if remembered:
            return remembered
        built = build(plan, on_progress=on_progress)
        if has_errors(built.findings):
            return Published(built.findings)
        if home is None:
            built = replace(built, findings=(*built.findings, _not_remembered(plan)))
        written = _write(built, scratch, home)
        decks = tuple(
            PublishedDeck(
                deck.name, deck.path, deck.changes, len(deck.changes.unchanged), deck.path in written, deck.moves
            )
            for deck in built.decks
        )
        if _stamps(plan) == stamps:  # else a story was saved while this build ran
            _remember(memory, inputs, built, plan)
        return Published(built.findings, decks, built.gone)


def stale_files(built: Built) -> list[Path]:
    """List the files on disk that are not what a build would write."""
    stale = [deck.path for deck in built.decks if not same_content(deck.path, deck.data)]
    if built.lock and built.lock_path and not _is_lock(built.lock_path, built.lock.dumps().encode("utf-8")):
        stale.append(built.lock_path)
    return stale


def _is_lock(path: Path, text: bytes) -> bool:
    """Compare as git does on Windows, which may have given each line a carriage return."""
    return (_bytes(path) or b"").replace(b"\r\n", b"\n") == text


def _write(built: Built, scratch: Path, home: Path | None) -> set[Path]:
    """Write all files that changed: first all of them under temporary names, then memory and lock, then the decks.

    Memory and lock go first: should the build be killed in between, no `mod` that a deck carries is given out again.
    """
    with staging() as staged:
        if home:
            staged += [stage(home / name, data, home) for name, data in built.memory.items()]
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
    """Hold the project's own folder as well, to remember there what goes elsewhere; None where it cannot be written."""
    try:
        return stack.enter_context(_exclusive(plan.home))
    except OSError:
        return None


def _not_remembered(plan: Plan) -> Diagnostic:
    place = Location(shown(plan.home / SCRATCH, plan.folder))
    message = "this folder cannot be written, so the next build will not know of these decks"
    hint = "if you hand them out, keep their lock, and build the next ones into the same folder"
    return Diagnostic(place, Severity.WARNING, Code.NOT_REMEMBERED, message, hint)


@contextlib.contextmanager
def _exclusive(output: Path) -> Iterator[Path]:
    """Hold the output folder against other builds; give its folder for temporary files, swept clean."""
    scratch = output / SCRATCH
    was_there = output.exists()
    scratch.mkdir(parents=True, exist_ok=True)
    ignore = scratch / ".gitignore"
    if not ignore.exists():
        write_atomically(ignore, b"*\n")
    lock = FileLock(scratch / "build.lock", timeout=WAIT_SECONDS)
    try:
        lock.acquire()
    except Timeout as error:
        raise BusyError(f"another build has held {output} for {WAIT_SECONDS} seconds") from error
    try:
        for leftover in scratch.glob(".*.tmp"):  # of a build that was killed
            leftover.unlink(missing_ok=True)
        yield scratch
    finally:
        lock.release()
        if not was_there and [path.name for path in output.iterdir()] == [SCRATCH]:  # nothing was built
            shutil.rmtree(scratch, ignore_errors=True)
            with contextlib.suppress(OSError):
                output.rmdir()


def _recall(memory: Path, inputs: str, plan: Plan) -> Published | None:
    """Give the result of the last build, if everything that went in and came out is still the same."""
    try:
        data = json.loads(read_file(memory, MAX_OWN_BYTES))
        if data["inputs"] != inputs or data["outputs"] != _fingerprint_outputs(plan):
            return None
        decks = tuple(
            PublishedDeck(
                deck.name,
                plan.output / f"{deck.name}.apkg",
                Changes(),
                data["decks"][deck.name],
                written=False,
            )
            for deck in plan.decks
        )
        return Published(_FINDINGS.validate_python(tuple(data["findings"])), decks)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _remember(memory: Path, inputs: str, built: Built, plan: Plan) -> None:
    data = {
        "inputs": inputs,
        "outputs": _fingerprint_outputs(plan),
        "decks": {deck.name: len(deck.changes.present) for deck in built.decks},
        "findings": [asdict(finding) for finding in built.findings],
    }
    with contextlib.suppress(OSError):  # it only saves time
        stage(memory, json.dumps(data).encode("utf-8"), memory.parent).commit()


def _stamps(plan: Plan) -> list[tuple[int, int] | None]:
    """Note when each story was last saved, in nanoseconds, and its size."""
    stamps: list[tuple[int, int] | None] = []
    for path in plan.stories:
        try:
            status = path.stat()
            stamps.append((status.st_mtime_ns, status.st_size))
        except OSError:
            stamps.append(None)
    return stamps


def _fingerprint_inputs(plan: Plan) -> str:
    digest = hashlib.blake2b(_program().encode())
    digest.update(repr(plan.findings).encode("utf-8", errors="backslashreplace"))
    for deck in plan.decks:
        digest.update(f"\0{deck.name}\0{deck.recipe.model_dump_json()}".encode())
        digest.update("\0".join(map(str, deck.stories)).encode("utf-8", errors="backslashreplace"))
    for framework in plan.frameworks.values():
        digest.update(framework.model_dump_json().encode())
    digest.update(plan.coach.model_dump_json().encode())
    for path in plan.stories:
        data = _bytes(path, MAX_BYTES)
        digest.update(f"\0{len(data)}\0".encode() if data is not None else b"\0missing")
        digest.update(data or b"")
    return digest.hexdigest()


def _fingerprint_outputs(plan: Plan) -> str:
    """Fingerprint what came out, and what else decides about `mod`: what was built elsewhere, and version control."""
    digest = hashlib.blake2b((git.head(plan.home) or "").encode())
    scratch = plan.home / SCRATCH
    outputs = (plan.output / FILE_NAME, *(plan.output / f"{deck.name}.apkg" for deck in plan.decks))
    for path in (plan.home / FILE_NAME, scratch / COPY, scratch / MEMORY, *outputs):
        digest.update(hashlib.blake2b(_bytes(path) or b"").digest())
    return digest.hexdigest()


@cache
def _program() -> str:
    """Identify the program itself: its own files, and the libraries that shape what it writes."""
    digest = hashlib.blake2b()
    for path in sorted(Path(__file__).parent.rglob("*")):
        if path.suffix in {".py", ".html", ".css", ".js", ".yaml"}:
            digest.update(path.read_bytes())
    for library in ("genanki", "markdown-it-py"):
        digest.update(metadata.version(library).encode())
    return digest.hexdigest()


def _bytes(path: Path, limit: int = MAX_OWN_BYTES) -> bytes | None:
    try:
        return read_file(path, limit)
    except OSError:
        return None
