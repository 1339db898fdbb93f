"""Write files so that a reader, or a crash, finds the old bytes or the new ones and nothing between."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path


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
