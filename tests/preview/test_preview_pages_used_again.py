"""A page of the browser is as good as new for the next test."""

from pathlib import Path

from visited import Visit

PAGE = "<!doctype html><title>x</title><body><button>press</button><div style='height: 3000px'>long</div>"
TRACES = """() => [
  sessionStorage.length, localStorage.length, window.name, typeof left_here,
  [...document.querySelectorAll(":hover")].at(-1)?.localName, document.activeElement.localName,
  innerWidth, innerHeight, scrollY, matchMedia("(prefers-color-scheme: dark)").matches, matchMedia("print").matches,
]"""
LEAVE_TRACES = """() => {
  sessionStorage.a = localStorage.a = window.name = window.left_here = "a=1";
  addEventListener("pagehide", () => { sessionStorage.b = localStorage.b = 1; });
  scrollTo(0, 30);
}"""


def test_the_next_test_finds_nothing_that_another_test_left(tmp_path: Path, blank: str, visit: Visit) -> None:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    new = visit(path, network=True)  # such a page is never one that was used before
    unused = new.value(TRACES)

    visited = visit(path, width=500, height=400, dark=True)
    visited.page.get_by_role("button").click()
    visited.value(LEAVE_TRACES)
    visited.page.emulate_media(media="print")
    used = visited.value(TRACES)
    assert all(left != none for left, none in zip(used, unused, strict=True)), (used, unused)
    visited.leave(blank)
    visited.begin(width=1000, height=800, dark=False)
    visited.page.goto(path.as_uri())
    assert visited.value(TRACES) == unused
