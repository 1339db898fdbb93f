"""Phrases are found as a reader would find them, and each place is that of the letters in the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.phrase_search import Searched, fold, lowered, without_overlaps


def found(text: str, phrase: str) -> list[str]:
    return [text[start:end] for start, end in Searched(text).occurrences(fold(phrase))]


@pytest.mark.parametrize(
    ("text", "phrase", "expected"),
    [
        ("I led it, and i led them.", "I led", ["I led", "i led"]),
        ("I ledger", "I led", []),
        ("He misled", "led", []),
        ("led_by", "led", []),
        ("well-led.", "led", ["led"]),
        ("It wasn’t mine", "wasn't", ["wasn’t"]),
        ("It wasn't mine", "wasnʼt", ["wasn't"]),
        ("two\nlines", "two lines", ["two\nlines"]),
        ("two  \t lines", "two lines", ["two  \t lines"]),
        ("a  b and a\u00a0b", "a b", ["a  b", "a\u00a0b"]),
        ("50 %!", "%", ["%"]),
        ("(see) it", "(see)", ["(see)"]),
        ("ha ha ha", "ha ha", ["ha ha"]),
        ("ledger led", "led", ["led"]),
        ("led", "led", ["led"]),
        ("", "led", []),
        ("led", "", []),
    ],
)
def test_a_phrase_is_found_as_whole_words_whatever_its_case_apostrophes_and_spaces(
    text: str, phrase: str, expected: list[str]
) -> None:
    assert found(text, phrase) == expected


@pytest.mark.parametrize("text", ["İstanbul", "ǅ", "ß", "ΑΣ", "No. 5"])
def test_small_letters_stand_where_the_letters_stood(text: str) -> None:
    assert len(lowered(text)) == len(text)
    assert found(f"{text} led", "led") == ["led"]


@given(st.text())
def test_folding_keeps_every_place(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("spans", "kept"),
    [
        ([], []),
        ([(3, 5), (0, 2)], [(0, 2), (3, 5)]),
        ([(0, 2), (0, 4)], [(0, 4)]),
        ([(0, 3), (2, 5), (3, 6)], [(0, 3), (3, 6)]),
        ([(0, 9), (1, 2), (9, 10)], [(0, 9), (9, 10)]),
    ],
)
def test_of_spans_that_overlap_the_first_is_kept_and_of_those_that_begin_together_the_longest(
    spans: list[tuple[int, int]], kept: list[tuple[int, int]]
) -> None:
    assert list(without_overlaps(spans)) == kept
