"""The pre-commit hook: it runs once, on all stories, and only when a commit changes something that it reads."""

import os
import re
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from program import SAFETY_NET
from project import REPOSITORY, Project
from wanting import do_without

PACKAGE = (".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE", "src")
"""What pip needs from this repository to install it."""
[HOOK] = yaml.safe_load((REPOSITORY / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "path",
    [
        "scenarios/late-train.yaml",
        "scenarios/2024/late-train.yml",
        "decks/my-stories.yaml",
        "decks/star2anki.lock",
        "frameworks/ours.yml",
        "coach.yaml",
    ],
)
def test_the_hook_runs_for_everything_that_check_reads(path: str) -> None:
    assert re.search(HOOK["files"], path)


@pytest.mark.parametrize(
    "path",
    [
        "README.md",
        "notes/coach.yaml",
        "my/scenarios/late-train.yaml",
        "scenarios/late-train.yaml.orig",
        "scenarios/schema.json",
        "decks/my-stories.apkg",
        ".pre-commit-config.yaml",
    ],
)
def test_the_hook_does_not_run_for_other_files(path: str) -> None:
    assert not re.search(HOOK["files"], path)


class Author:
    """Somebody who keeps stories in git, and lets pre-commit check them as the documentation says."""

    def __init__(self, tmp_path: Path) -> None:
        """Make a scratch copy of this repository, and the author's repository beside it, with the hook installed."""
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PRE_COMMIT_HOME": str(tmp_path / "pre-commit"),
            "GIT_CONFIG_GLOBAL": os.devnull,
            **{f"GIT_{who}_NAME": "Ada Example" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "ada@example.org" for who in ("AUTHOR", "COMMITTER")},
        }
        program = tmp_path / "star2anki"
        for name in PACKAGE:
            source = REPOSITORY / name
            if source.is_dir():
                shutil.copytree(source, program / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                program.mkdir(exist_ok=True)
                shutil.copy(source, program)
        self._begin(program)
        self._must(program, "git", "commit", "--quiet", "-m", "The program")
        revision = self._must(program, "git", "rev-parse", "HEAD").strip()

        self.project = Project(tmp_path / "stories")
        self.project.recipe()
        page = (REPOSITORY / "docs" / "shell-and-git.md").read_text(encoding="utf-8")
        config = page.split("```yml\n")[1].split("```")[0]
        assert config.count("ADDRESS") == config.count("VERSION") == 1
        config = config.replace("ADDRESS", str(program)).replace("VERSION", revision)
        self.project.write(".pre-commit-config.yaml", f"{config}        verbose: true\n")
        self._begin(self.project.folder)
        self._must(self.project.folder, sys.executable, "-m", "pre_commit", "install")

    def commit(self) -> tuple[bool, str]:
        """Commit all changes; return whether that succeeded, and the output."""
        self._must(self.project.folder, "git", "add", "--all")
        done = self._run(self.project.folder, "git", "commit", "-m", "Stories")
        return done.returncode == 0, done.stdout

    def _begin(self, folder: Path) -> None:
        self._must(folder, "git", "init", "--quiet", "-b", "main")
        self._must(folder, "git", "add", "--all")

    def _must(self, folder: Path, *command: str) -> str:
        done = self._run(folder, *command)
        assert done.returncode == 0, done.stdout
        return done.stdout

    def _run(self, folder: Path, *command: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            cwd=folder,
            env=self._environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=SAFETY_NET,
            check=False,
        )


@pytest.mark.pip
@pytest.mark.long
def test_the_documented_hook_checks_all_stories_once_before_a_commit_that_changes_some(tmp_path: Path) -> None:
    if find_spec("pre_commit") is None:
        do_without("needs the Python package pre-commit")
    author = Author(tmp_path)
    story: dict[str, Any] = {"id": "silent-queue-4kq7"}

    author.project.story("first", **story)
    author.project.story("second", id="another-queue-8mn2")
    went_well, said = author.commit()
    assert went_well, said
    assert said.count("2 stories: ") == 1

    author.project.story("second", **story)  # the mistake is between this file and one that the commit does not change
    went_well, said = author.commit()
    assert not went_well
    assert "[duplicate-id]" in said

    author.project.story("second", id="another-queue-8mn2", title="Another queue")
    went_well, said = author.commit()
    assert went_well, said

    author.project.write("README.md", "My stories.\n")
    went_well, said = author.commit()
    assert went_well, said
    assert "Skipped" in said
