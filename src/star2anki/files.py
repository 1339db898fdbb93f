"""Write files so that a reader, or a crash, finds the old bytes or the new ones and nothing between.

And read them: only what is a file, so that nobody waits for ever, and only to a limit.
"""

import contextlib
import errno
import math
import os
import stat
import tempfile
from collections.abc import Iterator
from io import FileIO
from pathlib import Path
from typing import BinaryIO

MAX_OWN_BYTES = 1 << 28
"""Of a file that star2anki writes itself. 256 MiB hold the lock of some 30,000 stories, or a deck of twice as many."""

_MEBIBYTE = 1 << 20
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class Staged:
    """A file that is complete and synced under a temporary name, waiting to take its place."""

    def __init__(self, target: Path, real: Path, temporary: Path) -> None:
        self.target = target
        self._real = real
        self._temporary = temporary

    def commit(self) -> None:
        """Put the file in its place in one step.

        Raises:
            OSError: The target cannot be replaced; the old file is still there.
        """
        self._temporary.replace(self._real)
        _sync_folder(self._real.parent)

    def discard(self) -> None:
        """Remove the temporary file, if it is still there."""
        self._temporary.unlink(missing_ok=True)


def stage(target: Path, data: bytes, folder: Path | None = None) -> Staged:
    """Write data to a temporary file that `commit` renames to the target.

    Args:
        target: Where the file shall be in the end. Where it is a link, the file behind it is replaced.
        data: The whole content.
        folder: Where the temporary file lives until then; on the target's file system. By default beside the target.

    Raises:
        OSError: The folder is missing or read-only, or the disk is full. Nothing is left behind.
    """
    real = target.resolve() if target.is_symlink() else target
    beside = folder if folder and real is target else real.parent
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=beside)
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - mkstemp gives a descriptor, not a path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(target))
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return Staged(target, real, temporary)


def write_atomically(target: Path, data: bytes) -> None:
    """Replace a file by new content in one step.

    Raises:
        OSError: The file cannot be written; the old one is untouched.
    """
    staged = stage(target, data)
    try:
        staged.commit()
    except BaseException:
        staged.discard()
        raise


@contextlib.contextmanager
def staging() -> Iterator[list[Staged]]:
    """Collect staged files; whatever was not committed when the block ends is removed."""
    files: list[Staged] = []
    try:
        yield files
    finally:
        for file in files:
            file.discard()


def _mode_for(target: Path) -> int:
    """Keep the permissions of the file that is replaced; a new one gets what the umask allows."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Make a rename durable where the system can; Windows cannot open folders and needs none of it."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


class NotAFileError(OSError):
    """There is something else of that name: a folder, a device, or a pipe whose reader may wait for ever."""


class TooLargeError(OSError):
    """The file has more bytes than are read of its kind; it was not read."""


def read_file(path: Path, limit: int) -> bytes:
    """Read a whole file.

    Args:
        path: A regular file, or a link to one.
        limit: The most bytes that it may have. The system is asked before anything is read.

    Raises:
        NotAFileError: It is no regular file.
        TooLargeError: It is larger.
        OSError: It is not there or cannot be read.
    """
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise TooLargeError(errno.EFBIG, too_large(limit, size), str(path))
        pieces: list[bytes] = []
        room = limit + 1
        # One byte more than it should have: it may grow meanwhile, and what the system makes up has no size at all.
        wanted = size + 1
        while room and (piece := file.read(min(wanted, room))):
            pieces.append(piece)
            room -= len(piece)
            wanted = _MEBIBYTE
        if not room:
            raise TooLargeError(errno.EFBIG, too_large(limit), str(path))
        return b"".join(pieces)


def read_stream(stream: BinaryIO, limit: int) -> bytes:
    """Read what somebody sends, to its end or to a limit.

    Raises:
        TooLargeError: More than so many bytes came. What follows them was not waited for.
        OSError: It cannot be read.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(errno.EFBIG, too_large(limit))
    return data


def holds(path: Path, data: bytes) -> bool:
    """Tell whether a file has exactly these bytes.

    Raises:
        NotAFileError: It is no regular file.
        OSError: It is not there or cannot be read.
    """
    try:
        return read_file(path, len(data)) == data
    except TooLargeError:
        return False


def open_file(path: Path) -> FileIO:
    """Open a regular file to read it, without waiting for anybody.

    Raises:
        NotAFileError: It is no regular file.
        OSError: It is not there or cannot be read.
    """
    _refuse_other_kinds(path, path.stat().st_mode)  # before it is opened, for that alone may wake a device
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    file = FileIO(os.open(path, flags), "r")
    try:
        _refuse_other_kinds(path, os.fstat(file.fileno()).st_mode)  # it may have been replaced in between
    except BaseException:
        file.close()
        raise
    return file


def too_large(limit: int, size: int | None = None) -> str:
    """Say that a file has too many bytes.

    Args:
        limit: The most bytes that are read, in whole MiB.
        size: How many it has, where that is known.
    """
    most = limit // _MEBIBYTE
    # Rounded up, or a file of one byte too many would seem to have just as many as it may.
    has = f"over {most} MiB" if size is None else f"{math.ceil(size * 10 / _MEBIBYTE) / 10:,.1f} MiB"
    return f"the file has {has}; at most {most} MiB {'is' if most == 1 else 'are'} read"


def _refuse_other_kinds(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "something else")
        raise NotAFileError(errno.EINVAL, f"this is {kind}, not a file", str(path))
