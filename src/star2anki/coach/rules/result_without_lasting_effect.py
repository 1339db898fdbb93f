"""result-without-lasting-effect: nothing shows that the result held.

A repair that was gone a month later makes a weaker story. Say how long it has held, what is still in use, or who carries
on with it. This is only a hint: some things end for good reasons.

Remember: Show that it held.

Fails:
    result: The page went from nine seconds to two, and one in six more shoppers paid that week.
Passes:
    result: The page went from nine seconds to two. It has stayed below three since, because each release is timed.

Source: our own.
"""

import re
from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_LASTING = re.compile(
    r"\b(?:since|still|ever since|to this day|today|now|nowadays|later|afterwards|after that|from then on|so far|until (?:this|today|now)|"
    r"every|each|all (?:new|later|other|our)|any new|always|permanent\w*|standard|default|routine\w*|habit|rule|policy|template|checklist|"
    r"remain\w*|stay\w*|kept|keeps|keep|held|holds|hold|last(?:s|ed|ing)|never again|again|not (?:one|once|a single)|no longer|"
    r"became|become|becomes|adopted|copied|took (?:it )?over|passed on|handed (?:it |them )?(?:over|on)|taught|trained|"
    r"ha(?:s|ve)(?:n['’]t| not| never| all| also| only)? (?:\w+ed|been|had|run|gone|come|held|built|made|kept|taken|done|begun|used|become|grown|seen|got)|"
    r"(?:a|one|two|three|four|five|six|eight|nine|ten|twelve|\d+) (?:days?|weeks?|months?|quarters?|years?|seasons?|releases?|winters?|summers?|terms?) (?:on|later|after|in)|"
    r"(?:in|over|for|through) the (?:\w+ )?(?:\w+ )?(?:months?|years?|quarters?|seasons?|releases?)|"
    r"use[sd]? it|in use|weekly|monthly|yearly|daily|quarterly|is|are|on (?:mon|tues|wednes|thurs|fri|satur|sun)days|"
    r"(?:next|following) (?:\w+ )?(?:months?|years?|quarters?|seasons?|releases?|terms?|winter|summer))\b",
    re.IGNORECASE,
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for a word that shows that it lasted."""
    part = story.step("result")
    if part is None or _LASTING.search(part.text):
        return
    hint = 'say how long it has held, or what is still in use: "since then", "every release", "three months later"'
    yield Finding(part.path, "nothing shows that the result lasted", hint)


RULE = Rule("result-without-lasting-effect", Severity.HINT, __doc__, judge)
