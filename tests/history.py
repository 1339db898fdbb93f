"""A project under version control, and a learner who imports whatever the author hands out."""

import os
import shutil
import subprocess
from pathlib import Path
from unittest.mock import patch

from engine import Learner
from project import Project
from star2anki.apkg.reader import read_package
from star2anki.build.last_build import recall
from star2anki.build.plan import Plan, plan_recipes, plan_stories
from star2anki.build.publish import publish
from star2anki.build.results import Published
from star2anki.diagnostics import has_errors

MONDAY = 1_790_000_000
DAY = 86_400
ANSWER = "I said: {}."
SMALL = "name: Interview stories\nscenarios: [scenarios/*.yaml]\nnotetypes: [star-step, follow-up]\n"
"""Columns of the notes in a package."""

_IDENTITY = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@example.org",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@example.org",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class Author:
    """Somebody who writes, builds, and keeps the project in git."""

    def __init__(self, folder: Path, *, attributes: str = "") -> None:
        self.project = Project(folder)
        self.folder = folder
        self.clock = MONDAY
        self.project.recipe(SMALL)
        for name in ("one", "two"):
            self.write(name, "A")
        if attributes:
            self.project.write(".gitattributes", attributes)
        self.git("init", "--quiet", "--initial-branch=main")

    def write(self, story: str, answer: str) -> None:
        """Write a story whose only follow-up has an answer named by a letter."""
        self.project.story(
            story,
            id=f"{story}-4kq7",
            title=story,
            follow_ups=[{"question": "What did you say?", "strong_answer": ANSWER.format(answer)}],
            **dict.fromkeys(("weak_answer", "quiz", "lenses", "levels", "tags")),
        )

    def build(self, plan: Plan | None = None) -> Published:
        """Build like the program, at the author's time, without errors."""
        with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": str(self.clock)}):
            plan = plan or plan_recipes(self.folder)
            published = recall(plan.folder, plan.output, plan.named) or publish(plan)
        assert not has_errors(published.diagnostics), published.diagnostics
        return published

    def trial(self, story: str) -> Plan:
        return plan_stories(self.folder, [self.folder / "scenarios" / f"{story}.yaml"])

    def elsewhere(self, output: Path) -> Plan:
        return plan_recipes(self.folder, output)

    def git(self, *words: str, may_fail: bool = False) -> str:
        done = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env={**os.environ, **_IDENTITY},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        assert may_fail or done.returncode == 0, f"git {words}: {done.stdout}{done.stderr}"
        return done.stdout

    def commit(self) -> None:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "as it is", may_fail=True)  # there may be nothing to commit

    def merge(self, branch: str) -> None:
        """Merge as somebody in a hurry: own stories and decks win, the lock stays as git leaves it, markers and all."""
        self.git("merge", "--quiet", "--no-edit", branch, may_fail=True)
        for path in self.git("diff", "--name-only", "--diff-filter=U").split():
            if not path.endswith(".lock"):
                self.git("checkout", "--ours", "--", path)
        self.commit()

    def lose(self, *names: str) -> None:
        for name in names:
            path = self.folder / "decks" / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def assert_has(learner: Learner, package: Path) -> None:
    """The learner has exactly what the package says, each item once."""
    for packed in read_package(package).notes:
        readable_id = packed.flds.split("\x1f", 1)[0]
        (note,) = learner.notes(f'"ID:{readable_id}"')
        assert note.guid == packed.guid
        assert "\x1f".join(note.fields) == packed.flds
