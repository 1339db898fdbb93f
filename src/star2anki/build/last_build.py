"""The result of the last build, which is still true if nothing that went in or came out has changed."""

import contextlib
import hashlib
import json
from dataclasses import asdict
from functools import cache
from importlib import metadata
from pathlib import Path

from pydantic import TypeAdapter

import star2anki
from star2anki import git
from star2anki.atomic_files import stage
from star2anki.build.handed_out import LOCK_COPY, RECORD, SCRATCH
from star2anki.build.pipeline import Built
from star2anki.build.plan import Plan
from star2anki.build.results import Published, PublishedDeck
from star2anki.decks.lock import FILE_NAME
from star2anki.decks.update import Changes
from star2anki.diagnostics import Code, Diagnostic
from star2anki.limited_files import MAX_OWN_BYTES, read_file, read_or_none
from star2anki.yamlfile.decode import MAX_BYTES

LAST_BUILD = "last-build.json"
"""In the scratch folder: the last result, with everything that went in and came out."""

_PASSING = frozenset({Code.LOCK_CONFLICT, Code.NOT_REMEMBERED})
"""Findings about the folder as it was before the build."""
PROGRAM = Path(star2anki.__file__).parent
"""The folder with all of the program's own files."""

_DIAGNOSTICS = TypeAdapter(tuple[Diagnostic, ...])


def recall(file: Path, inputs: str, plan: Plan) -> Published | None:
    """Return the result of the last build, if everything that went in and came out is still the same."""
    try:
        data = json.loads(read_file(file, MAX_OWN_BYTES))
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
        return Published(_DIAGNOSTICS.validate_python(tuple(data["diagnostics"])), decks)
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return None


def remember_result(file: Path, inputs: str, built: Built, plan: Plan) -> None:
    """Remember a build's result, with everything that went in and came out, unless it is no longer true."""
    if any(diagnostic.code in _PASSING for diagnostic in built.diagnostics):
        file.unlink(missing_ok=True)
        return
    data = {
        "inputs": inputs,
        "outputs": _fingerprint_outputs(plan),
        "decks": {deck.name: len(deck.changes.present) for deck in built.decks},
        "diagnostics": [asdict(diagnostic) for diagnostic in built.diagnostics],
    }
    with contextlib.suppress(OSError):  # it only saves time
        stage(file, json.dumps(data).encode("utf-8"), file.parent).commit()


def stamps(plan: Plan) -> list[tuple[int, int] | None]:
    """Note when each file was last saved, in nanoseconds, and its size."""
    stamps: list[tuple[int, int] | None] = []
    for path in _files(plan):
        try:
            status = path.stat()
            stamps.append((status.st_mtime_ns, status.st_size))
        except OSError:
            stamps.append(None)
    return stamps


def fingerprint_inputs(plan: Plan) -> str:
    """Fingerprint all that goes in: the program, recipes, frameworks, the coach's settings, and all files' bytes."""
    digest = hashlib.blake2b(_program().encode())
    digest.update(repr((plan.is_of_stories, sorted(plan.recipes))).encode("utf-8", errors="backslashreplace"))
    digest.update(repr(plan.diagnostics).encode("utf-8", errors="backslashreplace"))
    for deck in plan.decks:
        digest.update(f"\0{deck.name}\0{deck.recipe.model_dump_json()}".encode())
        digest.update(repr((deck.stories, deck.craft)).encode("utf-8", errors="backslashreplace"))
    for framework in plan.frameworks.values():
        digest.update(framework.model_dump_json().encode())
    digest.update(plan.coach.model_dump_json().encode())
    for path in _files(plan):
        data = read_or_none(path, MAX_BYTES)
        digest.update(f"\0{len(data)}\0".encode() if data is not None else b"\0missing")
        digest.update(data or b"")
    return digest.hexdigest()


def _files(plan: Plan) -> list[Path]:
    return [each.file for each in plan.source_files.values()]


def _fingerprint_outputs(plan: Plan) -> str:
    """Fingerprint what came out, and what else affects `mod`: what was built elsewhere, and version control."""
    digest = hashlib.blake2b(_commit(plan.home).encode())
    for folder in (plan.home, plan.output):
        digest.update(repr(_packages_in(folder)).encode("utf-8", errors="backslashreplace"))
    scratch = plan.home / SCRATCH
    outputs = (plan.output / FILE_NAME, *(plan.output / f"{deck.name}.apkg" for deck in plan.decks))
    for path in (plan.home / FILE_NAME, scratch / LOCK_COPY, scratch / RECORD, *outputs):
        digest.update(hashlib.blake2b(read_or_none(path, MAX_OWN_BYTES) or b"").digest())
    return digest.hexdigest()


def _commit(folder: Path) -> str:
    try:
        return git.head(folder) or ""
    except git.NoAnswerError:
        return "?"


def _packages_in(folder: Path) -> list[tuple[str, int, int]]:
    """List all packages in a folder, each of which may have been handed out: name, size, and time in nanoseconds."""
    found = []
    with contextlib.suppress(OSError):
        for path in sorted(folder.glob("*.apkg")):
            status = path.lstat()
            found.append((path.name, status.st_size, status.st_mtime_ns))
    return found


@cache
def _program() -> str:
    """Identify the program itself: its own files, and the libraries that shape what it writes."""
    digest = hashlib.blake2b()
    for path in sorted(PROGRAM.rglob("*")):
        if path.suffix in {".py", ".html", ".css", ".js", ".yaml"}:
            digest.update(path.read_bytes())
    for library in ("genanki", "markdown-it-py"):
        digest.update(metadata.version(library).encode())
    return digest.hexdigest()
