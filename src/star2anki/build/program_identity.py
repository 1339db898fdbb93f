"""The program as an input of a build: another version may make different decks from the same stories."""

import hashlib
import os
import sys
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1]
"""The folder of the whole program."""
_SUFFIXES = (".py", ".html", ".css", ".js", ".yaml")
_INSTALLED = (".dist-info", ".egg-info")


@cache
def fingerprint() -> str:
    """Identify the program by its files, the Python that runs it, and all installed libraries."""
    digest = hashlib.blake2b(sys.version.encode("utf-8"), digest_size=16)
    for folder, folders, files in os.walk(FOLDER):
        folders.sort()
        for name in sorted(files):
            if name.endswith(_SUFFIXES):
                digest.update(f"\0{name}\0".encode("utf-8", "surrogateescape"))
                digest.update(Path(folder, name).read_bytes())
    digest.update("\0".join(_installed()).encode("utf-8", "surrogateescape"))
    return digest.hexdigest()


def _installed() -> list[str]:
    """List the names and versions of all libraries from their folder names; reading their metadata would be slow."""
    names: set[str] = set()
    for place in sys.path:
        try:
            names.update(name for name in os.listdir(place or ".") if name.endswith(_INSTALLED))  # noqa: PTH208 - quicker
        except OSError:  # a place that does not exist
            continue
    return sorted(names)
