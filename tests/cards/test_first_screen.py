"""What an answer is graded against is on the first screen of a phone."""

from collections.abc import Callable

import pytest

from anki_page import App, Face, Reviewer

OpenReviewer = Callable[..., Reviewer]

WIDTH, HEIGHT = 360, 620
"""Of what a small phone leaves a card, in CSS pixels."""

COMPARED = """() => {
  const bottoms = [...document.querySelectorAll(".s2a .compare, .s2a .choices .right")].map(
    each => each.getBoundingClientRect().bottom);
  return bottoms.length ? Math.max(...bottoms) : null;
}"""


@pytest.mark.parametrize("app", ["android", "iphone"])
def test_every_card_of_the_sample_stories_is_graded_on_the_first_screen(
    app: App, samples: list[Face], full: list[Face], reviewer: OpenReviewer
) -> None:
    page = reviewer(app)
    below = {}
    for face in [*samples, *full]:
        page.show(face.answer, width=WIDTH, height=HEIGHT)
        bottom = page.value(COMPARED)
        assert bottom is not None, face.template
        if bottom > HEIGHT:
            below[face.note, face.template] = round(bottom)
    assert below == {}


def test_the_instrument_notices_what_is_below(samples: list[Face], reviewer: OpenReviewer) -> None:
    page = reviewer("android")
    step = next(face for face in samples if face.template == "Tell the step")
    page.show(step.answer, width=WIDTH, height=HEIGHT, style=".s2a { margin-top: 600px !important; }")
    assert page.value(COMPARED) > HEIGHT
