"""Identifiers: readable, stable, and different for different words."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.scenario.ids import (
    ID_PATTERN,
    MAX_ID_LENGTH,
    derived_tail,
    example_of_scenario_id,
    has_tail,
    hint_for_id,
    hint_for_scenario_id,
    proposed_id,
    random_tail,
    slug,
    with_tail,
)


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


def test_a_text_of_56_letters_keeps_all_of_them_and_a_longer_one_is_cut_after_a_word() -> None:
    fits = "a" * 50 + " bcdef"
    assert slug(fits) == fits.replace(" ", "-")
    assert re.fullmatch(r"a{50}-[0-9a-f]{8}", slug(f"{fits}g"))


def test_the_same_words_have_the_same_tail() -> None:
    assert derived_tail("The late train") == "n9gj", "frozen: the ids of imported stories depend on it"
    assert all(has_tail(f"x-{derived_tail(str(number))}") for number in range(200))


@pytest.mark.parametrize("words", ["x", "x" * 200, "ab-" * 60])
def test_words_give_way_to_a_tail_where_the_whole_would_be_too_long(words: str) -> None:
    made = with_tail(words, "a1b2")
    assert re.fullmatch(ID_PATTERN, made)
    assert made.endswith("-a1b2")
    assert len(made) <= MAX_ID_LENGTH
    assert len(made) >= min(len(words), MAX_ID_LENGTH - 7)


def test_a_tail_that_is_there_is_not_followed_by_another() -> None:
    assert proposed_id("late-7q2m", {"title": "The late train"}) == "late-7q2m"


@pytest.mark.parametrize(
    ("content", "words"), [({"title": "The late train"}, "the-late-train-"), ({}, "..."), ({"title": []}, "...")]
)
def test_for_a_story_without_an_id_one_is_made_of_its_title(content: dict[str, object], words: str) -> None:
    assert example_of_scenario_id(content).startswith(words)


def test_an_id_that_is_none_is_proposed_in_the_authors_own_words() -> None:
    assert "`id: late-train-" in hint_for_scenario_id("Late Train", (), {"title": "The late train"})
    assert "`id: the-late-train-" in hint_for_scenario_id(" ", (), {"title": "The late train"})
    assert "id:" not in hint_for_scenario_id(" ", (), {})


def test_the_id_of_an_item_needs_no_tail_and_may_be_left_out() -> None:
    assert "`id: late-train`" in hint_for_id("Late Train", ("quiz", 0, "id"), {})
    assert "remove" in hint_for_id("", ("quiz", 0, "id"), {"title": "The late train"})
    assert "`id: acme-values`" in hint_for_id("", ("id",), {"name": "Acme values"})
    assert "remove" not in hint_for_id("", ("id",), {})
