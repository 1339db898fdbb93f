"""The time of a build: from the clock, or from a valid SOURCE_DATE_EPOCH."""

import time

import pytest

from project import Project
from star2anki.clock import BadClockError, now


def test_the_time_of_a_build_comes_from_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    before = int(time.time())
    assert before <= now() <= time.time()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    assert before <= now() <= time.time()


def test_source_date_epoch_sets_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735000000")
    assert now() == 1_735_000_000


@pytest.mark.parametrize("epoch", ["soon", "0", "-5", "1.5", "٣", "9" * 5000, "1735000000000", "9999999999"])
def test_a_source_date_epoch_that_is_not_a_time_or_is_in_the_future_is_refused(
    monkeypatch: pytest.MonkeyPatch, epoch: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BadClockError, match="Correct or unset it"):
        now()


def test_a_command_says_so_in_one_clear_line_and_writes_nothing(project: Project) -> None:
    project.story()
    done = project.run("build", at=9_999_999_999, expect=2)
    assert "SOURCE_DATE_EPOCH is 9999999999, a time in the future" in done.stderr
    assert not project.lock.exists()
