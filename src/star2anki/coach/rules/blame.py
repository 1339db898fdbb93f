"""blame: your own words blame others.

If you blame a colleague in an interview, the listener thinks that you will blame the next one too. Say what the others
wanted and why it made sense to them, then what you did. You can describe a fault without a culprit: "the job outlived
its team".

Remember: Tell what the others wanted, and then what you did.

Fails:
    action: The other team had messed up the export, as usual, and they never listened, so I rewrote it.
Passes:
    action: The export was written for a tenth of the load. I showed its owners the new figures and rewrote it with them.

Source: a common view among interviewers; the list is our own.
"""

from collections.abc import Iterator

from star2anki.coach.english.phrases import any_of, compiled
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_GROUPS = (
    "teams?|group|department|squad|crowd|guys?|people|folks?|lot|side|office|desk|developers?|engineers?|programmers?|architects?|"
    "managers?|management|boss|boss(?:es)|leads?|leadership|directors?|executives?|headquarters|board|owners?|vendors?|suppliers?|agency|agencies|"
    "contractors?|consultants?|freelancers?|predecessors?|colleagues?|counterparts?|co-?workers?|sales|marketing|finance|product|procurement|"
    "operations|support|security|legal|compliance|designers?|testers?|interns?|analysts?|stakeholders?|clients?|customers?|nurses?|doctors?|"
    "partners?|workers?|staff|chefs?|cooks?|teachers?|drivers?|foremen|foreman|installers?|planners?|surveyors?|clerks?|wards?|school|council"
)
_THEY = (
    r"(?:he|she|they|who)(?:'(?:d|ve|s))?|nobody (?:else )?(?:up there|over there|(?:on|in|at) (?:the|my|that|their) \w+)|no one up there|"
    rf"(?:the|my|our|his|her|their|a|another|other|previous|some|those|that|certain)(?: [\w'-]+){{0,2}}? (?:{_GROUPS})|"
    r"everyone else|everybody else|management|leadership|headquarters|sales|marketing|finance|procurement|head office|others|someone|somebody"
)
_ADV = r"(?: (?:\w+ly|had|have|has|would|also|just|again|once|more|always|still|even|then|often|as usual|as ever|true to form|not|never|ever|yet),?){0,4}"
_BLAME = compiled(
    any_of(
        r"""
        (?:mess|screw)(?:ed|es|ing)? (?:\w+ )?up
        (?:botched|bungled|dropped the ball|cut corners|over-?promised|underestimated|sat on|dragged (?:his|her|their|its) feet)
        let (?:us|me|everyone|the \w+) down
        (?:failed|fail|fails|neglected|forgot|refused|refuse|refuses|omitted) to
        (?:seemed|seems|appeared) (?:\w+ )?(?:unable|unwilling|incapable|reluctant)
        (?:listen|care|bother|test|document|answer|reply|reply|communicate|deliver|read|check|plan)(?:s|ed)? (?:nothing|nobody|no one|late|badly|poorly)
        (?:ignored|ignores|overruled|dismissed|brushed aside|waved away) (?:me|my|our|us|every|all|the (?:warning|advice|rules|process))
        (?<!who )(?:should|ought to) have
        (?:had|have|has|showed|shows) (?:no|little|zero) (?:idea|clue|understanding|sense|interest|grasp|respect|discipline|experience|ownership|urgency)
        lack(?:ed|s)? (?:the |any |basic |a )?(?:skill\w*|discipline|understanding|competence|commitment|vision|experience|knowledge|sense|urgency|rigou?r|follow-through|ownership|attention|maturity)
        (?:made|makes) (?:a|some|several|many|another|every) (?:\w+ )?(?:mess|mistakes?|errors?|blunder)
        caused (?:the|this|all|a) (?:\w+ )?(?:problem|mess|delay|outage|failure|chaos)
        kept (?:changing|ignoring|missing|making (?:mistakes|excuses)|blocking|forgetting|dragging|moving the goalposts|stalling|arguing)
        (?:took (?:all )?the credit|threw (?:me|us) under|blocked (?:me|us|everything)|fought (?:me|us)|undermined|sabotaged|stonewalled|got in the way|stood in (?:my|our|the) way|slowed (?:me|us|it|everything) down)
        left (?:us |me |behind |it )?(?:with |to )?(?:a |an |the |pick|clean|deal|sort)(?: ?\w+)? ?(?:mess|chaos|disaster|shambles|up|with it|it out)
        (?:was|were|is|are|proved)(?: not)? (?:\w+ly |very |so |too |just |rather |quite |not |also |never |as \w+ as ever, )*(?:incompetent|lazy|careless|useless|hopeless|sloppy|difficult|unprofessional|stubborn|clueless|unreasonable|slow to|unwilling|uncooperative|unhelpful|unresponsive|unreliable|out of (?:his|her|their) depth|disorgani[sz]ed|inexperienced|negligent|arrogant|defensive|resistant|toxic|asleep at the|the (?:real |main |actual )?(?:problem|bottleneck|weak link|culprit)|to blame|at fault|responsible for the (?:\w+ )?(?:mess|failure|delay|mistake|error|outage|problem|loss)|(?:capable|competent|qualified|up to|good enough|interested) (?:of|enough|in|the|to)|known for|one of those|wrong as usual)
        (?:has|have|had) (?:yet to|still to) (?:discover|learn|understand|notice|grasp|realise|realize|find out)
        sat on (?:its|his|her|their) hands
        (?:gave|leave|left|handed) (?:me|us) (?:\w+ )?(?:rubbish|garbage|nonsense|half|junk|too little|no support|nothing)
        """,
        behind="<they><adv> ",
        they=_THEY,
        adv=_ADV,
    ),
    any_of(
        r"""
        (?:did|do|does|could|can|would)(?: not|n't|not) (?:even |really |simply )?(?:bother|be bothered|care|listen|understand (?:the|how|what|anything|basic)|do (?:his|her|their) (?:job|work|homework|part)|pull|take (?:it|this|us|me) seriously|know what|grasp|keep up|see the|be trusted|think)
        (?:had |have |has )?(?:never|not once) (?:really |once |even |ever )?(?:listen|care|bother|test|document|answer|repl|understood|understand|check|plan|read|communicat|follow|deliver|brought|opened|asked|looked|told|troubled)\w*
        [^.;]{0,30}\b(?:without|instead of) (?:(?:even|ever|so much as|once) )?(?:reading|asking|telling|testing|checking|looking|warning|consulting|thinking|bothering|listening)
        [^.;]{0,40}\btold (?:no one|nobody|none of us)
        """,
        behind="<they> ",
        they=_THEY,
    ),
    # How it is said, whoever did it.
    any_of(
        r"""
        (?:seemed|seems|appeared) (?:constitutionally|congenitally|physically|completely|utterly) (?:unable|incapable|unwilling)
        (?:as usual|as ever|as so often|as always|true to form|predictably|unsurprisingly|typically|needless to say|the way (?:he|she|they) always do(?:es)?|bless (?:him|her|them)|for reasons (?:best )?known only to)
        in (?:his|her|their|its) infinite wisdom|with (?:the greatest|all due) respect
        of (?:his|her|their|its) own making|(?:came|come|comes|was|were|is|are) (?:\w+ )?courtesy of
        (?:not|never|n't) (?:even )?(?:taken|take|took) the trouble
        (?:has|have|had|was|were) never been (?:\w+ly )?(?:careful|good|reliable|interested|competent|helpful|quick|organi[sz]ed|known for|the most \w+|much of)
        too (?:careless|lazy|busy with|proud|stubborn|slow|cheap|incompetent|arrogant|comfortable|important) to
        if (?:only )?(?:the |my |our )?[\w' -]{1,30} had (?:only |once |just |even |ever |bothered|listened|answered|done|told|read|checked|tested)
        had (?:the |my |our |his |her )?(?:\w+ )?(?:management|leadership|sales|marketing|finance|they|he|she|team|manager|director|boss|people|owners?|others|anyone) (?:not |only |just |once |ever )?(?:given|listened|told|asked|read|sat|done|bothered|checked|answered|been|taken|acted|approved|let|kept|allowed|planned)
        (?:poorly|badly|carelessly|sloppily|hastily|lazily|wretchedly) (?:written|managed|designed|planned|documented|built|organi[sz]ed|run|tested|prepared|handled|handed|thought|trained|led|maintained|specified|communicated|coded|labelled|kept|briefed)
        (?:because of|due to|thanks to|owing to|down to|caused by|given|the (?:fault|result|consequence) of|despite|in spite of) (?:\w+ ){0,3}?(?:\w+'s?|poor|bad|their|his|her|sloppy|careless|weak|limited|lack of|the (?:limited|usual|general))(?: \w+){0,2}? ?(?:mistakes?|errors?|negligence|carelessness|incompetence|failures?|oversight|sloppiness|decisions|planning|management|communication|work|code|documentation|inaction|attitude|delays?|leadership|laziness|ownership|estimates?|requirements|handover|discipline|organi[sz]ation|maturity|politics|resistance|competence|skills?|interest)
        (?:someone|somebody|everybody|everyone|others?|another \w+|\w+)(?: else)?'s? (?:mess|incompetence|carelessness|negligence|sloppy \w+|bad (?:code|decisions?|planning|work)|poor (?:planning|work|decisions?|code|communication|judgement))
        (?:(?:his|her|their)|(?:the|my|our) (?:\w+ )?\w+'s?) (?:incompetence|laziness|carelessness|negligence|ego|attitude|inability|unwillingness|reluctance|refusal|failure to|lack of|mistakes|poor|bad|sloppy|weak|limited|excuses|chaos|mess|inertia)
        (?:it|that|this|which|the \w+) (?:was|were|is) (?:\w+ly |all |their )*(?:his|her|their|the \w+'s?) (?:fault|mistake|doing|failure)
        clean(?:ing|ed)? up (?:after|(?:his|her|their|someone's)(?= ))
        not my (?:fault|mistake|doing)|through no fault of (?:mine|my own|ours)|little wrong with my|nothing wrong with my
        unlike (?:the (?:rest|others?)|my (?:colleagues|predecessor)|others|some)
        (?:so-called|supposed) (?:experts?|senior|architects?|professionals?|specialists?)|whoever (?:wrote|built|designed|planned|signed) (?:it|this|that)
        (?:cannot|can't|could not|couldn't|can never) (?:simply )?(?:be trusted|be relied|rely on (?:them|him|her|that|the)|trust (?:them|him|her|that|the|anyone)|expect (?:them|him|her|much))
        you (?:simply |just |really )?(?:cannot|can't|can never) (?:assume|trust|rely|count|expect) (?:that |on )?(?:any|them|those|people|the|other)\w*
        (?:is|was|are|were) (?:\w+ly )?(?:worth nothing|wasted on|a work of fiction|beyond (?:him|her|them)|too much to ask|a personal insult|for the pleasure of)
        (?:a work of fiction|not once opened|good conscience be called|takes? (?:each|every) \w+ as a (?:personal )?insult|no (?:real )?professional would|should never have (?:been|happened|got|left|signed|shipped))
        (?:it would be unkind to|i name no names|naming no names|i'll (?:be|remain) polite|to put it (?:mildly|politely|kindly))
        """
    ),
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for words that blame somebody else."""
    for part in story.parts:
        for span in part.prose.find_phrases(_BLAME):
            message = f'"{part.prose.show(span)}" blames somebody else'
            hint = (
                "say what they wanted and why it made sense to them, or describe the fault without a culprit; "
                "then say what you did"
            )
            yield Finding(part.path, message, hint, span)


RULE = Rule("blame", Severity.WARNING, __doc__, judge)
