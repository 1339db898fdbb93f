"""Runs of the real program, each in its own process.

Python and the imports take half a second, and the program itself seldom takes as long. So most runs begin as a copy (a
fork) of a process that has loaded the program and done nothing else. A copy is a process in every way: it has its own
memory, folder and environment, and it runs from `__main__` to the end of the interpreter. A fresh process is needed to
show what happens during imports, what Python's own switches do, and that nothing depends on the order of a set, which
is the same in all copies of one process.
"""

import atexit
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

SAFETY_NET = 600.0
"""Seconds after which a test gives up on something that hangs. It says nothing about how fast anything should be."""

_HOOKED = Path(__file__).with_name("hooked.py")
CAN_COPY = hasattr(os, "fork") and hasattr(socket, "send_fds")


def run_program(
    arguments: Sequence[str | bytes],
    folder: Path,
    environment: Mapping[str, str],
    *,
    typed: bytes = b"",
    one_stream: bool = False,
    out: Path | None = None,
    memory: int = 0,
    hook: tuple[str, str] | None = None,
    fresh: bool = False,
) -> "subprocess.CompletedProcess[str]":
    """Run the program to its end.

    Args:
        arguments: The command line's arguments.
        folder: Its current folder.
        environment: Its whole environment.
        typed: Its standard input.
        one_stream: Whether standard error goes to standard output.
        out: A file or device to use as its standard output. The result then has none.
        memory: The most memory that it may have, in bytes; 0 sets no limit.
        hook: The name of a hook in `hooked.py` to run with, and its argument.
        fresh: Whether to start with nothing loaded.
    """
    words = [os.fsdecode(word) for word in arguments]
    with contextlib.ExitStack() as stack:
        given, said, wrong = (stack.enter_context(tempfile.TemporaryFile()) for _ in range(3))
        given.write(typed)
        given.seek(0)
        first = stack.enter_context(out.open("wb")) if out else said
        inherited = [given.fileno(), first.fileno(), (first if one_stream else wrong).fileno()]
        if fresh or not CAN_COPY or _settings(environment) != _settings(_SERVERS):
            code = _run_fresh(words, folder, environment, inherited, memory, hook)
        else:
            request = {"arguments": words, "folder": str(folder), "environment": dict(environment)}
            code = _server().run({**request, "memory": memory, "hook": hook}, inherited)
        return subprocess.CompletedProcess(words, code, _read(said), _read(wrong))


_SERVERS = {**os.environ, "PYTHONWARNINGS": "error"}
"""The server's environment. Python reads its own settings only once, so all copies have these."""


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Give the variables that Python itself reads, not the program."""
    return {name: value for name, value in environment.items() if name.startswith(("PYTHON", "LC_", "LANG"))}


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8").replace("\r\n", "\n")


def _run_fresh(
    words: Sequence[str],
    folder: Path,
    environment: Mapping[str, str],
    files: Sequence[int],
    memory: int,
    hook: tuple[str, str] | None,
) -> int:
    def limit() -> None:
        import resource  # noqa: PLC0415 - Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))

    return subprocess.run(
        [sys.executable, *([str(_HOOKED), *hook] if hook else ["-m", "star2anki"]), *words],
        cwd=folder,
        env=environment,
        stdin=files[0],
        stdout=files[1],
        stderr=files[2],
        timeout=SAFETY_NET,
        check=False,
        preexec_fn=limit if memory else None,
    ).returncode


class _Server:
    """The process that has loaded the program and copies itself."""

    def __init__(self) -> None:
        self._channel, its_end = socket.socketpair()
        self._channel.settimeout(SAFETY_NET)
        with its_end:
            self._process = subprocess.Popen(
                [sys.executable, str(Path(__file__).with_name("program_server.py")), str(its_end.fileno())],
                env=_SERVERS,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=[its_end.fileno()],
                start_new_session=True,
            )

    def run(self, request: Mapping[str, object], files: Sequence[int]) -> int:
        """Run a copy with three open files as its standard streams, and give its exit code."""
        try:
            line = f"{json.dumps(request)}\n".encode()
            sent = socket.send_fds(self._channel, [line], files)
            self._channel.sendall(line[sent:])
            code = self._channel.recv(64)
        except BaseException:  # the safety net or Ctrl-C, for example: the copy must not go on
            close()
            raise
        assert code.endswith(b"\n"), "the server has ended"
        return int(code)

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._channel.close()


_running: list[_Server] = []


def _server() -> _Server:
    """Give the server of this test process, which starts when a test first needs it."""
    if not _running:
        _running.append(_Server())
    return _running[0]


@atexit.register
def close() -> None:
    """End the server and whatever it is still running."""
    while _running:
        _running.pop().close()
