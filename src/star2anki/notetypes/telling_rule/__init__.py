"""Hear a fault and mend it: a sentence that fails on the front, the rule and the sentence that passes on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.notetype import Field, Items, NoteDraft, Notetype, Stage, template
from star2anki.scenario.craft import Craft


def drafts(craft: Craft) -> Iterator[NoteDraft]:
    """Make one note a rule."""
    for rule in craft.telling_rules:
        yield NoteDraft(
            item=rule.key,
            named=rule.id is not None,
            words_id=rule.words_id,
            fields={
                "Rule": markup.plain(rule.rule),
                "Fails": markup.html(rule.fails),
                "Passes": markup.html(rule.passes),
                "Why it fails": markup.html(rule.why_it_fails),
            },
        )


NOTETYPE = Notetype(
    key="telling-rule",
    id=1_795_000_014,
    name="Telling rule (star2anki)",
    own_fields=(
        Field(2, "Rule"),
        Field(3, "Fails"),
        Field(4, "Passes"),
        Field(5, "Why it fails"),
    ),
    templates=(template(__name__, id=1, name="Say it better", stage=Stage.STEP),),
    craft_drafts=drafts,
    sort_field="Rule",
    items=Items(at=("telling_rules",), wording="Rule"),
    set="craft",
)
