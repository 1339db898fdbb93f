"""Hear what a question is after: the interviewer's words on the front, its principles and their elements behind."""

from collections.abc import Iterator, Sequence

from star2anki import markup
from star2anki.notetypes.fragments import items, piece
from star2anki.notetypes.notetype import Field, Items, NoteDraft, Notetype, Stage, template
from star2anki.scenario.framework import QUESTIONS, Framework, Principle

_LIST, _DEFINITION, _DEFINITIONS = map(piece, ("list", "definition", "definitions"))


def drafts(framework: Framework) -> Iterator[NoteDraft]:
    """Make one note a question, be it asked for one principle or for several."""
    for question, principles in framework.asked:
        names = tuple(principle.name for principle in principles)
        yield NoteDraft(
            item=question.key,
            named=question.id is not None,
            words_id=question.words_id,
            spoken=question.question,
            principles=names,
            fields={
                "Question": markup.plain(question.question),
                "Asks for": items(("", markup.plain(name)) for name in names),
                "Shows": _shows(principles),
                "Count": str(len(names)) if len(names) > 1 else "",
            },
        )


def _shows(principles: Sequence[Principle]) -> str:
    """List what the answer has to show; where there are several principles, under the name of each."""
    lists = [_LIST(html=items(("", markup.plain(each)) for each in principle.listens_for)) for principle in principles]
    if len(lists) == 1:
        return lists[0]
    named = zip(principles, lists, strict=True)
    return _DEFINITIONS(html="".join([_DEFINITION(term=markup.plain(each.name), html=html) for each, html in named]))


NOTETYPE = Notetype(
    key="interview-question",
    id=1_795_000_013,
    name="Interview question (star2anki)",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Asks for"),
        Field(4, "Shows"),
        Field(5, "Count"),
    ),
    templates=(template(__name__, id=1, name="Hear what it is after", stage=Stage.QUIZ),),
    framework_drafts=drafts,
    sort_field="Question",
    items=Items(at=QUESTIONS, wording="Question", echoes=("Asks for", "Shows", "Count")),
    set="craft",
)
