"""Answer a quiz question: the question and its choices on the front, the explanation on the back."""

import hashlib
from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import items, optional
from star2anki.notetypes.notetype import Field, Items, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import QuizQuestion, Scenario


def drafts(scenario: Scenario, _settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note for each quiz question; without distractors, it is an open question."""
    for question in scenario.quiz:
        yield NoteDraft(
            item=question.key,
            named=question.id is not None,
            words_id=question.words_id,
            spoken=question.question,
            fields={
                "Question": markup.html(question.question),
                "Answer": optional(question.answer),
                "Choices": _choices(question),
                "Explanation": optional(question.explanation),
            },
        )


def _choices(question: QuizQuestion) -> str:
    """Mix the choices, in the same way in every build. The card's script mixes them again at each review.

    The order depends only on the choices, so a reworded question changes nothing here.
    """
    if question.answer is None or not question.distractors:
        return ""
    choices = [("right", question.answer), *(("wrong", text) for text in question.distractors)]
    choices.sort(key=lambda choice: hashlib.blake2b(choice[1].encode("utf-8"), digest_size=8).digest())
    return items((name, markup.html(text)) for name, text in choices)


NOTETYPE = Notetype(
    key="quiz",
    id=1_735_000_003,
    name="star2anki Quiz",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Answer"),
        Field(4, "Choices"),
        Field(5, "Explanation"),
    ),
    templates=(template(__name__, id=1, name="Answer the question"),),
    drafts=drafts,
    sort_field="Question",
    items=Items(at=("quiz",), wording="Question"),
)
