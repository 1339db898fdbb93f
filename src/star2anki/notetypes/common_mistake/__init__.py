"""See what a mistake costs: a common mistake in its step on the front, what the listener concludes on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note a step that names a common mistake, and has anything to say about it."""
    for name, step in scenario.steps:
        mistake = step.common_mistake
        if mistake is not None and (mistake.why_it_fails or step.coaching or step.strong_example):
            yield NoteDraft(
                item=name,
                step=name,
                fields={
                    "Mistake": markup.html(mistake.mistake),
                    "Step": name.capitalize(),
                    "Why it fails": optional(mistake.why_it_fails),
                    "Coaching": optional(step.coaching),
                    "Strong example": optional(step.strong_example),
                    "Reflected": "1" if scenario.reflection else "",
                },
            )


NOTETYPE = Notetype(
    key="common-mistake",
    id=1_795_000_007,
    name="Common mistake (star2anki)",
    own_fields=(
        Field(2, "Mistake"),
        Field(3, "Step"),
        Field(4, "Why it fails"),
        Field(5, "Coaching"),
        Field(6, "Strong example"),
        Field(7, "Reflected"),
    ),
    templates=(template(__name__, id=1, name="See the mistake", stage=Stage.EXTRA),),
    drafts=drafts,
    set="extra",
    sort_field="Mistake",
)
