"""Story files -> notes, on all processors if there is enough to do."""

import gc
import math
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress

from star2anki import interrupts
from star2anki.build.compiled import Compiled, Job
from star2anki.build.story_store import StoryStore
from star2anki.coach.digest import StoryDigest
from star2anki.decks.layout import StoryNotes
from star2anki.diagnostics import Diagnostic
from star2anki.lookups import hash_of
from star2anki.notetypes import BY_KEY, NoteSettings
from star2anki.notetypes.compose import compose
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import Loaded, load_scenario
from star2anki.scenario.model import Scenario
from star2anki.yamlfile.decode import read_bytes

PARALLEL_FROM = 50
"""With at least this many stories, starting a second process is worth it."""

PORTIONS = 16
"""How many portions each process gets: small enough that none waits long, large enough that few are sent."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause garbage collection: what a build makes lives until the end and has no cycles."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def compile_stories(
    jobs: Sequence[Job],
    frameworks: Mapping[str, Framework],
    on_progress: Callable[[int], None],
    store: StoryStore | None = None,
) -> list[Compiled]:
    """Compile all files, in order.

    Args:
        jobs: The files.
        frameworks: All known frameworks.
        on_progress: Called now and then with the number of files that are done.
        store: Provides stories that earlier builds compiled, and keeps those that this one compiles.
    """
    if store is None:
        return _compile_all(jobs, frameworks, on_progress, None)
    found = store.recall(jobs)
    missing = [job for job, kept in zip(jobs, found, strict=True) if kept is None]
    known = len(jobs) - len(missing)
    made = iter(_compile_all(missing, frameworks, lambda done: on_progress(known + done), store))
    compiled = [kept or next(made) for kept in found]
    store.sweep(jobs, compiled)
    return compiled


def _compile_all(
    jobs: Sequence[Job],
    frameworks: Mapping[str, Framework],
    on_progress: Callable[[int], None],
    store: StoryStore | None,
) -> list[Compiled]:
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

        # Only this thread hands out work: a pool that breaks calls back while it holds the lock that `submit` needs.
        def hand_out(pool: ProcessPoolExecutor) -> None:
            """Give each worker a portion to work on, and one to go on with."""
            open_portions = sum(not future.done() for future in taken.values())
            for _ in range(min(2 * workers - open_portions, len(waiting))):
                number = waiting.pop()
                try:
                    with interrupts.held_back():  # a worker that this starts begins with Ctrl-C held back
                        taken[number] = pool.submit(_compile_portion, portions[number], frameworks, store)
                except RuntimeError:  # the pool is broken, see below
                    waiting.append(number)
                    return

        if pool:
            hand_out(pool)
        # This process takes portions from the beginning, and the workers take them from the end.
        while waiting:
            number = waiting.popleft()
            made[number] = _compile_portion(portions[number], frameworks, store)
            if pool:
                hand_out(pool)
            progress()
        for number, portion in enumerate(portions):
            if number not in made:
                made[number] = _result(taken.get(number), portion, frameworks, store)
                progress()
    return [compiled for number in range(len(portions)) for compiled in made[number]]


def _result(
    future: Future[list[Compiled]] | None,
    portion: Sequence[Job],
    frameworks: Mapping[str, Framework],
    store: StoryStore | None,
) -> list[Compiled]:
    """Take a worker's result for a portion, or compile it here if the system killed the worker to free memory."""
    if future is not None:
        with suppress(BrokenProcessPool):
            return future.result()
    return _compile_portion(portion, frameworks, store)


def _pool(workers: int, stack: ExitStack) -> ProcessPoolExecutor | None:
    """Make the pool of workers, if any are wanted and the system supports them."""
    if not workers:
        return None
    try:
        pool = ProcessPoolExecutor(workers, initializer=_start_worker)
    except (ImportError, NotImplementedError, OSError):  # systems without semaphores, such as phones
        return None

    def end(interrupted_by: type[BaseException] | None, *_: object) -> None:
        # They end while this process goes on. If it ends, too, they go first, or Python complains about a broken pipe.
        pool.shutdown(wait=interrupted_by is not None, cancel_futures=True)

    stack.push(end)
    return pool


def _compile(job: Job, frameworks: Mapping[str, Framework]) -> Compiled:
    raw, problems = read_bytes(job.file, job.path)
    if raw is None:
        return Compiled(job.path, tuple(problems), {})
    loaded = load_scenario(job.path, raw, frameworks)
    scenario = loaded.scenario
    if scenario is None:
        return Compiled(job.path, loaded.diagnostics, {}, file_hash=hash_of(raw))
    framework = frameworks.get(scenario.framework or "")
    stories = {settings: story_notes(scenario, settings, keys, framework) for settings, keys in job.variants}
    diagnostics, digest = _coached(job, loaded)
    return Compiled(job.path, (*loaded.diagnostics, *diagnostics), stories, scenario.id, digest, hash_of(raw))


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
        settings: What the recipe sets.
        keys: The keys of the note types to make.
        framework: The story's framework, if it has one.
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


def _compile_portion(
    jobs: Sequence[Job], frameworks: Mapping[str, Framework], store: StoryStore | None
) -> list[Compiled]:
    """Compile some files and keep the results. Each process keeps its own, so that none has to be sent for that."""
    made = [_compile(job, frameworks) for job in jobs]
    if store:
        for job, compiled in zip(jobs, made, strict=True):
            store.keep(job, compiled)
    return made
