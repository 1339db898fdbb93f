"""What all tests share."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, settings

sys.path.insert(0, str(Path(__file__).parent))  # engine, project and strategies are helpers beside the tests

from anki_page import BROWSERS, chromium, find_browser
from project import Project
from wanting import do_without

if TYPE_CHECKING:
    from playwright.sync_api import Browser

# The time that an example takes is measured in benchmarks/ and never judged: machines differ.
settings.register_profile("default", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("thorough", settings.get_profile("default"), max_examples=2000)
settings.register_profile(  # a mutant is found or not; nobody wants its smallest example, and each run is the same
    "mutation",
    settings.get_profile("default"),
    phases=[Phase.explicit, Phase.generate],
    derandomize=True,
    database=None,
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

# A process that a shell starts in the background ignores Ctrl-C, and so would the programs that the tests start. But
# some of them have to stop with it.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that need a browser, so that `-m "not browser"` leaves them out; put long tests first."""
    for item in items:
        if "browser" in getattr(item, "fixturenames", ()):
            item.add_marker("browser")
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give an author's folder with one recipe and no stories yet."""
    made = Project(tmp_path / "project")
    made.recipe()
    return made


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Start a real Chromium, once per test process."""
    if find_browser() is None:
        do_without(f"needs a browser on PATH: {', '.join(BROWSERS)}")
    with ExitStack() as stack:
        try:
            started = stack.enter_context(chromium())
        except ImportError:
            do_without("needs the Python package playwright")
        yield started


@pytest.fixture(scope="session")
def axe() -> str:
    """Give the accessibility checker's source from the package that ships it, without a network."""
    try:
        return (resources.files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
    except ImportError:
        do_without("needs the Python package axe-playwright-python")
