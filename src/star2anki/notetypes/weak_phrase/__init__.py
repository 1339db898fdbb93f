"""Know what a weak phrase costs: the phrase in its sentence on the front, its fault and what to say on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.craft import Craft
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario


def drafts(scenario: Scenario, _settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note for each phrase. A weakness that is something missing has no phrase to ask about."""
    weak = scenario.weak_answer
    if weak is None:
        return
    sentences = markup.sentences(weak.text)
    for weakness in weak.weaknesses:
        if weakness.phrase is not None:
            yield NoteDraft(
                item=weakness.key,
                named=weakness.id is not None,
                words_id=weakness.words_id,
                fields=phrase_fields(
                    weakness.phrase, sentences, weakness.fault, weakness.why_it_fails, weakness.say_instead
                ),
            )


def craft_drafts(craft: Craft) -> Iterator[NoteDraft]:
    """Make one note a phrase of a craft file."""
    for weak in craft.weak_phrases:
        yield NoteDraft(
            item=weak.key,
            named=weak.id is not None,
            words_id=weak.words_id,
            fields=phrase_fields(weak.phrase, [weak.sentence], weak.fault, weak.why_it_fails, weak.say_instead),
        )


def phrase_fields(
    phrase: str, sentences: list[str], fault: str | None, why_it_fails: str, say_instead: str | None
) -> dict[str, str]:
    """Make the fields of the note about a phrase, of a story or of none.

    Args:
        phrase: The words that cost something.
        sentences: Where to look for them, as plain text. What is not found stands alone.
        fault: The fault by its name.
        why_it_fails: What the listener concludes.
        say_instead: What to say in its place.
    """
    marked = (markup.mark(markup.plain(sentence), (phrase,)) for sentence in sentences)
    sentence = next((text for text, (found,) in marked if found), None)
    return {
        "Phrase": markup.html(phrase),
        "Sentence": sentence or markup.mark(markup.plain(phrase), (phrase,))[0],
        "Fault": markup.plain(fault or ""),
        "Why it fails": markup.html(why_it_fails),
        "Say instead": optional(say_instead),
    }


NOTETYPE = Notetype(
    key="weak-phrase",
    id=1_795_000_004,
    name="Weak phrase (star2anki)",
    own_fields=(
        Field(2, "Phrase"),
        Field(3, "Sentence"),
        Field(4, "Fault"),
        Field(5, "Why it fails"),
        Field(6, "Say instead"),
    ),
    templates=(template(__name__, id=1, name="Weigh the phrase", stage=Stage.WEAK_PHRASE),),
    drafts=drafts,
    craft_drafts=craft_drafts,
    sort_field="Phrase",
    items=Items(at=("weak_answer", "weaknesses"), wording="Phrase", echoes=("Sentence",), craft_at=("weak_phrases",)),
)
