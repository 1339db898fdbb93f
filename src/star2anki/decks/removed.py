"""How learners can find notes that left the decks, in Anki's browser."""

from collections.abc import Iterable, Iterator

from star2anki.notetypes.note_id import NoteId

MOST_TERMS = 100
"""The most terms in one search. Anki refuses a search with about 900."""


def anki_searches(gone: Iterable[str], held: Iterable[str]) -> Iterator[str]:
    """Write searches that find exactly the notes that are gone, with one term for those that belong together.

    Anki limits how much one search can hold, so there may be several.

    Args:
        gone: Readable ids of the notes.
        held: Readable ids of all notes that some deck still contains; no search finds any of them.

    >>> gone = ["late-7q2m/quiz/who", "late-7q2m/story/story"]
    >>> list(anki_searches(gone, ["late-7q2m/quiz/why"]))
    ['"ID:late-7q2m/quiz/who" OR "ID:late-7q2m/story/*"']
    >>> list(anki_searches(gone, []))
    ['"ID:late-7q2m/*"']
    """
    stay = [NoteId.parse(note) for note in held]
    stories = {note.story for note in stay}
    kinds = {(note.story, note.notetype) for note in stay}
    terms: dict[str, None] = {}
    for note in sorted(gone):
        story, kind, _ = NoteId.parse(note)
        if story not in stories:
            terms[f"{story}/*"] = None
        elif (story, kind) not in kinds:
            terms[f"{story}/{kind}/*"] = None
        else:
            terms[note] = None
    found = [f'"ID:{term}"' for term in terms]
    for start in range(0, len(found), MOST_TERMS):
        yield " OR ".join(found[start : start + MOST_TERMS])
