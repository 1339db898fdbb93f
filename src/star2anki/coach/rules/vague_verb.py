"""vague-verb: a verb does not show what you did.

"I helped with the migration" may mean a week of work or a cup of tea. Name what you did: measured, wrote, asked, refused,
threw away. If a whole answer rests on such a verb, an interviewer writes "unclear contribution". One among clear verbs
does no harm, nor does one that is explained at once ("I helped her by ...").

Remember: Name the deed: measured, wrote, asked, refused.

Fails:
    action: I was involved in the migration. I worked on the scripts and I helped with the tests.
Passes:
    action: I wrote the script that moved the orders. I ran it against last week's copy and I fixed what it dropped.

Source: our own list.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.actors import I_ACT, counts
from star2anki.coach.english.phrases import any_of, compiled
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_ADVERBS = r"(?:(?:\w+ly|also|then|often|always|first|even|further|both|have|had) )*"
_VAGUE = compiled(
    any_of(
        r"""
        (?:was|am|got|became) (?:\w+ly |very |also )?(?:involved|engaged|instrumental|responsible for|a? ?part of|integral|central to|active in|key to|there to)
        (?:was|am) tasked with (?:supporting|helping|driving)|was active
        (?:played|took|had) (?:a|an|my) (?:\w+ )?(?:part|role)|had (?:a|some) (?:hand|say|input) in
        help(?:ed)?(?: out)?(?= (?:with|to|the|our|my|in|on|by|drive|them|across|where|out|make|get|shape|ensure|move|bring|deliver|build|define)\b|[.,;])
        assist(?:ed)?(?: (?:with|in|the|our|my|them|by|on))?
        support(?:ed)? (?:the|our|my|a|with|them|this|that|all|both|colleagues|others|in)
        work(?:ed)? (?:\w+ly )?(?:on|across|towards|through|around)|worked (?:very |really )?(?:hard|closely|diligently|collaboratively|tirelessly)
        took part|participated|contributed|collaborated|liaised|engaged with|partnered|interfaced|aligned|facilitated|accompanied
        spearheaded|championed|leveraged|oversaw|coordinated|handled|dealt with|looked (?:after|into)|took care of|managed the|addressed the
        drove (?:the |an? |our )?(?:\w+ )?(?:change|adoption|alignment|initiative|effort|project|process|delivery|improvement\w*|transformation|strategy|results?|success|migration|rollout|collaboration|agenda|conversation)
        took (?:the lead|ownership|charge)
        (?:gave|provided) (?:my |\w+ )?(?:input|support|guidance|assistance|leadership|help)|lent (?:a hand|support)
        did (?:my|some|a few|various) (?:part|bit|work|things)|did what (?:I could|was needed|was asked)
        made sure (?:that )?(?:everything|everyone|all|things|the team)|ensured(?: that)?
        got (?:things|it) (?:done|moving|going)
        kept (?:things|everything|everyone) (?:moving|going|aligned|on track|informed|updated|in the loop)
        brought (?:people|everyone|stakeholders) together|tried my best|did my best|gave it my all
        """,
        behind=f"I {_ADVERBS}",
    ),
    r"my (?:role|part|contribution|involvement) (?:was|there was) (?:to|in|one of|mainly|mostly|more)? ?(?:help|support|assist|coordinat|facilitat|ensur|oversee|supporting)\w*",
)
_DEED = re.compile(r"[^.!?;]{0,120}?(?:: |\bby \w+ing\b)")
"""What explains the verb in the same sentence."""


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for vague verbs after "I", in texts with few clear ones."""
    for part in story.of("action", "strong_answer"):
        spans = [span for span in part.prose.find_phrases(_VAGUE) if not _DEED.match(part.prose.own, span[1])]
        deeds = len(counts(part.prose, I_ACT)) - len(spans)
        for span in spans if len(spans) * 2 > deeds else ():
            message = f'"{part.prose.show(span)}" does not show what you did'
            hint = "name something you did that could have been filmed: measured, wrote, rang, asked, refused, deleted"
            yield Finding(part.path, message, hint, span)


RULE = Rule("vague-verb", Severity.WARNING, __doc__, judge)
