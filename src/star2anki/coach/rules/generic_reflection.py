"""generic-reflection: the reflection would fit any story.

"Communication is key" could end any story in the world, so it says nothing about you. A reflection convinces when it
names things from this story, such as the loaf, the key or the travel card.

Remember: The lesson holds things of this story, and no other could end with it.

Fails:
    reflection: I learned that communication is key and that it is important to involve stakeholders early.
Passes:
    reflection: In the figures, a shelf that is bare at noon looks like a perfect order. I now ask when the last loaf went.

Source: our own list of the words that make up such endings.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.phrases import listed
from star2anki.coach.english.prose import stem, stems
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

MOSTLY = 0.66
"""A reflection with at least this share of words that fit any story fits any story itself."""

_PHRASE = re.compile(
    r"\b(?:(?:communication|team ?work|collaboration|listening|planning|trust|preparation|feedback) (?:really |always |truly )?(?:matters?|counts|pays)|"
    r"you (?:always |just )?have to (?:listen to (?:people|others)|communicate|work as a team|stay positive)|"
    r"communication is (?:\w+ )?(?:key|everything|important|crucial|vital|essential)|team ?work (?:makes|is)|"
    r"the (?:importance|value|power|benefits?) of (?:\w+ )?(?:and \w+ )?(?:communicat\w+|team\w*|collaborat\w+|listening|planning|testing|trust|feedback|preparation|"
    r"being|asking|good|clear|early|open|working|staying|documentation|patience|persever\w+|resilien\w+|adaptab\w+)|"
    r"(?:under|out of|outside) (?:my|one's|your|our) comfort zone|every (?:failure|mistake|challenge|setback) is|failure is (?:an|part)|"
    r"(?:anything|everything) is possible|hard work pays|never give up|trust the process|think outside the box|"
    r"grow as a person|made me (?:a )?(?:better|stronger)|made me who|there is no i in team|honesty is the best|"
    r"early and often|measure twice|(?:better|safer) (?:safe|late) than|rome was|devil is in|slow is smooth|i (?:have )?(?:became|become|grew|grown) (?:into )?a (?:more|better|stronger)|(?:always|never) (?:be|stay|keep) (?:prepared|calm|positive|open|humble|learning|curious))\b",
    re.IGNORECASE,
)

_GENERIC = frozenset(
    stem(word)
    for word in listed(
        """
    able accept accountability accountable achieve act action actually adapt adaptability advance affect agree
    ahead aim align alignment allow always anyone anything anyway applied apply applying appreciate approach
    areas ask asking assignment assume assumption assumptions attention attitude aware away back balance base
    basic basics beat beats became become begin behaviour belief believe benefit best better big bigger boss
    bring broader build business buy-in calm came cannot care career careful carefully carried carry case
    certain challenge challenges challenging change changes cheap choice choices clarity clear clearly close
    closely code collaborate collaboration collaborative colleague colleague's colleagues come comfort
    comfortable commitment communicate communicating communication company complete complex complexity concern
    confidence confident conflict connect consider consistent constant constantly continue conversation
    conversations cooperation costly courage create cross cross-functional crucial culture curiosity curious
    customer customers data day days deadline deal decide decision decisions deep deeper deeply deliver delivery
    deserve detail details develop development difference different differently difficult difficulty direction
    discuss diverse diversity do documentation double-check doubt drive early earn easier easy effect effective
    effectively efficient effort emotion empathy empower end engage engineer engineering ensure environment
    escalate especially essential ethic eventually ever every everybody everyone everything example excellence
    expect expectation expectations expensive experience experiences explain face fact fail failure failures
    fair fall fast fear feedback feel feeling fell felt find fine first flexibility flexible focus follow
    forever forward found foundation friday fully fundamental future future-proof gain general genuinely get
    give go goal goals good great greater greatest grew ground group grow grown growth guide habit handle happen
    hard help helpful helps hesitate honest honesty hope human humble humbler humility idea ideas ignore impact
    importance important improve improvement include incredibly information initiative innovation input insight
    inspire instead instinct integrity intention interest invaluable invest involve issue issues job journey
    judge judgement juggle jump keep key kind knew know knowing knowledge knowledgeable lasting lead leader
    leaders leadership learn learned learning learnt lesson lessons let level lies life lifelong listen listener
    listening little long look lot make manage management manager managers matter matters mean meaningful mental
    message method mind mindset mistake mistakes moment monday morale motivate motivation move moving much need
    needs never new next nothing objective objectives obstacle often one open openly openness opinion opinions
    opportunity order organisation organization others outcome overall overcome overthink overthinking own
    ownership part patience patient pay people perfect perform performance persever perseverance persist
    persistence person personal personally perspective perspectives place plan planning plans point position
    positive possible power practice preparation prepare prepared present pressure prevent principle priorities
    prioritise priority proactive proactively problem problems process processes productive professional
    professionally progress project project's projects proud prove push put quality question questions quick
    quickly raise rather reach ready real realise realize really reason reflect reflection regardless regular
    regularly relationship relationships reliable rely remain remember remind reminded resilience resilient
    resolve resource resources respect respectful responsibility responsible result results right risk risks
    role root same say saying see seek seem self sense separate separates serve served set setback setbacks
    share shared shine show showed significant simple since sincerely situation situations skill skills slow
    slower small software solid solution solutions solve something sometimes soon sooner space speak speed spend
    spent stakeholder stakeholders stand start state stay step steps story straight strategy strength stress
    strike striking strong stronger structure struggle stuff success successful support sure surprise
    sustainable sync system take takeaway taken talk task tasks taught team teammate teammates teams teamwork
    technical technology tell tempting test tested testing thing things think thinking thorough thoroughly
    thought time title today together tool tools touch tough toward towards transparency transparent truly trust
    truth try trying tuesday turn ultimately uncertainty understand understanding understood unexpected unsure
    upfront use useful valuable value values view vision vital want way ways well whatever willing willingness
    win wins wisdom wiser without wonderful word words work worked working world worth write wrong year years
    """
    )
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for phrases that could end any story, and count the words that would fit any."""
    told = _told(story)
    hint = "tie the lesson to a detail of this story, and say what you now do differently: when, and with what"
    for part in story.of("reflection"):
        phrases = [found.span() for found in part.prose.find(_PHRASE)]
        for span in phrases:
            yield Finding(part.path, f'"{part.prose.show(span)}" would fit any story', hint, span)
        words = [word for word in stems(part.prose.own) if not word[0].isdigit()]
        generic = [word for word in words if word in _GENERIC]
        if not phrases and words and len(generic) >= MOSTLY * len(words) and not _is_of_this_story(words, told):
            yield Finding(part.path, "this reflection would fit any story", hint)


def _told(story: SpokenStory) -> frozenset[str]:
    steps = story.of("situation", "task", "action", "result")
    return frozenset(word for part in steps for word in stems(part.prose.own)) - _GENERIC


def _is_of_this_story(words: list[str], told: frozenset[str]) -> bool:
    own = {word for word in words if word in told}
    return len(own) >= 3 or len(own) * 5 >= len(set(words))  # noqa: PLR2004 - a fifth of it, or three things, are of this story


RULE = Rule("generic-reflection", Severity.WARNING, __doc__, judge)
