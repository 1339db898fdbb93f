"""The served page: on this machine only, and never older than the last save."""

import http.client
import signal
from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from program import SAFETY_NET
from project import Project, hear
from star2anki.preview.live import HOST, LivePage
from visited import Visit

if TYPE_CHECKING:
    import subprocess


def ask(live: LivePage, path: str = "/", host: str | None = None) -> tuple[int, bytes]:
    connection = http.client.HTTPConnection(HOST, live.port, timeout=SAFETY_NET)
    try:
        connection.request("GET", path, headers={"Host": host or f"{HOST}:{live.port}"})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def test_only_the_page_is_served_and_only_under_this_machines_name() -> None:
    with LivePage() as live:
        live.show(lambda version: f"page {version}".encode())
        assert live.url == f"http://127.0.0.1:{live.port}/"
        assert ask(live) == (200, b"page 1")
        assert ask(live, host=f"localhost:{live.port}") == (200, b"page 1")
        assert ask(live, host="attacker.example")[0] == 403
        assert ask(live, "/../../etc/passwd")[0] == 404
        assert ask(live, "/page.html")[0] == 404


def test_a_browser_that_has_an_older_page_is_told_to_reload() -> None:
    with LivePage() as live:
        live.show(lambda _: b"first")
        live.show(lambda _: b"second")
        assert ask(live, "/events?version=1") == (200, b"event: reload\ndata: 2\n\n")
        assert ask(live, "/events?version=nonsense")[1].startswith(b"event: reload")


def test_waiting_browsers_are_released_when_it_ends() -> None:
    with LivePage() as live:
        live.show(lambda _: b"page")
        live.complain("one\ntwo")
        connection = http.client.HTTPConnection(HOST, live.port, timeout=SAFETY_NET)
        connection.request("GET", "/events?version=1")
        answer = connection.getresponse()
        assert answer.readline() == b"event: problems\n"
    rest = answer.read()
    connection.close()
    assert rest.startswith(b"data: one\ndata: two\n\n")


@pytest.fixture
def watching(project: Project) -> Iterator["subprocess.Popen[str]"]:
    """Run the preview with --watch in a project with one story, and end it whatever happens."""
    project.story()
    with project.running("preview", "--watch", "-o", "page.html") as process:
        yield process


def test_watch_reloads_after_a_save_says_what_is_wrong_and_ends_with_ctrl_c(
    visit: Visit, project: Project, watching: "subprocess.Popen[str]"
) -> None:
    url = hear(watching, "Ctrl-C")[-1].partition(";")[0]
    assert url.startswith("http://127.0.0.1:")
    visited = visit(url, network=True, check=False)
    page = visited.page
    page.get_by_text("Every ninth message was lost").first.wait_for()
    page.get_by_label("Note type", exact=True).select_option("STAR step")
    page.get_by_role("button", name="Night", exact=True).click()

    project.replace("scenarios/queue.yaml", "Nobody owned it", "No team owned it")
    page.get_by_text("No team owned it").first.wait_for()
    assert page.get_by_label("Note type", exact=True).evaluate("e => e.selectedOptions[0].text") == "STAR step"
    assert page.get_by_role("button", name="Night", exact=True).get_attribute("aria-pressed") == "true"
    assert set(page.locator(".p-caption b").all_text_contents()) == {"STAR step"}

    project.replace("scenarios/queue.yaml", "title:", "titel:")
    page.get_by_role("alert").filter(has_text="unknown key").wait_for()
    assert page.get_by_text("No team owned it").first.is_visible(), "the last good page stays"
    project.replace("scenarios/queue.yaml", "titel:", "title:")
    page.get_by_role("alert").wait_for(state="hidden")
    assert visited.errors == []
    assert all(address.startswith(url) for address in visited.requests)

    watching.send_signal(signal.SIGINT)
    assert watching.wait(timeout=SAFETY_NET) == 130
    page.get_by_role("alert").filter(has_text="The preview has ended.").wait_for()
    written = (project.folder / "page.html").read_text(encoding="utf-8")
    assert "No team owned it" in written
    assert "EventSource" not in written, "the file talks to nobody"
