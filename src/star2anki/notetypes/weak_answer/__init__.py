"""Judge a whole weak answer: the answer on the front, its faults marked and numbered on the back."""

from collections.abc import Iterable, Iterator

from star2anki import markup
from star2anki.notetypes.fragments import named, optional, piece
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario, Weakness

_FAULT, _OPEN_FAULT, _FAULT_NAME = map(piece, ("fault", "fault_open", "fault_name"))
_PHRASE, _WHY, _INSTEAD = map(piece, ("weak_phrase", "why", "instead"))


def drafts(scenario: Scenario, _settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note from the weak answer, if the scenario has one."""
    weak = scenario.weak_answer
    if weak is None:
        return
    placed = list(enumerate(weak.weaknesses))
    present = [(place, weakness) for place, weakness in placed if weakness.phrase]
    missing = [(place, weakness) for place, weakness in placed if not weakness.phrase]
    answer = markup.html(weak.text)
    yield NoteDraft(
        item="weak-answer",
        spoken=scenario.question,
        fields={
            "Name": named(scenario, "the weak answer"),
            "Question": markup.html(scenario.question),
            "Answer": answer,
            "Marked answer": markup.number(answer, tuple(weakness.phrase or "" for _, weakness in present)),
            "Faults": _faults(present),
            "Fault count": str(len(present) or ""),
            "Missing": _faults(missing),
            "Missing count": str(len(missing) or ""),
            "Interviewer thinks": optional(weak.interviewer_thinks),
        },
    )


def _faults(placed: Iterable[tuple[int, Weakness]]) -> str:
    """List faults, each with the place at which the author wrote it, and with the id that the author gave it."""
    return "".join([_fault(place, weakness) for place, weakness in placed])


def _fault(place: int, weakness: Weakness) -> str:
    """Fold what is to say about a fault below its name and its words; where it has neither, nothing folds."""
    parts = (
        _FAULT_NAME(text=markup.plain(weakness.fault)) if weakness.fault else "",
        _PHRASE(text=markup.plain(weakness.phrase)) if weakness.phrase else "",
    )
    instead = _INSTEAD(html=markup.html(weakness.say_instead)) if weakness.say_instead else ""
    explanation = _WHY(html=markup.html(weakness.why_it_fails)) + instead
    id_ = weakness.id or ""
    if any(parts):
        return _FAULT(place=place, id=id_, name=" ".join(filter(None, parts)), html=explanation)
    return _OPEN_FAULT(place=place, id=id_, html=explanation)


NOTETYPE = Notetype(
    key="weak-answer",
    id=1_795_000_008,
    name="Weak answer (star2anki)",
    own_fields=(
        Field(2, "Name"),
        Field(3, "Question"),
        Field(4, "Answer"),
        Field(5, "Marked answer"),
        Field(6, "Faults"),
        Field(7, "Fault count"),
        Field(8, "Missing"),
        Field(9, "Missing count"),
        Field(10, "Interviewer thinks"),
    ),
    templates=(template(__name__, id=1, name="Judge the answer", stage=Stage.EXTRA),),
    drafts=drafts,
    set="extra",
    sort_field="Name",
)
