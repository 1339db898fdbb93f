"""result-without-number: the result has no number.

Interviewers write down numbers. "Much faster" gives them nothing to write. Any figure will do, in digits or in words:
a count, a share, "twice", "none". A date alone says when, not how much.

Remember: Give the listener a number to write down.

Fails:
    result: The page became much faster, and people at the counter noticed it at once.
Passes:
    result: The page went from nine seconds to two, and sign-ups rose by a sixth.

Source: common advice from interview coaches.
"""

from collections.abc import Iterator

from star2anki.coach.english.figures import first_figure
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for anything that measures."""
    part = story.step("result")
    if part is None or first_figure(part.text):
        return
    hint = 'say how many, how much, how long or how often; an estimate will do: "about forty calls a week, down from ten a day"'
    yield Finding(part.path, "the result has no number", hint)


RULE = Rule("result-without-number", Severity.WARNING, __doc__, judge)
