"""Tell one step of the story: the step and its target on the front, a strong example on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import definitions, hint, items, optional, spoken_length
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Reflection, Scenario


def drafts(scenario: Scenario, settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note for each step. Key phrases are marked where they occur in the strong example."""
    for name, step in scenario.steps:
        example, said = markup.mark(optional(step.strong_example), step.key_phrases)
        phrases = zip(said, map(markup.plain, step.key_phrases), strict=True)
        by_level = step.by_level if isinstance(step, Reflection) else {}
        if settings.level in by_level:
            by_level = {settings.level: by_level[settings.level]}
        yield NoteDraft(
            item=name,
            step=name,
            fields={
                "Step": name.capitalize(),
                "Question": markup.html(scenario.question),
                "Target": spoken_length(step.target),
                "Seconds": str(step.target or ""),
                "Strong example": example,
                "Key phrases": items(("said" if literal else "unsaid", phrase) for literal, phrase in phrases),
                "Coaching": optional(step.coaching),
                "Common mistake": optional(step.common_mistake),
                "By level": definitions(by_level.items()),
                "Reflected": "1" if scenario.reflection else "",
                "Hint": hint(step.strong_example),
            },
        )


NOTETYPE = Notetype(
    key="star-step",
    id=1_735_000_001,
    name="star2anki STAR step",
    own_fields=(
        Field(2, "Step"),
        Field(3, "Question"),
        Field(4, "Target"),
        Field(5, "Seconds"),
        Field(6, "Strong example"),
        Field(7, "Key phrases"),
        Field(8, "Coaching"),
        Field(9, "Common mistake"),
        Field(10, "By level"),
        Field(11, "Reflected"),
        Field(12, "Hint"),
    ),
    templates=(template(__name__, id=1, name="Tell the step"),),
    drafts=drafts,
    sort_field="Story",
)
