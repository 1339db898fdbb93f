"""Know what a principle is about: its name and what is listened for, asked both ways."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import items
from star2anki.notetypes.notetype import Field, Items, NoteDraft, Notetype, Stage, template
from star2anki.scenario.framework import Framework


def drafts(framework: Framework) -> Iterator[NoteDraft]:
    """Make one note a principle."""
    for principle in framework.principles:
        elements = principle.listens_for
        yield NoteDraft(
            item=principle.key,
            named=principle.id is not None,
            words_id=principle.words_id,
            principles=(principle.name,),
            fields={
                "Name": markup.plain(principle.name),
                "Listens for": items(("", markup.plain(element)) for element in elements),
                "Count": str(len(elements)) if len(elements) > 1 else "",
            },
        )


NOTETYPE = Notetype(
    key="principle",
    id=1_795_000_012,
    name="Principle (star2anki)",
    own_fields=(
        Field(2, "Name"),
        Field(3, "Listens for"),
        Field(4, "Count"),
    ),
    templates=(
        template(__name__, id=1, name="What is listened for", stage=Stage.QUESTION, prefix="elements_"),
        template(__name__, id=2, name="Which principle it is", stage=Stage.WORDING, prefix="name_"),
    ),
    framework_drafts=drafts,
    sort_field="Name",
    items=Items(at=("principles",), wording="Name"),
    set="craft",
)
