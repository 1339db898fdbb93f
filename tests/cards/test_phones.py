"""The cards within AnkiDroid's page, imitated by one of ours: what is tapped, hinted at and read aloud."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from anki_page import Face, Reviewer, stacked
from star2anki.notetypes.notetype import shared_file

OpenReviewer = Callable[..., Reviewer]
Cards = dict[str, Face]

ACTION = "star-step/action"
QUIZ = "quiz/which-opening-proves-ownership"
MOST_OF_A_LINE = 36
"""In rem."""
LINE = 30
"""More than one line of the footer is high, and less than two, in CSS pixels."""

LEAKS = """() => [...document.querySelectorAll("button, summary")].flatMap(control => {
  // The new study screen spares these and all that is in them; any other tap is a gesture.
  const isSpared = node => Boolean(node.closest("a, button, summary, input, video, [contenteditable], .tappable"));
  control.scrollIntoView({block: "center"});
  const {left, right, top, bottom, width} = control.getBoundingClientRect();
  const group = (control.closest("ul, ol, details, .timer") || control).getBoundingClientRect();
  const places = width ? [left + 2, (left + right) / 2, right - 2, group.left + 2, group.right - 2] : [];
  const found = places.map(x => document.elementFromPoint(x, (top + bottom) / 2));
  return found.filter(each => each && each.closest(".s2a") && !isSpared(each)).map(each => each.outerHTML);
})"""
"""Where a tap on a control or beside it, within its group, would turn or grade the card."""

HEAR_GESTURES = """() => {
  window.gestures = 0;
  document.addEventListener("touchend", event => { if (!event.target.closest("a")) window.gestures += 1; });
}"""
"""The classic study screen spares links only: a button works, and the gesture is heard beside it."""

SHOW_HINT = """() => {
  const hint = [...document.querySelectorAll("a.hint")].find(each => !/display: none/.test(each.getAttribute("style")));
  if (hint) hint.click();
  return Boolean(hint);
}"""
"""What AnkiDroid's "Show hint" does."""


def spoken(page: Reviewer) -> str:
    """Give what AnkiDroid reads aloud: where a side has elements for that, nothing else."""
    texts: list[str] = page.value(
        "() => [...document.querySelectorAll('tts[service=android]')].map(each => each.textContent.trim())"
    )
    return " ".join(" ".join(texts).split())


def test_the_new_study_screen_spares_every_control_and_the_space_around_it(
    longest: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer("android")
    for sides in zip(*(face.sides for face in longest.values()), strict=True):
        page.show(stacked(sides), width=360, height=620)
        assert page.value(LEAKS) == []
        page.use_everything()
        assert page.value(LEAKS) == []


def test_the_instrument_notices_a_leak(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer("android")
    page.show(cards[QUIZ].question.replace("tappable", "other"), width=360, height=620)
    assert page.value(LEAKS) != []


def test_in_the_classic_study_screen_every_control_works_whatever_gesture_is_heard(
    cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer("android")
    touch = page.page.context.new_cdp_session(page.page)

    def tap(selector: str) -> None:
        box = page.page.locator(selector).first.bounding_box()
        assert box is not None
        at: dict[str, Any] = {"x": box["x"] + box["width"] / 2, "y": box["y"] + box["height"] / 2}
        touch.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
        touch.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    page.show(cards[ACTION].question, width=360)
    page.value(HEAR_GESTURES)
    tap(".timer button")
    page.page.locator(".timer button").filter(has_text="Pause").wait_for()
    tap("summary")
    page.page.locator(".clue div").wait_for()
    assert page.value("() => window.gestures") == 2, "so the docs tell learners with gestures to use the new screen"
    page.show(cards[ACTION].answer, width=360)
    tap(".phrases button")
    page.page.locator(".phrases button[aria-pressed=true]").wait_for()
    page.show(cards[QUIZ].question, width=360)
    tap(".choices button")
    page.page.locator(".verdict").first.wait_for()
    touch.send("Emulation.setTouchEmulationEnabled", {"enabled": False})


@pytest.mark.parametrize("template", ["Tell the step", "Tell the story"])
def test_show_hint_opens_our_hint_and_never_closes_it(template: str, longest: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer("android")
    page.show(longest[template].question, width=360)
    assert not page.page.is_visible(".clue div")
    assert not page.page.is_visible("a.hint")
    assert page.value(SHOW_HINT)
    assert page.page.is_visible(".clue div")
    assert not page.value(SHOW_HINT), "there is only one hint, and it is open"
    page.value("() => document.querySelectorAll('a.hint').forEach(each => each.click())")
    assert page.page.is_visible(".clue div")


def test_show_hint_opens_the_next_gap(cards: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer("android")
    page.show(cards["key-phrases/action"].question, width=360)
    for number in range(5):
        assert page.page.locator(".cloze.open").count() == number
        assert page.value(SHOW_HINT)
    assert not page.value(SHOW_HINT)
    assert page.text(".answer") == "I read the logs. I wrote the fix. I tried it at night."


BEATS = (
    "Every ninth message was lost, and I noticed. Nobody owned it, so I took it on. I tried it at night. "
    "Losses went from one in nine to none."
)
SPOKEN = {
    "Recall the beats": ("Tell me about a time you fixed something outside your remit.", BEATS),
    "Open it": (
        "Tell me about a time you fixed something outside your remit.",
        "Every ninth message was lost, and I noticed.",
    ),
    "Tell the story": ("Tell me about a time you fixed something outside your remit.", BEATS),
    "Choose the story": ("Tell me about a time you fixed something outside your remit.", "The silent queue"),
    "star-step/action": ("Action", "I read the logs. I wrote the fix. I tried it at night."),
    "follow-up/how-did-you-win-over-the-owners": ("How did you win over the owners?", "A fix, not a complaint."),
    "follow-up/what-would-you-do-differently": ("What would you do differently?", "I would measure first."),
    "quiz/which-opening-proves-ownership": ("Which opening proves ownership?", "I noticed it."),
    "Weigh the phrase": ("It was lost and they sorted it out.", "It hides what you did."),
    "common-mistake/situation": ("Explaining queues.", "You love tools more than people."),
    "Judge the answer": ("It was lost and they sorted it out.", "It was lost and they sorted it out1."),
}


@pytest.mark.parametrize("name", SPOKEN)
def test_what_is_read_aloud_is_the_question_and_then_the_answer_only(
    name: str, cards: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer("android")
    question, answer = SPOKEN[name]
    page.show(cards[name].question, width=360)
    assert spoken(page) == question
    page.show(cards[name].answer, width=360)
    assert spoken(page) == answer


def test_both_sides_of_every_card_have_something_to_be_read_aloud(longest: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer("android")
    for sides in zip(*(face.sides for face in longest.values()), strict=True):
        page.show(stacked(sides), width=360)
        silent = """() => [...document.querySelectorAll(".s2a")].filter(
          each => ![...each.querySelectorAll("tts[service=android]")].some(part => part.textContent.trim()))
          .map(each => each.outerHTML)"""
        assert page.value(silent) == []
        languages = page.value("() => [...document.querySelectorAll('tts')].map(each => each.getAttribute('voice'))")
        assert set(languages) == {"en", "en-GB"}


@pytest.mark.parametrize("centred", ["vertically_centered", "centred"])
@pytest.mark.parametrize("width", [320, 360])
def test_a_centred_card_keeps_its_width_and_its_beginning(
    centred: str, width: int, longest: Cards, reviewer: OpenReviewer
) -> None:
    page = reviewer("android")
    where = """() => [...document.querySelectorAll(".s2a")].map(each => {
      const {left, top, width} = each.getBoundingClientRect();
      return [left, width, top + scrollY >= 0];
    })"""
    for sides in zip(*(face.sides for face in longest.values()), strict=True):
        for shown in (stacked(sides), sides[0]):
            page.show(shown, width=width, height=620, centred=centred)
            page.use_everything()
            assert not page.is_too_wide()
            for box in page.value(where):
                assert box == [16, width - 32, True], "AnkiDroid's margin does not narrow the column"


@pytest.mark.parametrize("zoom", [1.3, 2])
def test_a_zoomed_card_fits(zoom: float, longest: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer("android")
    for sides in zip(*(face.sides for face in longest.values()), strict=True):
        page.show(stacked(sides), width=360, height=620, style=f"body {{ zoom: {zoom}; }}")
        page.use_everything()
        assert not page.is_too_wide()


def test_hovering_changes_a_look_only_where_a_pointer_can_hover() -> None:
    style = shared_file("style.css")
    hovering = re.findall(r"@media \(hover: hover\) \{.*?\n\}", style, re.DOTALL)
    assert style.count(":hover") == sum(each.count(":hover") for each in hovering) == 1


def test_a_line_is_no_longer_than_the_eye_can_follow(longest: Cards, reviewer: OpenReviewer) -> None:
    page = reviewer("desktop")
    page.show(longest["Tell the step"].answer, width=1600)
    most = page.value("() => document.querySelector('.s2a').getBoundingClientRect().width")
    assert most == 16 * MOST_OF_A_LINE


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_the_border_of_what_can_be_pressed_is_seen(night: bool, cards: Cards, reviewer: OpenReviewer) -> None:
    luminance = """([selector, property]) => {
      const value = getComputedStyle(document.querySelector(selector))[property];
      const [r, g, b] = value.match(/[\\d.]+/g).map(Number).map(each => each / 255).map(
        each => each <= .04045 ? each / 12.92 : ((each + .055) / 1.055) ** 2.4);
      return .2126 * r + .7152 * g + .0722 * b;
    }"""
    page = reviewer("android")
    for side, control in ((cards[ACTION].question, ".timer button"), (cards[QUIZ].question, ".choices li")):
        page.show(side, night=night, width=360)
        border = page.value(luminance, [control, "borderTopColor"])
        for ground in (".card", control):
            dark, light = sorted([border, page.value(luminance, [ground, "backgroundColor"])])
            assert (light + 0.05) / (dark + 0.05) >= 3


def test_a_dot_stands_only_between_two_parts_of_a_line_and_a_license_stays_whole(
    full: list[Face], reviewer: OpenReviewer
) -> None:
    page = reviewer("android")
    for face in full:
        for width in (320, 360, 460):
            page.show(face.answer, width=width)
            rows = page.value(
                """() => [...document.querySelectorAll(".facts, footer")].filter(each => each.firstElementChild).map(
                  row => [getComputedStyle(row).overflowX, row.getBoundingClientRect().left,
                  [...row.children].map(each => {
                    const dot = getComputedStyle(each, "::before");
                    return [each.getBoundingClientRect().left, parseFloat(dot.left), each.getClientRects().length];
                  })])"""
            )
            for overflow, start, parts in rows:
                assert overflow == "hidden"
                assert parts[0][0] == start
                for left, dot, _ in parts:
                    assert left == start or left + dot > start, "a dot is cut off, or stands behind the part before"
            whole = page.page.locator("footer .whole")
            heights = whole.evaluate_all("all => all.map(each => each.getBoundingClientRect().height)")
            assert len(heights) == 1
            assert heights[0] < LINE
