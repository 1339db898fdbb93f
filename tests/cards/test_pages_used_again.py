"""A page is as good as new for the next test."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from anki_page import Reviewer

if TYPE_CHECKING:
    from playwright.sync_api import Browser

OpenReviewer = Callable[..., Reviewer]

CARD = "<button>press</button><div style='height: 3000px'>long</div>"
TRACES = """() => [
  sessionStorage.length, localStorage.length, document.cookie, window.name, typeof left_here,
  [...document.querySelectorAll(":hover")].at(-1)?.localName, document.activeElement.localName,
  innerWidth, innerHeight, scrollY, document.body.className,
  matchMedia("(prefers-reduced-motion: reduce)").matches,
]"""
LEAVE_TRACES = """() => {
  sessionStorage.a = localStorage.a = document.cookie = window.name = window.left_here = "a=1";
  addEventListener("pagehide", () => { sessionStorage.b = localStorage.b = 1; });
  scrollTo(0, 30);
}"""


def test_the_next_test_finds_nothing_that_another_test_left(browser: "Browser", reviewer: OpenReviewer) -> None:
    context = browser.new_context(offline=True)
    new = Reviewer(context)
    new.show(CARD)
    unused = new.value(TRACES)
    context.close()

    page = reviewer("android", still=True)
    page.page.set_viewport_size({"width": 500, "height": 400})
    page.show(CARD, night=True)
    page.press("press")
    page.value(LEAVE_TRACES)
    used = page.value(TRACES)
    assert all(left != none for left, none in zip(used, unused, strict=True)), (used, unused)
    page.leave()
    page.begin()
    page.show(CARD)
    assert page.value(TRACES) == unused


def test_a_page_whose_time_was_stopped_is_not_used_again(reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.stop_time()
    with pytest.raises(AssertionError):
        page.begin()
