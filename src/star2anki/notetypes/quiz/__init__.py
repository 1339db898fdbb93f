"""Answer a quiz question: the question and its choices on the front, the explanation on the back."""

import hashlib
from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import optional, piece
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import QuizQuestion, Scenario

_CHOICE = piece("choice")


def drafts(scenario: Scenario, _settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note for each quiz question; without distractors, it is an open question."""
    for question in scenario.quiz:
        yield NoteDraft(
            item=question.key,
            named=question.id is not None,
            words_id=question.words_id,
            spoken=question.question,
            fields={
                "Question": markup.html(question.question),
                "Choices": _choices(question),
                "Answer": optional(question.answer),
                "Explanation": optional(question.explanation),
            },
        )


def _choices(question: QuizQuestion) -> str:
    """Mix the choices, in the same way in every build. The card's script mixes them again at each review.

    The order hangs on the choices alone, so that a reworded question changes nothing here. Each says at which place the
    author wrote it, the answer at 0.
    """
    if question.answer is None or not question.distractors:
        return ""
    choices = [("right", question.answer), *(("wrong", text) for text in question.distractors)]
    placed = [(name, place, text) for place, (name, text) in enumerate(choices)]
    placed.sort(key=lambda choice: hashlib.blake2b(choice[2].encode("utf-8"), digest_size=8).digest())
    return "".join([_CHOICE(name=name, place=place, html=markup.html(text)) for name, place, text in placed])


NOTETYPE = Notetype(
    key="quiz",
    id=1_795_000_003,
    name="Quiz (star2anki)",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Choices"),
        Field(4, "Answer"),
        Field(5, "Explanation"),
    ),
    templates=(template(__name__, id=1, name="Answer the question", stage=Stage.QUIZ),),
    drafts=drafts,
    sort_field="Question",
    items=Items(at=("quiz",), wording="Question"),
)
