"""The labelled texts are what docs/coach.md says, and the coach is as good on them as it says."""

import sys
from collections import Counter

import pytest

from labelled import read
from project import REPOSITORY
from star2anki.coach.registry import BY_CODE, COMPARISONS

sys.path.insert(0, str(REPOSITORY / "benchmarks"))

from coach import PARTS, report

each_part = pytest.mark.parametrize("part", PARTS)


@each_part
def test_about_half_of_the_texts_are_weak_and_half_are_strong(part: str) -> None:
    verdicts = Counter(text.verdict for text in read(part))
    assert verdicts.total() >= 100
    assert 0.4 < verdicts["strong"] / verdicts.total() < 0.6


@each_part
def test_a_weak_text_has_labels_that_are_rules_and_a_strong_one_has_none(part: str) -> None:
    for text in read(part):
        assert bool(text.codes) == (text.verdict == "weak"), text.fields
        assert set(text.codes) <= set(BY_CODE), text.codes


def test_no_text_is_in_both_parts() -> None:
    tuning, untouched = ([repr(text.fields) for text in read(part)] for part in PARTS)
    assert not set(tuning) & set(untouched)


def test_every_rule_that_can_be_wrong_about_a_short_text_has_labels() -> None:
    labelled = {code for part in PARTS for text in read(part) for code in text.codes}
    exact = {
        "story-length",
        "step-length",
        "action-share",
        "missing-key-phrase",
        "thin-answer",
        "quiz-all-of-the-above",
    }
    assert labelled == set(BY_CODE) - exact - {rule.code for rule in COMPARISONS}


@each_part
def test_the_documentation_has_the_numbers_that_the_benchmark_prints(part: str) -> None:
    page = (REPOSITORY / "docs" / "coach.md").read_text(encoding="utf-8")
    assert "\n".join(report(part, read(part))).strip() in page
