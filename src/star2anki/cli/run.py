"""How every command ends: with an exit code and, if something went wrong, one clear line."""

import contextlib
import errno
import io
import os
import sys
from typing import NoReturn

import click

from star2anki import interrupts
from star2anki.cli import main
from star2anki.cli.console import in_words

_NO_ROOM = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT})
"""The errors of a stream that accepts no more output. If it is a file, the error names it."""


def run() -> NoReturn:
    """Run the command line and end the process.

    Exit codes: 0 success, 1 errors in the stories or a file that cannot be read or written, 2 wrong usage, 130 Ctrl-C.
    """
    try:
        code = _run()
    except (KeyboardInterrupt, click.Abort):  # click's name for it
        code = interrupts.INTERRUPTED
        _end_workers()
    interrupts.ignore()
    sys.exit(code)


def _run() -> int:
    try:
        try:
            code = main.main(standalone_mode=False)
        except click.ClickException as error:
            error.show()
            code = error.exit_code
        for stream in _streams():
            stream.flush()
    except OSError as error:
        return _explain(error)
    return code if isinstance(code, int) else 0


def _explain(error: OSError) -> int:
    full = [stream for stream in _streams() if not _can_flush(stream)]
    is_output = sys.stdout in full or (error.filename is None and error.errno in _NO_ROOM)
    for stream in full:  # Python would try the rest again at the very end, and fail again
        with contextlib.suppress(OSError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
    message = f"standard output: {error.strerror or error}" if is_output else in_words(error)
    with contextlib.suppress(OSError):
        click.echo(f"Error: {message}", err=True)
    return 1


def _streams() -> list[io.TextIOWrapper]:
    return [stream for stream in (sys.stdout, sys.stderr) if isinstance(stream, io.TextIOWrapper)]


def _can_flush(stream: io.TextIOWrapper) -> bool:
    try:
        stream.flush()
    except OSError:
        return False
    return True


def _end_workers() -> None:
    """End the processes that still compile stories; nobody is waiting for them."""
    if "multiprocessing" in sys.modules:
        import multiprocessing  # noqa: PLC0415 - only if it is already loaded

        for worker in multiprocessing.active_children():
            worker.terminate()
