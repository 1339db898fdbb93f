"""A page open in the browser, with everything that went wrong in it or was requested by it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from anki_page import forget_all

if TYPE_CHECKING:
    from playwright.sync_api import ConsoleMessage, Page

_FRAMES = """frames => new Promise((done) => {
  const next = () => (frames-- ? requestAnimationFrame(next) : done());
  next();
})"""

Visit = Callable[..., "Visited"]
"""The fixture `visit`: opens a page."""


class Visited:
    """An open page."""

    def __init__(self, page: "Page") -> None:
        self.page = page
        self.errors: list[str] = []
        self.requests: list[str] = []
        page.on("console", self._hear)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("dialog", lambda dialog: self.errors.append(f"dialog: {dialog.message}"))
        page.on("request", lambda request: self.requests.append(request.url))

    def begin(self, *, width: int, height: int, dark: bool) -> None:
        """Start over, as a page that was just opened."""
        self.page.set_viewport_size({"width": width, "height": height})
        self.page.emulate_media(media="null", color_scheme="dark" if dark else "light")
        self.errors.clear()
        self.requests.clear()

    def leave(self, blank: str) -> None:
        """Leave the page, and delete everything that it could have left for the next one.

        Args:
            blank: The address of an empty page on the same site.
        """
        self.page.goto(blank)
        forget_all(self.page)

    def check(self) -> None:
        """Check that nothing went wrong and that the page requested nothing from elsewhere."""
        assert self.errors == []
        assert all(url.startswith(("file:", "http://127.0.0.1:")) for url in self.requests), self.requests

    def _hear(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def value(self, expression: str, argument: object = None) -> Any:  # noqa: ANN401 - whatever the page answers
        return self.page.evaluate(expression, argument)

    def scroll(self, pixels: int) -> None:
        """Scroll down, and let the page draw what comes into view."""
        self.value("pixels => scrollBy({ top: pixels, behavior: 'instant' })", pixels)
        self.let_draw(4)

    def let_draw(self, frames: int) -> None:
        """Let the page draw some frames, as fast as the machine can."""
        self.value(_FRAMES, frames)
