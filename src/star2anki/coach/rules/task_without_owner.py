"""task-without-owner: the task does not say whose job it was.

A task such as "the goal was to halve the waiting time" could be anybody's. The listener wants to know what you were asked
to do, or what you took on without being asked, because it is the measure for the rest of the story.

Remember: Say whose job it was, and why it was yours.

Fails:
    task: The goal was to halve the waiting time at the counter before the summer.
Passes:
    task: I ran the counter, so halving the waiting time before the summer was my job.

Source: our own; interviewers call it scope, and ask for it when it is missing.
"""

import re
from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_MINE = re.compile(
    r"\bmine\b|\bmyself\b"
    r"|\bmy (?!team|company|manager|boss|colleagues?|department|organi[sz]ation|group|understanding|opinion|view)\w+"
    r"|\b(?:to|on|with|upon|by|for|before|made|gave|asked|told|wanted|left|handed|put|let|allowed|appointed|chose|named|trusted|"
    r"assigned|expected|needed|brought|called|between|and|nobody but|only) me\b"
    r"|\bI (?:(?:\w+ly|then|also|alone|therefore|still|never|had|have|just|now) )*(?:had to|have to|was to|was (?:the|asked|given|told|expected|"
    r"put|made|hired|handed|down|on|in charge|responsible|accountable|due|supposed|meant|left|sent|appointed|brought|\w+ing)|had (?:\w+ ){1,4}to|am|'m|owned?|own|"
    r"took|take|taken|decided|chose|volunteered|agreed|offered|needed|wanted|set|promised|would|could|ran|led|answered|accepted|"
    r"signed|said|gave|put|made|asked|claimed|owed|undertook|raised|stepped|picked|committed|began|started|kept|carried|"
    r"held|did|got|inherited|won't|will|must|should|built|wrote|drew|got|aimed|planned|resolved|saw|went|looked|"
    r"covered|stood|drove|managed|ran)\b"
    r"|\bI(?:'d|’d|'ll|’ll|'m|’m) ",
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for a sentence that gives the job to the teller."""
    part = story.step("task")
    if part is None or next(part.prose.find(_MINE), None):
        return
    hint = 'say whose job it was: "It was my job to ...", or "Nobody owned it, so I ..."'
    yield Finding(part.path, "the task does not say that this was your job", hint)


RULE = Rule("task-without-owner", Severity.WARNING, __doc__, judge)
