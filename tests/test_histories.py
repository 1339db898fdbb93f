"""Whatever an author does with files and git, in the end learners have the last package that was handed out.

This is the promise in docs/updates.md, over random histories, with the real Anki engine as the judge.
"""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from engine import Learner
from history import DAY, Author, assert_has

pytestmark = [pytest.mark.long, pytest.mark.skipif(shutil.which("git") is None, reason="needs git")]

stories = st.sampled_from(["one", "two"])


class Histories(RuleBasedStateMachine):
    """An author's project, and a learner who imports every package in the order in which they are handed out."""

    @initialize(attributes=st.sampled_from(["", "decks/star2anki.lock merge=union\ndecks/*.apkg binary\n"]))
    def begin(self, attributes: str) -> None:
        self.root = Path(tempfile.mkdtemp())
        self.author = Author(self.root / "project", attributes=attributes)
        self.learner = Learner(self.root / "learner")
        self.author.commit()
        self.author.git("branch", "other")
        self.is_committed = True
        self.is_known_here_only = False
        """Something was handed out that perhaps neither the lock, a package nor this branch's history knows."""
        self.reviews = 0

    def teardown(self) -> None:
        if hasattr(self, "learner"):
            self.learner.col.close()
            shutil.rmtree(self.root, ignore_errors=True)

    def hand_out(self, package: Path) -> None:
        self.learner.take(package)
        assert_has(self.learner, package)
        self.reviews += self.learner.study()
        assert self.learner.col.db is not None
        assert self.learner.col.db.scalar("select count() from revlog") == self.reviews, "every review is kept"

    @rule(story=stories, answer=st.sampled_from("ABC"))
    def edit(self, story: str, answer: str) -> None:
        self.author.write(story, answer)
        self.is_committed = False

    @rule()
    def build(self) -> None:
        self.author.build()
        self.is_committed = False
        self.hand_out(self.author.project.deck)

    @rule()
    def build_elsewhere(self) -> None:
        self.author.build(self.author.elsewhere(self.root / "out"))
        self.is_known_here_only = True
        self.hand_out(self.root / "out" / "all.apkg")

    @rule(story=stories)
    def try_one_story(self, story: str) -> None:
        self.author.build(self.author.trial(story))
        self.is_committed, self.is_known_here_only = False, True
        self.hand_out(self.author.folder / "decks" / f"{story}.apkg")

    @rule()
    def commit(self) -> None:
        self.author.commit()
        self.is_committed = True

    @rule()
    def revert_the_last_commit(self) -> None:
        self.commit()
        if int(self.author.git("rev-list", "--count", "HEAD")) > 1:  # otherwise there would be no project left
            self.author.git("revert", "--no-edit", "HEAD", may_fail=True)  # git refuses to revert a merge without -m
            self.author.git("revert", "--abort", may_fail=True)

    @rule(steps=st.integers(1, 4))
    def take_old_files_from_git(self, steps: int) -> None:
        self.commit()
        self.author.git("checkout", "--quiet", f"HEAD~{steps}", "--", ".", may_fail=True)
        self.is_committed = False

    @rule(name=st.sampled_from(["main", "other"]))
    def switch_the_branch(self, name: str) -> None:
        self.commit()
        self.author.git("checkout", "--quiet", name)
        self.is_known_here_only = True

    @rule(name=st.sampled_from(["main", "other"]))
    def merge(self, name: str) -> None:
        self.commit()
        self.author.merge(name)

    @rule()
    def lose_the_lock(self) -> None:
        self.author.lose("star2anki.lock")
        self.is_committed = False

    @rule()
    def lose_the_deck(self) -> None:
        self.author.lose("all.apkg")
        self.is_committed = False

    @precondition(lambda self: self.is_committed and not self.is_known_here_only)
    @rule()
    def go_on_in_a_fresh_clone(self) -> None:
        """What git ignores, such as the scratch folder, is lost."""
        self.author.lose(".star2anki")

    @rule(days=st.integers(-3, 3))
    def set_the_clock(self, days: int) -> None:
        self.author.clock += days * DAY


Histories.TestCase.settings = settings(
    max_examples=12,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
test_the_last_package_handed_out_is_what_learners_have = Histories.TestCase
