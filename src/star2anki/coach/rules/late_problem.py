"""late-problem: the situation takes too long to say what was wrong.

Listeners cannot tell which of your facts matter until they know what was at stake. Within twenty seconds, something
should be wrong, missing, wanted or decided. The company, the team and the tools can wait, or be left out.

Remember: Within twenty seconds, something is wrong.

Fails:
    situation: >
      I work for a company that makes software for garden centres, with offices in three towns, and I have been with
      the inventory group for two years, after a time in the group for tills. The inventory group has a product owner,
      a designer and four engineers, and it takes care of the part that counts plants. It is written in two languages,
      and it runs in a data centre near the main office, next to the part for deliveries.
Passes:
    situation: >
      In April our software lost count of the plants in forty garden centres. I was in the inventory group, and the
      centres had begun to sell what they did not have.

Source: our own; twenty seconds is fifty words at the usual pace.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.prose import WORD
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

SECONDS = 20

_PROBLEM = re.compile(
    r"(?<!\bnever )(?<!without a )(?<!\bno )\b(?:not|never(?! (?:miss|fail|los|be|br|late|had|been))|no|nobody|nothing|none|neither|without|\w+n['’]t|but|however|yet|although|though|unless|until|"
    r"wrong\w*|fail\w*|broke\w*|break\w*|crash\w*|bug\w*|fault\w*|error\w*|mistake\w*|miss\w*|los[et]\w*|losing|loss\w*|late|delay\w*|"
    r"stuck|stop\w*|slow\w*|drop\w*|fell|fall\w*|shr[aiu]nk\w*|los\w+|leak\w*|complain\w*|problem\w*|trouble\w*|issue\w*|outage\w*|"
    r"risk\w*|danger\w*|threat\w*|deadline\w*|refus\w*|disagree\w*|quarrel\w*|argu\w+|conflict\w*|angry|upset|worr\w+|"
    r"decid\w+|demand\w*|insist\w*|promis\w+|ask(?:ed|s)|want(?:ed|s)|need(?:ed|s)|had to|suppos\w+|"
    r"too (?:many|much|few|little|long|late|slow|\w+)|only|cancel\w*|reject\w*|return(?:ed|s)|refund\w*|abandon\w*|gave up|"
    r"give up|giving up|gone|left|quit\w*|down|waste\w*|wasting|double[ds]?|twice|empty|bare|blank|wait\w*|overdue|"
    r"behind|short\w*|expir\w+|block\w*|hid\w*|silent\w*|unanswered|un\w+ed|mistrust\w*|doubt\w*|confus\w+|struggl\w*|"
    r"overrun|overran|exceed\w*|stale|wrongly|wrote off|harm\w*|hurt\w*|injur\w*|unsafe|illegal\w*|fine[ds]?|penalt\w+|"
    r"warn\w*|alarm\w*|alert\w*|pag(?:ed|ing)|emergency|incident\w*|breach\w*|stole\w*|flood\w*|burn\w*|"
    r"duplicat\w+|twofold|threefold|climb\w+|rising|rose|grew|jumped|cost(?:s|ing)?|ended|ending|closing|shut\w*|"
    r"at midnight|by hand|again and again|over and over)\b",
    re.IGNORECASE,
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for the first word that signals a problem."""
    part = story.step("situation")
    if part is None:
        return
    found = _PROBLEM.search(part.text)
    before = part.text[: found.start()] if found else part.text
    seconds = story.seconds(before)
    if seconds <= SECONDS:
        return
    words = WORD.search(part.text, found.start()) if found else None
    message = (
        f"the listener waits about {round(seconds)} seconds to hear what was wrong"
        if found
        else "the situation does not say what was wrong"
    )
    yield Finding(
        part.path,
        message,
        "put the problem in the first two sentences; cut what the listener does not need to know",
        words.span() if words else None,
    )


RULE = Rule("late-problem", Severity.WARNING, __doc__, judge)
