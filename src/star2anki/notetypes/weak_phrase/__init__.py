"""Know what a weak phrase costs: the phrase on the front, why it fails and what to say instead on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note for each phrase. A weakness that is something missing has no phrase to ask about."""
    for weakness in scenario.weak_answer.weaknesses if scenario.weak_answer else ():
        if weakness.phrase is not None:
            yield NoteDraft(
                item=weakness.key,
                named=weakness.id is not None,
                words_id=weakness.words_id,
                fields={
                    "Phrase": markup.html(weakness.phrase),
                    "Why it fails": markup.html(weakness.why_it_fails),
                    "Say instead": optional(weakness.say_instead),
                },
            )


NOTETYPE = Notetype(
    key="weak-phrase",
    id=1_735_000_004,
    name="star2anki Weak phrase",
    own_fields=(
        Field(2, "Phrase"),
        Field(3, "Why it fails"),
        Field(4, "Say instead"),
    ),
    templates=(template(__name__, id=1, name="Weigh the phrase"),),
    drafts=drafts,
    sort_field="Phrase",
    items=Items(at=("weak_answer", "weaknesses"), wording="Phrase"),
)
