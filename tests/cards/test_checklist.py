"""The key-phrase checklist, by real clicks."""

from collections.abc import Callable

import pytest

from anki_page import Face, Reviewer

OpenReviewer = Callable[..., Reviewer]
Cards = dict[str, Face]

ACTION = "star-step/action"  # six key phrases; the last does not occur in the strong example


def test_it_counts_and_suggests_the_matching_button(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[ACTION].answer)
    assert page.text(".tally") == "Tap what you said."
    buttons = page.page.locator(".phrases button")
    for said, fits in enumerate(["Again", "Hard", "Hard", "Good", "Good", "Easy"], start=1):
        buttons.nth(said - 1).click()
        assert page.text(".tally") == f"{said} of 6 said. {fits} would fit."
        assert buttons.nth(said - 1).get_attribute("aria-pressed") == "true"
    for index in range(6):
        buttons.nth(index).click()
    assert page.text(".tally") == "0 of 6 said. Again would fit."


def test_somebody_who_took_too_long_is_not_advised_to_press_easy(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.stop_time()
    page.show(cards[ACTION].question)
    page.press("Start the clock")
    page.let_pass(91)
    page.turn(cards[ACTION].answer)
    for button in page.page.locator(".phrases button").all():
        button.click()
    assert page.text(".tally") == "6 of 6 said. Good would fit."


@pytest.mark.parametrize("app", ["desktop", "android"])
@pytest.mark.parametrize("remembers", [True, False])
def test_ticks_stay_when_the_answer_is_shown_again_in_an_app_that_remembers(
    app: str, remembers: bool, cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer(app, remembers=remembers)
    page.show(cards[ACTION].question)
    page.turn(cards[ACTION].answer)
    page.press("the fix")
    page.turn(cards[ACTION].answer)
    pressed = page.page.locator(".phrases button[aria-pressed=true]").all_inner_texts()
    assert [text.strip() for text in pressed] == (["the fix"] if remembers else [])
    page.turn(cards[ACTION].question)
    page.turn(cards[ACTION].answer)
    assert page.page.locator(".phrases button[aria-pressed=true]").count() == 0, "a new look begins with nothing said"


def test_phrases_are_marked_in_the_example_and_phrases_that_are_not_in_it_look_different(
    cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer()
    page.show(cards[ACTION].answer)
    marked = page.page.locator(".answer mark").all_inner_texts()
    assert marked == ["I read the logs", "I wrote", "the fix", "I tried it", "at night"]
    style = """text => getComputedStyle(
      [...document.querySelectorAll(".phrases button")].find(each => each.innerText.includes(text))).borderTopStyle"""
    assert page.value(style, "at night") == "solid"
    assert page.value(style, "before anybody woke") == "dashed"


def test_the_gaps_card_has_the_same_checklist(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards["key-phrases/action"].question)
    assert page.text(".answer").count("[...]") == 5
    assert page.page.locator("button").count() == 0
    page.turn(cards["key-phrases/action"].answer)
    assert page.page.locator(".phrases button").count() == 6
    page.press("I read the logs")
    assert page.text(".tally") == "1 of 6 said. Again would fit."
