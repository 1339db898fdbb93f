"""Folds, hints, keys and voice, by real clicks and keys."""

from collections.abc import Callable

import pytest

from anki_page import Face, Reviewer

OpenReviewer = Callable[..., Reviewer]
Cards = dict[str, Face]

ACTION = "star-step/action"
QUIZ = "quiz/which-opening-proves-ownership"

LISTEN = """() => {
  window.heard = [];
  for (const type of ["keydown", "keypress", "keyup"])
    document.addEventListener(type, event => heard.push(event.key));
}"""
"""Anki's own key handlers are on the document: a key that arrives there would turn or rate the card."""


def heard(page: Reviewer) -> set[str]:
    return set(page.value("() => heard"))


def test_a_hint_is_folded_and_gives_only_the_first_words(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[ACTION].question)
    assert not page.page.is_visible(".hint div")
    page.press("Hint")
    assert page.text(".hint div") == "I read the logs. I …"
    page.press("Hint")
    assert not page.page.is_visible(".hint div")


def test_a_weak_answer_is_folded(longest: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(longest["Answer the follow-up"].answer)
    assert not page.page.is_visible("details div")
    page.press("Weak answer")
    assert page.page.is_visible("details div")


def test_the_weak_answer_card_marks_its_weak_phrases_inside_a_fold(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards["Judge the answer"].answer)
    page.press("The answer, marked")
    assert page.page.locator("details mark").all_inner_texts() == ["they sorted it out"]


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_enter_and_space_press_the_focused_control_and_go_no_further(
    key: str, cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer()
    page.show(cards[ACTION].question)
    page.value(LISTEN)
    page.page.keyboard.press("Tab")
    page.page.keyboard.press(key)
    assert "Pause" in page.text(".timer")
    page.page.focus("summary")
    page.page.keyboard.press(key)
    assert page.page.is_visible(".hint div")
    assert heard(page) <= {"Tab"}

    page.turn(cards[ACTION].answer)
    page.page.focus(".phrases button")
    page.page.keyboard.press(key)
    assert page.text(".tally") == "1 of 6 said. Again would fit."
    assert heard(page) <= {"Tab"}


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_outside_controls_enter_and_space_belong_to_anki(key: str, cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[ACTION].question)
    page.value(LISTEN)
    page.page.keyboard.press(key)
    assert heard(page) == {" " if key == "Space" else key}
    assert page.text(".timer").strip() == "Start the clock"


def test_x_presses_the_focused_control(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[ACTION].question)
    page.page.keyboard.press("x")
    assert page.text(".timer").strip() == "Start the clock"
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Control+x")
    assert page.text(".timer").strip() == "Start the clock"
    page.page.keyboard.press("x")
    assert "Pause" in page.text(".timer")
    page.page.focus("summary")
    page.page.keyboard.press("x")
    assert page.page.is_visible(".hint div")

    page.turn(cards[QUIZ].question)
    page.page.focus(".choices button")
    page.page.keyboard.press("x")
    assert page.page.locator(".verdict").count() >= 1


def test_tab_reaches_every_control_and_its_focus_is_visible(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    for side in (cards[ACTION].question, cards[ACTION].answer, cards[QUIZ].question):
        page.show(side)
        controls = page.value(
            "() => [...document.querySelectorAll('button, summary')].filter(each => each.offsetParent).length"
        )
        assert controls >= 2
        for _ in range(controls):
            page.page.keyboard.press("Tab")
            assert page.value("() => document.activeElement.matches('button, summary')")
            assert page.value("() => getComputedStyle(document.activeElement).outlineStyle") == "solid"


@pytest.mark.parametrize("template", ["Tell the story", "Choose the story", "Answer the follow-up", "Judge the answer"])
def test_a_voice_has_its_own_named_button(
    template: str, switched_cards: Cards, cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer("android")
    page.show(switched_cards[template].question, width=360)
    button = page.page.locator(".voice a")
    assert button.get_attribute("aria-label") == "Hear the question"
    box = button.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    page.show(cards[template].question, width=360)
    assert page.page.locator(".voice a").count() == 0


def test_a_card_without_voice_leaves_no_gap_for_it(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards["Choose the story"].question)
    assert page.value("() => document.querySelector('.voice').getBoundingClientRect().width") == 0
