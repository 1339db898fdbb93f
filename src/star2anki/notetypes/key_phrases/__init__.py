"""Fill the key phrases back in: the strong example with gaps on the front, the phrases on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import items, of_step
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note a step that has key phrases in its text; all gaps are on one card."""
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
                    "Name": of_step(scenario, name),
                    "Step": name.capitalize(),
                    "Phrases": items(("", markup.plain(phrase)) for phrase in step.key_phrases),
                    "Reflected": "1" if scenario.reflection else "",
                },
            )


NOTETYPE = Notetype(
    key="key-phrases",
    id=1_795_000_006,
    name="Key phrases (star2anki)",
    own_fields=(
        Field(2, "Text"),
        Field(3, "Name"),
        Field(4, "Step"),
        Field(5, "Phrases"),
        Field(6, "Reflected"),
    ),
    templates=(template(__name__, id=1, name="Fill the gaps", stage=Stage.EXTRA),),
    drafts=drafts,
    set="extra",
    sort_field="Name",
    is_cloze=True,
)
