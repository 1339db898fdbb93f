"""Turn the story to another principle: the principle on the front, what to lead with and leave out on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note for each lens."""
    for lens in scenario.lenses:
        yield NoteDraft(
            item=lens.key,
            named=lens.id is not None,
            words_id=lens.words_id,
            fields={
                "Lens": markup.plain(lens.principle),
                "Question": markup.html(scenario.question),
                "Lead with": optional(lens.lead_with),
                "Emphasize": optional(lens.emphasize),
                "Downplay": optional(lens.downplay),
            },
        )


NOTETYPE = Notetype(
    key="lens",
    id=1_735_000_009,
    name="star2anki Lens",
    own_fields=(
        Field(2, "Lens"),
        Field(3, "Question"),
        Field(4, "Lead with"),
        Field(5, "Emphasize"),
        Field(6, "Downplay"),
    ),
    templates=(template(__name__, id=1, name="Change the lens"),),
    drafts=drafts,
    sort_field="Lens",
    items=Items(at=("lenses",), wording="Lens"),
)
