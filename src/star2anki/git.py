"""What git remembers about a file. The only module that runs git; without git, nothing is remembered."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from threading import Timer

SECONDS = 60
"""How long git may take to answer."""

_COMMIT = re.compile("[0-9a-f]{40,64}")
_SAFE = (
    "--no-pager",
    # A stranger's folder may have settings that run programs or fetch objects. These options switch them off.
    *("-c", "core.fsmonitor=false"),
    *("-c", "log.showSignature=false"),
)
_QUIET = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    # Missing objects stay missing: to fetch them, git would run what the repository's settings say.
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
}
_LOG = (
    *("log", "--patch", "--format=", "--unified=0", "--no-color", "--no-renames", "--text"),
    *("--no-ext-diff", "--no-textconv"),
    # All parents of a merge count, because a line that only one side had may have been handed out there.
    *("--full-history", "-m"),
)


class NoAnswerError(Exception):
    """There is a repository, but git does not say what it remembers."""


def head(folder: Path) -> str | None:
    """Return the commit that a folder is at, in hexadecimal; None outside of version control, and before the first one.

    Raises:
        NoAnswerError: Git is not installed, refuses the repository, or cannot read it.
    """
    if not _is_inside(folder):
        return None
    code, answer = _ask(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    commit = answer.decode("ascii", "replace").strip()
    if code == 1 and not commit:
        return None
    if code or not _COMMIT.fullmatch(commit):
        raise NoAnswerError
    return commit


def is_whole(folder: Path) -> bool:
    """Return whether a repository has its whole history; a shallow clone has only the end of it."""
    return _ask(folder, "rev-parse", "--is-shallow-repository") == (0, b"false\n")


def lines_ever(file: Path, commit: str, since: str = "") -> list[str]:
    """List all lines that a file ever had in a commit and its ancestors, beginning with the newest commits.

    Args:
        file: The file; it need not exist now.
        commit: The newest commit to read.
        since: A commit whose lines, and those before it, are already known.

    Raises:
        NoAnswerError: Git fails, or takes too long.
    """
    is_known = bool(_COMMIT.fullmatch(since)) and _ask(file.parent, "cat-file", "-e", since)[0] == 0
    commits = (commit, f"^{since}") if is_known else (commit,)
    code, answer = _ask(file.parent, *_LOG, *commits, "--", file.name)
    if code:
        raise NoAnswerError
    lines = answer.decode("utf-8", "replace").split("\n")
    return [line[1:] for line in lines if line.startswith("+") and not line.startswith("+++ ")]


def _is_inside(folder: Path) -> bool:
    try:
        real = folder.resolve()
        return any((each / ".git").exists() for each in (real, *real.parents))
    except (OSError, RuntimeError):
        return False


def _ask(folder: Path, *words: str) -> tuple[int, bytes]:
    """Ask git, and return its exit code and what it printed."""
    program = shutil.which("git")
    if program is None or not folder.is_dir():
        raise NoAnswerError
    # A hook sets variables that name its repository, but here only the folder counts.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    process = subprocess.Popen(  # noqa: S603 - git, and no argument comes from a story
        [program, "-C", str(folder), *_SAFE, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment | _QUIET,
    )
    timer = Timer(SECONDS, process.kill)
    timer.start()
    try:
        answer, _ = process.communicate()
    finally:
        timer.cancel()
    return process.returncode, answer
