"""The clipboard, read with the system's program for it."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Sequence
from tempfile import TemporaryFile
from typing import BinaryIO, cast

import click

from star2anki.limited_files import TooLargeError, read_stream

_ASK_WINDOWS = "[Console]::OutputEncoding = [Text.Encoding]::UTF8; Get-Clipboard -Raw"
_PROGRAMS: tuple[tuple[str, ...], ...] = (
    ("wl-paste", "--no-newline"),
    ("xclip", "-selection", "clipboard", "-out"),
    ("xsel", "--clipboard", "--output"),
)
_SYSTEMS: dict[str, tuple[tuple[str, ...], ...]] = {
    "darwin": (("pbpaste", "-Prefer", "txt"),),
    "win32": (("powershell", "-NoProfile", "-Command", _ASK_WINDOWS),),
}
TIMEOUT_SECONDS = 20
"""How long the program may take; the application with the text may be hanging."""
_SAID = 4096
"""How many bytes of its error output are read."""


def read_clipboard(limit: int) -> bytes:
    """Return the text on the clipboard, in UTF-8.

    Args:
        limit: The most bytes that it may have.

    Raises:
        TooLargeError: The text has more.
        click.ClickException: There is no program to ask, or it has no text to give.
    """
    programs = _SYSTEMS.get(sys.platform, _PROGRAMS)
    problem = f"no program for it was found; install {' or '.join(program[0] for program in programs)}"
    for name, *arguments in programs:
        found = shutil.which(name)
        if found is None:
            continue
        try:
            done = _run([found, *arguments], limit)
        except TooLargeError:
            raise
        except (OSError, subprocess.TimeoutExpired) as error:
            problem = f"{name} failed: {error}"
            continue
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.decode("utf-8", "replace").strip()
        problem = f"{name} says: {said}" if said else f"{name} found no text"
    raise click.ClickException(f"cannot read the clipboard: {problem}, or save the text to a file")


def _run(command: Sequence[str], limit: int) -> subprocess.CompletedProcess[bytes]:
    """Run a program that prints text, and end it if it prints too much or takes too long."""
    with TemporaryFile() as said, subprocess.Popen(command, stdout=subprocess.PIPE, stderr=said) as process:  # noqa: S603 - one of the programs above, without outside input
        overdue = threading.Event()

        def end() -> None:
            overdue.set()
            process.kill()

        timer = threading.Timer(TIMEOUT_SECONDS, end)
        timer.start()
        try:
            text = read_stream(cast("BinaryIO", process.stdout), limit)
            process.wait()
        finally:
            timer.cancel()
            process.kill()
        if overdue.is_set():
            raise subprocess.TimeoutExpired(command, TIMEOUT_SECONDS)
        said.seek(0)
        return subprocess.CompletedProcess(command, process.returncode, text, said.read(_SAID))
