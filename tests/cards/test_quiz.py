"""The quiz, by real clicks."""

from collections.abc import Callable

import pytest

from anki_page import Face, Reviewer

OpenReviewer = Callable[..., Reviewer]
Cards = dict[str, Face]

QUIZ = "quiz/which-opening-proves-ownership"
OPEN = "quiz/what-does-the-number-prove"
RIGHT, WRONG, OTHER, WHY = "I noticed it.", "We found it.", "I was asked to.", "It names who acted."

each_app = pytest.mark.parametrize("app", ["desktop", "android"])


def order(page: Reviewer) -> list[str]:
    """Give the choices in their order, without verdicts."""
    found: list[str] = page.value(
        "() => [...document.querySelectorAll('.choices li')].map(each => each.querySelector('p').innerText)"
    )
    return found


@each_app
def test_each_question_has_a_new_order_and_its_answer_keeps_it(app: str, cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer(app)
    page.show(cards[QUIZ].question)
    orders = set()
    for _ in range(12):
        page.turn(cards[QUIZ].question)
        asked = order(page)
        orders.add(tuple(asked))
        page.turn(cards[QUIZ].answer)
        assert order(page) == asked
    assert len(orders) > 1
    assert {frozenset(each) for each in orders} == {frozenset({RIGHT, WRONG, OTHER})}


def test_every_place_can_hold_the_right_answer(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[QUIZ].question)
    places = set()
    for _ in range(60):  # a fair shuffle misses a place once in ten billion runs
        page.turn(cards[QUIZ].question)
        places.add(order(page).index(RIGHT))
    assert places == {0, 1, 2}


def test_a_tap_on_the_right_choice_is_marked_and_unfolds_the_explanation(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[QUIZ].question)
    assert WHY not in page.text()
    page.press(RIGHT)
    assert page.page.locator(".verdict").all_inner_texts() == ["✓ Right"]
    assert WHY in page.text()


@each_app
def test_the_first_tap_counts_and_the_answer_remembers_it(app: str, cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer(app)
    page.show(cards[QUIZ].question)
    page.press(WRONG)
    verdicts = {"✗ Not this one", "✓ This one"}
    assert set(page.page.locator(".verdict").all_inner_texts()) == verdicts
    assert page.text(".is-wrong").startswith(WRONG)
    assert page.text(".is-right").startswith(RIGHT)
    page.press(OTHER)
    page.press(RIGHT)
    assert set(page.page.locator(".verdict").all_inner_texts()) == verdicts
    assert page.text().count(WHY) == 1
    page.turn(cards[QUIZ].answer)
    assert page.page.locator(".verdict").all_inner_texts() == ["✗ Your pick"]
    assert page.text(".is-wrong").startswith(WRONG)
    assert page.text(".right").endswith(RIGHT)
    assert page.text().count(WHY) == 1


@each_app
def test_the_quiz_works_even_if_the_app_remembers_nothing(app: str, cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer(app, remembers=False)
    page.show(cards[QUIZ].question)
    page.press(WRONG)
    assert page.text(".is-right").startswith(RIGHT)
    page.turn(cards[QUIZ].answer)
    assert page.page.locator(".verdict").count() == 0
    assert page.page.locator(".choices li").count() == 3
    assert page.text(".right").endswith(RIGHT)


def test_a_question_without_distractors_is_open(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[OPEN].question)
    assert page.page.locator("button, .choices, template").count() == 0
    assert "That it held." not in page.text()
    page.turn(cards[OPEN].answer)
    assert page.text(".answer") == "That it held."
    assert page.text(".explanation") == "It lasts."


def test_the_answer_keeps_the_boxes_of_the_question(cards: Cards, reviewer: OpenReviewer) -> None:
    boxes = """() => [...document.querySelectorAll(".choices li")].map(each => {
      const {width, height} = each.getBoundingClientRect();
      return [each.querySelector("p").innerText, width, height, getComputedStyle(each).borderTopStyle];
    })"""
    page = reviewer("android")
    page.show(cards[QUIZ].question, width=360)
    asked = page.value(boxes)
    page.turn(cards[QUIZ].answer)
    assert page.value(boxes) == asked
    assert {border for *_, border in asked} == {"solid"}
