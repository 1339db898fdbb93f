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
    assert not page.page.is_visible(".clue div")
    page.press("Hint")
    assert page.text(".clue div") == "I read the logs. I …"
    page.press("Hint")
    assert not page.page.is_visible(".clue div")


def test_a_follow_up_shows_the_key_line_and_the_answer_and_folds_the_rest(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards["follow-up/how-did-you-win-over-the-owners"].answer)
    assert page.text(".line") == "A fix, not a complaint."
    assert page.text(".answer") == "I brought the fix along."
    for name, text in {"What it probes": "Influence", "Weak answer": "They did it.\n\nNo deed."}.items():
        fold = page.page.locator("details").filter(has_text=name)
        assert not fold.locator("> div").first.is_visible()
        page.press(name)
        assert [each.strip() for each in fold.locator("> div").all_inner_texts()] == text.split("\n\n")


def test_a_follow_up_asks_what_an_interviewer_asks_and_nothing_else(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards["follow-up/how-did-you-win-over-the-owners"].question)
    assert page.text().split("\n\n") == ["The silent queue", "How did you win over the owners?"]


def test_the_whole_story_can_be_read_behind_its_beats(cards: Cards, reviewer: OpenReviewer) -> None:
    for template in ("Recall the beats", "Tell the story"):
        page = reviewer()
        page.show(cards[template].answer)
        assert page.page.locator(".beats .gist").all_inner_texts() == [
            "Every ninth message was lost, and I noticed.",
            "Nobody owned it, so I took it on.",
            "I tried it at night.",
            "Losses went from one in nine to none.",
        ]
        assert not page.page.is_visible(".beats details div")
        page.press("Action")
        assert page.text(".step-Action details div") == "I read the logs. I wrote the fix. I tried it at night."


def test_the_weak_answer_numbers_its_faults_and_unfolds_each(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards["Judge the answer"].question)
    assert page.text(".ask") == "Find its faults: 1 in its words, 1 missing."
    page.turn(cards["Judge the answer"].answer)
    assert page.page.locator(".weak mark").all_inner_texts() == ["they sorted it out1"]
    assert not page.page.is_visible(".faults .why >> nth=0")
    page.press("they sorted it out")
    assert page.text(".faults .why >> nth=0") == "It hides what you did."
    assert page.text("section .faults") == "There is no number."


def test_a_mistake_asks_for_what_its_answer_says(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(cards["common-mistake/situation"].question)
    assert page.text(".ask") == "What does the listener conclude?"
    page.turn(cards["common-mistake/situation"].answer)
    assert page.text(".compare") == "You love tools more than people."
    page.turn(cards["common-mistake/result"].question)
    assert page.text(".ask") == "What do you do instead?"
    page.turn(cards["common-mistake/result"].answer)
    assert page.text(".compare") == "Losses went from one in nine to none."


def test_straight_quotes_are_set_as_printers_set_them_in_english_only(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer()
    for language, shown in {
        "en-GB": "“It’s ‘mine’,” he said—“no.” 'x'",
        "de": "\"It's 'mine',\" he said—\"no.\" 'x'",
    }.items():
        page.show(
            f"<article class='s2a back' lang='en'><div lang='{language}'><p>\"It's <em>'mine'</em>,\" he said—\"no.\" "
            f"<code>'x'</code></p></div></article>" + cards[ACTION].answer
        )
        assert page.text("p") == shown


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
    assert page.page.is_visible(".clue div")
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
    assert page.page.is_visible(".clue div")

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


@pytest.mark.parametrize(
    "template",
    ["Recall the beats", "Open it", "Tell the story", "Choose the story", "Answer the follow-up", "Judge the answer"],
)
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
