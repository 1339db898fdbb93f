"""Decks -> the bytes of an Anki package. The only module that uses genanki.

genanki lays out the collection. Whatever it leaves to chance (identity, times, order, the zip's bytes) is fixed here,
so that the same content gives the same file.
"""

import hashlib
import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import count
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from star2anki.apkg.archive import make_archive
from star2anki.decks.layout import Deck
from star2anki.decks.lock import NOTE_ID_STEP, Lock
from star2anki.decks.recipe import Schedule
from star2anki.notetypes import BY_KEY
from star2anki.notetypes.notetype import FIELD_SEPARATOR

_PAGE_BYTES = 16384
"""The collection's page size. Our notes do not quite fit SQLite's usual 4096 bytes, so this wastes less."""
_DECKS_MOD = 1_735_000_000
"""Decks have a time, too, but Anki matches them by name and ignores it."""


class BrokenNoteError(AssertionError):
    """A note that Anki would import wrongly. This is a bug in star2anki, never an author's mistake."""


def write_package(decks: Sequence[Deck], lock: Lock, schedule: Schedule | None = None) -> bytes:
    """Pack decks into an `.apkg` file.

    Args:
        decks: The decks, parents before children.
        lock: Has every note's `mod` and id.
        schedule: Deck options that travel with the decks.

    Returns:
        The bytes of the file; the same for the same content.

    Raises:
        BrokenNoteError: A guid twice, a note without cards, or other cards than those that Anki would make.
    """
    connection = sqlite3.connect(":memory:")
    try:
        _fill(connection, decks, lock, schedule)
        connection.commit()
        collection = connection.serialize()
    finally:
        connection.close()
    return make_archive([("collection.anki2", collection), ("media", b"{}")])


def _fill(connection: sqlite3.Connection, decks: Sequence[Deck], lock: Lock, schedule: Schedule | None) -> None:
    """Write every deck and note type once, then the notes. genanki would rewrite all of them for each deck."""
    tables, indexes = _schema()
    connection.executescript(f"PRAGMA page_size = {_PAGE_BYTES};{tables}{APKG_COL}")
    packed, presets = (json.loads(text) for text in connection.execute("SELECT decks, dconf FROM col").fetchone())
    preset = _preset(_root(decks), schedule) if schedule else None
    if preset:
        presets[str(preset["id"])] = preset
    packed.update({str(deck.id): _packed_deck(deck, preset) for deck in decks})
    used = {note.notetype for deck in decks for note in deck.notes}
    models = {key: _model(key) for key in BY_KEY if key in used}
    notetypes = {str(model.model_id): model.to_json(BY_KEY[key].mod, decks[0].id) for key, model in models.items()}
    connection.execute(
        "UPDATE col SET decks = ?, models = ?, dconf = ?", tuple(map(_json, (packed, notetypes, presets)))
    )
    notes, cards = _rows(decks, models, lock)
    connection.executemany("INSERT INTO notes VALUES (?, ?, ?, ?, -1, ?, ?, ?, 0, 0, '')", notes)
    connection.executemany("INSERT INTO cards VALUES (?, ?, ?, ?, ?, -1, 0, 0, ?, 0, 0, 0, 0, 0, 0, 0, 0, '')", cards)
    connection.executescript(indexes)


def _schema() -> tuple[str, str]:
    """Split genanki's schema into tables and indexes. Indexes are smaller and faster if made after the rows."""
    statements = [statement for statement in APKG_SCHEMA.split(";") if statement.strip()]
    indexes = [statement for statement in statements if "CREATE INDEX" in statement.upper()]
    tables = [statement for statement in statements if statement not in indexes]
    return ";".join(tables) + ";", ";".join(indexes) + ";"


def _rows(
    decks: Sequence[Deck], models: Mapping[str, genanki.Model], lock: Lock
) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Make the rows of notes and cards in a third of the time that genanki takes to insert them one by one.

    Returns:
        Rows of notes (id, guid, note type, mod, tags, fields, sort field) and of new cards (id, note, deck, ordinal,
        mod, place in the order of new cards).

    Raises:
        BrokenNoteError: A guid twice, a note without cards, or other cards than those that Anki would make.
    """
    notes: list[tuple[Any, ...]] = []
    cards: list[tuple[Any, ...]] = []
    seen: set[str] = set()
    due = count()
    for deck in decks:
        deck_id = deck.id
        wanted: dict[str, set[int]] = defaultdict(set)
        for note in deck.notes:
            if note.guid in seen:
                raise BrokenNoteError(f"the guid of {note.id} is in the package twice")
            seen.add(note.guid)
            entry = lock[note.guid]
            model = models[note.notetype]
            fields = note.content.split(FIELD_SEPARATOR)
            wanted[note.guid] = {*_ordinals(model, fields)}
            if not 0 < len(wanted[note.guid]) < NOTE_ID_STEP:
                raise BrokenNoteError(f"{note.id} has {len(wanted[note.guid])} cards")
            sort_field = fields[model.sort_field_index]
            tags = f" {' '.join(note.tags)} "
            notes.append((entry.note_id, note.guid, model.model_id, entry.mod, tags, note.content, sort_field))
        for note, ordinal in deck.cards:
            if ordinal not in wanted[note.guid]:
                raise BrokenNoteError(f"{note.id} has no card {ordinal} in Anki, or has it twice")
            wanted[note.guid].remove(ordinal)
            entry = lock[note.guid]
            cards.append((entry.note_id + 1 + ordinal, entry.note_id, deck_id, ordinal, entry.mod, next(due)))
        for note in deck.notes:
            if wanted[note.guid]:
                raise BrokenNoteError(f"{note.id} has cards that have no place: {sorted(wanted[note.guid])}")
    return notes, cards


def _packed_deck(deck: Deck, preset: Mapping[str, Any] | None) -> dict[str, Any]:
    packed: dict[str, Any] = genanki.Deck(deck.id, deck.name, deck.description).to_json()
    packed["mod"] = _DECKS_MOD
    if preset and deck.is_own:
        packed["conf"] = preset["id"]
    return packed


def _ordinals(model: genanki.Model, fields: Sequence[str]) -> tuple[int, ...]:
    """Ask genanki which templates, counted from 0, give a card for a note."""
    if model.model_type == genanki.Model.CLOZE:
        return (0,) if "{{c1::" in fields[1] else ()
    return _card_ordinals(model, tuple([bool(field) for field in fields]))


@cache
def _card_ordinals(model: genanki.Model, filled: tuple[bool, ...]) -> tuple[int, ...]:
    """This depends only on which fields are empty, and there are few such patterns."""
    note = genanki.Note(model=model, fields=["x" if is_filled else "" for is_filled in filled])
    return tuple(card.ord for card in note.cards)


@cache
def _model(key: str) -> genanki.Model:
    notetype = BY_KEY[key]
    return genanki.Model(
        model_id=notetype.id,
        name=notetype.name,
        fields=[{"name": field.name, "id": field.id} for field in notetype.fields],
        templates=[
            {"name": template.name, "id": template.id, "qfmt": template.front, "afmt": template.back}
            for template in notetype.templates
        ],
        css=notetype.css,
        model_type=genanki.Model.CLOZE if notetype.is_cloze else genanki.Model.FRONT_BACK,
        sort_field_index=notetype.field_names.index(notetype.sort_field),
    )


def _root(decks: Sequence[Deck]) -> str:
    """Name the recipe's own deck, the first one that is not just a parent."""
    return next(deck.name for deck in decks if deck.is_own)


def _preset(deck_name: str, schedule: Schedule) -> dict[str, Any]:
    """Make a preset in Anki's legacy format from Anki's defaults and the recipe's schedule."""
    return {
        "id": _preset_id(deck_name, schedule),
        "mod": _DECKS_MOD,
        "name": f"star2anki: {deck_name}",
        "usn": -1,
        "maxTaken": 60,
        "autoplay": True,
        "timer": 0,
        "replayq": True,
        "new": {
            "bury": False,
            "delays": [1.0, 10.0],
            "initialFactor": 2500,
            "ints": [1, 4, 0],
            "order": 1,
            "perDay": schedule.new_per_day,
        },
        "rev": {
            "bury": False,
            "ease4": 1.3,
            "ivlFct": 1.0,
            "maxIvl": schedule.maximum_interval,
            "perDay": schedule.reviews_per_day,
            "hardFactor": 1.2,
        },
        "lapse": {"delays": [10.0], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0.0},
        "dyn": False,
        "desiredRetention": schedule.desired_retention,
    }


def _preset_id(deck_name: str, schedule: Schedule) -> int:
    """Make an id from the content, because Anki never updates a preset with an id that it knows."""
    content = f"{deck_name}\n{schedule.model_dump_json()}"
    return (1 << 40) + int.from_bytes(hashlib.blake2b(content.encode("utf-8"), digest_size=5).digest(), "big")


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
