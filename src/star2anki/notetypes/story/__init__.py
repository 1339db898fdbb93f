"""Choose and tell the whole story: the interviewer's question on the front, the story and its beats on the back."""

from collections.abc import Iterator

from star2anki import markup
from star2anki.notetypes.fragments import hint, items, optional, piece, spoken_length
from star2anki.notetypes.notetype import Field, NoteDraft, NoteSettings, Notetype, template
from star2anki.scenario.model import Scenario, Telling

_BEAT, _BEAT_TIME = map(piece, ("beat", "beat_time"))


def drafts(scenario: Scenario, _settings: NoteSettings) -> Iterator[NoteDraft]:
    """Make one note, with two cards, for the story."""
    targets = [step.target for _, step in scenario.steps]
    total = sum(target for target in targets if target) if all(targets) else None
    yield NoteDraft(
        item="story",
        spoken=scenario.question,
        fields={
            "Question": markup.html(scenario.question),
            "Beats": items((f"step-{name.capitalize()}", _beat(name, step)) for name, step in scenario.steps),
            "Total": spoken_length(total),
            "Seconds": str(total or ""),
            "Overview": optional(scenario.overview),
            "Summary": optional(scenario.summary),
            "Hint": "".join([hint(step.strong_example) for _, step in scenario.steps]),
        },
    )


def _beat(name: str, step: Telling) -> str:
    """Show a step's first sentence, or its key phrases if it has no text of its own."""
    text = markup.first_sentence(step.strong_example) if step.strong_example else " · ".join(step.key_phrases)
    time = _BEAT_TIME(time=spoken_length(step.target)) if step.target else ""
    return _BEAT(name=name.capitalize(), time=time, html=optional(text))


NOTETYPE = Notetype(
    key="story",
    id=1_735_000_005,
    name="star2anki Story",
    own_fields=(
        Field(2, "Question"),
        Field(3, "Beats"),
        Field(4, "Total"),
        Field(5, "Seconds"),
        Field(6, "Overview"),
        Field(7, "Summary"),
        Field(8, "Hint"),
    ),
    templates=(
        template(__name__, id=1, name="Choose the story", prefix="which_"),
        template(__name__, id=2, name="Tell the story", prefix="tell_"),
    ),
    drafts=drafts,
    sort_field="Story",
)
