"""Tell the story at another level: the level on the front, what its interviewers expect on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional, spoken_length
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note for each level, or only for the level that the recipe asks for."""
    for level in scenario.levels:
        if settings.level in (None, level.level):
            yield NoteDraft(
                item=level.key,
                named=level.id is not None,
                words_id=level.words_id,
                level=level.level,
                fields={
                    "Level": markup.plain(level.level),
                    "Question": markup.html(scenario.question),
                    "Focus": optional(level.focus),
                    "Reflection": optional(level.reflection),
                    "Bar": optional(level.bar),
                    "Length": spoken_length(level.length),
                },
            )


NOTETYPE = Notetype(
    key="level",
    id=1_735_000_010,
    name="star2anki Level",
    own_fields=(
        Field(2, "Level"),
        Field(3, "Question"),
        Field(4, "Focus"),
        Field(5, "Reflection"),
        Field(6, "Bar"),
        Field(7, "Length"),
    ),
    templates=(template(__name__, id=1, name="Change the level"),),
    drafts=drafts,
    sort_field="Level",
    items=Items(at=("levels",), wording="Level"),
)
