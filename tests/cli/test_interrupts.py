"""Ctrl-C, at any moment: the exit code is 130, nothing is printed, and nothing is left behind."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from project import COST, Project

BEGIN = """
import os, runpy, signal, sys

def start(hook):
    sys.addaudithook(hook)
    sys.argv[:] = ["star2anki", *sys.argv[1:]]
    runpy.run_module("star2anki", run_name="__main__", alter_sys=True)

def interrupt():
    os.kill(os.getpid(), signal.SIGINT)
"""
"""Runs the program with a hook that Python calls for each import, each file opened, and much more."""

AT_IMPORT = """
wanted = sys.argv.pop(1)
start(lambda event, what: interrupt() if event == "import" and what[0] == wanted else None)
"""

AT_NUMBER = """
import atexit
wanted, number, is_on = int(sys.argv.pop(1)), 0, False

def hook(event, what):
    global number, is_on
    is_on = is_on or (event == "import" and what[0] == "star2anki.cli.run")  # the first line of the program
    number += is_on
    if is_on and number == wanted:
        interrupt()

atexit.register(lambda: print(number, file=sys.stderr) if wanted == 0 else None)
start(hook)
"""

IN_NEW_PROCESSES = """
import multiprocessing
multiprocessing.set_start_method("fork")
os.register_at_fork(after_in_child=lambda: os.killpg(0, signal.SIGINT))  # as a terminal does, at the worst moment
start(lambda event, what: None)
"""

WHILE_CLEANING_UP = """
class Swallows:
    def __del__(self):
        interrupt()
        str(self)

is_done = False

def hook(event, what):
    global is_done
    if not is_done and event == "import" and what[0] == "watchfiles":
        is_done = True
        Swallows()

start(hook)
"""


def run(project: Project, script: str, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the program under a script, in its own session, until all its processes have ended."""
    return subprocess.run(
        [sys.executable, "-c", BEGIN + script, *arguments],
        cwd=project.folder,
        env={**os.environ, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
        start_new_session=True,
    )


@pytest.mark.parametrize(
    "module",
    [
        "star2anki.cli.run",
        "click",
        "star2anki.build.pipeline",
        "pydantic_core",
        "yaml",
        "genanki",
        "filelock",
        "watchfiles",
    ],
)
def test_ctrl_c_during_a_python_import_ends_the_program_at_once(project: Project, module: str) -> None:
    project.story()
    done = run(project, AT_IMPORT, module, "build", "--watch")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


@pytest.mark.parametrize("command", [["build"], ["preview", "-o", "page.html", "--force"], ["new", "Mine"]])
def test_ctrl_c_at_any_moment_says_nothing_and_leaves_nothing_behind(project: Project, command: list[str]) -> None:
    project.story()
    total = int(run(project, AT_NUMBER, "0", *command).stderr.split()[-1])
    assert total > 500
    for share in (0.01, 0.5, 0.85, 0.9, 0.95):
        project.replace("scenarios/queue.yaml", "tags:", f"# {share}\ntags:")
        (project.folder / "scenarios" / "mine.yaml").unlink(missing_ok=True)
        done = run(project, AT_NUMBER, str(int(total * share)), *command)
        assert (done.returncode, done.stderr.strip()) == (130, ""), share
        assert not list(project.folder.rglob("*.tmp")), share
    project.run("build", "--format", "json", expect=1 if command[0] == "new" else 0)


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="one processor has no workers")
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that begin as copies")
def test_ctrl_c_also_ends_the_workers_and_none_of_them_prints_anything(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.recipe()
    for number in range(60):
        project.story(f"s{number}", id=f"story-{number}-4kq7", title=f"Story {number}")
    done = run(project, IN_NEW_PROCESSES, "build")
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", "")


def test_ctrl_c_during_the_clean_up_of_an_object_is_not_lost(project: Project) -> None:
    project.story()
    done = run(project, WHILE_CLEANING_UP, "build", "--watch")
    assert (done.returncode, done.stderr.strip()) in {(130, ""), (130, "watching; press Ctrl-C to stop")}


def test_a_program_started_with_ctrl_c_ignored_goes_on(project: Project) -> None:
    project.story()
    ignored = "signal.signal(signal.SIGINT, signal.SIG_IGN)\n"
    done = run(project, ignored + AT_NUMBER, "500", "build")
    assert (done.returncode, done.stdout) == (0, f"decks/all.apkg: 16 notes: 16 new\n{COST}")


def test_the_installed_command_is_the_same_program(project: Project) -> None:
    script = Path(sys.executable).parent / "star2anki"
    if not script.exists():
        pytest.skip("needs the command beside this Python, as pip puts it there")
    assert "star2anki.__main__" in script.read_text(encoding="utf-8")
    done = subprocess.run([script, "--version"], cwd=project.folder, capture_output=True, text=True, check=True)
    assert done.stdout == project.run("--version").stdout.replace("python -m ", "")
