"""The scratch folder next to the decks: what builds on this machine leave for later builds.

Files that only save time are sealed. A sealed file that was damaged, or made in another folder or on another machine,
cannot be opened. This matters because a stranger's folder may contain such files, and their content goes into decks.
"""

import hashlib
from pathlib import Path

SCRATCH = ".star2anki"
IGNORE = ".gitignore"
"""In the scratch folder. The first build writes this file, no build changes it, and all seals depend on it."""


def seal(scratch: Path, name: str, content: bytes) -> bytes:
    """Return the content of a file with a seal in front.

    Args:
        scratch: The scratch folder.
        name: The file's name, in ASCII. Under another name, the file cannot be opened.
        content: The bytes to seal.

    Raises:
        OSError: The scratch folder has no `.gitignore`.
    """
    return _seal_of(scratch, name, content) + b"\n" + content


def unseal(scratch: Path, name: str, data: bytes | None) -> bytes | None:
    """Return the content of a file that was sealed in this folder; None for any other file.

    Args:
        scratch: The scratch folder.
        name: The file's name.
        data: The file's bytes, or None.
    """
    if data is None:
        return None
    own, _, content = data.partition(b"\n")
    try:
        return content if own == _seal_of(scratch, name, content) else None
    except OSError:
        return None


def _seal_of(scratch: Path, name: str, content: bytes) -> bytes:
    status = (scratch / IGNORE).stat()
    # The system chooses these when it creates a file, so no archive can bring them along.
    key = f"{status.st_ino} {status.st_ctime_ns}".encode("ascii")
    digest = hashlib.blake2b(f"{name}\0".encode("ascii"), digest_size=16, key=key)
    digest.update(content)
    return digest.hexdigest().encode("ascii")
