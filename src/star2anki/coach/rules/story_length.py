"""story-length: the whole story is too short to convince, or too long.

Told from beginning to end, a story takes one and a half to four minutes. If it is shorter, an interviewer has nothing to
ask about; if it is longer, they interrupt. If all four steps have a target (the timer shows them), the targets count;
otherwise the words do, at the pace in your settings.

Fails:
    situation: The card reader at my desk in the town library was broken and nobody could pay a fine.
    task: It was mine to mend.
    action: I opened it and I cleaned the contacts.
    result: Fines went from two a week to nine.
Passes:
    situation:
      target: 15s
      strong_example: >
        The card reader at my desk in the town library broke, and for a week nobody could pay a fine. Those who came to
        pay went home with the fine still open.
    task: {target: 10s, strong_example: "The desk was mine, so I decided that the reader was mine as well."}
    action:
      target: 50s
      strong_example: >
        I read the maker's manual that evening. I opened the reader and found that the contacts had turned black. I rubbed
        them with a pencil rubber, as the manual said, and I tried it with my own card. It read the card three times out of four.
        So I bent the spring by a hair, and I tried it ten times more. Then I wrote both steps on a card and I taped it
        inside the lid for whoever sits there next.
    result: {target: 15s, strong_example: "Paid fines went from two a week to nine, and the card in the lid has been used twice since."}

Source: our own; four stories in forty minutes leave ten for each, and follow-ups take more than half of that.
"""

from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity
from star2anki.scenario.model import format_duration

SHORTEST_SECONDS = 75
LONGEST_SECONDS = 270


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Add up what the steps take."""
    if not story.has_counted_words:
        return
    steps = [step for _, step in story.scenario.steps if step.strong_example]
    targets = [step.target for name, step in story.scenario.steps if name != "reflection"]
    if all(targets):
        seconds = float(sum(step.target or 0 for step in steps))
    else:
        seconds = sum(story.seconds(step.strong_example or "") for step in steps)
    if seconds < SHORTEST_SECONDS:
        message = f"the whole story takes {_shown(seconds)}; there is not enough in it to ask about"
        yield Finding(
            ("action", "strong_example"), message, "two to three minutes is usual; most of it belongs to the action"
        )
    elif seconds > LONGEST_SECONDS:
        message = f"the whole story takes {_shown(seconds)}; nobody listens that long"
        yield Finding(
            ("action", "strong_example"),
            message,
            "keep what proves the principle, in about three minutes, and leave the rest to follow-ups",
        )


def _shown(seconds: float) -> str:
    return format_duration(max(1, round(seconds)))


RULE = Rule("story-length", Severity.WARNING, __doc__, judge, any_language=True)
