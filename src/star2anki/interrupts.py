"""What Ctrl-C does at each moment of the program's life. Quick to import, for it comes before all else."""

import _thread
import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType

INTERRUPTED = 130
"""The exit code: 128 and the number of the signal, as shells count."""
_AGAIN_SECONDS = 0.01


def end_at_once() -> None:
    """Let Ctrl-C end the process on the spot, while nothing is begun that would have to be cleaned up.

    Imports take most of that time, and an exception in the middle of one may be swallowed or shown as a mistake of the
    module. Where whoever started the program has Ctrl-C ignored, as for a job in the background, it stays so.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def clean_up_first() -> None:
    """Let Ctrl-C raise `KeyboardInterrupt` from now on, so that temporary files go and servers stop."""
    if signal.getsignal(signal.SIGINT) is _end:
        sys.unraisablehook = _raise_again
        signal.signal(signal.SIGINT, signal.default_int_handler)


def ignore() -> None:
    """Let Ctrl-C do nothing: the process ends by itself in a moment, and knows with which exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Let Ctrl-C wait until the block ends. Processes that are started meanwhile begin with it held back as well."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def leave_to_the_main_process() -> None:
    """Ignore Ctrl-C in a process that was started while it was held back; the main process ends the work."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _end(_number: int, _frame: FrameType | None) -> None:
    os._exit(INTERRUPTED)


def _raise_again(unraisable: "sys.UnraisableHookArgs") -> None:
    """Send an interrupt again that came while an object was being cleaned up, where exceptions get lost."""
    if unraisable.exc_type is KeyboardInterrupt:
        _thread.start_new_thread(_interrupt, ())  # not from here, where it would get lost again
    else:
        sys.__unraisablehook__(unraisable)


def _interrupt() -> None:
    time.sleep(_AGAIN_SECONDS)
    _thread.interrupt_main()
