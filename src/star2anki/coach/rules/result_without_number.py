"""result-without-number: a result that cannot be measured.

An interviewer writes down numbers. "Much faster" leaves nothing to write. Any figure will do, in digits or in words:
a count, a share, "twice", "none"; a date alone tells when, not how much.

Remember: Give the listener a number to write down.

Fails:
    result: The page became much faster, and people at the counter noticed it at once.
Passes:
    result: The page went from nine seconds to two, and sign-ups rose by a sixth.

Source: common among interview coaches.
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
    hint = 'how many, how much, how long, how often? An honest estimate counts: "some forty calls a week, before it was ten a day"'
    yield Finding(part.path, "has no number", hint)


RULE = Rule("result-without-number", Severity.WARNING, __doc__, judge)
