"""What the preview tests share: pages made by the real program, and a real browser to open them."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from program import SAFETY_NET
from project import SAMPLE_STORIES, Project
from visited import Visit, Visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of an empty page, on the same site as all pages from disk."""
    page = tmp_path_factory.mktemp("blank") / "blank.html"
    page.write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
    return page.as_uri()


@pytest.fixture(scope="session")
def idle_pages() -> dict[bool, list[Visited]]:
    """Keep pages that no test is using, with scripts and without. Opening one takes longer than most tests."""
    return {True: [], False: []}


@pytest.fixture
def visit(browser: "Browser", blank: str, idle_pages: dict[bool, list[Visited]]) -> Iterator[Visit]:
    """Give a function that opens a page without a network, and check at the end that nothing went wrong in it.

    If all went well in a page of the browser, it is cleared, and another test uses it.
    """
    opened: list[Visited] = []
    to_check: list[Visited] = []
    to_keep: list[tuple[bool, Visited]] = []

    def visit(
        page: Path | str,
        *,
        width: int = 1000,
        height: int = 800,
        dark: bool = False,
        scripts: bool = True,
        network: bool = False,
        check: bool = True,
    ) -> Visited:
        may_keep = check and not network
        if may_keep and idle_pages[scripts]:
            visited = idle_pages[scripts].pop()
        else:
            context = browser.new_context(java_script_enabled=scripts, offline=not network)
            context.set_default_timeout(1000 * SAFETY_NET)
            visited = Visited(context.new_page())
        opened.append(visited)
        if check:
            to_check.append(visited)
        if may_keep:
            to_keep.append((scripts, visited))
        visited.begin(width=width, height=height, dark=dark)
        visited.page.goto(page if isinstance(page, str) else page.as_uri())
        return visited

    def close_all() -> None:
        for visited in opened:
            visited.page.context.close()

    with ExitStack() as stack:
        stack.callback(close_all)
        yield visit
        for visited in to_check:
            visited.check()
        for scripts, visited in to_keep:
            visited.leave(blank)
            visited.check()
            opened.remove(visited)
            idle_pages[scripts].append(visited)


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Give a project with the sample stories, and the preview of its one recipe in `preview.html`."""
    project = Project(tmp_path_factory.mktemp("samples"))
    project.recipe()
    for path in SAMPLE_STORIES:
        project.write(f"scenarios/{path.name}", path.read_text(encoding="utf-8"))
    project.run("preview")
    return project


@pytest.fixture(scope="session")
def sample_page(samples: Project) -> Path:
    """Give the page with the sample stories."""
    return samples.folder / "preview.html"
