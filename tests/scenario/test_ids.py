"""Identifiers: readable, stable, and different for different words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.scenario.ids import ID_PATTERN, MAX_ID_LENGTH, has_tail, proposed_id, random_tail, slug


@pytest.mark.parametrize(
    ("words", "made"),
    [
        ("How did you win over the owner?", "how-did-you-win-over-the-owner"),
        ("It wasn't mine", "it-wasnt-mine"),
        ("Are Right, A Lot", "are-right-a-lot"),
        ("Café à la carte", "cafe-a-la-carte"),
    ],
)
def test_an_id_is_made_from_the_words(words: str, made: str) -> None:
    assert slug(words) == made


@pytest.mark.parametrize("words", ["なぜですか", "???", "🎉", "x" * 500, "Почему именно вы?"])
def test_words_that_lose_letters_get_a_hash_of_the_whole(words: str) -> None:
    assert re.search(r"(^|-)[0-9a-f]{8}$", slug(words))
    assert slug(words) != slug(words + "!?" + words)


@given(st.text())
def test_any_text_makes_an_id_that_the_format_accepts(text: str) -> None:
    assert re.fullmatch(ID_PATTERN, slug(text))
    assert len(slug(text)) <= MAX_ID_LENGTH


@given(
    st.lists(
        st.text(st.characters(exclude_categories=["Cs"]), min_size=60),
        min_size=2,
        max_size=2,
        unique_by=lambda t: " ".join(t.split()),
    )
)
def test_long_texts_that_differ_anywhere_have_different_ids(pair: list[str]) -> None:
    kept = [re.sub(r"[^a-z0-9]+", "-", text.casefold()).strip("-") for text in pair]
    if all(len(text) > 56 for text in kept):
        assert slug(pair[0]) != slug(pair[1])


def test_a_tail_is_recognized() -> None:
    assert all(has_tail(f"x-{random_tail()}") for _ in range(200))
    assert len({random_tail() for _ in range(200)}) > 150


@given(st.text() | st.from_regex(ID_PATTERN, fullmatch=True).filter(lambda id_: len(id_) <= MAX_ID_LENGTH))
def test_a_valid_id_with_a_tail_is_suggested_for_any_words(words: str) -> None:
    proposed = proposed_id(words, {"title": "The late train"})
    assert re.fullmatch(ID_PATTERN, proposed)
    assert len(proposed) <= MAX_ID_LENGTH
    assert has_tail(proposed)


def test_the_same_story_gets_the_same_suggested_id_whatever_its_own() -> None:
    story = {"id": "late", "title": "The late train", "task": {"strong_example": "I called."}}
    other = {"task": {"strong_example": "I called."}, "title": "The late train"}
    assert proposed_id("late-train", story) == proposed_id("late-train", other)


@given(st.text(), st.text())
def test_stories_that_share_a_title_get_different_suggested_ids(one: str, other: str) -> None:
    ids = {proposed_id("late-train", {"title": "The late train", "task": task}) for task in (one, other)}
    assert len(ids) == len({one, other})


@pytest.mark.parametrize("without", ["late-invoices", "launch-2024", "x", "r2d2", "a-b3"])
def test_an_id_of_plain_words_or_numbers_has_no_tail(without: str) -> None:
    assert not has_tail(without)
