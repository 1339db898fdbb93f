"""The clipboard, through the program that the system has for it."""

import shutil
import subprocess
import sys

import click

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
"""How long the program may take; the other one that holds the text may have hung up."""


def read_clipboard() -> bytes:
    """Give the text on the clipboard, in UTF-8.

    Raises:
        click.ClickException: There is no program to ask, or it has no text to give.
    """
    programs = _SYSTEMS.get(sys.platform, _PROGRAMS)
    problem = f"there is no program that reads it; install {' or '.join(program[0] for program in programs)}"
    for name, *arguments in programs:
        found = shutil.which(name)
        if found is None:
            continue
        try:
            done = subprocess.run([found, *arguments], capture_output=True, timeout=TIMEOUT_SECONDS, check=False)  # noqa: S603 - one of the programs above, and nothing from outside
        except (OSError, subprocess.TimeoutExpired) as error:
            problem = f"{name} does not answer: {error}"
            continue
        if done.returncode == 0:
            return done.stdout
        said = done.stderr.decode("utf-8", "replace").strip()
        problem = f"{name} says: {said}" if said else f"{name} found no text"
    raise click.ClickException(f"the clipboard cannot be read: {problem}, or save the text to a file")
