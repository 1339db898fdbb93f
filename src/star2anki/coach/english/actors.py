"""Who acts in a sentence: I, we, nobody (the passive), or somebody or something else."""

import re
from dataclasses import dataclass
from enum import Enum

from star2anki.coach.english.prose import Prose, Span

I_ACT = re.compile(r"\bI(?:['’](?:d|ve|ll|m))?\b")
_DID = (
    r"(?:\w+ed|built|wrote|ran|made|took|set|got|came|did|found|began|brought|put|met|held|chose|kept|went|gave|sent|led|cut|"
    r"worked|drew|saw|spoke|spent|was|were|is|are)"
)
WE_ACT = re.compile(
    r"\b[Ww]e(?:['’](?:d|ve|ll|re))?\b|\b(?:[Oo]ur|[Tt]he|[Mm]y)(?: \w+)? (?:team|squad|crew|group|department)"
    rf"(?= (?:\w+ly )?(?:then |also |had |have |has )?{_DID}\b)"
)
_PARTICIPLE = (
    r"(?:\w+ed|built|written|rewritten|run|made|remade|taken|set|held|done|found|begun|brought|put|met|chosen|kept|given|"
    r"sent|led|cut|drawn|redrawn|seen|told|taught|thought|bought|sold|paid|shown|spent|split|shut|thrown|driven|known|laid|"
    r"left|lost|read|rebuilt|reset|overseen|undertaken|sought|caught|fed|hired|dealt|grown|broken|spoken|undone|got)"
)
_PASSIVE = re.compile(
    rf"\b(?:was|were|been|being|is|are|got|be)(?: (?:\w+ly|then|also|soon|first|not|never|all|both|now|again|later))*"
    rf" {_PARTICIPLE}\b(?! by (?:me|myself)\b)"
)
_STATE = re.compile(
    r"\b(?:was|were|is|are|been|be)(?: \w+ly)? (?:tired|worried|scared|supposed|used to|interested|pleased|surprised|"
    r"convinced|ashamed|annoyed|frightened|relieved|excited|prepared|allowed|afraid|called|named|based|located|needed|"
    r"red|married|bored|embarrassed|limited|related|gone|involved)\b"
)


class Actor(Enum):
    """Who acts in a sentence."""

    ME = "I"
    US = "we"
    NOBODY = "the passive"
    OTHERS = "others"


@dataclass(frozen=True, slots=True)
class Acting:
    """A sentence and who acts in it."""

    actor: Actor
    span: Span
    """The sentence."""
    words: Span
    """The words in it that say who acts."""


def acting(prose: Prose) -> list[Acting]:
    """Say for each sentence who acts. A sentence with "I" in it counts as mine, whoever else is in it."""
    found = []
    for start, end in prose.sentences:
        sentence = prose.own[start:end]
        if not sentence.strip():
            continue
        for actor, pattern in ((Actor.ME, I_ACT), (Actor.US, WE_ACT), (Actor.NOBODY, _PASSIVE)):
            words = pattern.search(sentence)
            if words and not (actor is Actor.NOBODY and _STATE.match(sentence, words.start())):
                found.append(Acting(actor, (start, end), (start + words.start(), start + words.end())))
                break
        else:
            found.append(Acting(Actor.OTHERS, (start, end), (start, end)))
    return found


def counts(prose: Prose, pattern: re.Pattern[str]) -> list[Span]:
    """Find every place where somebody acts."""
    return [found.span() for found in prose.find(pattern)]
