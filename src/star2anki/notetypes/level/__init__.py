"""Tell the story at another level: the level and its length on the front, what its interviewers expect on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import named, optional, spoken_length
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note for each level, or only for the level that the recipe asks for."""
    for level in scenario.levels:
        if settings.level in (None, level.level):
            yield NoteDraft(
                item=level.key,
                named=level.id is not None,
                words_id=level.words_id,
                level=level.level,
                spoken=scenario.question,
                fields={
                    "Level": markup.plain(level.level),
                    "Name": named(scenario, level.level),
                    "Question": markup.html(scenario.question),
                    "Length": spoken_length(level.length),
                    "Seconds": str(level.length or ""),
                    "Focus": optional(level.focus),
                    "Bar": optional(level.bar),
                    "Reflection": optional(level.reflection),
                },
            )


NOTETYPE = Notetype(
    key="level",
    id=1_795_000_010,
    name="Level (star2anki)",
    own_fields=(
        Field(2, "Level"),
        Field(3, "Name"),
        Field(4, "Question"),
        Field(5, "Length"),
        Field(6, "Seconds"),
        Field(7, "Focus"),
        Field(8, "Bar"),
        Field(9, "Reflection"),
    ),
    templates=(template(__name__, id=1, name="Change the level", stage=Stage.EXTRA),),
    drafts=drafts,
    set="extra",
    sort_field="Name",
    items=Items(at=("levels",), wording="Level", echoes=("Name",)),
)
