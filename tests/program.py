"""Runs of the real program, each in a process of its own.

Python and the imports take half a second, and the program seldom as long. So most runs begin as a copy (a fork) of a
process that has just loaded the program and done nothing else: own memory, own folder and environment, and its own way
through `__main__` to the end of the interpreter. What a copy cannot show is asked of a fresh process: what happens
during imports, Python's own switches, and that nothing depends on the order of a set, which is the same in all copies.
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
        arguments: Of the command line.
        folder: In which it runs.
        environment: All of its environment.
        typed: What is on its standard input.
        one_stream: Whether what it says as an error goes to standard output as well.
        out: The file or device that is its standard output, where it is not to be read here.
        memory: Bytes of memory that it may have; 0 sets no limit.
        hook: Name of a hook of `hooked.py` that it runs with, and how.
        fresh: Whether to begin with nothing loaded.
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
"""The environment in which the server begins. Python reads its settings once, so copies cannot have others."""


def _settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Give what Python itself, and not the program, reads of an environment."""
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
    """The process that has loaded the program, and copies itself."""

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
        """Begin a copy with three open files, and give its exit code."""
        try:
            line = f"{json.dumps(request)}\n".encode()
            sent = socket.send_fds(self._channel, [line], files)
            self._channel.sendall(line[sent:])
            code = self._channel.recv(64)
        except BaseException:  # such as the safety net, or Ctrl-C: what it began must not go on
            close()
            raise
        assert code.endswith(b"\n"), "the server of the program has ended"
        return int(code)

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        self._channel.close()


_running: list[_Server] = []


def _server() -> _Server:
    """Give the server of this process of tests, which is started when the first test asks."""
    if not _running:
        _running.append(_Server())
    return _running[0]


@atexit.register
def close() -> None:
    """End the server and whatever it still runs."""
    while _running:
        _running.pop().close()
