"""A compiled story as bytes: a line of JSON with everything that is short, then the HTML of all notes.

Most of it is HTML, which stays as it is: JSON would take long to write and read.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from star2anki.build.compiled import Compiled
from star2anki.coach.digest import Front, StoryDigest
from star2anki.decks.layout import StoryNotes
from star2anki.diagnostics import Diagnostic, Location
from star2anki.notetypes import Note, NoteSettings

_SEPARATOR = "\x1e"
"""Between the contents of two notes. No content has it, because `markup` drops control characters."""


def pack(compiled: Compiled) -> bytes | None:
    """Turn a compiled story into bytes; return None if it contains something that cannot be kept."""
    tags: dict[tuple[str, ...], int] = {}
    notes = [note for story in compiled.stories.values() for note in story.notes]
    short = {
        "id": compiled.id,
        "diagnostics": [each.plain() for each in compiled.diagnostics],
        "digest": compiled.digest and _plain_digest(compiled.digest),
        "stories": [
            (
                (settings.level, settings.voice, settings.timer),
                (story.id, story.title, story.principle, story.levels, story.license),
                [_plain_note(note, tags.setdefault(note.tags, len(tags))) for note in story.notes],
            )
            for settings, story in compiled.stories.items()
        ],
        "tags": list(tags),
    }
    contents = _SEPARATOR.join([note.content for note in notes])
    if contents.count(_SEPARATOR) != max(len(notes) - 1, 0):
        return None
    try:
        return f"{json.dumps(short, separators=(',', ':'))}\n{contents}".encode()
    except UnicodeEncodeError:  # half of a surrogate pair
        return None


def unpack(data: bytes, path: str, file_hash: str) -> Compiled | None:
    """Turn bytes from `pack` back into a compiled story; return None for others.

    Args:
        data: The bytes.
        path: The story's file as the author sees it.
        file_hash: The hash of the bytes that were compiled.
    """
    head, _, body = data.partition(b"\n")
    try:
        short = json.loads(head)
        tags = [tuple(each) for each in short["tags"]]
        contents = iter(body.decode("utf-8").split(_SEPARATOR))
        stories = {
            NoteSettings(*settings): _story(about, notes, tags, contents) for settings, about, notes in short["stories"]
        }
        diagnostics = tuple(map(Diagnostic.from_plain, short["diagnostics"]))
        return Compiled(path, diagnostics, stories, short["id"], _digest(short["digest"]), file_hash)
    except (ValueError, LookupError, TypeError, StopIteration, RecursionError):
        return None


def _plain_note(note: Note, tags: int) -> tuple[object, ...]:
    return note.guid, note.notetype, note.id, tags, note.digest, note.substance, note.named, note.words_id, note.stage


def _story(
    about: Sequence[Any], notes: Sequence[Sequence[Any]], tags: Sequence[tuple[str, ...]], contents: Iterator[str]
) -> StoryNotes:
    id_, title, principle, levels, license_ = about
    made = tuple(
        [
            Note(guid, notetype, note_id, next(contents), tags[place], digest, substance, named, words_id, stage)
            for guid, notetype, note_id, place, digest, substance, named, words_id, stage in notes
        ]
    )
    return StoryNotes(id_, title, principle, made, tuple(levels), license_)


def _plain_digest(digest: StoryDigest) -> dict[str, Any]:
    return {
        "path": digest.path,
        "title": digest.title,
        "stems": sorted(digest.stems),
        "fronts": [
            (front.kind, front.text, sorted(front.stems), sorted(front.figures), _plain_place(front.location))
            for front in digest.fronts
        ],
        "location": _plain_place(digest.location),
        "ignored": sorted(digest.ignored),
    }


def _digest(plain: Mapping[str, Any] | None) -> StoryDigest | None:
    if plain is None:
        return None
    fronts = tuple(
        Front(kind, text, frozenset(stems), frozenset(figures), Location(*place))
        for kind, text, stems, figures, place in plain["fronts"]
    )
    return StoryDigest(
        plain["path"],
        plain["title"],
        frozenset(plain["stems"]),
        fronts,
        Location(*plain["location"]),
        frozenset(plain["ignored"]),
    )


def _plain_place(place: Location) -> tuple[str, int, int]:
    return place.path, place.line, place.column
