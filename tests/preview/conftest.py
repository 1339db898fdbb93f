"""What the preview tests share: pages made by the real program, and a real browser to open them."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from project import SAFETY_NET, SAMPLE_STORIES, Project
from visited import Visit, Visited

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext


@pytest.fixture
def visit(browser: "Browser") -> Iterator[Visit]:
    """Give a function that opens a page without a network, and check at the end that nothing went wrong in it."""
    contexts: list[BrowserContext] = []
    pages: list[Visited] = []

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
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            offline=not network,
        )
        context.set_default_timeout(1000 * SAFETY_NET)
        contexts.append(context)
        visited = Visited(context.new_page())
        if check:
            pages.append(visited)
        visited.page.goto(page if isinstance(page, str) else page.as_uri())
        return visited

    yield visit
    for context in contexts:
        context.close()
    for visited in pages:
        assert visited.errors == []
        assert all(url.startswith(("file:", "http://127.0.0.1:")) for url in visited.requests), visited.requests


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
