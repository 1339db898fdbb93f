"""English prose taken apart: the teller's own words, sentences, and the words that carry meaning."""

import pytest

from star2anki.coach.english.phrases import any_of, compiled, listed
from star2anki.coach.english.prose import WORD, Prose, stem, stems


def sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in Prose(text).sentences]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("I led. They won.", ["I led.", "They won."]),
        ("I led! Did they? Yes…  No", ["I led!", "Did they?", "Yes…", "No"]),
        ('He said "I led." Then he left.', ['He said "I led."', "Then he left."]),
        ("It cost 2.5 million. Then 3.", ["It cost 2.5 million.", "Then 3."]),
        ("Mr. Fox and Dr. Owl met. At 5 p.m. They left.", ["Mr. Fox and Dr. Owl met.", "At 5 p.m. They left."]),
        ("J. Fox, e.g. Ada, led.", ["J. Fox, e.g. Ada, led."]),
        ("We met at No. 5 and went.", ["We met at No. 5 and went."]),
        ("One\n\nTwo\n \nThree", ["One", "Two", "Three"]),
        ("One\ntwo.", ["One\ntwo."]),
        ("Wait... What?", ["Wait...", "What?"]),
        ("  ", []),
        ("", []),
    ],
)
def test_sentences_end_where_a_reader_would_pause(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ('He said "we led" and left.', "He said          and left."),
        ("He said “we led”.", "He said         ."),
        ("He said 'we led'.", "He said         ."),
        ("It wasn't the owner's.", "It wasn't the owner's."),
        ('A 5" pipe and a 6" one.', 'A 5" pipe and a 6" one.'),
        ("I ran `make`.", "I ran       ."),
        ("One\ntwo", "One two"),
        ('"Not closed', '"Not closed'),
    ],
)
def test_what_is_quoted_is_not_the_tellers_own(text: str, own: str) -> None:
    assert Prose(text).own == own
    assert len(own) == len(text)


def test_phrases_are_found_in_the_own_words_with_their_places() -> None:
    prose = Prose('I was Kind of late, "kind of", wasn’t I')
    pattern = compiled("kind of", "wasn't")
    assert [prose.show(span) for span in prose.find_phrases(pattern)] == ["Kind of", "wasn’t"]


def test_words_are_shown_on_one_line() -> None:
    assert Prose("a\n  b c").show((0, 5)) == "a b"


@pytest.mark.parametrize(("start", "sentence"), [(0, "One."), (3, "One."), (5, "Two."), (8, "Two.")])
def test_around_a_place_is_its_sentence(start: int, sentence: str) -> None:
    text = "One. Two."
    assert text[slice(*Prose(text).around(start))] == sentence


def test_a_place_in_no_sentence_has_the_whole_text_around_it() -> None:
    text = "  One.   Two."
    assert Prose(text).around(0) == Prose(text).around(7) == (0, len(text))


def test_words_that_carry_meaning_are_compared_by_their_stems() -> None:
    assert stems("The owner’s tickets were sold, and a ticket") == ["owner", "ticket", "sold", "ticket"]
    assert stems("Counting counts") == ["count", "count"]
    assert stems("what I did to them") == []
    assert stem("berries") == stem("berry")


def test_a_word_may_hold_apostrophes_hyphens_and_points() -> None:
    assert WORD.findall("It's a well-known 2.5%, 1,000 x_y.") == ["It's", "a", "well-known", "2.5", "1,000", "x", "y"]


def test_a_list_of_phrases_leaves_out_empty_lines_and_examples() -> None:
    pattern = any_of("kind of\n\n  # I was kind of late\nsort of\n")
    assert pattern == "(?:kind of|sort of)"
    assert any_of("was <how>", behind="<who> ", who="I|we", how="late") == "(?:I|we) (?:was (?:late))"


def test_a_pattern_finds_whole_words_and_its_capitals_are_small_but_for_escapes() -> None:
    pattern = compiled(r"I\W+led")
    assert pattern.findall("i, led; hi led; i ledger") == ["i, led"]
    assert listed("a  b\nc") == ["a", "b", "c"]
