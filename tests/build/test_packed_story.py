"""A compiled story that was packed comes back as it was; anything else is none."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from project import LIBRARY, Project
from star2anki.build.compile import compile_stories
from star2anki.build.compiled import Compiled, Job
from star2anki.build.packed_story import pack, unpack
from star2anki.coach.settings import CoachSettings
from star2anki.notetypes import BY_KEY, NoteSettings
from star2anki.scenario.framework import load_frameworks

FRAMEWORKS, _ = load_frameworks({})
VARIANTS = (
    (NoteSettings(), tuple(BY_KEY)),
    (NoteSettings("Senior", "en_US", timer=False), ("quiz", "star-step")),
)


def compiled(file: Path, coach: CoachSettings | None) -> Compiled:
    (made,) = compile_stories([Job(file, f"scenarios/{file.name}", VARIANTS, coach)], FRAMEWORKS, lambda _: None)
    return made


@pytest.mark.parametrize("coach", [None, CoachSettings()])
def test_every_story_of_the_library_comes_back_as_it_was(coach: CoachSettings | None) -> None:
    for file in LIBRARY:
        made = compiled(file, coach)
        packed = pack(made)
        assert packed is not None
        assert unpack(packed, made.path, made.file_hash) == made
        assert bool(made.digest) == (coach is not None)


def test_a_story_with_errors_comes_back_with_them(tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text("title: [\n", encoding="utf-8")
    made = compiled(file, None)
    packed = pack(made)
    assert made.diagnostics
    assert packed is not None
    assert unpack(packed, made.path, made.file_hash) == made


def variations(data: bytes) -> Iterator[bytes]:
    yield from (b"", b"\n", b"[]", b"{}\n", b"null\n", b"{" * 100_000, b"\xff" + data, data.replace(b"\n", b" "))
    for place in range(0, len(data), 101):
        yield data[:place]


def test_other_bytes_are_none_or_at_least_no_crash(tmp_path: Path) -> None:
    made = compiled(Project(tmp_path).story(), CoachSettings())
    packed = pack(made)
    assert packed is not None
    head = len(packed.split(b"\n")[0])
    for data in variations(packed):
        got = unpack(data, made.path, made.file_hash)
        assert got is None or len(data) > head, "only a seal can tell whether the text of a note is whole"


def test_a_note_with_the_letter_that_separates_notes_is_not_packed(tmp_path: Path) -> None:
    made = compiled(Project(tmp_path).story(), None)
    story = made.stories[NoteSettings()]
    odd = replace(story, notes=(story.notes[0]._replace(content="a\x1eb"), *story.notes[1:]))
    assert pack(replace(made, stories={NoteSettings(): odd})) is None
