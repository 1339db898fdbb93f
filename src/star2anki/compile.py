"""Story files -> notes, on all processors where there is enough to do."""

import gc
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from star2anki.decks.layout import Story
from star2anki.diagnostics import Diagnostic
from star2anki.notetypes import BY_KEY, Note, Settings
from star2anki.notetypes.compose import compose
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario

PARALLEL_FROM = 600_000
"""Bytes of stories from which a second process is worth its start."""
_CHUNK = 8
"""Stories that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to compile, and in which ways."""

    file: Path
    path: str
    """As the author shall see it."""
    raw: bytes
    variants: tuple[tuple[Settings, tuple[str, ...]], ...]
    """For each set of switches that some deck asks for, the keys of the note types to make."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of one file. Without a story there is an error among the findings."""

    path: str
    findings: tuple[Diagnostic, ...]
    stories: Mapping[Settings, Story]
    id: str | None = None


@contextmanager
def uncollected() -> Iterator[None]:
    """Let nothing be garbage-collected meanwhile: what a build makes lives until its end, and refers not to itself."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compile_stories(
    jobs: Sequence[Job], frameworks: Mapping[str, Framework], on_progress: Callable[[int], None]
) -> list[Compiled]:
    """Compile all files, in order.

    Args:
        jobs: The files.
        frameworks: All known frameworks.
        on_progress: Called with the number of files that are done, now and then.
    """
    done: list[Compiled] = []
    workers = min(os.cpu_count() or 1, 8)
    if workers == 1 or sum(len(job.raw) for job in jobs) < PARALLEL_FROM:
        for job in jobs:
            done.append(_compile(job, frameworks))
            on_progress(len(done))
        return done
    with ProcessPoolExecutor(workers, initializer=_start_worker, initargs=(frameworks,)) as pool:
        for compiled in pool.map(_compile_in_worker, _chunks(jobs)):
            done += compiled
            on_progress(len(done))
    return done


def _compile(job: Job, frameworks: Mapping[str, Framework]) -> Compiled:
    loaded = load_scenario(job.path, job.raw, frameworks)
    scenario = loaded.scenario
    if scenario is None:
        return Compiled(job.path, loaded.findings, {})
    framework = frameworks.get(scenario.framework or "")
    stories = {
        settings: Story(
            id=scenario.id,
            title=scenario.title,
            principle=scenario.principle,
            notes=tuple(_notes(scenario, settings, keys, framework)),
            levels=scenario.level_names,
        )
        for settings, keys in job.variants
    }
    return Compiled(job.path, loaded.findings, stories, scenario.id)


def _notes(scenario: Scenario, settings: Settings, keys: Iterable[str], framework: Framework | None) -> Iterator[Note]:
    return compose(scenario, settings, [BY_KEY[key] for key in keys], framework.name if framework else None)


_worker_frameworks: dict[str, Framework] = {}


def _start_worker(frameworks: Mapping[str, Framework]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends the work, and says so once
    gc.disable()  # as in the main process, see `uncollected`
    _worker_frameworks.update(frameworks)


def _compile_in_worker(jobs: Sequence[Job]) -> list[Compiled]:
    return [_compile(job, _worker_frameworks) for job in jobs]


def _chunks(jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    rest = iter(jobs)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
