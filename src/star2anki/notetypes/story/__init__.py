"""Know the whole story: its beats, its first and its last sentence, its numbers; and tell it."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes import lines
from star2anki.notetypes.fragments import definitions, hint, items, optional, piece, spoken_length
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, Stage, template
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Reflection, Scenario, Source, Telling

_BEAT, _BEAT_TIME = map(piece, ("beat", "beat_time"))


def drafts(scenario: Scenario, settings: NoteSettings, _framework: Framework | None) -> Iterator[NoteDraft]:
    """Make one note, with three to five cards, for the story."""
    targets = [step.target for _, step in scenario.steps]
    total = sum(target for target in targets if target) if all(targets) else None
    source = scenario.source or Source()
    yield NoteDraft(
        item="story",
        spoken=scenario.question,
        fields={
            "Question": markup.html(scenario.question),
            "Spine": "".join([_beat(scenario, settings, name, step) for name, step in scenario.steps]),
            "Opening": optional(scenario.opening) or markup.plain(lines.opening(scenario)),
            "Landing": optional(scenario.landing) or markup.plain(lines.landing(scenario)),
            "Numbers": definitions((number.figure, number.means) for number in scenario.numbers),
            "Total": spoken_length(total),
            "Seconds": str(total or ""),
            "Hint": "".join([hint(step.strong_example) for _, step in scenario.steps]),
            "Overview": optional(scenario.overview),
            "Summary": optional(scenario.summary),
            "Derived": " ".join(name for name in ("opening", "landing") if getattr(scenario, name) is None),
            "Framework ID": markup.plain(scenario.framework or ""),
            "Source title": markup.plain(source.title or ""),
            "Source author": markup.plain(source.author or ""),
            "Source URL": markup.plain(source.url or ""),
            "Source license": markup.plain(source.license or ""),
            "Words to find it by": items(("", markup.plain(word)) for word in scenario.tags),
            "Coach ignores": definitions((rule.code, rule.reason) for rule in scenario.ignored),
        },
    )


def _beat(scenario: Scenario, settings: NoteSettings, name: str, step: Telling) -> str:
    """Show a step by what it says first; the whole of it unfolds."""
    by_level = step.by_level if isinstance(step, Reflection) else {}
    if settings.level in by_level:
        by_level = {settings.level: by_level[settings.level]}
    texts = (*by_level.values(),)
    return _BEAT(
        name=name.capitalize(),
        time=_BEAT_TIME(time=spoken_length(step.target)) if step.target else "",
        language=scenario.language,
        beat=markup.plain(lines.first_beat(step, texts)),
        text=optional(step.strong_example or (texts[0] if texts else None)),
    )


NOTETYPE = Notetype(
    key="story",
    id=1_795_000_005,
    name="Story (star2anki)",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Spine"),
        Field(4, "Opening"),
        Field(5, "Landing"),
        Field(6, "Numbers"),
        Field(7, "Total"),
        Field(8, "Seconds"),
        Field(9, "Hint"),
        Field(10, "Overview"),
        Field(11, "Summary"),
        Field(12, "Derived"),
        Field(13, "Framework ID"),
        Field(14, "Source title"),
        Field(15, "Source author"),
        Field(16, "Source URL"),
        Field(17, "Source license"),
        Field(18, "Words to find it by"),
        Field(19, "Coach ignores"),
    ),
    templates=(
        template(__name__, id=1, name="Recall the beats", stage=Stage.SPINE, prefix="spine_"),
        template(__name__, id=2, name="Open it", stage=Stage.OPENING, prefix="opening_", requires="Opening"),
        template(__name__, id=3, name="Land it", stage=Stage.LANDING, prefix="landing_", requires="Landing"),
        template(__name__, id=4, name="Name its numbers", stage=Stage.NUMBERS, prefix="numbers_", requires="Numbers"),
        template(__name__, id=5, name="Tell the story", stage=Stage.TELL, prefix="tell_"),
    ),
    drafts=drafts,
    sort_field="Story",
)
"""The fields behind Summary are on no card. They are there so that a deck can be read back into stories."""
