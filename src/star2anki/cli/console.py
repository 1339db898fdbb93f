"""What all commands print: diagnostics in three formats, and files that cannot be written."""

import contextlib
import json
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from star2anki.cli.width import columns_of_terminal, fill
from star2anki.diagnostics import Diagnostic, Severity
from star2anki.wording import counted, printable

FORMATS = ("text", "json", "github")
COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.HINT: "cyan"}
_INDENT = " " * 4
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}

format_option = click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="Output for people, for programs, or as GitHub annotations.",
)


def print_diagnostics(diagnostics: Sequence[Diagnostic], style: str, *, to_stderr: bool = False) -> None:
    """Print diagnostics: `text` for people, `json` as one array, `github` as workflow commands.

    In a terminal, long lines of `text` are broken between words; elsewhere, each diagnostic and each line of its hint
    stays on one line.
    """
    if style == "json":
        click.echo(json.dumps([_as_object(diagnostic) for diagnostic in diagnostics], indent=2))
        return
    to_stderr = to_stderr and style == "text"
    width = columns_of_terminal(stderr=to_stderr)
    for diagnostic in diagnostics:
        click.echo(_as_command(diagnostic) if style == "github" else _as_text(diagnostic, width), err=to_stderr)


def summary_of(diagnostics: Sequence[Diagnostic]) -> str:
    """Count diagnostics in words, such as "2 errors, 1 hint"."""
    counts = ((severity, sum(diagnostic.severity is severity for diagnostic in diagnostics)) for severity in Severity)
    return ", ".join(f"{counted(count, severity)}" for severity, count in counts if count)


@contextlib.contextmanager
def clear_io_errors() -> Iterator[None]:
    """Turn errors such as an unwritable file or a full disk into one clear line and exit code 1."""
    try:
        yield
    except OSError as error:
        suffix = "; your existing files are unchanged" if _has_working_folder() else ""
        raise click.ClickException(f"{in_words(error)}{suffix}") from error


def in_words(error: OSError) -> str:
    """Say which file cannot be read or written, and why."""
    if not _has_working_folder():
        return "the current folder has been deleted; change to one that exists"
    where = f"{printable(str(error.filename))}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _has_working_folder() -> bool:
    try:
        Path.cwd()
    except OSError:
        return False
    return True


def _as_text(diagnostic: Diagnostic, width: int | None) -> str:
    severity = click.style(diagnostic.severity, fg=COLOURS[diagnostic.severity], bold=True)
    place, message = _on_one_line(str(diagnostic.location)), _on_one_line(diagnostic.message)
    head = f"{place}: {diagnostic.severity}: {message} [{diagnostic.code}]"
    hint = [f"{_INDENT}{line}" for line in printable(diagnostic.hint).split("\n")] if diagnostic.hint else []
    if width:
        head = fill(head, width, rest="  ", whole=len(place))
        # After its first line, a hint shows YAML to copy or, after a semicolon, continues.
        hint = [
            fill(line.lstrip(" "), width, first=_INDENT, rest=_INDENT) if above.endswith(";") else line
            for above, line in pairwise([";", *hint])
        ]
    coloured = head[: len(place)] + head[len(place) :].replace(diagnostic.severity, severity, 1)
    return "\n".join([coloured, *hint])


def _on_one_line(text: str) -> str:
    """Show line ends as escapes, so that no text from a file looks like another diagnostic."""
    return printable(text).replace("\n", "\\u000a")


def _as_object(diagnostic: Diagnostic) -> dict[str, Any]:
    return {
        "path": diagnostic.location.path,
        "line": diagnostic.location.line,
        "column": diagnostic.location.column,
        "severity": diagnostic.severity,
        "code": diagnostic.code,
        "message": diagnostic.message,
        "hint": diagnostic.hint,
    }


def _as_command(diagnostic: Diagnostic) -> str:
    """Write a GitHub workflow command. Special characters are escaped, so that no text from a story becomes one."""
    place = diagnostic.location
    path = _escaped(place.path).replace(":", "%3A").replace(",", "%2C")
    message = _escaped(diagnostic.message + (f"\n{diagnostic.hint}" if diagnostic.hint else ""))
    head = f"::{_GITHUB[diagnostic.severity]} file={path},line={place.line},col={place.column},title={diagnostic.code}"
    return printable(f"{head}::{message}")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
