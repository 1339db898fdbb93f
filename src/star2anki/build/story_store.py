"""Compiled stories in the scratch folder, so that a story is compiled again only if it or its settings changed.

The store only saves time. If a file cannot be read or written, was damaged, or comes from another folder (see
`scratch.py`), the story is compiled again.
"""

import contextlib
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from star2anki.atomic_files import write_unsynced
from star2anki.build.compiled import Compiled, Job
from star2anki.build.packed_story import pack, unpack
from star2anki.build.program_identity import fingerprint
from star2anki.build.scratch import seal, unseal
from star2anki.limited_files import MAX_OWN_BYTES, read_or_none
from star2anki.lookups import hash_of
from star2anki.scenario.framework import Framework
from star2anki.yamlfile.decode import MAX_BYTES

FOLDER = "stories"
"""In the scratch folder."""
ENOUGH_BYTES = 1 << 26
"""How much may stay there after a build of only some stories or recipes."""

_NAME = re.compile(r"[0-9a-f]{32}|\.[0-9a-f]{32}\..*\.tmp")
"""The names of our own files: whole ones, and temporary ones that a killed build left behind."""


class StoryStore:
    """The compiled stories in a scratch folder. Worker processes get a copy with each portion."""

    def __init__(self, scratch: Path, frameworks: Mapping[str, Framework], *, is_for_all: bool) -> None:
        """Make a store for one build.

        Args:
            scratch: The scratch folder; the build keeps other builds out of it.
            frameworks: All known frameworks; every story depends on them.
            is_for_all: Whether the build is of all stories in the project, so that no other build needs more.
        """
        self._scratch = scratch
        self._is_for_all = is_for_all
        self._folder = scratch / FOLDER
        texts = [fingerprint(), *(framework.model_dump_json() for framework in frameworks.values())]
        self._basis = hash_of("\0".join(texts).encode("utf-8"))
        with contextlib.suppress(OSError):
            self._folder.mkdir(exist_ok=True)

    def recall(self, jobs: Sequence[Job]) -> list[Compiled | None]:
        """Return the compiled story for each job, or None if it has to be compiled."""
        names = frozenset(self._names())
        return [self._recall(job, names) if names else None for job in jobs]

    def keep(self, job: Job, compiled: Compiled) -> None:
        """Keep a compiled story. If that fails, the next build compiles it again."""
        content = pack(compiled) if compiled.file_hash and self._is_ours() else None
        if content is None:
            return
        with contextlib.suppress(OSError):
            name = self._name(job, compiled.file_hash)
            write_unsynced(self._folder / name, seal(self._scratch, name, content))

    def sweep(self, jobs: Iterable[Job], compiled: Iterable[Compiled]) -> None:
        """Remove what the build did not need. After a build of only some stories, wait until it becomes too much.

        Args:
            jobs: All jobs of the build.
            compiled: The result of each.
        """
        needed = {self._name(job, each.file_hash) for job, each in zip(jobs, compiled, strict=True)}
        others = [self._folder / name for name in self._names() if name not in needed]
        with contextlib.suppress(OSError):
            is_too_much = sum(path.stat().st_size for path in self._folder.iterdir()) > ENOUGH_BYTES
            for path in others:
                if self._is_for_all or is_too_much or path.name.startswith("."):
                    path.unlink()

    def _recall(self, job: Job, names: frozenset[str]) -> Compiled | None:
        raw = read_or_none(job.file, MAX_BYTES)
        if raw is None:
            return None
        file_hash = hash_of(raw)
        name = self._name(job, file_hash)
        if name not in names:
            return None
        content = unseal(self._scratch, name, read_or_none(self._folder / name, MAX_OWN_BYTES))
        return None if content is None else unpack(content, job.path, file_hash)

    def _names(self) -> list[str]:
        try:
            return [name for name in os.listdir(self._folder) if _NAME.fullmatch(name)] if self._is_ours() else []  # noqa: PTH208 - quicker
        except OSError:
            return []

    def _is_ours(self) -> bool:
        """Return whether the folder exists; a link to another folder is not ours."""
        return self._folder.is_dir() and not self._folder.is_symlink()

    def _name(self, job: Job, file_hash: str) -> str:
        settings = job.coach.model_dump_json() if job.coach else ""
        wanted = f"{self._basis}\0{file_hash}\0{job.path}\0{job.variants}\0{job.only_errors}\0{settings}"
        return hash_of(wanted.encode("utf-8", "surrogateescape"))
