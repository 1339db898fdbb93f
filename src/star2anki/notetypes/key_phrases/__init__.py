"""Fill the key phrases back in: the strong example with gaps on the front, the phrases on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import items
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note for each step whose text contains key phrases; all gaps are asked at once."""
    for name, step in scenario.steps:
        if step.strong_example is None:
            continue
        text = markup.cloze(markup.html(step.strong_example), step.key_phrases)
        if text is not None:
            yield NoteDraft(
                item=name,
                step=name,
                fields={
                    "Text": text,
                    "Step": name.capitalize(),
                    "Phrases": items(("", markup.plain(phrase)) for phrase in step.key_phrases),
                    "Reflected": "1" if scenario.reflection else "",
                },
            )


NOTETYPE = Notetype(
    key="key-phrases",
    id=1_735_000_006,
    name="star2anki Key phrases",
    own_fields=(
        Field(2, "Text"),
        Field(3, "Step"),
        Field(4, "Phrases"),
        Field(5, "Reflected"),
    ),
    templates=(template(__name__, id=1, name="Fill the gaps"),),
    drafts=drafts,
    sort_field="Story",
    is_cloze=True,
)
