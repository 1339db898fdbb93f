"""A copy of the loaded program does the same as a fresh process, and copies do not affect each other."""

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


def test_the_next_copy_does_not_have_what_one_copy_was_given(project: Project) -> None:
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


def test_python_s_own_settings_are_respected(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.story()
    for letters, shown in (("utf-8", "●"), ("ascii", " X ")):
        monkeypatch.setenv("PYTHONIOENCODING", letters)
        monkeypatch.setenv("PYTHONUTF8", "0")
        assert shown in project.run("coverage").stdout


def test_the_next_copy_runs_after_one_that_ran_out_of_memory(project: Project) -> None:
    project.story()
    assert project.run("build", memory=1 << 20, expect=None).returncode != 0
    assert "16 new" in project.run("build").stdout


def test_the_server_ends_with_the_tests() -> None:
    server = program._server()  # noqa: SLF001 - the test is about it
    process = server._process  # noqa: SLF001
    program.close()
    assert process.poll() is not None
    assert process.args[0] == sys.executable  # type: ignore[index]
