"""step-length: a step is longer than its target, or much shorter.

An interviewer has forty minutes for four stories and stops listening when a step goes on too long. At the pace in your
settings (words a minute; a figure counts as the words it takes to say it), a step may be up to a quarter longer than its
`target`, or as little as half as long. Say less, or change the target if the step deserves it.

Fails:
    situation:
      target: 10s
      strong_example: >
        I was on call for the ticket machines of a mountain railway when every third machine on the line stopped taking
        cards on the first morning of the holidays. The queue at the lower station reached the street within half an
        hour, and the man who knew the machines was on a glacier.
Passes:
    situation:
      target: 15s
      strong_example: >
        I was on call for the ticket machines of a mountain railway when every third machine stopped taking cards on
        the first morning of the holidays. The queue reached the street within half an hour.

Source: our own; a deck's timer shows the target while you speak, so the two should agree.
"""

from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity
from star2anki.scenario.model import format_duration
from star2anki.wording import counted

LONGEST = 1.25
SHORTEST = 0.5


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare each step's spoken length with its target."""
    for name, step in story.scenario.steps if story.has_counted_words else ():
        if step.target is None or step.strong_example is None:
            continue
        seconds = story.seconds(step.strong_example)
        if SHORTEST * step.target <= seconds <= LONGEST * step.target:
            continue
        words = round(step.target * story.settings.pace / 60)
        too = "long" if seconds > step.target else "short"
        takes = _some(max(1, round(seconds)), "second")
        message = f"the {name} takes {takes} to say, too {too} for its target of {format_duration(step.target)}"
        cure = "cut it to" if too == "long" else "say more about what you saw and did, up to"
        hint = f"{cure} {_some(words, 'word')} ({story.settings.pace} a minute), or change the target"
        yield Finding((name, "strong_example"), message, hint)


def _some(number: int, what: str) -> str:
    return f"about {counted(number, what)}" if number > 1 else counted(number, what)


RULE = Rule("step-length", Severity.WARNING, __doc__, judge, any_language=True)
