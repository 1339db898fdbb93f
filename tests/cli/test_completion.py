"""Completion with the Tab key, set up as docs/shell-and-git.md says."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from program import SAFETY_NET
from project import REPOSITORY

SHELLS = ("bash", "zsh", "fish")
PROGRAM = "star2anki.exe" if os.name == "nt" else "star2anki"


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """Give an environment with the tested program on its PATH, like that of a shell."""
    scripts = Path(sys.executable).parent
    assert (scripts / PROGRAM).exists(), "star2anki is not installed beside this Python"
    return {**os.environ, "PATH": os.pathsep.join([str(scripts), os.environ["PATH"]])}


def ask(environment: dict[str, str], *command: str, **variables: str) -> str:
    done = subprocess.run(
        command,
        env={**environment, **variables},
        capture_output=True,
        encoding="utf-8",
        timeout=SAFETY_NET,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def documented(shell: str) -> str:
    """Give the page's line for a shell."""
    page = (REPOSITORY / "docs" / "shell-and-git.md").read_text(encoding="utf-8")
    rows = re.findall(rf"^\| {shell}\b[^|]*\|[^|]*\| `(.+)` \|$", page, re.MULTILINE)
    assert len(rows) == 1
    return str(rows[0]).replace("\\|", "|")


@pytest.mark.parametrize("shell", SHELLS)
def test_each_documented_shell_gets_a_script_for_star2anki(environment: dict[str, str], shell: str) -> None:
    assert f"_STAR2ANKI_COMPLETE={shell}_source star2anki" in documented(shell)
    script = ask(environment, "star2anki", _STAR2ANKI_COMPLETE=f"{shell}_source")
    assert f"_STAR2ANKI_COMPLETE={shell}_complete" in script
    assert re.search(r"complete .*star2anki|compdef .*star2anki", script)


def complete(environment: dict[str, str], shell: str, words: str, last: str) -> str:
    """Ask as a shell's script does after the Tab key; bash and zsh count words, fish repeats the last one."""
    place = last if shell == "fish" else str(len(words.split(" ")) - 1)
    variables = {"_STAR2ANKI_COMPLETE": f"{shell}_complete", "COMP_WORDS": words, "COMP_CWORD": place}
    return " ".join(ask(environment, "star2anki", **variables).split())


@pytest.mark.parametrize(
    ("words", "completed"),
    [
        ("star2anki bui", "build"),
        ("star2anki build --wa", "--watch"),
        ("star2anki coverage --format h", "html"),
    ],
)
@pytest.mark.parametrize("shell", SHELLS)
def test_the_beginning_of_a_command_an_option_or_a_value_is_completed(
    environment: dict[str, str], shell: str, words: str, completed: str
) -> None:
    said = complete(environment, shell, words, words.rsplit(" ", maxsplit=1)[-1])
    assert re.fullmatch(rf"(?:plain[ ,])?{re.escape(completed)}(?:[\t ,].*)?", said), said


@pytest.mark.parametrize("shell", SHELLS)
def test_a_command_that_takes_files_leaves_their_names_to_the_shell(environment: dict[str, str], shell: str) -> None:
    assert "file" in complete(environment, shell, "star2anki build scen", "scen")


def test_in_a_real_bash_the_documented_line_completes_bui_to_build(environment: dict[str, str]) -> None:
    if shutil.which("bash") is None:
        pytest.skip("needs bash")
    typed = "COMP_WORDS=(star2anki bui); COMP_CWORD=1; _star2anki_completion star2anki; echo ${COMPREPLY[@]}"
    said = ask(environment, "bash", "--norc", "-c", f"{documented('bash')}\n{typed}")
    assert said == "build\n"
