"""Story files -> notes, on all processors where there is enough to do."""

import gc
import os
import signal
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import islice

from star2anki.decks.layout import Story
from star2anki.diagnostics import Diagnostic, Location
from star2anki.notetypes import BY_KEY, Settings
from star2anki.notetypes.compose import compose
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario
from star2anki.scenario.source import Tree

PARALLEL_FROM = 600_000
"""Bytes of stories from which a second process is worth its start."""
_CHUNK = 8
"""Stories that a worker takes at a time."""


@dataclass(frozen=True, slots=True)
class Job:
    """One file to compile, and in which ways."""

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
    id_place: Location | None = None
    items: Mapping[tuple[str, str], Location] = field(default_factory=dict)
    """Where the items stand whose ids hang on their words, by note type and id."""


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
    scenario, tree = loaded.scenario, loaded.tree
    if scenario is None or tree is None:
        return Compiled(job.path, loaded.findings, {})
    stories = {
        settings: Story(
            id=scenario.id,
            title=scenario.title,
            principle=scenario.principle,
            notes=tuple(compose(scenario, settings, [BY_KEY[key] for key in keys])),
        )
        for settings, keys in job.variants
    }
    return Compiled(job.path, loaded.findings, stories, scenario.id, tree.locate(("id",)), _item_places(scenario, tree))


def _item_places(scenario: Scenario, tree: Tree) -> dict[tuple[str, str], Location]:
    return {
        (notetype.key, item.key): tree.locate((*notetype.items.at, number))
        for notetype in BY_KEY.values()
        if notetype.items
        for number, item in enumerate(scenario.items_at(notetype.items.at))
        if item.id is None
    }


_worker_frameworks: dict[str, Framework] = {}


def _start_worker(frameworks: Mapping[str, Framework]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the main process ends the work, and says so once
    gc.disable()  # a worker lives for seconds, and nothing that it makes refers to itself
    _worker_frameworks.update(frameworks)


def _compile_in_worker(jobs: Sequence[Job]) -> list[Compiled]:
    return [_compile(job, _worker_frameworks) for job in jobs]


def _chunks(jobs: Sequence[Job]) -> Iterator[Sequence[Job]]:
    rest = iter(jobs)
    while chunk := list(islice(rest, _CHUNK)):
        yield chunk
