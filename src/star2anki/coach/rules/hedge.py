"""hedge: words that take back what you say.

To a listener, "I sort of led the migration" is not modesty but doubt about whether it happened. And "a lot of
customers" is a figure that nobody counted. Say it plainly, or give the figure. An estimate ("about forty") is fine.

Remember: Say it, or say the figure.

Fails:
    action: I kind of took over the release. Maybe a lot of the tests were wrong, and I somewhat changed the plan.
Passes:
    action: I took over the release. About forty of the tests were wrong, so I changed the plan.

Source: our own list; interview coaches commonly say that hedges weaken an answer.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.phrases import any_of, compiled
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_HEDGE = compiled(
    any_of(
        r"""
        (?:kind|sort) of|some (?:kind|sort) of|(?:a )?kind of (?=[a-z]+ed\b)
        I (?:guess|suppose|would say|'d say|feel like|felt like|like to think)|so to speak|in (?:a way|some ways)
        perhaps|maybe|hopefully|presumably|arguably|somewhat|more or less|pretty much|probably
        to (?:some|a certain|a large|a great) (?:extent|degree)
        a (?:little )?bit(?= (?!\w+ed\b|of (?:cloth|paper|string|code)\b|(?:was|is|in|that|from|flips|at)\b)\w|[.,;])|a little(?= (?:too|late|slow\w*|chaotic|messy|unclear|difficult|better|\w+er)\b)
        (?:fairly|relatively)(?= [a-z])|quite(?! \w+ other)(?= [a-z])|rather(?! than\b)(?= [a-z])
        significant(?:ly)?|substantial(?:ly)?|considerabl[ey]|dramatically|drastically|noticeabl[ey]
        vastly|hugely|massively|greatly|tremendous(?:ly)?
        various|numerous|countless|several(?= (?:of|different|other|\w+s\b|people))|many(?= (?:of|different|other|more|\w+s\b|people))
        a (?:whole )?(?:lot|number|range|variety|couple) of(?! (?:its|their|his|her|my|our) own)|a lot(?= (?:more|fewer|less|better|faster|easier|happier|quicker)\b)
        (?:lots|plenty|loads|tons) of|a good (?:many|deal)
        much (?:better|faster|more|less|smoother|easier|quicker|happier)
        (?:and|or) (?:so on|so forth|stuff|things like that|the like|whatever|something)|et ?cetera|etc\b\.?|something like that
        I (?:sort of|kind of|just|only) (?:tried|wanted|did)|(?:tried|try) to (?:do|make|be|kind|sort)
        seemed to (?:work|help|like|be better)|(?:might|may) have (?:been|helped|had)|could be (?:said|argued)
        I(?:'m| am| was) not (?:really |quite |entirely |totally )?sure (?:if|whether|how|but)|I don't (?:really )?(?:know|remember) exactly
        I think(?! (?:of|about)\b)|I believe (?:we|it|that|this|they|most)
        as far as I (?:know|remember|can tell|recall)|if I remember
        """
    )
)
_DEGREE = re.compile(r"\b(?:how|as|so|too|not|very|that) $")
_THIS_SORT = re.compile(r"\b(?:a|an|that|what|this|the|some|any|one|each|no|first|same|right|other|every|wrong|only) $")
"""Words before it that change the meaning: "how many", "that kind of"."""


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for hedges in everything that is said."""
    for part in story.parts:
        for span in part.prose.find_phrases(_HEDGE):
            if not _is_exact(part.prose.folded, span[0]):
                message = f'"{part.prose.show(span)}" weakens what you say'
                yield Finding(part.path, message, "leave it out, or give the figure or the fact", span)


def _is_exact(text: str, start: int) -> bool:
    before = text[max(0, start - 12) : start]
    is_sort = text.startswith(("kind of", "sort of"), start)
    return bool(_DEGREE.search(before) or (is_sort and _THIS_SORT.search(before)))


RULE = Rule("hedge", Severity.WARNING, __doc__, judge)
