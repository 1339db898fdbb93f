"""An Anki package -> its content. It reads what the writer writes, and any package in the same (legacy) format."""

import json
import os
import shutil
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from star2anki.limited_files import MAX_OWN_BYTES, holds, open_file, too_large

MAX_COLLECTION_BYTES = 1 << 30
"""A package whose collection unpacks to more is refused: it is not a deck and may be an attack."""


class NotAPackageError(ValueError):
    """The file is not an Anki package that can be read."""


class PackedNote(NamedTuple):
    """A row of the table `notes`; the names are Anki's."""

    id: int
    guid: str
    mid: int
    """Id of the note type."""
    mod: int
    """When it was last changed, in seconds since 1970."""
    usn: int
    tags: str
    flds: str
    """The fields' HTML, with U+001F between them."""
    sfld: str | int | float
    """The field that notes are sorted by; Anki's schema turns what looks like a number into one."""
    csum: int
    flags: int
    data: str


class PackedCard(NamedTuple):
    """A row of the table `cards`; the names are Anki's."""

    id: int
    nid: int
    """Id of the note."""
    did: int
    """Id of the deck."""
    ord: int
    """Which of the note type's templates it uses, counted from 0; for a cloze, which gap."""
    mod: int
    """When it was last changed, in seconds since 1970."""
    usn: int
    type: int
    queue: int
    due: int
    """For a new card, its place in the order of new cards."""
    ivl: int
    factor: int
    reps: int
    lapses: int
    left: int
    odue: int
    odid: int
    flags: int
    data: str


@dataclass(frozen=True)
class PackageContent:
    """What Anki would see in a package: rows and JSON, without incidental details of the file."""

    notes: tuple[PackedNote, ...]
    """By id."""
    cards: tuple[PackedCard, ...]
    """By id."""
    notetypes: dict[str, Any]
    decks: dict[str, Any]
    presets: dict[str, Any]


def read_package(path: Path) -> PackageContent:
    """Read a package.

    Raises:
        FileNotFoundError: There is no such file.
        NotAPackageError: It cannot be read, is too large, or is not a zip archive with a legacy collection.
    """
    with tempfile.TemporaryDirectory() as folder:
        # It is a file because `deserialize` would hand hostile bytes to SQLite unchecked.
        file = Path(folder) / "collection.anki2"
        _unpack(path, file)
        connection = sqlite3.connect(f"{file.as_uri()}?mode=ro", uri=True)
        try:
            notes = tuple(map(PackedNote._make, _rows(connection, "notes", PackedNote)))
            cards = tuple(map(PackedCard._make, _rows(connection, "cards", PackedCard)))
            texts = connection.execute("SELECT models, decks, dconf FROM col").fetchone()
            notetypes, decks, presets = (json.loads(text) for text in texts)
        except (sqlite3.DatabaseError, ValueError, TypeError, RecursionError) as error:
            raise NotAPackageError(f"its collection cannot be read: {error}") from error
        finally:
            connection.close()
    return PackageContent(notes, cards, notetypes, decks, presets)


def _rows(connection: sqlite3.Connection, table: str, row: type[PackedNote | PackedCard]) -> Iterator[tuple[Any, ...]]:
    """Read a table, by id.

    Raises:
        sqlite3.DatabaseError: It does not have these columns.
        TypeError: A value does not have its column's type, which SQLite itself does not mind.
    """
    columns = row.__annotations__
    for values in connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY id"):  # noqa: S608 - names of ours
        for value, (column, kind) in zip(values, columns.items(), strict=True):
            if not isinstance(value, kind):
                raise TypeError(f"{table}.{column} holds {type(value).__name__}")
        yield values


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
                    raise NotAPackageError(f"its collection is {member.file_size} bytes, which is too large")
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
        raise NotAPackageError(f"it is not an Anki package: {error}") from error


def same_content(path: Path, data: bytes) -> bool:
    """Return whether a package on disk has the same content as some bytes.

    Machines with different versions of SQLite or zlib pack the same content into different bytes.
    """
    if path.exists() and not path.is_file():
        return False  # reading a pipe could wait forever
    try:
        if holds(path, data):
            return True
        with tempfile.TemporaryDirectory() as folder:
            other = Path(folder) / "other.apkg"
            other.write_bytes(data)
            return read_package(path) == read_package(other)
    except (FileNotFoundError, NotAPackageError):
        return False
