"""A process that has loaded the program and runs copies of itself, as `program.py` asks.

It imports nothing from the tests, so that only the program is loaded in a copy.
"""

import gc
import importlib
import json
import os
import pkgutil
import resource
import runpy
import socket
import sys
from pathlib import Path
from typing import Any

MOST_BYTES = 1 << 20


def load() -> None:
    """Import everything that a command may import. That takes most of the time of a short run."""
    import star2anki  # noqa: PLC0415 - the first slow line

    for module in pkgutil.walk_packages(star2anki.__path__, "star2anki."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)


def next_request(channel: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Wait for a request: a line of JSON, with three open files. Give None after the last one."""
    line, files = b"", []
    while not line.endswith(b"\n"):
        part, some, _, _ = socket.recv_fds(channel, MOST_BYTES, 3)
        if not part:
            return None
        line += part
        files += some
    return json.loads(line), files


def serve(channel: socket.socket) -> dict[str, Any] | None:
    """Answer requests with exit codes.

    Returns:
        The request to run, in a copy; None in the server itself, when it ends.
    """
    while (found := next_request(channel)) is not None:
        request, files = found
        copy = os.fork()
        if copy == 0:
            channel.close()
            for place, file in enumerate(files):
                os.dup2(file, place)
                os.close(file)
            return request
        for file in files:
            os.close(file)
        _, status = os.waitpid(copy, 0)
        channel.sendall(b"%d\n" % os.waitstatus_to_exitcode(status))
    return None


def become(request: dict[str, Any]) -> None:
    """Run as `python -m star2anki` would, from its first line to the end of the interpreter."""
    os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update(request["environment"])
    if request["memory"]:
        resource.setrlimit(resource.RLIMIT_AS, (request["memory"], request["memory"]))
    if request["hook"]:
        from hooked import HOOKS  # noqa: PLC0415 - only on request, and before this folder leaves the path

        what, how = request["hook"]
        sys.addaudithook(HOOKS[what](how))
    sys.path[0] = str(Path.cwd())
    sys.argv[1:] = request["arguments"]
    runpy.run_module("star2anki", run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    asked = socket.socket(fileno=int(sys.argv[1]))
    load()
    gc.collect()
    gc.freeze()  # so that copies share what is loaded
    mine = serve(asked)
    if mine is not None:
        become(mine)
