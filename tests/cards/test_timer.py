"""The speak-aloud timer, by real clicks and a clock that the test moves."""

from collections.abc import Callable
from typing import Literal

import pytest

from anki_page import Face, Reviewer

OpenReviewer = Callable[..., Reviewer]
Cards = dict[str, Face]
App = Literal["desktop", "android"]

ACTION = "star-step/action"  # 90 seconds


@pytest.fixture
def started(cards: Cards, reviewer: OpenReviewer) -> Reviewer:
    """Give a page on which the clock of a 90-second step has just started."""
    page = reviewer()
    page.stop_time()
    page.show(cards[ACTION].question)
    page.press("Start the clock")
    return page


def colour(page: Reviewer, selector: str) -> str:
    return str(page.value("selector => getComputedStyle(document.querySelector(selector)).color", selector))


def test_before_it_starts_there_is_one_button_and_no_number(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards[ACTION].question)
    assert page.text(".timer").strip() == "Start the clock"


def test_a_slow_machine_adds_nothing_to_the_time(started: Reviewer) -> None:
    started.page.wait_for_timeout(1100)  # as if everything that follows took that much longer
    assert started.text(".clock") == "0:00"
    started.let_pass(30)
    assert started.text(".clock") == "0:30"


def test_it_counts_pauses_and_goes_on(started: Reviewer) -> None:
    started.let_pass(30)
    assert started.text(".clock") == "0:30"
    started.press("Pause")
    started.let_pass(60)
    assert started.text(".clock") == "0:30"
    started.press("Go on")
    started.let_pass(5)
    assert started.text(".clock") == "0:35"


def test_restart_starts_again_from_zero(started: Reviewer) -> None:
    started.let_pass(95)
    started.press("Restart")
    assert started.text(".clock") == "0:00"
    started.let_pass(2)
    assert started.text(".clock") == "0:02"
    started.press("Pause")
    started.press("Restart")
    started.let_pass(3)
    assert started.text(".clock") == "0:03"


def test_it_is_amber_from_85_percent_of_the_target_and_red_past_it(started: Reviewer) -> None:
    started.let_pass(76)
    calm, width = colour(started, ".clock"), started.value("() => document.querySelector('.bar i').style.width")
    assert started.text(".remark") == ""
    assert float(width.rstrip("%")) == pytest.approx(100 * 76 / 90, abs=1)
    started.let_pass(1)
    amber = colour(started, ".clock")
    assert started.text(".remark") == "wrap up"
    started.let_pass(13)
    assert started.text(".remark") == "wrap up"
    started.let_pass(1)
    assert started.text(".remark") == "over time"
    assert started.text(".clock") == "1:31"
    assert len({calm, amber, colour(started, ".clock")}) == 3


@pytest.mark.parametrize("app", ["desktop", "android"])
@pytest.mark.parametrize("template", ["Tell the step", "Tell the story", "Change the level"])
def test_the_back_shows_how_long_the_answer_took(app: App, template: str, cards: Cards, reviewer: OpenReviewer) -> None:
    card = cards[ACTION] if template == "Tell the step" else cards[template]
    page = reviewer(app)
    page.stop_time()
    page.show(card.question)
    page.press("Start the clock")
    page.let_pass(100)
    page.turn(card.answer)
    took = page.text(".took")
    # The short story has no target for its task and its result, so there is none for the whole.
    of = {"Tell the step": " of 1:30", "Tell the story": "", "Change the level": " of 2:30"}
    assert took == f"You took 1:40{of[template]}"
    assert ("over" in str(page.page.get_attribute(".took", "class"))) is (template == "Tell the step")
    page.let_pass(30)
    page.turn(card.answer)
    assert page.text(".took") == took, "the clock stopped when the card was turned"


@pytest.mark.parametrize("app", ["desktop", "android"])
def test_a_new_look_at_the_question_forgets_the_time(app: App, cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer(app)
    page.stop_time()
    page.show(cards[ACTION].question)
    page.press("Start the clock")
    page.let_pass(10)
    page.turn(cards[ACTION].question)
    assert page.text(".timer").strip() == "Start the clock"
    page.turn(cards[ACTION].answer)
    assert not page.page.is_visible(".took")


@pytest.mark.parametrize("app", ["desktop", "android"])
def test_the_clock_runs_even_if_the_app_remembers_nothing(app: App, cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer(app, remembers=False)
    page.stop_time()
    page.show(cards[ACTION].question)
    page.press("Start the clock")
    page.let_pass(80)
    assert page.text(".clock") == "1:20"
    assert page.text(".remark") == "wrap up"
    page.turn(cards[ACTION].answer)
    assert not page.page.is_visible(".took")


def test_the_recipe_can_switch_it_off(switched_cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    for card in (switched_cards[ACTION], switched_cards["Tell the story"], switched_cards["Change the level"]):
        for side in card.sides:
            page.show(side)
            assert page.page.locator(".timer, .took").count() == 0
            assert "clock" not in page.text()
