"""What a note is: the note types, in the order in which a story is learned."""

from star2anki.notetypes import (
    common_mistake,
    follow_up,
    interview_question,
    key_phrases,
    lens,
    level,
    principle,
    question,
    quiz,
    star_step,
    story,
    telling_rule,
    weak_answer,
    weak_phrase,
)
from star2anki.notetypes.notetype import Note, NoteSettings, Notetype

NOTETYPES: tuple[Notetype, ...] = (
    story.NOTETYPE,
    question.NOTETYPE,
    star_step.NOTETYPE,
    follow_up.NOTETYPE,
    weak_phrase.NOTETYPE,
    quiz.NOTETYPE,
    key_phrases.NOTETYPE,
    common_mistake.NOTETYPE,
    weak_answer.NOTETYPE,
    lens.NOTETYPE,
    level.NOTETYPE,
    principle.NOTETYPE,
    interview_question.NOTETYPE,
    telling_rule.NOTETYPE,
)
"""A new note type is one folder and one line here."""

BY_KEY = {notetype.key: notetype for notetype in NOTETYPES}

SETS: dict[str, tuple[str, ...]] = {
    "core": tuple(notetype.key for notetype in NOTETYPES if notetype.set == "core"),
    "all": tuple(BY_KEY),
    "craft": tuple(notetype.key for notetype in NOTETYPES if notetype.set == "craft"),
}
"""What a recipe can say instead of naming each note type: the keys of a set, by its name."""

__all__ = ["BY_KEY", "NOTETYPES", "SETS", "Note", "NoteSettings", "Notetype"]
