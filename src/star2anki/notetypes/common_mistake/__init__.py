"""Spot what is wrong: a common mistake of a step on the front, coaching and a strong example on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note for each step with a common mistake."""
    for name, step in scenario.steps:
        if step.common_mistake is not None:
            yield NoteDraft(
                item=name,
                step=name,
                fields={
                    "Mistake": markup.html(step.common_mistake),
                    "Step": name.capitalize(),
                    "Coaching": optional(step.coaching),
                    "Strong example": optional(step.strong_example),
                    "Reflected": "1" if scenario.reflection else "",
                },
            )


NOTETYPE = Notetype(
    key="common-mistake",
    id=1_735_000_007,
    name="star2anki Common mistake",
    own_fields=(
        Field(2, "Mistake"),
        Field(3, "Step"),
        Field(4, "Coaching"),
        Field(5, "Strong example"),
        Field(6, "Reflected"),
    ),
    templates=(template(__name__, id=1, name="See the mistake"),),
    drafts=drafts,
    sort_field="Mistake",
)
