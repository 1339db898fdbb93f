"""action-passive: the action is told in the passive, so nobody seems to act.

"It was decided" hides who decided. When nobody acts, the listener assumes that it was somebody else. One such sentence
among your own actions does no harm; a story made of them does.

Remember: Say who acted.

Fails:
    action: The old reports were compared with the invoices. It was decided to stop the run, and the tests were rewritten.
Passes:
    action: I compared the old reports with the invoices. I decided to stop the run, and I rewrote the tests.

Source: plain-language guides recommend the active voice in general; here, the listener wants to know who acted.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.actors import Actor, acting
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

HABIT = 2
"""How many such sentences make a habit."""

_DECIDED = re.compile(
    r"\b(?:[Ii]t was (?:then |finally |eventually |also |quickly )?(?:decided|agreed|determined|concluded|felt|recognised|recognized|found|established)"
    r"|(?:[Aa]|[Tt]he) (?:final |joint )?(?:decision|choice|agreement|consensus) was (?:\w+ly )?(?:made|taken|reached))\b"
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Count sentences in which nobody acts."""
    part = story.step("action")
    if part is None:
        return
    sentences = acting(part.prose)
    passive = [sentence for sentence in sentences if sentence.actor is Actor.NOBODY]
    mine = sum(sentence.actor is Actor.ME for sentence in sentences)
    decided = next(part.prose.find(_DECIDED), None)
    many = len(passive) >= HABIT and len(passive) > mine
    only = bool(passive) and not mine and len(passive) * 2 >= len(sentences)
    if not (many or only or decided):
        return
    words = decided.span() if decided else passive[0].words
    more = f" and in {len(passive) - 1} more sentences" if len(passive) > HABIT else ""
    message = f'nobody acts in "{part.prose.show(words)}"{more}'
    yield Finding(part.path, message, 'say who did it: "I decided", "I compared", "Nour rewrote"', words)


RULE = Rule("action-passive", Severity.WARNING, __doc__, judge)
