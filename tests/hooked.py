"""The program, run with something that befalls it at an exact moment that no timing would hit.

`run_hooked` runs it to its end; as a script, `hooked.py WHAT HOW ARGUMENTS` runs it with ARGUMENTS. Python itself tells
an audit hook what the program is about to do, so nothing of the program is replaced, and it may be written in any way.
"""

import atexit
import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

TOUCHES = frozenset({"open", "os.link", "os.listdir", "os.mkdir", "os.remove", "os.rename", "os.scandir"})
"""Python's names of what touches a file or folder."""

Hook = Callable[[str, tuple[Any, ...]], None]


def killed_before(number: str) -> Hook:
    """Kill the program just before it touches a file for the n-th time; where it lives, it says how often it did."""
    own, done = os.getpid(), 0

    def hook(event: str, _: tuple[Any, ...]) -> None:
        nonlocal done
        if event in TOUCHES and os.getpid() == own:
            done += 1
            if done == int(number):
                os.kill(own, signal.SIGKILL)

    atexit.register(lambda: os.getpid() == own and sys.stderr.write(f"{done}\n"))
    return hook


def killed_after_files(number: str) -> Hook:
    """Kill the program when it has put its n-th file in its place, before it does anything else.

    Compiled stories that it keeps for the next build are not counted.
    """
    renamed = 0

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal renamed
        if renamed == int(number) and event != "os.kill":
            os.kill(os.getpid(), signal.SIGKILL)
        renamed += event == "os.rename" and Path(arguments[1]).parent.name != "stories"

    return hook


def vanishing(name: str) -> Hook:
    """Delete a file the moment before it is opened."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and str(arguments[0]).endswith(name):
            Path(name).unlink(missing_ok=True)

    return hook


def saved_meanwhile(edit: str) -> Hook:
    """Save a file, once, when the program is about to write a deck and so has read all stories.

    Args:
        edit: The file, the words to replace, and the new ones, with `|` between them.
    """
    name, old, new = edit.split("|")
    is_saved = False

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal is_saved
        if event == "os.rename" and str(arguments[1]).endswith(".apkg") and not is_saved:
            is_saved = True
            path = Path(name)
            path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")

    return hook


def slow(seconds: str) -> Hook:
    """Let the disk take its time over each story."""

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open" and "scenarios" in Path(str(arguments[0])).parts:
            time.sleep(float(seconds))

    return hook


def without_workers(processors: str) -> Hook:
    """Kill each worker while the program reads stories; at its end it says how many there were.

    Args:
        processors: How many the program believes to have, so that it starts workers on any machine.
    """
    own, killed = os.getpid(), 0
    os.cpu_count = lambda: int(processors)

    def hook(event: str, arguments: tuple[Any, ...]) -> None:
        nonlocal killed
        if event == "open" and os.getpid() == own and "scenarios" in Path(str(arguments[0])).parts:
            for worker in multiprocessing.active_children():
                worker.kill()
                killed += 1

    atexit.register(lambda: os.getpid() == own and sys.stderr.write(f"{killed}\n"))
    return hook


HOOKS = {
    made.__name__: made
    for made in (killed_before, killed_after_files, vanishing, saved_meanwhile, slow, without_workers)
}


def hooked(what: Callable[[str], Hook], how: str) -> tuple[str, ...]:
    """Write what Python has to run, up to the arguments of the program."""
    return (str(Path(__file__)), what.__name__, how)


def run_hooked(folder: Path, what: Callable[[str], Hook], how: str, *arguments: str) -> CompletedProcess[str]:
    """Run the program in a folder, to its end."""
    from program import run_program  # noqa: PLC0415 - not where this file is the script

    environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONWARNINGS": "error"}
    return run_program(arguments, folder, environment, hook=(what.__name__, how))


def main() -> None:
    what, how, *arguments = sys.argv[1:]
    from star2anki.cli import main as run  # noqa: PLC0415 - loaded before the hook, which is to see the run alone

    sys.addaudithook(HOOKS[what](how))
    run(arguments)


if __name__ == "__main__":
    main()
