"""The readable id of a note, in its parts."""

import pytest

from star2anki.notetypes.note_id import NoteId


def test_an_id_reads_back_as_it_was_written() -> None:
    note = NoteId("late-7q2m", "quiz", "who")
    assert str(note) == "late-7q2m/quiz/who"
    assert NoteId.parse(str(note)) == note


@pytest.mark.parametrize("text", ["", "late", "late/quiz", "late/quiz/who/else"])
def test_what_has_not_three_parts_is_no_id(text: str) -> None:
    with pytest.raises(ValueError, match="values to unpack"):
        NoteId.parse(text)
