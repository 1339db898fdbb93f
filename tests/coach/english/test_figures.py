"""Figures in prose: what they are worth and what they count; years, dates and times are none."""

import pytest

from star2anki.coach.english.figures import figures, first_figure, spoken_words


def counts(text: str) -> list[tuple[float, str]]:
    return [(figure.value, figure.unit) for figure in figures(text)]


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("17 mugs", 17, "mug"),
        ("1,200 shops", 1200, "shop"),
        ("2.5 days", 2.5, "day"),
        ("£40k", 40_000, "£"),
        ("$3 million", 3_000_000, "$"),
        ("€2bn", 2e9, "€"),
        ("40%", 40, "%"),
        ("40 per cent of them", 40, "%"),
        ("seventeen mugs", 17, "mug"),
        ("twenty-one mugs", 21, "mug"),
        ("two hundred and five mugs", 205, "mug"),
        ("a thousand mugs", 1000, "mug"),
        ("half a million users", 500_000, "user"),
        ("25 rewritten macros", 25, "macro"),
        ("17 of the mugs", 17, "mug"),
        ("17 and more", 17, ""),
        ("17", 17, ""),
        ("one in five", 20, "%"),
        ("one out of every four shops", 25, "%"),
        ("3000 customers in all", 3000, "custom"),
    ],
)
def test_a_figure_has_a_value_and_what_it_counts(text: str, value: float, unit: str) -> None:
    ((found, counted),) = counts(text)
    assert found == pytest.approx(value)
    assert counted == unit


@pytest.mark.parametrize(
    "text",
    [
        "in 2019",
        "since March 2020",
        "on 5 May",
        "on the 5th of May",
        "the 3rd",
        "at 4:30",
        "at 5pm",
        "version 3",
        "Q3",
        "level 5",
        "v1.2.3",
        "nobody",
        "often",
    ],
)
def test_a_year_a_date_a_time_and_a_version_are_no_figure(text: str) -> None:
    assert counts(text) == []


def test_a_number_that_looks_like_a_year_and_counts_something_is_a_figure() -> None:
    assert counts("from 2000 customers") == [(2000, "custom")]


def test_all_figures_are_found_in_order_with_their_places() -> None:
    text = "From 17 mugs to twelve, and £5 saved."
    found = list(figures(text))
    assert [text[slice(*figure.span)] for figure in found] == ["17", "twelve", "£5"]
    assert [figure.value for figure in found] == [17, 12, 5]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It fell from 9 to 2.", "9"),
        ("It fell by a third, to 2.", "third"),
        ("It doubled.", "doubled"),
        ("Nobody at all came, or 2.", "nobody at all"),
        ("It went to none.", "none"),
        ("Every ninth message was lost.", "Every ninth"),
        ("It took one minute.", "one "),
        ("Two dozens of them.", "Two"),
    ],
)
def test_what_measures_first_is_a_count_a_share_a_multiple_or_a_nought(text: str, words: str) -> None:
    span = first_figure(text)
    assert span is not None
    assert text[slice(*span)].lower() == words.lower()


@pytest.mark.parametrize("text", ["It became better.", "In 2019, in the first quarter.", "Every quarter.", ""])
def test_where_nothing_measures_there_is_no_figure(text: str) -> None:
    assert first_figure(text) is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("one word, two", 3),
        ("7", 1),
        ("17", 1),
        ("21", 1),
        ("100", 2),
        ("105", 4),
        ("380,000", 5),
        ("1999", 2),
        ("1,999", 6),
        ("2.5", 3),
        ("0", 1),
        ("well-known", 1),
        ("", 0),
    ],
)
def test_figures_are_counted_as_they_are_said(text: str, words: int) -> None:
    assert spoken_words(text) == words
