"""disowned: your own words hand ownership to somebody else.

For many interviewers, "It was not my team's job, so I passed it on" ends the story. You may hand work to others as long
as you stay with it: say what you did next, and how you knew that it was done.

Remember: Stay with it until it is done, whoever does the work.

Fails:
    action: It was not my team's job, so I passed it on to the platform group and left it with them.
Passes:
    action: >
      It was not my team's job, and nobody else had it. I took the fault to the platform group with a test that showed
      it, and I stayed with them until the test passed.

Source: a common view among interviewers; the list is our own.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.phrases import any_of, compiled
from star2anki.coach.english.prose import Span
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenPart, SpokenStory
from star2anki.diagnostics import Severity

_THING = r"it|this|that|them|him|her|everything|the (?:\w+ )?\w+|my (?:\w+ )?\w+|these|those|an? (?:\w+ )?\w+"
_ADV = r"(?: (?:\w+ly|then|just|therefore|had|have|once|also|never))*"
_JOB = r"job|task|responsibility|problem|remit|area|role|place|business|department|concern|duty|scope|affair|fault|call|decision|patch|desk|ticket"
_OTHERS = r"they|he|she|the (?:\w+ )?(?:teams?|group|department|vendor|supplier|owners?|office|provider|people|desk)|colleagues|others|somebody else|someone else|my (?:team|colleagues?|manager)"

NOT_MINE = r"""
    # The export was outside of my remit.
    (?:was|is|were|are|been|being|fell|falls|lay|lies|sat|sits)(?:n't| not| never| hardly)? (?:really |strictly |technically |squarely |well |far )?(?:outside|beyond|above) (?:of )?(?:my|our)(?: \w+)?
    # That was somebody else's code.
    (?:was|is|were|are|belonged|belongs|been)(?:n't| not)? (?:really |strictly |technically |to )?(?:somebody|someone|another \w+|a different \w+|the other \w+)(?: else)?'?s?(?= |[.,;])(?: (?:<job>|code|project|work|budget|system))
    # It wasn't really my job.
    (?:was|is|were|are)(?:n't| not| never| hardly) (?:really |strictly |technically |actually |in |part of )?(?:my|our)(?: \w+'s?| own)?(?: (?:<job>|code|project|work|team|budget|system))
    # It was broken, and not my problem.
    not (?:my|our)(?: \w+'s?)? (?:<job>)
    # The desk was no longer my responsibility.
    no longer (?:my|our) (?:<job>)
"""
"""Excuses that no longer count once the teller takes the thing on."""
HANDED_ON = r"""
    # I just passed it on.
    I<adv> (?:pass|hand|kick|flip|bounce|push|send)(?:ed)? (?:<thing>) (?:on|over|up|along|back|straight|off)
    # I then escalated.
    I<adv> (?:forwarded|escalated|reassigned|re-assigned|redirected|delegated|outsourced|deferred)
    # I delegated the test to a colleague.
    I<adv> (?:assigned|delegated|entrusted) (?:<thing>) (?:to|with) (?!me\b)\w+
    # I left the rest to the vendor.
    I<adv> left (?:it|this|that|them|everything|the (?:rest|matter|decision|details|follow-up|issue|problem|others?|cleanup)) (?:to|with|in the hands of|up to|for) (?!me\b)\w+
    # I filed a ticket for the platform group.
    I<adv> (?:raised|filed|opened|logged|submitted) (?:it|a ticket|this|an issue|the issue|the matter|a request|a note) (?:with|to|for|and|in)
    # I let them handle the rest.
    I<adv> (?:let|had) (?:them|him|her|someone|somebody|others|the \w+(?: team)?) (?:handle|deal with|sort|take (?:care|over|it)|worry|fix|figure|run|own|decide)
    # I asked somebody else to look into it.
    I<adv> (?:asked|got|told) (?:someone|somebody|others|the \w+ (?:team|desk|group)|my team)(?: else)? to (?:handle|deal with|sort|fix|take care of|look into|do|take) (?:it|this|that|the)
    # I waited for the vendor.
    I<adv> (?:waited|sat back|stood by|stepped back|stepped aside) (?:for|until|while|till|and let) (?:them|him|her|the|someone|somebody|my)
    # I trusted that they would mend it.
    I<adv> trust(?:ed)? (?:that )?(?:they|someone|somebody|others|my people|the \w+(?: \w+)?) (?:would|to|will)
"""
"""Handing something to others, which is fine if the teller stays with it."""
GIVEN_AWAY = r"""
    # I was told to leave it.
    I(?: was|'d been| had been) (?:\w+ )?(?:told|made|forced|obliged|instructed|ordered|required) to
    # I was only following the plan.
    I (?:was|am) (?:only|just|merely) (?:following|doing|the|told|asked|there|a|one)
    # I had no say.
    I (?:had|have|was given) no (?:choice|say|option|control|influence|alternative|part)
    # I couldn't do much.
    I (?:could|can)(?:n't| not|not) (?:do (?:much|anything)|have (?:known|done|prevented)|tell you how)
    # I did not see it as my task.
    I (?:did|do)(?:n't| not) (?:see (?:it|that) as|consider (?:it|that)|think (?:it|that) was|feel (?:it|that) was) (?:my|our)
    # I did exactly what I was told.
    I (?:did|do|test|write|build|deliver|type|typed) (?:exactly |only |just )?(?:what|as) (?:I(?:'m| was| am| had been| have been)|he|she|they|my \w+) (?:told|asked|given|gave|said|set)\w*
    # I stayed well out of it.
    I (?:was|am|kept|stayed|remained) (?:well )?out of (?:it|that|this)
    # I never asked for that.
    I (?:had(?:n't| not)|never|did(?:n't| not)) ask(?:ed)? (?:for|to be)(?= it| that| this|\W)
    # I saw no reason to ask.
    I (?:saw|see) (?:no (?:reason|need) to|my (?:role|job|part) as (?:making sure|passing|raising|flagging|informing))
    # I went back to my own desk.
    I (?:went|moved|got|turned|returned) (?:back |on )?to (?:my|the) (?:own|other|next|usual|real|actual) \w+
    # I washed my hands of it.
    I (?:washed my hands|took no further|closed (?:the|my) (?:case|ticket|matter|file))
    # The ticket was closed on our side.
    (?:closed|done|finished) (?:\w+ ){0,3}(?:on|from) (?:our|my) (?:side|end)
    # They went back to their queue, and moved on to the next ticket.
    (?:went|moved|got|turned) (?:back|on) to (?:my|the) (?:own|other|next|usual) \w+
    # What to do was up to them now.
    (?:up to|at the discretion of) (?:them|him|her|others|the \w+) (?:to|now|then)
    # All responsibility for the outage lay with the vendor.
    (?:the |all |any )?(?:responsibility|ownership|liability|credit|communication|decision|accountability|blame) (?:for (?:the )?+\w+ |and \w+ |both )*+(?:lay|lies|sat|sit|sits|rested|rests|was|remains) with
    # My manager had made me sign.
    (?:my|our|the) (?:manager|boss|lead|director|supervisor|team lead|management|leadership|head|CTO|CEO|VP|coordinator|client|product owner)(?: of \w+)? (?:had |has |later |then )?(?:made|forced|instructed|ordered|required|directed) (?:me|us)
    # The director told us to wait.
    (?:my|our|the) (?:manager|boss|lead|director|supervisor|management|leadership|CTO|CEO|VP|coordinator|client|product owner) (?:had )?(?:told|wanted) (?:me|us) to
    # The vendor took care of the rest.
    <others> (?:then |eventually |finally |soon |duly |had )?(?:took care of|take care of|sorted|dealt with|handled|took (?:it|things|over) from there|fixed (?:it|that|everything)(?: for)?|resolved it|picked it up|would (?:take|handle|fix|sort|see))
    # The ticket was gone, and that was that.
    (?:that was|and that was) (?:that|the end of (?:it|my)|it for me|out of my hands)
    # By noon it was out of my hands.
    (?:out of|no longer in) my (?:hands|control)|in (?:the (?:right|proper|good|best)|good|other|better|safe|capable) hands
    # It was nothing to do with us.
    above my pay|(?:was|is|were) (?:\w+ )?(?:nothing|not) to do with (?:me|us|my)|nothing (?:more )?(?:I|we|to be) (?:could do|could have done|done)
    # The ball was in their court.
    the ball was in (?:their|his|her)|(?:it|that|this|everything|from then on it) (?:was|is|were) (?:\w+ )?(?:their|his|her) (?:call|job|problem|responsibility|decision|show|affair|baby|business|turf)
    # That was the night shift's problem.
    (?:was|is|are|were) (?:the|a) [\w' -]{1,25}'s? (?:affair|responsibility|problem|job|business|remit|concern)
    # The alarm belonged to somebody else.
    (?:belonged|belongs|falls|fell|fall) (?:to (?:somebody|someone|others|another|a different)|(?:not )?on (?:my|our|their|his|her) side)
    # Why it broke? That's a question for the vendor.
    (?:that is|that's|it is|which is) a question (?:for|you)|you(?:'d| would| will)? (?:need|have) to ask (?:them|him|her|the)
    # I passed it up the chain.
    passed (?:it|this|that) up the (?:line|chain)|where my (?:desk|job|role|work|responsibility) (?:ends|stops|ended)
    # There was nothing left except to wait for them.
    (?:except|but|than) (?:to )?wait for (?:them|theirs|him|her|the)|from (?:our|my) (?:side|end) there was(?:n't| not| nothing)
"""
"""Words that nothing said later takes back."""

PARTS = {"adv": _ADV, "job": _JOB, "others": _OTHERS, "thing": _THING}
"""What the phrases name in angle brackets."""

_NOT_MINE = compiled(any_of(NOT_MINE, **PARTS))
_HANDED_ON = compiled(any_of(HANDED_ON, **PARTS))
_GIVEN_AWAY = compiled(any_of(GIVEN_AWAY, **PARTS))
_TAKING_ON = compiled(
    r"I (?:(?:\w+ly|then|still|also|could|did|had|had already|would|was the one who|made it) )*(?:agreed|took|wrote|fixed|stayed|decided|asked|built|went|"
    r"opened|read|made|called|rang|started|began|sat|found|measured|tested|traced|checked|looked|spent|offered|volunteered|chose|kept|brought|"
    r"drew|followed|walked|drove|cared|knew|saw|set|ran|reproduced|repaired|mended|changed|came|owned|got|carried|picked|put|worked|wanted|"
    r"could|did|showed|drafted|printed|counted|learned|learnt)",
    "mine|up to me|so I|I did it|but I|anyway",
)
_STAYING = compiled(
    r"(?:I|and|then)(?: still| \w+ly)? (?:stayed|sat|watched|checked|followed up|returned|came back|paired|called|rang|asked|kept|read|get|tested|"
    r"showed|agreed|met|walked|reviewed|rehearsed|stood|told|gave|joined|measured|verified|made sure|still)"
)
_ACCEPTED = re.compile(r"[^.]{0,80}\b(?:i agreed|i took it on|but i|so i asked|i refused|i said no)\b")
"""An order that the teller made their own."""
_CONSEQUENCE = re.compile(r"[^.]{0,30}?\b(?:so|therefore|which meant)\b")
"""What turns a circumstance into an excuse: "not ours, so ..."."""
_ORDERED = compiled("told|made|forced|obliged|instructed|ordered|required")
_REACH = 260
"""Within how many letters after these words the teller has to take it up again."""


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for words that give ownership away, unless the teller takes it up again at once."""
    for part in story.of("situation", "task", "action", "result", "reflection", "strong_answer"):
        for span in _spans(part):
            message = f'"{part.prose.show(span)}" gives ownership away'
            hint = "say what you did next and how you knew that it was done, or leave it out"
            yield Finding(part.path, message, hint, span)


def _spans(part: SpokenPart) -> Iterator[Span]:
    is_told = part.kind in {"situation", "reflection"}  # where orders and hand-overs are part of the setting
    for span in part.prose.find_phrases(_NOT_MINE):
        is_circumstance = part.kind == "situation" and not _CONSEQUENCE.match(part.prose.folded, span[1])
        if not is_circumstance and not _is_taken_up(part, span, _TAKING_ON):
            yield span
    for span in part.prose.find_phrases(_HANDED_ON):
        if not is_told and not _is_taken_up(part, span, _STAYING):
            yield span
    for span in part.prose.find_phrases(_GIVEN_AWAY):
        is_order = _ORDERED.search(part.prose.folded, *span)
        if not _ACCEPTED.match(part.prose.folded, span[1]) and not (is_told and is_order):
            yield span


def _is_taken_up(part: SpokenPart, span: Span, taken_up: re.Pattern[str]) -> bool:
    behind = part.prose.folded[span[1] : span[1] + _REACH]
    return bool(taken_up.search(behind)) and not _HANDED_ON.search(behind)


RULE = Rule("disowned", Severity.WARNING, __doc__, judge)
