"""How learners find in Anki's browser what has left a deck."""

from collections.abc import Iterator

from star2anki.decks.update import Changes

MOST_TERMS = 100
"""In one search; Anki refuses one of some 900."""


def anki_searches(changes: Changes) -> Iterator[str]:
    """Write the searches that find removed notes by their readable ids, with one term for all that goes together.

    Anki cannot search for any number of things at once, so there may be several searches.

    >>> gone = ("late-7q2m/quiz/who", "late-7q2m/story/story")
    >>> list(anki_searches(Changes(removed=gone, new=("late-7q2m/quiz/why",))))
    ['"ID:late-7q2m/quiz/who" OR "ID:late-7q2m/story/*"']
    >>> list(anki_searches(Changes(removed=gone)))
    ['"ID:late-7q2m/*"']
    """
    stay = [note.split("/") for note in (*changes.present, *changes.elsewhere)]
    stories = {story for story, _, _ in stay}
    kinds = {(story, kind) for story, kind, _ in stay}
    terms: dict[str, None] = {}
    for note in sorted({*changes.removed} - {*changes.elsewhere}):
        story, kind, _ = note.split("/")
        is_whole_kind = (story, kind) not in kinds
        terms[f"{story}/*" if story not in stories else f"{story}/{kind}/*" if is_whole_kind else note] = None
    found = [f'"ID:{term}"' for term in terms]
    for start in range(0, len(found), MOST_TERMS):
        yield " OR ".join(found[start : start + MOST_TERMS])
