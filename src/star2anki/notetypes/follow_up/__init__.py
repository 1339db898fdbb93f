"""Answer a follow-up: the interviewer's question on the front, the key line and a strong answer on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note for each follow-up."""
    for follow_up in scenario.follow_ups:
        yield NoteDraft(
            item=follow_up.key,
            named=follow_up.id is not None,
            words_id=follow_up.words_id,
            spoken=follow_up.question,
            fields={
                "Question": markup.html(follow_up.question),
                "Key line": optional(follow_up.key_line),
                "Strong answer": markup.html(follow_up.strong_answer),
                "Probes": optional(follow_up.probes),
                "Weak answer": optional(follow_up.weak_answer),
                "Why weak": optional(follow_up.why_weak),
            },
        )


NOTETYPE = Notetype(
    key="follow-up",
    id=1_795_000_002,
    name="Follow-up (star2anki)",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Key line"),
        Field(4, "Strong answer"),
        Field(5, "Probes"),
        Field(6, "Weak answer"),
        Field(7, "Why weak"),
    ),
    templates=(template(__name__, id=1, name="Answer the follow-up", stage=Stage.FOLLOW_UP),),
    drafts=drafts,
    sort_field="Question",
    items=Items(at=("follow_ups",), wording="Question"),
)
