"""Files are read up to a limit, or not at all, and nothing waits for something that is not a file."""

import io
import os
import socket
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from star2anki.limited_files import NotAFileError, TooLargeError, holds, read_file, read_stream


@contextmanager
def little_memory() -> Iterator[None]:
    """Limit a block to less memory than any of the limits below."""
    tracemalloc.start()
    try:
        yield
        assert tracemalloc.get_traced_memory()[1] < 1 << 20
    finally:
        tracemalloc.stop()


def test_a_file_is_read_if_it_is_no_larger_than_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for size in (0, 1, 1 << 20):
        path.write_bytes(b"x" * size)
        assert read_file(path, 1 << 20) == b"x" * size
    path.write_bytes(b"x" * ((1 << 20) + 1))
    with pytest.raises(TooLargeError, match=r"the file is over 1 MiB; the limit is 1 MiB"):
        read_file(path, 1 << 20)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.touch()
    os.truncate(path, 3 << 30)
    with little_memory(), pytest.raises(TooLargeError, match=r"the file is 3,072\.0 MiB; the limit is 16 MiB"):
        read_file(path, 16 << 20)


def test_the_target_of_a_link_is_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    assert read_file(tmp_path / "link", 1) == b"x"


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="needs files that Linux makes up")
def test_a_file_of_unknown_size_is_read_to_its_end_or_the_limit() -> None:
    path = Path("/proc/self/status")
    assert path.stat().st_size == 0
    assert b"VmPeak" in read_file(path, 1 << 20)
    with pytest.raises(TooLargeError):
        read_file(path, 10)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs the pipes of Unix")
def test_a_pipe_a_socket_a_device_and_a_folder_are_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    (tmp_path / "folder").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        kinds = {
            "pipe": "a pipe",
            "link": "a pipe",
            "folder": "a folder",
            "socket": "a socket",
            "/dev/zero": "a device",
        }
        for name, kind in kinds.items():
            with little_memory(), pytest.raises(NotAFileError, match=f"this is {kind}, not a file"):
                read_file(tmp_path / name, 1 << 30)


def test_a_stream_is_read_up_to_the_limit() -> None:
    stream = io.BytesIO(b"x" * (3 << 20))
    with pytest.raises(TooLargeError, match="the file is over 1 MiB; the limit is 1 MiB"):
        read_stream(stream, 1 << 20)
    assert stream.tell() == (1 << 20) + 1
    assert read_stream(io.BytesIO(b"x" * 5), 5) == b"x" * 5


def test_a_file_contains_some_bytes_if_it_has_exactly_those(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"abc")
    assert [holds(path, data) for data in (b"abc", b"ab", b"abcd", b"abx")] == [True, False, False, False]
