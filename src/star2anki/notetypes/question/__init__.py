"""Choose a story: an interviewer's words on the front, the story that answers them and how it opens on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes import lines
from star2anki.notetypes.fragments import optional
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import MAIN_WORDING, Scenario


def drafts(scenario: Scenario, _settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note for each wording of the question, its main one first."""
    shared = {"Opening": optional(scenario.opening) or markup.plain(lines.opening(scenario))}
    yield NoteDraft(
        item=MAIN_WORDING,
        spoken=scenario.question,
        fields={"Question": markup.html(scenario.question), **shared},
    )
    for wording in scenario.asked_as:
        yield NoteDraft(
            item=wording.key,
            named=wording.id is not None,
            words_id=wording.words_id,
            spoken=wording.question,
            stage=Stage.WORDING,
            fields={"Question": markup.html(wording.question), **shared},
        )


NOTETYPE = Notetype(
    key="question",
    id=1_795_000_011,
    name="Question (star2anki)",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Opening"),
    ),
    templates=(template(__name__, id=1, name="Choose the story", stage=Stage.QUESTION),),
    drafts=drafts,
    sort_field="Question",
    items=Items(at=("asked_as",), wording="Question", echoes=("Opening",)),
)
