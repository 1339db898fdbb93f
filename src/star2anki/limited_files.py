"""Read other people's files: only real files, so that nothing waits forever, and only up to a limit."""

import errno
import os
import stat
from io import FileIO
from pathlib import Path
from typing import BinaryIO

MAX_OWN_BYTES = 1 << 28
"""The limit for files that star2anki writes itself: enough for the lock of 30,000 stories, or a deck of 60,000."""

_MEBIBYTE = 1 << 20
_KINDS = {
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class NotAFileError(OSError):
    """The name belongs to something else: a folder, a device, or a pipe, whose reader may wait forever."""


class TooLargeError(OSError):
    """The file is larger than the limit for its kind, so it was not read."""


def read_file(path: Path, limit: int) -> bytes:
    """Read a whole file.

    Args:
        path: A regular file, or a link to one.
        limit: The most bytes that it may have. Its size is checked before it is read.

    Raises:
        NotAFileError: It is not a regular file.
        TooLargeError: It is larger.
        OSError: It does not exist or cannot be read.
    """
    with open_file(path) as file:
        size = os.fstat(file.fileno()).st_size
        if size > limit:
            raise TooLargeError(errno.EFBIG, too_large(limit, size), str(path))
        pieces: list[bytes] = []
        room = limit + 1
        # One byte more than it should have, because it may grow meanwhile, and files in /proc have no size.
        wanted = size + 1
        while room and (piece := file.read(min(wanted, room))):
            pieces.append(piece)
            room -= len(piece)
            wanted = _MEBIBYTE
        if not room:
            raise TooLargeError(errno.EFBIG, too_large(limit), str(path))
        return b"".join(pieces)


def read_or_none(path: Path, limit: int) -> bytes | None:
    """Read a whole file; None if it does not exist, is not a regular file, is too large, or cannot be read."""
    try:
        return read_file(path, limit)
    except OSError:
        return None


def read_stream(stream: BinaryIO, limit: int) -> bytes:
    """Read a stream to its end, or up to a limit.

    Raises:
        TooLargeError: There are more bytes; the rest was not read.
        OSError: It cannot be read.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise TooLargeError(errno.EFBIG, too_large(limit))
    return data


def holds(path: Path, data: bytes) -> bool:
    """Return whether a file has exactly these bytes.

    Raises:
        NotAFileError: It is not a regular file.
        OSError: It does not exist or cannot be read.
    """
    try:
        return read_file(path, len(data)) == data
    except TooLargeError:
        return False


def open_file(path: Path) -> FileIO:
    """Open a regular file to read it, without waiting for anybody.

    Raises:
        NotAFileError: It is not a regular file.
        OSError: It does not exist or cannot be read.
    """
    _refuse_other_kinds(path, path.stat().st_mode)  # before it is opened, because opening may already wake a device
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)
    file = FileIO(os.open(path, flags), "r")
    try:
        _refuse_other_kinds(path, os.fstat(file.fileno()).st_mode)  # it may have been replaced meanwhile
    except BaseException:
        file.close()
        raise
    return file


def too_large(limit: int, size: int | None = None) -> str:
    """Say that a file has too many bytes.

    Args:
        limit: The most bytes that are read, in whole MiB.
        size: How many it has, if that is known.
    """
    most = limit // _MEBIBYTE
    tenths = round(size * 10 / _MEBIBYTE) if size is not None else 0
    # A file that is one byte too large must not seem to have exactly the allowed size.
    has = f"{tenths / 10:,.1f} MiB" if tenths > most * 10 else f"over {most} MiB"
    return f"the file is {has}; the limit is {most} MiB"


def _refuse_other_kinds(path: Path, mode: int) -> None:
    if not stat.S_ISREG(mode):
        kind = _KINDS.get(stat.S_IFMT(mode), "something else")
        raise NotAFileError(errno.EINVAL, f"this is {kind}, not a file", str(path))


def special_kind(path: Path) -> str | None:
    """Name what a path leads to, such as "a device", if it exists and is not a regular file; otherwise return None.

    Raises:
        OSError: Its status cannot be read.
    """
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        return None
    if stat.S_ISREG(mode):
        return None
    return _KINDS.get(stat.S_IFMT(mode), "something else")
