"""Whatever goes wrong around the program, every command ends with one clear line and the right exit code."""

import errno
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from project import Project
from star2anki.cli import COMMANDS
from test_files import make_special

FULL = Path("/dev/full")
"""A Linux device that accepts nothing, like a full disk. Here it is only ever standard output."""
EVERY_COMMAND = (
    ["build"],
    ["check", "--no-coach"],
    ["check", "--no-coach", "--format", "json"],
    ["coverage"],
    ["coverage", "--format", "html"],
    ["frameworks"],
    ["frameworks", "general-competencies"],
    ["import", "page.csv", "-o", "imported"],
    ["init", "somewhere"],
    ["new", "Mine"],
    ["preview"],
    ["rules"],
    ["rules", "filler"],
    ["schema"],
    ["--help"],
    ["build", "--help"],
    ["--version"],
)
each_command = pytest.mark.parametrize("command", EVERY_COMMAND, ids=" ".join)
PAGE = "question,situation,task,action,result\nWhy?,It rained.,Dry it.,I dried it.,Dry.\n"


def star2anki(
    project: Project, arguments: Sequence[str | bytes], python: Sequence[str] = (), around: str = "exec {}"
) -> "subprocess.CompletedProcess[str]":
    """Run the program from a shell.

    Args:
        project: Whose folder it runs in.
        arguments: The command line's arguments.
        python: Options for Python.
        around: What the shell does; {} is the command.
    """
    words = [sys.executable, *python, "-m", "star2anki", *map(os.fsdecode, arguments)]
    return subprocess.run(
        ["sh", "-c", os.fsencode(around.format(shlex.join(words)))],
        cwd=project.folder,
        env={**os.environ, "NO_COLOR": "1", "COLUMNS": "80"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )


def is_one_clear_line(said: str) -> bool:
    return said.count("\n") == 1 and said.startswith("Error: ") and "Traceback" not in said


@pytest.fixture
def told(project: Project) -> Project:
    """Give a project with a story, and a page to import."""
    project.story()
    project.write("page.csv", PAGE)
    return project


def test_these_tests_cover_every_command() -> None:
    assert {command[0] for command in EVERY_COMMAND if not command[0].startswith("-")} == set(COMMANDS)


@pytest.mark.skipif(not FULL.is_char_device(), reason="needs a device that is full, as Linux has one")
@each_command
def test_a_full_standard_output_is_one_clear_line(told: Project, command: list[str]) -> None:
    done = told.run(*command, out=FULL, expect=None)
    if command == ["check", "--no-coach"]:  # prints nothing there
        assert (done.returncode, done.stderr) == (0, "1 story: no problems\n")
        return
    assert done.returncode == 1
    assert f"Error: standard output: {os.strerror(errno.ENOSPC)}\n" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.skipif(not FULL.is_char_device(), reason="needs a device that is full, as Linux has one")
def test_if_nothing_can_be_printed_the_exit_code_still_tells(told: Project) -> None:
    assert star2anki(told, ["rules"], around=f"exec {{}} > {FULL} 2>&1").returncode == 1
    assert star2anki(told, ["check", "--no-coach"], around=f"exec {{}} 2> {FULL}").returncode == 1


@each_command
def test_in_a_folder_that_was_deleted_it_works_or_says_so(told: Project, command: list[str]) -> None:
    gone = told.folder / "gone"
    gone.mkdir()
    done = star2anki(
        told, command, around=f"cd {shlex.quote(str(gone))} && rmdir {shlex.quote(str(gone))} && exec {{}}"
    )
    if command[0] in {"rules", "schema", "--help", "--version"} or "--help" in command:
        assert (done.returncode, done.stderr) == (0, "")
    else:
        assert done.returncode == 1
        assert done.stderr == "Error: the current folder has been deleted; change to one that exists\n"


@each_command
def test_without_docstrings_and_asserts_every_command_does_and_prints_the_same(
    told: Project, tmp_path: Path, command: list[str]
) -> None:
    other = Project(tmp_path / "other")
    other.recipe()
    other.story()
    other.write("page.csv", PAGE)
    plain, stripped = told.run(*command, expect=None), star2anki(other, command, ["-OO"])
    tail = re.compile(r"(?<=-)[a-z0-9]{4}\b|(?<=: )[0-9.]+ k?B")
    for stream in ("stdout", "stderr"):
        assert tail.sub("", getattr(stripped, stream)) == tail.sub("", getattr(plain, stream))
    assert plain.returncode == stripped.returncode
    assert "Error" not in plain.stderr
    schemas = [project.folder / "somewhere/scenarios/scenario.schema.json" for project in (told, other)]
    if command[0] == "init":
        assert schemas[0].read_bytes() == schemas[1].read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["new", b"a\xffb"], 2),
        (["new", "Mine", "-q", b"a\xffb"], 2),
        (["new", "Mine", "-o", b"a\xffb"], 0),
        (["init", b"a\xffb"], 0),
        (["build", b"a\xffb"], 2),
        (["build", "-o", b"a\xffb"], 0),
        (["check", b"a\xffb"], 2),
        (["coverage", b"a\xffb"], 2),
        (["coverage", "--framework", b"a\xffb"], 2),
        (["preview", b"a\xffb"], 2),
        (["preview", "-o", b"a\xffb"], 0),
        (["import", b"a\xffb"], 2),
        (["import", "page.csv", "-o", b"a\xffb", "--author", b"\xff", "--url", b"\xff", "--license", b"\xff"], 0),
        (["frameworks", b"a\xffb"], 2),
        (["rules", b"a\xffb"], 2),
        (["schema", b"a\xffb"], 2),
        ([b"a\xffb"], 2),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_a_byte_that_is_not_text_is_part_of_a_file_name_or_wrong_usage(
    told: Project, arguments: list[str | bytes], code: int
) -> None:
    done = told.run(*arguments, expect=code)
    assert "Traceback" not in done.stderr
    if code:
        assert done.stderr.splitlines()[-1].startswith("Error: ")
        assert not list(told.folder.glob("scenarios/a*"))


def test_circular_links_are_named_wherever_they_are(told: Project) -> None:
    for name in ("decks/loop.yaml", "frameworks/loop.yaml", "coach.yaml"):
        path = told.folder / name
        path.parent.mkdir(exist_ok=True)
        path.symlink_to(path.name)
        for command in (["build"], ["check"], ["coverage"], ["preview"]):
            done = told.run(*command, expect=1)
            assert re.search(f"^{name}:1:1: error: the file cannot be read: ", done.stdout + done.stderr, re.MULTILINE)
            assert "Traceback" not in done.stderr
        path.unlink()
    (told.folder / "loop").symlink_to("loop")
    (told.folder / "scenarios" / "loop.yaml").symlink_to("loop.yaml")
    assert "scenarios/loop.yaml:1:1: error: the file cannot be read" in told.run("build", expect=1).stderr
    assert "scenarios/loop.yaml: already exists" in told.run("new", "Loop", expect=1).stderr
    for command in (["build", "-o", "loop"], ["preview", "-o", "loop"], ["preview", "-o", "loop", "--force"]):
        assert is_one_clear_line(told.run(*command, expect=1).stderr)
    for command in (["init", "loop"], ["new", "Other", "-o", "loop"], ["import", "page.csv", "-o", "loop"]):
        assert is_one_clear_line(told.run(*command, expect=1).stderr)
    (told.folder / "scenarios" / "loop.yaml").unlink()
    told.lock.symlink_to(told.lock.name)
    assert "is a link that leads back to itself" in told.run("build", expect=1).stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have names")
@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_output_to_anything_but_a_file_is_wrong_usage_and_nothing_waits_for_it(told: Project, kind: str) -> None:
    make_special(kind, told.folder / "it")
    (told.folder / "link").symlink_to("it")
    for target in ("it", "link"):
        for command in (["preview"], ["preview", "--force"], ["build"], ["import", "page.csv"], ["new", "Mine"]):
            assert f"{target} is a {kind}; name a f" in told.run(*command, "-o", target, expect=2).stderr
        assert f"{target} is a {kind}; name a folder instead" in told.run("init", target, expect=2).stderr
    assert not (told.folder / "it").is_file()
    told.deck.parent.joinpath("it").unlink(missing_ok=True)
    make_special(kind, told.deck)
    said = told.run("build", expect=1).stderr
    assert is_one_clear_line(said)
    assert f"all.apkg: this is a {kind}, not a file" in said
    assert not told.lock.exists(), "and nothing else was written"


@pytest.mark.parametrize("name", ["-", "/dev/stdout", "/dev/../dev/fd/1", "/proc/self/fd/1"])
def test_output_to_standard_output_is_wrong_usage_and_an_alternative_is_suggested(told: Project, name: str) -> None:
    for command in (["preview", "--force"], ["build"], ["import", "page.csv"], ["new", "Mine"]):
        done = told.run(*command, "-o", name, out=told.folder / "page.html", expect=2)
        assert "cannot write to standard output; name a f" in done.stderr
        assert (told.folder / "page.html").read_bytes() == b""
    told.run("preview", "-o", "./-")
    assert (told.folder / "-").is_file()


def test_a_closed_standard_input_is_one_clear_line(told: Project) -> None:
    done = star2anki(told, ["import", "-"], around="exec {} <&-")
    assert done.returncode == 2
    assert done.stderr.endswith("Error: standard input is closed; name a page\n")


def test_it_ends_silently_when_its_reader_goes_away(told: Project) -> None:
    done = star2anki(told, ["schema"], around="{} | true")
    assert (done.returncode, done.stderr) == (0, "")
