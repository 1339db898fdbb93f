"""An Anki package -> what is in it. Reads what the writer writes, and any package in the same (legacy) form."""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from star2anki.limited_files import MAX_OWN_BYTES, holds, open_file, too_large

MAX_COLLECTION_BYTES = 1 << 30
"""A package whose collection unpacks to more is refused: it is no deck, but may be an attack."""


class NotAPackageError(ValueError):
    """The file is no Anki package that can be read."""


@dataclass(frozen=True)
class PackageContent:
    """What Anki would see in a package: rows and JSON, without the accidents of the file around them."""

    notes: tuple[tuple[Any, ...], ...]
    """Rows of the `notes` table, by id."""
    cards: tuple[tuple[Any, ...], ...]
    """Rows of the `cards` table, by id."""
    notetypes: dict[str, Any]
    decks: dict[str, Any]
    presets: dict[str, Any]


def read_package(path: Path) -> PackageContent:
    """Read a package.

    Raises:
        FileNotFoundError: There is no such file.
        NotAPackageError: It cannot be read, is too large, or is no zip archive with a legacy collection.
    """
    with tempfile.TemporaryDirectory() as folder:
        # A file of its own, for `deserialize` hands hostile bytes to SQLite without a check.
        file = Path(folder) / "collection.anki2"
        _unpack(path, file)
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            notes = connection.execute("SELECT * FROM notes ORDER BY id").fetchall()
            cards = connection.execute("SELECT * FROM cards ORDER BY id").fetchall()
            texts = connection.execute("SELECT models, decks, dconf FROM col").fetchone()
            notetypes, decks, presets = (json.loads(text) for text in texts)
        except (sqlite3.DatabaseError, ValueError, TypeError, RecursionError) as error:
            raise NotAPackageError(f"its collection cannot be read: {error}") from error
        finally:
            connection.close()
    return PackageContent(tuple(notes), tuple(cards), notetypes, decks, presets)


def _unpack(path: Path, target: Path) -> None:
    """Copy the collection out of a package, piece by piece."""
    try:
        with open_file(path) as file:
            size = os.fstat(file.fileno()).st_size
            if size > MAX_OWN_BYTES:
                raise NotAPackageError(too_large(MAX_OWN_BYTES, size))
            with zipfile.ZipFile(file) as package:
                member = package.getinfo("collection.anki2")
                if member.file_size > MAX_COLLECTION_BYTES:
                    raise NotAPackageError(f"its collection has {member.file_size} bytes")
                with package.open(member) as packed, target.open("wb") as unpacked:
                    shutil.copyfileobj(packed, unpacked)
    except FileNotFoundError:
        raise
    except (
        zipfile.BadZipFile,
        KeyError,
        zlib.error,
        EOFError,
        NotImplementedError,
        RuntimeError,
        ValueError,
        OSError,
    ) as error:
        raise NotAPackageError(f"it is no Anki package: {error}") from error


def same_content(path: Path, data: bytes) -> bool:
    """Tell whether a package on disk holds what other bytes hold.

    Two machines with different versions of SQLite or zlib pack the same content into different bytes.
    """
    if path.exists() and not path.is_file():
        return False  # a pipe would have us wait for ever
    try:
        if holds(path, data):
            return True
        with tempfile.TemporaryDirectory() as folder:
            other = Path(folder) / "other.apkg"
            other.write_bytes(data)
            return read_package(path) == read_package(other)
    except (FileNotFoundError, NotAPackageError):
        return False
