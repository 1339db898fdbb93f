"""The key-phrase checklist, by real clicks."""

from collections.abc import Callable

import pytest

from anki_page import App, Face, Reviewer

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


def test_a_step_with_beats_has_a_checklist_of_beats_and_folds_its_key_phrases(
    full: list[Face], reviewer: OpenReviewer
) -> None:
    page = reviewer()
    page.show(next(face for face in full if face.note.endswith("star-step/situation")).answer)
    assert [each.strip() for each in page.page.locator(".phrases button").all_inner_texts()] == [
        "A parcel vanished",
        "Nobody owned the queue",
    ]
    assert not page.page.is_visible(".words")
    page.press("Key phrases")
    assert page.page.locator(".words li").all_inner_texts() == ["every ninth message", "nobody knew"]


def test_the_checklist_comes_before_the_text_and_coaching_and_mistake_are_folded(
    cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer()
    page.show(cards["star-step/situation"].answer)
    tops = page.value(
        """() => [".tally", ".phrases", ".answer", "details"].map(
          name => document.querySelector(name).getBoundingClientRect().top)"""
    )
    assert tops == sorted(tops)
    assert page.page.locator("summary").all_inner_texts() == ["Coaching", "Common mistake"]
    assert page.page.locator("details[open]").count() == 0


GAPS = ["I read the logs", "I wrote", "the fix", "I tried it", "at night"]


@pytest.mark.parametrize("app", ["desktop", "android"])
def test_gaps_are_as_long_as_their_words_and_open_one_at_a_time(app: App, cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer(app)
    page.show(cards["key-phrases/action"].question)
    shown = page.page.locator(".cloze").all_inner_texts
    assert [[len(word) for word in gap.split()] for gap in shown()] == [
        [len(word) for word in phrase.split()] for phrase in GAPS
    ]
    assert set("".join(shown())) <= {"_", " "}
    for number, phrase in enumerate(GAPS):
        page.press(f"Show gap {number + 1} of 5")
        assert shown()[number] == phrase
        assert set("".join(shown()[number + 1 :])) <= {"_", " "}
    assert page.page.locator("button:visible").count() == 0
    page.turn(cards["key-phrases/action"].answer)
    assert page.page.locator(".phrases button").count() == 6
    page.press("I read the logs")
    assert page.text(".tally") == "1 of 6 said. Again would fit."


def test_a_gap_is_opened_as_text_whatever_it_hides(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    hidden = "&lt;img src=x onerror=alert(1)&gt; &amp; more"
    face = cards["key-phrases/action"].question.replace("I&#x20;read&#x20;the&#x20;logs", hidden.replace("&", "&amp;"))
    assert face != cards["key-phrases/action"].question
    page.show(face)
    page.press("Show gap 1")
    assert page.text(".cloze") == "<img src=x onerror=alert(1)> & more"


def test_where_the_app_does_not_say_what_a_gap_hides_there_are_blanks_only(
    cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer()
    page.show(cards["key-phrases/action"].question.replace("data-cloze", "data-other"))
    assert page.page.locator("button").count() == 0
    assert set("".join(page.page.locator(".cloze").all_inner_texts())) <= {"_", " "}
