"""What a note is: the note types, in the order in which a story is learned."""

from star2anki.notetypes import (
    common_mistake,
    follow_up,
    key_phrases,
    lens,
    level,
    quiz,
    star_step,
    story,
    weak_answer,
    weak_phrase,
)
from star2anki.notetypes.notetype import Note, NoteSettings, Notetype

NOTETYPES: tuple[Notetype, ...] = (
    star_step.NOTETYPE,
    key_phrases.NOTETYPE,
    common_mistake.NOTETYPE,
    follow_up.NOTETYPE,
    weak_answer.NOTETYPE,
    weak_phrase.NOTETYPE,
    quiz.NOTETYPE,
    story.NOTETYPE,
    lens.NOTETYPE,
    level.NOTETYPE,
)
"""A new note type is one folder and one line here."""

BY_KEY = {notetype.key: notetype for notetype in NOTETYPES}

__all__ = ["BY_KEY", "NOTETYPES", "Note", "NoteSettings", "Notetype"]
