"""filler: words that add nothing.

Fillers cost seconds and attention, and once you have learned them by heart, you say them every time. A text to learn
should have none.

Remember: Leave out the words that say nothing.

Fails:
    action: Basically, I obviously had to stop the release. At the end of the day it was me who actually wrote the fix.
Passes:
    action: I had to stop the release. I wrote the fix myself.

Source: our own list.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.phrases import any_of, compiled
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_FILLER = compiled(
    any_of(
        r"""
        basically|obviously|literally(?= [a-z])|honestly|frankly|essentially|truthfully|undoubtedly|needless to say
        actually|totally|absolutely|definitely|really|of course(?=[,.])|very,? very
        to be (?:honest|fair|frank|clear)|in all honesty|when all is said and done|long story short
        at the end of the day,? (?=(?:it|what|you|that|people|everyone|this|all)\b)
        as (?:you know|they say|I said|a matter of fact)|like I said|let me tell you|believe (?:it or not|me)
        you know(?=[,.]| (?:what|how it))|I mean(?=[,.])|so,? yeah|it goes without saying
        the (?:fact|thing) (?:of the matter )?is(?: that)?(?=[,:]| that\b)|in (?:actual fact|terms of|the grand scheme)
        for all intents and purposes|first and foremost|last but not least|each and every
        due to the fact that|in order to be able to|it is (?:important|worth) (?:to note|noting|mentioning)
        move the needle|low-hanging fruit|hit the ground running|think outside the box|synerg\w+|going forward|circle back
        deep dive|game.changer|win-win|value add|best-in-class|cutting.edge|world-class
        above and beyond|went the extra mile|give (?:it )?110
        """
    ),
    r"(?:(?<=^)|(?<=[.!?] )|(?<=[.!?]  ))(?:well|anyway|now|so|like|okay|ok|look|right),(?<=,)(?= )",
)
_MEANT = re.compile(
    r"\b(?:what|how|who|where|which|when|why|they|people|customers|users|was|were|is|not|never|than) (?:\w+ ){0,3}?$"
)
"""Before "really", where it has a meaning: "what people really paid", not what they should have paid."""


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for fillers in everything that is said."""
    for part in story.parts:
        for span in part.prose.find_phrases(_FILLER):
            words = part.prose.show(span)
            if words.lower() in {"actually", "really"} and _MEANT.search(
                part.prose.folded, max(0, span[0] - 60), span[0]
            ):
                continue
            yield Finding(part.path, f'"{words}" adds nothing', "leave it out", span)


RULE = Rule("filler", Severity.WARNING, __doc__, judge)
