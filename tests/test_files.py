"""Files are replaced in one step, or not at all."""

import ctypes
import errno
import multiprocessing
import os
import socket
import stat
import tempfile
from pathlib import Path

import pytest

from star2anki.atomic_files import create, real_path, stage, staging, write_atomically


def test_a_new_file_has_the_permissions_that_the_umask_allows(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new", b"x")
    finally:
        os.umask(before)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o640


def test_a_replaced_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    path.chmod(0o600)
    write_atomically(path, b"new")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"new", 0o600)


def test_the_target_of_a_link_is_replaced_and_the_link_stays(tmp_path: Path) -> None:
    path, link = tmp_path / "file", tmp_path / "link"
    path.write_bytes(b"old")
    link.symlink_to(path)
    write_atomically(link, b"new")
    assert (path.read_bytes(), link.is_symlink()) == (b"new", True)


def test_what_was_staged_and_not_committed_leaves_no_trace(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with staging() as files:
        files.append(stage(path, b"new"))
    assert [file.name for file in tmp_path.iterdir()] == ["file"]
    assert path.read_bytes() == b"old"


def test_a_target_that_cannot_be_replaced_keeps_its_content_and_leaves_no_trace(tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(OSError, match="folder"):
        write_atomically(folder, b"x")
    assert list(tmp_path.iterdir()) == [folder]


def make_special(kind: str, path: Path) -> None:
    """Make something that is not a regular file; tests leave the machine's own devices alone."""
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "socket":
        with socket.socket(socket.AF_UNIX) as listening, tempfile.TemporaryDirectory() as short:
            listening.bind(f"{short}/socket")  # a longer path than some 100 bytes cannot be bound
            Path(short, "socket").rename(path)
    else:
        try:
            os.mknod(path, 0o600 | stat.S_IFCHR, os.makedev(1, 3))
        except PermissionError:
            pytest.skip("needs the right to make a device")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs a system with pipes that have names")
@pytest.mark.parametrize("kind", ["pipe", "socket", "device"])
def test_only_a_regular_file_is_ever_replaced(tmp_path: Path, kind: str) -> None:
    path, link = tmp_path / "it", tmp_path / "link"
    make_special(kind, path)
    link.symlink_to(path)
    before = path.stat()
    for target in (path, link):
        with pytest.raises(OSError, match=f"this is a {kind}, not a file") as caught:
            write_atomically(target, b"x")
        assert caught.value.filename == str(target)
        assert create(target, b"x") is False
    after = path.stat()
    assert (before.st_ino, before.st_mode) == (after.st_ino, after.st_mode)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["it", "link"]


def test_a_link_to_itself_is_never_replaced_and_nothing_hangs(tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to("loop")
    with pytest.raises(OSError, match="leads back to itself"):
        write_atomically(loop, b"x")
    assert create(loop, b"x") is False
    assert loop.is_symlink()
    assert real_path(loop) == real_path(tmp_path) / "loop"


def test_a_link_to_a_missing_file_makes_the_file(tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to("file")
    assert create(tmp_path / "link", b"x") is False
    write_atomically(tmp_path / "link", b"x")
    assert (tmp_path / "file").read_bytes() == b"x"
    assert (tmp_path / "link").is_symlink()


MANY, ATTEMPTS = 5, 100


def create_at_the_same_moment(
    folder: Path, number: int, start: "multiprocessing.synchronize.Barrier", succeeded: "ctypes.Array[ctypes.c_byte]"
) -> None:
    for attempt in range(ATTEMPTS):
        start.wait()
        succeeded[attempt * MANY + number] = create(folder / str(attempt), b"%d" % number)


def test_if_many_create_a_file_at_the_same_moment_exactly_one_succeeds(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    start, succeeded = context.Barrier(MANY), context.RawArray(ctypes.c_byte, [-1] * (MANY * ATTEMPTS))
    many = [
        context.Process(target=create_at_the_same_moment, args=(tmp_path, number, start, succeeded))
        for number in range(MANY)
    ]
    for process in many:
        process.start()
    for process in many:
        process.join()
    assert [process.exitcode for process in many] == [0] * MANY
    for attempt in range(ATTEMPTS):
        those = succeeded[attempt * MANY : (attempt + 1) * MANY]
        assert sorted(those) == [0, 0, 0, 0, 1]
        assert (tmp_path / str(attempt)).read_bytes() == b"%d" % those.index(1), "the others changed nothing"
    assert [file.name for file in tmp_path.iterdir() if file.suffix == ".tmp"] == []


def test_a_new_file_is_created_even_if_the_file_system_has_no_links(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:  # like FAT, which few machines have at hand
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(os, "link", refuse)
    assert create(tmp_path / "file", b"one") is True
    assert create(tmp_path / "file", b"two") is False
    staged = stage(tmp_path / "file", b"three")  # the other file appeared after the check
    assert staged.commit_as_new() is False
    staged.discard()
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"one")]


def test_a_file_that_appears_at_the_last_moment_is_not_replaced(tmp_path: Path) -> None:
    staged = stage(tmp_path / "file", b"mine")
    (tmp_path / "file").write_bytes(b"theirs")
    assert staged.commit_as_new() is False
    staged.discard()
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file", b"theirs")]


def test_the_error_says_which_file_cannot_be_written(tmp_path: Path) -> None:
    resource = pytest.importorskip("resource", reason="needs limits as Unix has them")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        with pytest.raises(OSError, match="too large") as caught:
            write_atomically(tmp_path / "file", b"x" * 1000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert caught.value.filename == str(tmp_path / "file")
    assert list(tmp_path.iterdir()) == []
