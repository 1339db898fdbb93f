"""All processors compile stories, and the result is the same as from one."""

import multiprocessing
import os
from pathlib import Path

import pytest

from project import STORY, Project
from star2anki.build.compile import PARALLEL_FROM, compile_stories
from star2anki.build.compiled import Job
from star2anki.coach.settings import CoachSettings
from star2anki.notetypes import BY_KEY, NoteSettings
from star2anki.scenario.framework import load_frameworks

FRAMEWORKS, _ = load_frameworks({})
COUNT = PARALLEL_FROM + 7


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    made = Project(tmp_path)
    for number in range(COUNT):
        made.story(f"{number:03}", **{**STORY, "id": f"story-{number:03}-7q2m", "title": f"Story {number}"})
    files = sorted((tmp_path / "scenarios").glob("*.yaml"))
    return [Job(file, file.name, ((NoteSettings(), tuple(BY_KEY)),), CoachSettings()) for file in files]


@pytest.mark.parametrize("processors", [1, 2, 4])
def test_stories_come_out_in_order_however_many_processors_there_are(
    jobs: list[Job], processors: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    progress: list[int] = []
    compiled = compile_stories(jobs, FRAMEWORKS, progress.append)
    assert [item.id for item in compiled] == [f"story-{number:03}-7q2m" for number in range(COUNT)]
    assert all(item.stories[NoteSettings()].notes and item.digest and item.diagnostics for item in compiled)
    assert progress == sorted(progress)
    assert progress[-1] == COUNT


def test_all_stories_come_out_even_if_the_system_ends_the_workers(
    jobs: list[Job], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 4)
    killed = 0

    def kill(_: int) -> None:
        nonlocal killed
        for child in multiprocessing.active_children():
            child.kill()
            killed += 1

    compiled = compile_stories(jobs, FRAMEWORKS, kill)
    assert killed
    assert [item.id for item in compiled] == [f"story-{number:03}-7q2m" for number in range(COUNT)]
