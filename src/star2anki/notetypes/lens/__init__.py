"""Turn the story to another principle: a question that asks for it on the front, what to lead with on the back."""

import hashlib
from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import named, optional
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Lens, Scenario


def drafts(scenario: Scenario, _settings: NoteSettings, framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note for each lens."""
    for lens in scenario.lenses:
        question = _question(scenario, lens, framework)
        yield NoteDraft(
            item=lens.key,
            named=lens.id is not None,
            words_id=lens.words_id,
            spoken=question,
            fields={
                "Lens": markup.plain(lens.principle),
                "Name": named(scenario, lens.principle),
                "Question": markup.html(question),
                "Lead with": optional(lens.lead_with),
                "Emphasize": optional(lens.emphasize),
                "Downplay": optional(lens.downplay),
            },
        )


def _question(scenario: Scenario, lens: Lens, framework: Framework | None) -> str:
    """Choose one of the questions that the lens's principle is asked by, always the same for the same lens.

    The story's own question stands in where the framework has none.
    """
    principles = framework.principles if framework else ()
    questions = next((each.questions for each in principles if each.name == lens.principle), ())
    if not questions:
        return scenario.question
    digest = hashlib.blake2b(f"{scenario.id}/{lens.key}".encode("ascii"), digest_size=4).digest()
    return questions[int.from_bytes(digest, "big") % len(questions)].question


NOTETYPE = Notetype(
    key="lens",
    id=1_795_000_009,
    name="Lens (star2anki)",
    own_fields=(
        Field(2, "Lens"),
        Field(3, "Name"),
        Field(4, "Question"),
        Field(5, "Lead with"),
        Field(6, "Emphasize"),
        Field(7, "Downplay"),
    ),
    templates=(template(__name__, id=1, name="Change the lens", stage=Stage.EXTRA),),
    drafts=drafts,
    set="extra",
    sort_field="Name",
    items=Items(at=("lenses",), wording="Lens", echoes=("Name", "Question")),
)
