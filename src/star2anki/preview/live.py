"""A page that is served only on this machine and reloads itself when it changes."""

import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qs, urlsplit

HOST = "127.0.0.1"
_BREATH_SECONDS = 0.5
"""How often the thread of a waiting browser checks whether the server has stopped or the browser is gone."""

MakePage = Callable[[int], bytes]
"""Makes the page for a version. The page sends the version back when it asks for news."""


class LivePage:
    """Serves one page to browsers on this machine until it is closed."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._version = 0
        self._page = b""
        self._problems = ""
        self._is_closed = False
        self._server = _Server((HOST, 0), _Handler)
        self._server.live = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.1}, daemon=True)

    @property
    def port(self) -> int:
        """The port that the system assigned."""
        return int(self._server.server_address[1])

    @property
    def url(self) -> str:
        """The page's address for a browser."""
        return f"http://{HOST}:{self.port}/"

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        with self._changed:
            self._is_closed = True
            self._changed.notify_all()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def show(self, make_page: MakePage) -> None:
        """Show a new page. Browsers with an older one reload."""
        with self._changed:
            self._version += 1
            self._page = make_page(self._version)
            self._problems = ""
            self._changed.notify_all()

    def complain(self, problems: str) -> None:
        """Keep the page, but tell its readers why it is out of date; an empty text takes that back."""
        with self._changed:
            self._problems = problems
            self._changed.notify_all()

    def read(self) -> bytes:
        """Return the current page."""
        with self._changed:
            return self._page

    def news(self, version: int, problems: str) -> tuple[str, str] | None:
        """Wait a moment for something that a reader does not know yet, and return it as an event's kind and data.

        Raises:
            EOFError: The page is closed.
        """
        with self._changed:
            self._changed.wait_for(lambda: self._is_closed or self._news(version, problems), _BREATH_SECONDS)
            if self._is_closed:
                raise EOFError
            return self._news(version, problems)

    def _news(self, version: int, problems: str) -> tuple[str, str] | None:
        if self._version != version:
            return "reload", str(self._version)
        return ("problems", self._problems) if self._problems != problems else None


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    live: LivePage

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - the base class's own types
        """Say nothing: it is not an error if a browser goes away in the middle of an answer."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        """Serve the page and its events, but only to requests for this machine's own name."""
        live = self.server.live
        address = urlsplit(self.path)
        if self.headers.get("Host") not in {f"{HOST}:{live.port}", f"localhost:{live.port}"}:
            self.send_error(403)  # another name that somebody pointed at this machine
        elif address.path == "/":
            self._send("text/html; charset=utf-8", live.read())
        elif address.path == "/events":
            version = parse_qs(address.query).get("version", [""])[0]
            self._send_events(int(version) if version.isdecimal() else 0)
        else:
            self.send_error(404)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as in the base class
        """Say nothing: the terminal is for the diagnostics."""

    def _send(self, kind: str, data: bytes | None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        if data is not None:
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if data is not None:
            self.wfile.write(data)

    def _send_events(self, version: int) -> None:
        self._send("text/event-stream", None)
        problems = ""
        while True:
            try:
                news = self.server.live.news(version, problems)
            except EOFError:
                return
            if news is None:
                self.wfile.write(b":\n\n")  # fails when the browser is gone, which ends the loop
                continue
            kind, data = news
            lines = "".join(f"data: {line}\n" for line in data.split("\n"))
            self.wfile.write(f"event: {kind}\n{lines}\n".encode("utf-8", errors="replace"))
            if kind == "reload":
                return
            problems = data
