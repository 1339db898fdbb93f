"""What git remembers of a file. The only room that knows git; where there is none, nothing is remembered."""

import os
import re
import shutil
import subprocess
from pathlib import Path
from threading import Timer

SECONDS = 60
"""How long git may take over a question."""

_COMMIT = re.compile("[0-9a-f]{40,64}")
_SAFE = (
    "--no-pager",
    # A folder from a stranger may bring settings that run programs or fetch objects. None of them is followed here.
    *("-c", "core.fsmonitor=false"),
    *("-c", "protocol.allow=never"),
    *("-c", "log.showSignature=false"),
)
_LOG = (
    *("log", "--patch", "--format=", "--unified=0", "--no-color", "--no-renames", "--text"),
    *("--no-ext-diff", "--no-textconv"),
    # All parents of a merge count: a line that only one side ever had may have been handed out from there.
    *("--full-history", "-m"),
)


def head(folder: Path) -> str | None:
    """Give the commit that a folder is at, in hexadecimal; None outside of version control."""
    if not _is_inside(folder):
        return None
    answer = _ask(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    commit = (answer or b"").decode("ascii", "replace").strip()
    return commit if _COMMIT.fullmatch(commit) else None


def lines_ever(file: Path, commit: str, since: str = "") -> list[str] | None:
    """List all lines that a file ever had, in a commit and in those that led to it, those of the newest commits first.

    Args:
        file: The file; it need not be there now.
        commit: Where to begin.
        since: A commit whose lines, and those before it, are known.

    Returns:
        The lines; None where git does not answer.
    """
    is_known = bool(_COMMIT.fullmatch(since)) and _ask(file.parent, "cat-file", "-e", since) is not None
    commits = (commit, f"^{since}") if is_known else (commit,)
    answer = _ask(file.parent, *_LOG, *commits, "--", file.name)
    if answer is None:
        return None
    lines = answer.decode("utf-8", "replace").split("\n")
    return [line[1:] for line in lines if line.startswith("+") and not line.startswith("+++ ")]


def _is_inside(folder: Path) -> bool:
    try:
        real = folder.resolve()
        return any((each / ".git").exists() for each in (real, *real.parents))
    except (OSError, RuntimeError):
        return False


def _ask(folder: Path, *words: str) -> bytes | None:
    """Ask git; None where it cannot be asked, or fails."""
    program = shutil.which("git")
    if program is None or not folder.is_dir():
        return None
    # A hook sets variables that name its repository; the folder has the last word here.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}
    process = subprocess.Popen(  # noqa: S603 - git, and no word of it comes from a story
        [program, "-C", str(folder), *_SAFE, *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment,
    )
    timer = Timer(SECONDS, process.kill)
    timer.start()
    try:
        answer, _ = process.communicate()
    finally:
        timer.cancel()
    return answer if process.returncode == 0 else None
