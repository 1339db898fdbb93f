"""Cards as a learner sees them: rendered by the real Anki engine, shown in a real Chromium as Anki's apps show them."""

import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING, Any, Literal

from engine import learner
from program import SAFETY_NET
from project import CRAFT_KEYS, RECIPE, SAMPLE_STORIES, Project

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Dialog, Page, Route, ViewportSize

App = Literal["desktop", "android", "iphone"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WINDOW: "ViewportSize" = {"width": 1000, "height": 800}
ADDRESS = "http://anki.test/"
"""Only the page's own route answers there. A page without an address has no sessionStorage."""

_MORNING = datetime(2026, 3, 2, 9, tzinfo=UTC)
"""Any time would do."""
_FILES = Path(__file__).parent / "cards"
_ANKI, _ANKIDROID = (Template((_FILES / name).read_text(encoding="utf-8")) for name in ("anki.html", "ankidroid.html"))
_PLAY = (_FILES / "play.html").read_text(encoding="utf-8").strip()
_ROOT_CLASSES: dict[App, str] = {"desktop": "", "android": "mobile android", "iphone": "mobile iphone"}

_TURN = """html => {
  const qa = document.getElementById("qa");
  qa.innerHTML = html;
  for (const old of qa.querySelectorAll("script")) {
    const script = document.createElement("script");
    script.text = old.textContent;
    old.replaceWith(script);
  }
}"""
"""How Anki on a computer turns a card: the page stays, and its scripts run again."""


@dataclass(frozen=True, slots=True)
class Face:
    """One card, both sides as the engine gives them to an app: style, HTML and script."""

    note: str
    """The note's readable id."""
    notetype: str
    """Key of its note type."""
    template: str
    question: str
    answer: str

    @property
    def sides(self) -> tuple[str, str]:
        """Question and answer."""
        return self.question, self.answer


def faces_of(package: Path, folder: Path) -> list[Face]:
    """Import a package into a new collection in a folder, and let the engine render every card."""
    with learner(folder) as somebody:
        somebody.take(package)
        return [
            Face(
                note=card.note()["ID"],
                notetype=card.note()["ID"].split("/")[1],
                template=str(card.template()["name"]),
                question=with_play_buttons(card.question()),
                answer=with_play_buttons(card.answer()),
            )
            for card in somebody.cards()
        ]


def sample_faces(folder: Path) -> list[Face]:
    """Build the sample stories and all else that cards are made of with the real program, and render their cards."""
    project = Project(folder / "project")
    project.recipe(RECIPE + CRAFT_KEYS)
    project.craft()
    for path in SAMPLE_STORIES:
        project.write(f"scenarios/{path.name}", path.read_text(encoding="utf-8"))
    project.run("build")
    return faces_of(project.deck, folder / "learner")


def stacked(sides: Iterable[str]) -> str:
    """Put many sides on one page to render them quickly; the style and script that they share are there once."""
    each = list(sides)
    style = each[0][: each[0].index("</style>") + len("</style>")]
    script = each[0][each[0].rindex("<script>") :]
    assert all(side.startswith(style) and side.endswith(script) for side in each)
    return style + "".join(side.removeprefix(style).removesuffix(script) for side in each) + script


def with_play_buttons(side: str) -> str:
    """Replace speech by buttons, as Anki's apps do."""
    return re.sub(r"\[anki:play:[qa]:\d+\]", _PLAY, side)


def find_browser() -> str | None:
    """Give the path of an installed browser."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Start the installed browser; raises ImportError if playwright is not installed."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - the tests of cards are skipped without it

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS, timeout=1000 * SAFETY_NET)
        try:
            yield browser
        finally:
            browser.close()


def forget_all(page: "Page") -> None:
    """Clear the page's name and everything that its site has stored. Everything else goes with the document."""
    origin = page.evaluate("() => { window.name = ''; return location.origin; }")
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": "all"})
    session.detach()


class Reviewer:
    """An app's page for cards. It has no network, and remembers every error and every request."""

    has_own_clock = False
    """Whether time was stopped. It stays stopped as long as the page is open."""

    def __init__(self, context: "BrowserContext", *, app: App = "desktop", remembers: bool = True) -> None:
        """Open the page.

        Args:
            context: The page's own.
            app: Which of Anki's apps to be.
            remembers: Whether the app lets a card use sessionStorage; if not, every use of it throws.
        """
        self.errors: list[str] = []
        self.requests: list[str] = []
        self.dialogs: list[str] = []
        context.set_default_timeout(1000 * SAFETY_NET)
        context.route("**/*", self._answer)
        self.page: Page = context.new_page()
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.errors.append(str(error)))
        self.page.on("dialog", self._dismiss)
        self.begin(app, remembers=remembers)

    def begin(self, app: App = "desktop", *, remembers: bool = True, still: bool = False) -> None:
        """Start over, as a page that was just opened. This is impossible after time was stopped.

        Args:
            app: As above.
            remembers: As above.
            still: Whether the reader asks for reduced motion.
        """
        assert not self.has_own_clock
        self.app = app
        self.remembers = remembers
        self._document = ""
        self.page.set_viewport_size(WINDOW)
        self.page.emulate_media(reduced_motion="reduce" if still else "no-preference")
        for each in (self.errors, self.requests, self.dialogs):
            each.clear()

    def leave(self) -> None:
        """Leave the card, and delete everything that cards could have left for the next one."""
        self.remembers, self._document = True, ""
        self.page.goto(ADDRESS)
        forget_all(self.page)

    def show(
        self,
        side: str,
        *,
        night: bool = False,
        width: int | None = None,
        height: int = 800,
        style: str = "",
        centred: str = "",
    ) -> None:
        """Show a side of a card in a document of its own, as the phone apps do.

        Args:
            side: What the engine rendered.
            night: Night mode.
            width: The width of the window in pixels; by default unchanged.
            height: The height of the window in pixels, where its width is given.
            style: The reader's own style, such as a larger font.
            centred: The class by which AnkiDroid centres the card.
        """
        if width:
            self.page.set_viewport_size({"width": width, "height": height})
        root = _ROOT_CLASSES[self.app]
        body = f"card card1 {root} {centred}"
        if night:
            root, body = f"{root} night-mode", f"{body} nightMode night_mode"
        host = _ANKIDROID if self.app == "android" else _ANKI
        self._document = host.substitute(root=root, body=body, style=style, content=side)
        self.page.goto(ADDRESS)

    def stop_time(self) -> None:
        """Give the page its own clock, which stands still. Call this before the first side is shown."""
        self.has_own_clock = True
        self.page.clock.install(time=_MORNING)
        self.page.clock.pause_at(_MORNING + timedelta(days=1))  # whatever ran meanwhile has ended, on any machine

    def let_pass(self, seconds: float) -> None:
        """Let time pass in the page. It passes in no other way."""
        self.page.clock.run_for(round(1000 * seconds))

    def turn(self, side: str) -> None:
        """Show the next side as the app does: the desktop within the page, the phones in a new document."""
        if self.app == "desktop":
            self.value(_TURN, side)
        else:
            self.show(side)

    def value(self, expression: str, argument: object = None) -> Any:  # noqa: ANN401 - whatever the page answers
        """Evaluate JavaScript in the page."""
        return self.page.evaluate(expression, argument)

    def text(self, selector: str = "#qa") -> str:
        """Give the text that a reader sees in the first element that a selector finds."""
        return self.page.inner_text(selector)

    def press(self, name: str) -> None:
        """Click a button or fold by its name."""
        self.page.locator("button, summary").filter(has_text=re.compile(f"^{re.escape(name)}")).first.click()

    def use_everything(self) -> None:
        """Open all folds, start the clock, choose an answer, open a gap, and tick every second phrase."""
        self.value(
            """() => {
              document.querySelectorAll("summary, .timer button, .choices button, .next-gap").forEach(
                each => each.click());
              document.querySelectorAll(".phrases li:nth-child(even) button").forEach(each => each.click());
            }"""
        )

    def is_too_wide(self) -> bool:
        """Say whether the page scrolls sideways or an element sticks out of it."""
        return bool(
            self.value(
                """() => document.scrollingElement.scrollWidth > innerWidth
                  || [...document.querySelectorAll("#qa *")].some(each => {
                       const box = each.getBoundingClientRect();
                       return box.width && (box.right > innerWidth + 1 || box.left < -1);
                     })"""
            )
        )

    def _answer(self, route: "Route") -> None:
        if route.request.url != ADDRESS or not route.request.is_navigation_request():
            self.requests.append(route.request.url)
            route.abort()
            return
        headers = {} if self.remembers else {"Content-Security-Policy": "sandbox allow-scripts"}
        route.fulfill(body=self._document, content_type="text/html; charset=utf-8", headers=headers)

    def _hear(self, message: "ConsoleMessage") -> None:
        if message.type in {"error", "warning"}:
            self.errors.append(message.text)

    def _dismiss(self, dialog: "Dialog") -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()
