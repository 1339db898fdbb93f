"""Tell one step of the story: the step and its target on the front, its beats and a strong example on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import definitions, hint, items, of_step, optional, spoken_length
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Reflection, Scenario


def drafts(scenario: Scenario, settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note for each step. Key phrases are marked where they occur in the strong example."""
    for name, step in scenario.steps:
        example, said = markup.mark(optional(step.strong_example), step.key_phrases)
        phrases = zip(said, map(markup.plain, step.key_phrases), strict=True)
        by_level = step.by_level if isinstance(step, Reflection) else {}
        if settings.level in by_level:
            by_level = {settings.level: by_level[settings.level]}
        mistake = step.common_mistake
        yield NoteDraft(
            item=name,
            step=name,
            fields={
                "Name": of_step(scenario, name),
                "Step": name.capitalize(),
                "Target": spoken_length(step.target),
                "Seconds": str(step.target or ""),
                "Beats": items(("", markup.plain(beat)) for beat in step.beats),
                "Strong example": example,
                "Key phrases": items(("said" if literal else "unsaid", phrase) for literal, phrase in phrases),
                "By level": definitions(by_level.items()),
                "Coaching": optional(step.coaching),
                "Common mistake": optional(mistake.mistake if mistake else None),
                "Why it fails": optional(mistake.why_it_fails if mistake else None),
                "Hint": hint(step.strong_example),
                "Reflected": "1" if scenario.reflection else "",
            },
        )


NOTETYPE = Notetype(
    key="star-step",
    id=1_795_000_001,
    name="STAR step (star2anki)",
    own_fields=(
        Field(2, "Name"),
        Field(3, "Step"),
        Field(4, "Target"),
        Field(5, "Seconds"),
        Field(6, "Beats"),
        Field(7, "Strong example"),
        Field(8, "Key phrases"),
        Field(9, "By level"),
        Field(10, "Coaching"),
        Field(11, "Common mistake"),
        Field(12, "Why it fails"),
        Field(13, "Hint"),
        Field(14, "Reflected"),
    ),
    templates=(template(__name__, id=1, name="Tell the step", stage=Stage.STEP),),
    drafts=drafts,
    sort_field="Name",
)
