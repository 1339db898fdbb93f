"""The package reader: named notes and cards of a valid package, and one clear error for anything else."""

import sqlite3
import zipfile
from pathlib import Path

import pytest

from project import Project
from star2anki.apkg.reader import NotAPackageError, read_package


@pytest.fixture
def built(project: Project) -> Project:
    project.story()
    project.recipe()
    project.run("build")
    return project


def _damaged(package: Path, statement: str, target: Path) -> Path:
    """Write a package again after changing its collection."""
    with zipfile.ZipFile(package) as archive:
        collection = archive.read("collection.anki2")
    file = target.with_suffix(".anki2")
    file.write_bytes(collection)
    connection = sqlite3.connect(file)
    connection.executescript(statement)
    connection.close()
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(file, "collection.anki2")
    file.unlink()
    return target


def test_each_card_names_its_note_and_each_note_its_note_type(built: Project) -> None:
    content = read_package(built.deck)
    assert {card.nid for card in content.cards} == {note.id for note in content.notes}
    assert {str(note.mid) for note in content.notes} == set(content.notetypes)
    assert all(note.flds.startswith("silent-queue-4kq7/") for note in content.notes)


def test_columns_in_another_order_are_read_by_name(built: Project, tmp_path: Path) -> None:
    statement = (
        "CREATE TABLE other AS SELECT data, flds, csum, sfld, tags, usn, mod, mid, guid, id, flags FROM notes;"
        "DROP TABLE notes; ALTER TABLE other RENAME TO notes;"
    )
    other = _damaged(built.deck, statement, tmp_path / "other.apkg")
    assert read_package(other) == read_package(built.deck)


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE cards",
        "ALTER TABLE notes DROP COLUMN flds",
        "UPDATE notes SET flds = x'00ff'",
        "UPDATE notes SET mod = 'yesterday'",
        "DELETE FROM col",
        "UPDATE col SET models = 'none'",
    ],
)
def test_a_package_with_an_unusual_collection_is_not_a_package_and_not_a_witness(
    built: Project, tmp_path: Path, statement: str
) -> None:
    odd = _damaged(built.deck, statement, tmp_path / "odd.apkg")
    with pytest.raises(NotAPackageError):
        read_package(odd)
    odd.rename(built.folder / "decks" / "odd.apkg")
    assert "unchanged" in built.run("build").stdout
