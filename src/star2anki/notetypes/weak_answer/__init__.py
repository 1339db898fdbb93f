"""Judge a whole weak answer: the answer on the front, all its weaknesses and the interviewer's verdict on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import items, optional, piece
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Scenario, Weakness

_PHRASE, _WHY, _INSTEAD = map(piece, ("weak_phrase", "why", "instead"))


def drafts(scenario: Scenario, _settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note from the weak answer, if the scenario has one."""
    weak = scenario.weak_answer
    if weak is None:
        return
    answer = markup.html(weak.text)
    marked, _ = markup.mark(answer, tuple(weakness.phrase for weakness in weak.weaknesses if weakness.phrase))
    yield NoteDraft(
        item="weak-answer",
        spoken=scenario.question,
        fields={
            "Question": markup.html(scenario.question),
            "Answer": answer,
            "Marked answer": marked,
            "Weaknesses": items(("", _weakness(weakness)) for weakness in weak.weaknesses),
            "Interviewer thinks": optional(weak.interviewer_thinks),
        },
    )


def _weakness(weakness: Weakness) -> str:
    phrase = _PHRASE(text=markup.plain(weakness.phrase)) if weakness.phrase else ""
    why = _WHY(html=markup.html(weakness.why_it_fails))
    instead = _INSTEAD(html=markup.html(weakness.say_instead)) if weakness.say_instead else ""
    return phrase + why + instead


NOTETYPE = Notetype(
    key="weak-answer",
    id=1_735_000_008,
    name="star2anki Weak answer",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Answer"),
        Field(4, "Marked answer"),
        Field(5, "Weaknesses"),
        Field(6, "Interviewer thinks"),
    ),
    templates=(template(__name__, id=1, name="Judge the answer"),),
    drafts=drafts,
    sort_field="Story",
)
