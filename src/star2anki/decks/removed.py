"""How learners find in Anki's browser what has left the decks."""

from collections.abc import Iterable, Iterator

from star2anki.notetypes.note_id import NoteId

MOST_TERMS = 100
"""In one search; Anki refuses one of some 900."""


def anki_searches(gone: Iterable[str], held: Iterable[str]) -> Iterator[str]:
    """Write the searches that find just the notes that are gone, with one term for all that goes together.

    Anki cannot search for any number of things at once, so there may be several searches.

    Args:
        gone: Readable ids of the notes.
        held: Readable ids of all notes that some deck still holds; no search finds one of them.

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
