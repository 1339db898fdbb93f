"""Story files -> notes, on all processors where there is enough to do."""

import gc
import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from star2anki import interrupts
from star2anki.coach.digest import StoryDigest
from star2anki.coach.settings import CoachSettings
from star2anki.decks.layout import StoryNotes
from star2anki.diagnostics import Diagnostic
from star2anki.notetypes import BY_KEY, NoteSettings
from star2anki.notetypes.compose import compose
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import Loaded, load_file
from star2anki.scenario.model import Scenario

PARALLEL_FROM = 50
"""Stories from which a second process is worth its start."""

PORTIONS = 16
"""For each process; so small that none waits long for the last of another, and so large that few are sent."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to compile, and in which ways. Whoever compiles it reads it: sending bytes to a process is slow."""

    file: Path
    path: str
    """As the author shall see it."""
    variants: tuple[tuple[NoteSettings, tuple[str, ...]], ...]
    """For each set of switches that some deck asks for, the keys of the note types to make."""
    coach: CoachSettings | None = None
    """How the coach judges the story, where it is asked."""
    only_errors: bool = False
    """Ask only those of the coach's rules that the project made errors."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of one file. Without a story there is an error among the diagnostics."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    stories: Mapping[NoteSettings, StoryNotes]
    id: str | None = None
    digest: StoryDigest | None = None
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
    size = math.ceil(len(jobs) / (PORTIONS * (workers + 1))) or 1
    portions = [jobs[start : start + size] for start in range(0, len(jobs), size)]
    waiting = deque(range(len(portions)))
    taken: dict[int, Future[list[Compiled]]] = {}
    made: dict[int, list[Compiled]] = {}

    def progress() -> None:
        done = {*made, *(number for number, future in list(taken.items()) if future.done())}
        on_progress(sum(len(portions[number]) for number in done))

    with ExitStack() as stack:
        pool = _pool(workers, stack)

        # Only this thread hands out: a pool that breaks calls back while it holds the lock that it needs to take more.
        def hand_out(pool: ProcessPoolExecutor) -> None:
            """Give each worker a portion to work on, and one to go on with."""
            open_portions = sum(not future.done() for future in taken.values())
            for _ in range(min(2 * workers - open_portions, len(waiting))):
                number = waiting.pop()
                try:
                    with interrupts.held_back():  # the worker that this may start begins with it held back
                        taken[number] = pool.submit(_compile_portion, portions[number], frameworks)
                except RuntimeError:  # the pool is broken, see below
                    waiting.append(number)
                    return

        if pool:
            hand_out(pool)
        # This process takes part, from the beginning, as the workers do from the end.
        while waiting:
            number = waiting.popleft()
            made[number] = _compile_portion(portions[number], frameworks)
            if pool:
                hand_out(pool)
            progress()
        for number, portion in enumerate(portions):
            if number not in made:
                made[number] = _result(taken.get(number), portion, frameworks)
                progress()
    return [compiled for number in range(len(portions)) for compiled in made[number]]


def _result(
    future: Future[list[Compiled]] | None, portion: Sequence[Job], frameworks: Mapping[str, Framework]
) -> list[Compiled]:
    """Take what a worker made of a portion; or make it here, where the system ended the worker for want of memory."""
    if future is not None:
        with suppress(BrokenProcessPool):
            return future.result()
    return _compile_portion(portion, frameworks)


def _pool(workers: int, stack: ExitStack) -> ProcessPoolExecutor | None:
    """Make the workers' pool, where there are to be any and the system has them."""
    if not workers:
        return None
    try:
        pool = ProcessPoolExecutor(workers, initializer=_start_worker)
    except (ImportError, NotImplementedError, OSError):  # systems without semaphores, such as phones
        return None

    def end(interrupted_by: type[BaseException] | None, *_: object) -> None:
        # They end while this process goes on. Where it ends as well, they go first, or Python says that a pipe is gone.
        pool.shutdown(wait=interrupted_by is not None, cancel_futures=True)

    stack.push(end)
    return pool


def _compile(job: Job, frameworks: Mapping[str, Framework]) -> Compiled:
    loaded = load_file(job.file, job.path, frameworks)
    scenario = loaded.scenario
    if scenario is None:
        return Compiled(job.path, loaded.diagnostics, {})
    framework = frameworks.get(scenario.framework or "")
    stories = {settings: story_notes(scenario, settings, keys, framework) for settings, keys in job.variants}
    diagnostics, digest = _coached(job, loaded)
    return Compiled(job.path, (*loaded.diagnostics, *diagnostics), stories, scenario.id, digest)


def _coached(job: Job, loaded: Loaded) -> tuple[list[Diagnostic], StoryDigest | None]:
    if job.coach is None:
        return [], None
    from star2anki.coach.comparison import tell  # noqa: PLC0415 - as above
    from star2anki.coach.judge import judge  # noqa: PLC0415 - its language libraries are slow to load

    return judge(loaded, job.coach, only_errors=job.only_errors), tell(loaded)


def story_notes(
    scenario: Scenario, settings: NoteSettings, keys: Iterable[str], framework: Framework | None
) -> StoryNotes:
    """Make the notes of one story.

    Args:
        scenario: The story.
        settings: What the recipe switches.
        keys: Of the note types to make.
        framework: The story's framework, where it has one.
    """
    notetypes = [BY_KEY[key] for key in keys]
    return StoryNotes(
        id=scenario.id,
        title=scenario.title,
        principle=scenario.principle,
        notes=tuple(compose(scenario, settings, notetypes, framework)),
        levels=scenario.level_names,
        license=scenario.source.license if scenario.source else None,
    )


def _start_worker() -> None:
    interrupts.leave_to_the_main_process()
    gc.disable()  # as in the main process, see `uncollected`


def _compile_portion(jobs: Sequence[Job], frameworks: Mapping[str, Framework]) -> list[Compiled]:
    return [_compile(job, frameworks) for job in jobs]
