"""What Ctrl-C does at each stage of the program. It is fast to import because it comes before everything else."""

import _thread
import contextlib
import os
import signal
import sys
import time
from collections.abc import Iterator
from types import FrameType

INTERRUPTED = 130
"""The exit code, as in shells: 128 plus the number of the signal."""
_AGAIN_SECONDS = 0.01


def end_at_once() -> None:
    """Let Ctrl-C end the process at once, while there is nothing to clean up.

    Imports take most of that time, and an exception in the middle of one may be swallowed or look like an error in the
    module. If the program was started with Ctrl-C ignored, as in a background job, it stays ignored.
    """
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _end)


def clean_up_first() -> None:
    """Let Ctrl-C raise `KeyboardInterrupt` from now on, so that temporary files are removed and servers stop."""
    if signal.getsignal(signal.SIGINT) is _end:
        sys.unraisablehook = _raise_again
        signal.signal(signal.SIGINT, signal.default_int_handler)


def ignore() -> None:
    """Ignore Ctrl-C: the process is about to end by itself and already has its exit code."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextlib.contextmanager
def held_back() -> Iterator[None]:
    """Hold Ctrl-C back until the block ends. Processes started in the block begin with it held back, too."""
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
    """Repeat an interrupt that came while an object was being cleaned up, where exceptions get lost."""
    if unraisable.exc_type is KeyboardInterrupt:
        _thread.start_new_thread(_interrupt, ())  # in another thread, because here it would get lost again
    else:
        sys.__unraisablehook__(unraisable)


def _interrupt() -> None:
    time.sleep(_AGAIN_SECONDS)
    _thread.interrupt_main()
