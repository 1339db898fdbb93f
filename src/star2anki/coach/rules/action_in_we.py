"""action-in-we: the action, or an answer, is told in "we".

"We" is polite, but it hides you. The listener has to judge one person and cannot tell which part was yours. Keep "we"
for what you did together, such as a meeting, and give others credit by saying who did what.

Remember: Say "I" for what you did, and name who did the rest.

Fails:
    action: We looked at the logs together. We found the cause in the cache, and then our team rewrote it.
Passes:
    action: >
      I looked at the logs and found the cause in the cache. We met that evening, and I asked Nour to check my
      reasoning. Then I rewrote the part that was wrong.

Source: common advice from interview coaches and interviewers.
"""

from collections.abc import Iterator

from star2anki.coach.english.actors import I_ACT, WE_ACT, Actor, acting, counts
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare how often "we" acts with how often "I" does."""
    for part in story.of("action", "strong_answer"):
        ours, mine = counts(part.prose, WE_ACT), counts(part.prose, I_ACT)
        sentences = acting(part.prose)
        in_we = sum(sentence.actor is Actor.US for sentence in sentences)
        if part.kind == "strong_answer":  # it may be about joint work, as long as the teller is in it
            hides = bool(ours) and not mine and in_we == len(sentences)
        else:
            hides = bool(ours) and (len(ours) > len(mine) or in_we * 2 > len(sentences))
        if hides:
            message = f'"we" is the subject {_times(len(ours))}, "I" {_times(len(mine))}'
            hint = (
                'say what you did yourself: "I measured", "I asked Nour to check"; keep "we" for what you did together'
            )
            yield Finding(part.path, message, hint, ours[0])


def _times(number: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(number, f"{number} times")


RULE = Rule("action-in-we", Severity.WARNING, __doc__, judge)
