"""Story files -> notes, on all processors where there is enough to do."""

import gc
import math
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

from star2anki.coach.settings import Settings as CoachSettings
from star2anki.coach.told import Told
from star2anki.decks.layout import Story
from star2anki.diagnostics import Diagnostic
from star2anki.notetypes import BY_KEY, Note, Settings
from star2anki.notetypes.compose import compose
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import Loaded, load_file
from star2anki.scenario.model import Scenario

PARALLEL_FROM = 50
"""Stories from which a second process is worth its start."""

OWN_SHARE = 1.06
"""Of an even share; by so much is a worker slower, which has to start and to send what it made."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to compile, and in which ways. Whoever compiles it reads it: sending bytes to a process is slow."""

    file: Path
    path: str
    """As the author shall see it."""
    variants: tuple[tuple[Settings, tuple[str, ...]], ...]
    """For each set of switches that some deck asks for, the keys of the note types to make."""
    coach: CoachSettings | None = None
    """How the coach judges the story, where it is asked."""
    only_errors: bool = False
    """Ask only those of the coach's rules that the project made errors."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of one file. Without a story there is an error among the findings."""

    path: str
    findings: tuple[Diagnostic, ...]
    stories: Mapping[Settings, Story]
    id: str | None = None
    told: Told | None = None
    """What the coach compares with other stories, where it is asked."""


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
    workers = min(os.cpu_count() or 1, 8) - 1 if len(jobs) >= PARALLEL_FROM else 0
    # This process takes part, and the largest: what it makes need not be sent anywhere.
    own = math.ceil(len(jobs) * min(1, OWN_SHARE / (workers + 1)))
    with ExitStack() as stack:
        futures = []
        if workers:
            try:
                pool = ProcessPoolExecutor(workers, initializer=_start_worker)
            except (ImportError, NotImplementedError, OSError):  # systems without semaphores, such as phones
                return [_compile(job, frameworks) for job in jobs]
            stack.callback(pool.shutdown, wait=False, cancel_futures=True)  # they end while this process goes on
            parts = [jobs[own + number :: workers] for number in range(workers)]
            futures = [pool.submit(_compile_in_worker, part, frameworks) for part in parts]
        done = []
        for job in jobs[:own]:
            done.append(_compile(job, frameworks))
            on_progress(len(done) * len(jobs) // own)
        try:
            others = [future.result() for future in futures]
        except BrokenProcessPool:  # the system ended a worker, for want of memory perhaps
            others = [_compile_in_worker(part, frameworks) for part in parts]
    return [*done, *(compiled for row in zip_longest(*others) for compiled in row if compiled is not None)]


def _compile(job: Job, frameworks: Mapping[str, Framework]) -> Compiled:
    loaded = load_file(job.file, job.path, frameworks)
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
            license=scenario.source.license if scenario.source else None,
        )
        for settings, keys in job.variants
    }
    findings, told = _coached(job, loaded)
    return Compiled(job.path, (*loaded.findings, *findings), stories, scenario.id, told)


def _coached(job: Job, loaded: Loaded) -> tuple[list[Diagnostic], Told | None]:
    if job.coach is None:
        return [], None
    from star2anki.coach.comparison import tell  # noqa: PLC0415 - as above
    from star2anki.coach.judge import judge  # noqa: PLC0415 - its language libraries are slow to load

    return judge(loaded, job.coach, only_errors=job.only_errors), tell(loaded)


def _notes(scenario: Scenario, settings: Settings, keys: Iterable[str], framework: Framework | None) -> Iterator[Note]:
    return compose(scenario, settings, [BY_KEY[key] for key in keys], framework.name if framework else None)


def _start_worker() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends the work, and says so once
    gc.disable()  # as in the main process, see `uncollected`


def _compile_in_worker(jobs: Sequence[Job], frameworks: Mapping[str, Framework]) -> list[Compiled]:
    return [_compile(job, frameworks) for job in jobs]
