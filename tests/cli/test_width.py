"""Lines fit the terminal and wrap between words; output to a file or a pipe is not wrapped."""

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from project import Project
from star2anki.cli.width import fill, reflow
from star2anki.coach.registry import BY_CODE

TITLE = "A train: the late one"
LONG = "a folder with blanks in its name, so long that no narrow terminal has the room to show all of it on one line"


def in_a_terminal(project: Project, width: int, *arguments: str, columns: str | None = None) -> list[str]:
    """Run the program in a real terminal with a width, and give the lines that it prints."""
    pty, termios = pytest.importorskip("pty"), pytest.importorskip("termios")
    ours, its = pty.openpty()
    try:
        termios.tcsetwinsize(its, (24, width))
    except AttributeError:
        pytest.skip("needs Python's termios.tcsetwinsize")
    environment = {**os.environ, "NO_COLOR": "1", "TERM": "xterm", "COLUMNS": columns or ""}
    if columns is None:
        del environment["COLUMNS"]
    command = [sys.executable, "-m", "star2anki", *arguments]
    with subprocess.Popen(command, cwd=project.folder, env=environment, stdin=its, stdout=its, stderr=its):
        os.close(its)
        said = b"".join(iter(lambda: _read(ours), b""))
    os.close(ours)
    return re.sub(r"\x1b\[[\d;]*m", "", said.decode()).replace("\r\n", "\n").rstrip("\n").split("\n")


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # how Linux says that the other side is gone
        return b""


def words(lines: list[str]) -> list[str]:
    return " ".join(lines).split()


@pytest.fixture
def weak(project: Project) -> Project:
    """Give a project with many findings, also in a file with a long path."""
    project.story(id="silent-queue", title="One", result="Everybody was happy in the end.")
    text = (project.folder / "scenarios/queue.yaml").read_text(encoding="utf-8")
    project.write(f"scenarios/{LONG}/other.yaml", text.replace("title: One", f"title: {TITLE}"))
    return project


@pytest.mark.parametrize("width", [40, 80])
def test_findings_wrap_between_words(weak: Project, width: int) -> None:
    shown = in_a_terminal(weak, width, "check", "scenarios/queue.yaml")
    piped = weak.run("check", "scenarios/queue.yaml")
    assert len(shown) > len(piped.stdout.splitlines()) + len(piped.stderr.splitlines())
    assert max(map(len, shown)) <= width
    assert words(shown) == f"{piped.stdout}{piped.stderr}".split()


def test_a_width_set_by_the_reader_overrides_that_of_the_terminal(weak: Project) -> None:
    shown = in_a_terminal(weak, 200, "check", "scenarios/queue.yaml", columns="60")
    assert 50 < max(map(len, shown)) <= 60


def test_a_place_a_line_of_yaml_and_a_command_are_never_wrapped(weak: Project) -> None:
    shown = in_a_terminal(weak, 40, "check", f"scenarios/{LONG}/other.yaml")
    assert f"scenarios/{LONG}/other.yaml:2:15:" in shown
    assert f"    title: '{TITLE}'" in shown
    assert any(re.search(r"`id: silent-queue-[a-z0-9]{4}`", line) for line in shown)


def test_in_a_pipe_a_finding_stays_on_one_line_however_long_it_is(weak: Project) -> None:
    piped = weak.run("check", f"scenarios/{LONG}/other.yaml", expect=1).stdout.splitlines()
    assert [line for line in piped if not line.startswith("    ")] == [
        line for line in piped if re.match(r"scenarios/.*\[[a-z-]+\]$", line)
    ]
    assert max(map(len, piped)) > 160


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_list_of_rules_wraps_between_words(project: Project, width: int) -> None:
    shown = in_a_terminal(project, width, "rules")
    assert max(map(len, shown)) <= width
    assert words(shown) == [
        word for rule in BY_CODE.values() for word in (rule.code, rule.severity, *rule.title.split())
    ]


def test_the_page_of_a_rule_fits_the_terminal(project: Project) -> None:
    for width in (40, 80):
        shown = in_a_terminal(project, width, "rules", "story-length")
        assert max(map(len, shown)) <= width
        assert words(shown) == BY_CODE["story-length"].manual.split()


@pytest.mark.parametrize("code", BY_CODE)
@pytest.mark.parametrize("width", [40, 80])
def test_the_examples_on_a_page_mean_the_same_at_any_width(code: str, width: int) -> None:
    manual = BY_CODE[code].manual
    shown = reflow(manual, width)
    assert shown.split() == manual.split()
    assert max(map(len, shown.split("\n"))) <= width
    assert examples(shown) == examples(manual)


def examples(manual: str) -> list[Any]:
    texts = re.findall(r"^(?:Fails|Passes):\n(.*?)(?=^\w+:)", manual, re.MULTILINE | re.DOTALL)
    assert len(texts) == 2
    return [yaml.safe_load(textwrap.dedent(text)) for text in texts]


def test_a_word_that_is_too_long_stays_whole() -> None:
    assert fill("see scenarios/a-very-long-name.yaml there", 12) == "see\nscenarios/a-very-long-name.yaml\nthere"


def test_what_import_says_fits_the_terminal(project: Project) -> None:
    project.write("lamp.txt", (Path(__file__).parents[1] / "importers/pages/lamp.txt").read_text(encoding="utf-8"))
    shown = in_a_terminal(project, 60, "import", "lamp.txt")
    assert max(len(line) for line in shown if line.startswith("  ")) <= 60
