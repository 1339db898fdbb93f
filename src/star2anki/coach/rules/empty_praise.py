"""empty-praise: the effect is only applause.

People say "the team was happy" when nothing was measured. Praise counts when it comes with a fact: what somebody did
differently because of you, or how many people did.

Remember: Praise counts when it comes with what somebody did.

Fails:
    result: The launch went very well, my manager was impressed, and everybody loved it.
Passes:
    result: Nine of the twelve drivers asked to keep the new list, and two other depots have copied it since.

Source: a common view among interviewers; the list is our own.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.figures import first_figure
from star2anki.coach.english.phrases import any_of, compiled
from star2anki.coach.english.prose import Prose, Span
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_GROUPS = (
    "teams?|managers?|boss|lead|directors?|customers?|clients?|users?|stakeholders?|leadership|management|colleagues?|department|"
    "group|company|executives?|staff|feedback|response|audience|board|CEO|CTO|VP|owners?|crew|guests?|patients?|parents?|teachers?|"
    "business|organi[sz]ation|head|side|partners?"
)
_PEOPLE = (
    rf"everyone|everybody|people|they|he|she|(?:the|my|our|all(?: the| of the)?)(?: [\w-]+){{0,2}}? (?:{_GROUPS})|"
    "leadership|management|stakeholders|customers|users|clients|colleagues|guests|parents"
)
_MUCH = r"(?:all |both |\w+ly |very |so |more than |much |quite |also |pretty |a lot of |lots of |many |some |great )*"
PRAISE = compiled(
    any_of(
        r"""
        (?:was|were|is|are|felt|seemed|became|remained|got|said (?:that )?(?:they|he|she) (?:was|were)) <much>(?:happy|happier|pleased|delighted|impressed|thrilled|satisfied|grateful|thankful|positive|enthusiastic|excited|ecstatic|overjoyed|appreciative|relieved|glad|amazed|proud|blown away|on board)
        <much>(?:loved|love|praised|appreciated|applauded|congratulated|thanked|complimented|commended|liked|enjoyed|celebrated|welcomed|admired|raved)(?! \w+ (?:off|back))
        """,
        behind=r"<people>(?: \w+ly)? ",
        people=_PEOPLE,
        much=_MUCH,
    ),
    any_of(
        r"""
        (?:a|an|the) (?:\w+ly )?(?:great|huge|big|massive|resounding|total|complete|real|overall|tremendous|overwhelming|true|major|enormous|clear) (?:success|hit|win|achievement|triumph|improvement|boost|accomplishment)
        went <much>(?:well|great|smoothly|perfectly|without a hitch)
        was (?:a |widely )?<much>(?:well received|well-received|appreciated|praised|successful|success|celebrated|applauded|regarded)
        (?:received|got|earned|won|gained|attracted) <much>(?:praise|kudos|positive|recognition|compliments?|applause|excellent|good|glowing|wonderful|warm|rave|nice|a standing|appreciation|accolades)
        (?:very|overwhelmingly|extremely|highly|really) positive (?:feedback|response|comments|reactions?)|(?:positive|great) feedback
        pat on the back|shout-?outs?|standing ovation|job well done|morale (?:went|was|improved|soared|rose|is|has)|thanked me
        was (?:\w+ )?(?:proud|recogni[sz]ed) (?:of|for|by|as)|(?:singled out|held up as|described as) (?:a|an|for|by)
        exceeded (?:all |everyone's |their |every |our )?expectations
        """,
        much=_MUCH,
    ),
)
_REACH = 120
"""How many letters on each side may belong to the same clause."""
_LEADS_ON = re.compile(r"[^.;]{0,120}?(?:, but what|, because|, with the reason|: \d)")


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for applause in sentences that have no figure."""
    for part in story.of("result", "strong_answer"):
        for span in part.prose.find_phrases(PRAISE):
            if first_figure(_clause(part.prose, span)) or _LEADS_ON.match(part.prose.folded, span[1]):
                continue
            hint = "say what they did differently because of it, or how many of them did"
            yield Finding(part.path, f'"{part.prose.show(span)}" is applause, not an effect', hint, span)


def _clause(prose: Prose, span: Span) -> str:
    """Return the text between the commas, where a figure may turn praise into a fact."""
    before = re.split(r"[,.;:]|\b(?:and|but)\b", prose.text[max(0, span[0] - _REACH) : span[0]])[-1]
    behind = re.split(r"[,.;:]", prose.text[span[1] : span[1] + _REACH])[0]
    return f"{before}{prose.text[slice(*span)]}{behind}"


RULE = Rule("empty-praise", Severity.WARNING, __doc__, judge)
