"""A copy of the program that is loaded already does what a process does that begins with nothing, and no copy knows
of another."""

import os
import sys

import pytest

import program
from project import Project

pytestmark = pytest.mark.skipif(not program.CAN_COPY, reason="needs processes that begin as copies")


@pytest.mark.parametrize(
    "words",
    [
        ("--version",),
        ("buld",),
        ("build", "--dry-run"),
        ("check",),
        ("coverage", "--questions"),
        ("import", "-"),
        ("import", "nowhere.txt"),
        ("preview", "--help"),
        ("rules", "filler"),
        ("schema",),
        (b"a\xffb",),
    ],
    ids=repr,
)
def test_a_copy_says_what_a_fresh_process_says(project: Project, words: tuple[str | bytes, ...]) -> None:
    project.story()
    copy, fresh = (project.run(*words, at=1_790_000_000, expect=None, fresh=fresh) for fresh in (False, True))
    assert (copy.returncode, copy.stdout, copy.stderr) == (fresh.returncode, fresh.stdout, fresh.stderr)


def test_what_one_copy_is_given_the_next_does_not_have(project: Project) -> None:
    project.story()
    assert "SOURCE_DATE_EPOCH" in project.run("build", at=-1, expect=2).stderr
    project.run("build", memory=1 << 30)
    (project.folder / "scenarios" / "huge.yaml").touch()
    os.truncate(project.folder / "scenarios" / "huge.yaml", 3 << 30)
    assert "decks/all.yaml" not in project.run("check", expect=1).stdout
    project.run("schema", out=project.folder / "schema.json")
    assert "$schema" in project.run("schema").stdout
    assert project.run("import", "-", typed=b"x", expect=None).stderr != project.run("import", "-", expect=None).stderr
    elsewhere = Project(project.folder / "elsewhere")
    assert "there is no recipe" in elsewhere.run("build", expect=2).stderr


def test_python_s_own_settings_are_those_that_are_asked_for(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.story()
    for letters, shown in (("utf-8", "●"), ("ascii", " X ")):
        monkeypatch.setenv("PYTHONIOENCODING", letters)
        monkeypatch.setenv("PYTHONUTF8", "0")
        assert shown in project.run("coverage").stdout


def test_after_a_copy_that_had_no_memory_to_run_the_next_one_runs(project: Project) -> None:
    project.story()
    assert project.run("build", memory=1 << 20, expect=None).returncode != 0
    assert "16 new" in project.run("build").stdout


def test_copies_end_with_the_tests() -> None:
    server = program._server()  # noqa: SLF001 - it is what is asked about
    process = server._process  # noqa: SLF001
    program.close()
    assert process.poll() is not None
    assert process.args[0] == sys.executable  # type: ignore[index]
