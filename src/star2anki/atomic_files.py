"""Write files so that readers, even after a crash, find the old bytes or the new ones, and nothing in between."""

import contextlib
import errno
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from star2anki.limited_files import special_kind


class Staged:
    """A file that is complete and synced under a temporary name, ready to take its place."""

    def __init__(self, target: Path, real: Path, temporary: Path) -> None:
        self.target = target
        self._real = real
        self._temporary = temporary

    def commit(self) -> None:
        """Put the file in its place in one step.

        Raises:
            OSError: The target cannot be replaced; any old file is unchanged.
        """
        self._temporary.replace(self._real)
        _sync_folder(self._real.parent)

    def commit_as_new(self) -> bool:
        """Put the file in its place in one step, unless a file exists there; return whether it was put there.

        Raises:
            OSError: It cannot be put there.
        """
        try:
            os.link(self._temporary, self._real)  # unlike a rename, it never replaces anything
        except FileExistsError:
            return False
        except OSError:  # file systems without links, such as those on memory sticks
            try:
                claim = os.open(self._real, os.O_CREAT | os.O_EXCL)
            except FileExistsError:
                return False
            os.close(claim)
            try:
                self._temporary.replace(self._real)
            except BaseException:
                self._real.unlink()
                raise
        _sync_folder(self._real.parent)
        return True

    def discard(self) -> None:
        """Remove the temporary file, if it is still there."""
        self._temporary.unlink(missing_ok=True)


def stage(target: Path, data: bytes, folder: Path | None = None) -> Staged:
    """Write data to a temporary file that `commit` renames to the target.

    Args:
        target: The file's final path. If it is a link, the file that it points to is replaced.
        data: The whole content.
        folder: Where the temporary file is until then, on the target's file system. By default, next to the target.

    Raises:
        OSError: The folder is missing or read-only, the disk is full, or the target is not a regular file. Nothing is
            left over.
    """
    real = _behind(target)
    if kind := special_kind(real):
        raise OSError(errno.EEXIST, f"this is {kind}, not a file (choose another name)", str(target))
    beside = folder if folder and real is target else real.parent
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=beside)
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - mkstemp gives a descriptor, not a path
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(_mode_for(target))
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, OSError) and error.filename is None:  # as when the disk is full
            error.filename = str(target)
        raise
    return Staged(target, real, temporary)


def write_atomically(target: Path, data: bytes) -> None:
    """Replace a file's content in one step.

    Raises:
        OSError: The file cannot be written; any old file is unchanged.
    """
    staged = stage(target, data)
    try:
        staged.commit()
    except BaseException:
        staged.discard()
        raise


def write_unsynced(target: Path, data: bytes) -> None:
    """Write a file that only saves time, in one step. After a power failure it may be incomplete; readers must notice.

    Raises:
        OSError: The file cannot be written.
    """
    handle, name = tempfile.mkstemp(prefix=f".{target.name}.", suffix=".tmp", dir=target.parent)
    temporary = Path(name)
    try:
        with open(handle, "wb") as file:  # noqa: PTH123 - mkstemp gives a descriptor, not a path
            file.write(data)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def create(target: Path, data: bytes) -> bool:
    """Write a new file in one step, never over an existing one, even if that appears at the same moment.

    Returns:
        Whether it was written; False if the name is taken, even by a link that leads nowhere.

    Raises:
        OSError: The file cannot be written.
    """
    if os.path.lexists(target):
        return False
    staged = stage(target, data)
    try:
        return staged.commit_as_new()
    finally:
        staged.discard()


def real_path(path: Path) -> Path:
    """Follow all links in a path. A link that leads back to itself stays as it is; opening it will fail."""
    return Path(os.path.realpath(path))


@contextlib.contextmanager
def staging() -> Iterator[list[Staged]]:
    """Collect staged files. Those that are not committed when the block ends are removed."""
    files: list[Staged] = []
    try:
        yield files
    finally:
        for file in files:
            file.discard()


def _behind(target: Path) -> Path:
    """Return the file that a link points to; it need not exist yet."""
    if not target.is_symlink():
        return target
    found = real_path(target)
    if found.is_symlink():
        raise OSError(errno.ELOOP, "this is a link that leads back to itself", str(target))
    return found


def _mode_for(target: Path) -> int:
    """Keep the permissions of the file that is replaced; a new file gets what the umask allows."""
    try:
        return target.stat().st_mode & 0o777
    except FileNotFoundError:
        umask = os.umask(0)
        os.umask(umask)
        return 0o666 & ~umask


def _sync_folder(folder: Path) -> None:
    """Make a rename durable if the system can. Windows cannot open folders and does not need this."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
