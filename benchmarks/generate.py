"""Make N realistic stories of about 12 KB each, with a recipe, for the benchmark.

Every story has all blocks of format 1, in the YAML that a person writes: block scalars, apostrophes, quotes, a little
Markdown. The sentences are combined from the word lists below, so that they compress about like prose, and not like one
sentence repeated a thousand times. The same number and seed give the same files.

    python benchmarks/generate.py 1000 FOLDER
    cd FOLDER && star2anki build
"""

import argparse
import random
import re
import textwrap
from collections.abc import Sequence
from pathlib import Path

from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.ids import slug

FRAMEWORK = "amazon-leadership-principles"
RECIPE = """\
name: Benchmark stories
scenarios: ["scenarios/*.yaml"]
split: principle
description: |
  Stories that no one lived, to measure how long a build takes.
author: star2anki contributors
license: CC-BY-4.0
"""
_FREE_SHARE = 0.9
"""The share of sentences built freely. At this value the text deflates about as well as the stories in `scenarios/`."""
_WIDTH = 100
"""The column at which a person's editor wraps a block of text."""

_WORDS = {
    "firm": """
        Larkmoor|Quillfield|Brackwater Ferries|Ostrander Seeds|Pinnock & Daughters|Velden Optics|Tarn Valley Rail|
        Mossbridge|Halloway Grain|Sable Point Lighting|Cobalt Orchard|Dunmere Post|Fennick Tools|Greywether|
        Ivory Kiln|Juniper Freight|Kestrel Pharmacy|Lowgate Water|Marram Insurance|Northing Cycles|Oxbow Dairy|
        Pellam Schools
    """,
    "person": """
        Amara|Bertil|Chidi|Dolores|Emeka|Farah|Goran|Hyun-woo|Ines|Jovana|Katarzyna|Lamar|Mirela|Nkechi|Oyelaran|
        Priya|Quentin|Rosalind|Seo-yeon|Tadeusz|Ulrike|Valentina|Wanjiru|Xiomara|Yusuf|Zsofia|the night-shift lead|
        a junior engineer|the head of finance|our longest-serving dispatcher|a new tester|the vendor's contact
    """,
    "team": """
        search team|billing desk|warehouse crew|mapping group|returns office|data platform team|claims department|
        night shift|mobile team|procurement office|timetable group|support floor|lab staff|routing team|audit group|
        pricing team|field service|translation desk|identity team|release group
    """,
    "thing": """
        nightly export|parcel scanner|refund queue|tariff table|ferry timetable|sensor feed|label printer|
        loan ledger|patient index|stock count|alarm relay|greenhouse controller|login page|delivery forecast|
        payroll import|address matcher|backup key|fuel report|image archive|seat map|ticket form|invoice run|
        meter reading|price cache|rota planner|bridge gauge|spare-parts list|translation memory|voucher service|
        queue display|sample register|consent form|harvest model|crew roster|calibration sheet|complaint inbox|
        mailing list|fault log|cash drawer
    """,
    "fault": """
        dropped every ninth record|counted one pallet twice|stopped at midnight without a word|
        mixed two customers up|rounded each fare in the wrong direction|kept serving yesterday's figures|
        filled its disk within a fortnight|lost the last line of long orders|sent the same letter again and again|
        hid a failure behind a green light|took eleven minutes where nine seconds would do|
        ignored the change to summer time|swapped miles and kilometres|refused names with an accent|
        gave a stranger somebody else's document|blamed the network for its own delay|
        crashed whenever two clerks saved at once|grew slower with each new branch|forgot who had asked for what
    """,
    "group": """
        pharmacists|drivers|lock keepers|nurses|growers|parents|night clerks|carriers|farm shops|apprentices|
        tenants|volunteers|conductors|bakers|dispatchers|inspectors|fishers|librarians|opticians|claim handlers|
        gardeners
    """,
    "deed": """
        compared the two files by hand|read the log from the first line to the last|
        rang the {group} who had complained|wrote a test that failed for the right reason|
        drew the whole route on the back of a poster|asked {person} to prove me wrong|
        took one day's {noun} and followed it from desk to desk|moved the check to where the mistake was made|
        cut the job into {small} steps that could each be undone|sat beside the {group} for two shifts|
        set a date on which we'd stop and go back|replaced the clever part by a plain table|
        put the old and the new side by side for {weeks}|timed every step with a kitchen clock|
        sorted {count} complaints into {small} heaps|sent a daily note of three lines to whoever wanted it|
        switched the {thing} off for one branch only|rehearsed the change on a copy with {person}|
        wrote down what I would accept as proof|showed the figures before I showed my opinion|
        built a switch that anyone on call could turn
    """,
    "noun": """
        paper trail|delivery note|order|reading|complaint|shipment|timesheet|request|signature|estimate|bundle|
        contract|booking|report|sample|receipt|reminder|handover|agreement|warning|measurement|rehearsal|exception|
        deadline
    """,
    "adjective": """
        stubborn|silent|awkward|costly|forgotten|half-finished|fragile|crowded|plain|risky|overdue|puzzling|
        harmless|embarrassing|tedious|unclaimed|rare|steady|uneven|borrowed|hurried|patient|expensive|narrow|
        old-fashioned|
        abrupt|accidental|ambitious|ancient|anonymous|bitter|blunt|brave|brief|bright|broad|careful|casual|cautious|
        cheap|cheerful|circular|civil|clumsy|coarse|cold|common|complete|complicated|confidential|convenient|
        crooked|curious|damp|dangerous|deliberate|delicate|dense|distant|dull|eager|early|elegant|empty|enormous|
        exact|experimental|faint|false|familiar|feeble|fierce|final|flat|flexible|foreign|formal|fortunate|fresh|
        frozen|generous|gentle|genuine|gloomy|gradual|hasty|heavy|hesitant|hollow|honest|horizontal|humble|idle|
        imaginary|immense|impossible|incomplete|informal|innocent|internal|invisible|isolated|late|lazy|lengthy|
        literal|lonely|loose|loud|lucky|mechanical|mild|minor|missing|misty|modest|mutual|mysterious|neat|nervous|
        neutral|noisy|novel|obvious|odd|official|ordinary|original|painful|partial|peculiar|permanent|pointless|
        polite|popular|precious|premature|previous|private|prompt|provisional|proud|quaint|quick|radical|random|raw|
        ready|recent|reluctant|remote|rival|robust|rough|rusty|sceptical|secret|seasonal|serious|shallow|sharp|
        sincere|slender|slippery|sober|soft|solid|sour|spare|spontaneous|strict|sturdy|sudden|superb|swift|tame|
        temporary|tender|thin|thorough|tiny|tired|transparent|tricky|typical|unfair|unusual|urgent|vague|vertical|
        vivid|warm|weary|wide|wise|wooden|worthless|yearly
    """,
    "outcome": """
        complaints fell from {count} a month to {small}|the {group} had their answer before lunch|
        the {team} closed {count} old cases in {weeks}|a job of {small} hours took {minutes} minutes|
        {percent} per cent of the {noun}s went through untouched|we paid back {money} pounds to {count} {group}|
        nobody was woken by it for {weeks}|the {thing} has been right on each of {count} days since|
        {small} branches asked for the same change|the cost per {noun} sank by {percent} per cent|
        new {group} learned the work in {small} days instead of {weeks}|
        the audit found nothing where it had found {count}
    """,
    "lesson": """
        a green light shows what its maker chose to look at|
        people share bad news with whoever took the last one well|
        a {noun} without an owner is a {noun} that fails at night|
        I argue better once I can state the other side's case|
        the first figure I'm given is the one that was easiest to count|
        a small step that can be undone beats a good plan|silence in a meeting isn't consent|
        I should ask for help while there's still time to use it|what is never rehearsed doesn't work on the day|
        the person closest to the work sees the fault first|speed comes from leaving things out|
        a promise needs a date and a name, or it's only a wish
    """,
    "quality": """
        ownership|judgement|candour|persistence|curiosity|care for the customer|a sense of proportion|courage|
        follow-through|clear thinking|humility|influence without authority|honest accounting|calm under pressure|
        depth|taste for simple things
    """,
    "vague": """
        we sorted it out|it was handled quite quickly|everyone was happy in the end|the team took care of it|
        some people were not convinced|it was basically a configuration issue|things got a lot better|
        we had a few meetings about it|management was on board|I was involved in most of it|mistakes were made|
        it worked out fine|they looked into it|communication was improved|we aligned with the stakeholders|
        the numbers went up quite a bit|someone had to step in|it was more or less done by then
    """,
    "field": """
        payments|logistics|healthcare|on-call|data-quality|mentoring|negotiation|migration|incident|customer|cost|
        hiring|security|planning|testing|documentation
    """,
    "verb": """
        measured|doubted|rewrote|defended|shortened|traced|sketched|questioned|repaired|delayed|copied|compared|
        signed|collected|explained|protected|renamed|counted|divided|returned|photographed|translated|weighed|
        borrowed|emptied|checked|approved|dropped|followed|guarded|inspected|joined|labelled|mapped|noticed|opened|
        priced|queried|ranked|sorted|tested|unpicked|verified|watched|marked|escorted|funded|graded|handed over|
        invented|judged|kept|loaded|moved|numbered|ordered|paused|quoted|rebuilt|scheduled|taught|updated|widened|
        printed|archived|balanced|cancelled|
        abandoned|absorbed|adopted|adjusted|admitted|aimed|announced|answered|assembled|assigned|attached|audited|
        avoided|blocked|bought|bridged|brushed|buried|calibrated|captured|carried|challenged|chased|circled|cleaned|
        closed|combined|confirmed|connected|consulted|converted|corrected|crossed|declined|delivered|demolished|
        described|designed|detected|dismantled|displayed|disputed|documented|doubled|drew|earned|edited|enlarged|
        erased|estimated|exchanged|excused|extended|fetched|filed|filtered|financed|fixed|folded|forgave|framed|
        froze|gathered|greeted|guessed|halved|hid|hired|ignored|illustrated|imported|improved|insured|interrupted|
        interviewed|isolated|justified|leased|lifted|linked|listed|lowered|merged|mended|mocked|named|negotiated|
        observed|offered|organised|outlined|overlooked|packed|painted|parked|patched|planted|polished|postponed|
        praised|predicted|presented|promised|proved|published|pulled|punctuated|purchased|quarantined|raised|
        read aloud|recalled|recorded|recycled|reduced|refused|registered|reheated|rejected|released|removed|rented|
        replaced|reported|rescued|reserved|restored|revealed|reversed|revised|rewarded|salvaged|sampled|scanned|
        sealed|searched|selected|separated|shifted|simplified|skipped|sold|spotted|stored|stretched|studied|
        summarised|supervised|surveyed|swapped|tightened|tolerated|touched|trained|transferred|trimmed|trusted|
        tuned|undid|unlocked|valued|visited|wrapped
    """,
    "object": """
        budget|corridor|calendar|boundary|spreadsheet|workshop|doorway|manual|ledger|diagram|shelf|whistle|envelope|
        forecast|crane|thermometer|dashboard|cupboard|margin|rulebook|harbour|bicycle|speech|ladder|waiting room|
        badge|kitchen|transcript|turbine|pilot|compass|notebook|telephone|lantern|barrier|checklist|circuit|pallet|
        archive|prototype|inventory|agenda|weekend|chapter|village|signal|footpath|conveyor|window|insurance|
        balance|platform|mortgage|recipe|postcode|certificate|microscope|valve|satellite|gearbox|orchard|
        interpreter|landlord|motorway|
        acorn|aqueduct|auction|axle|ballot|banner|barometer|basement|battery|beacon|blanket|boiler|bottleneck|
        bracket|brochure|buoy|cable|canopy|carpet|cathedral|ceiling|chimney|cistern|clipboard|clock tower|coastline|
        column|concert|copper pipe|cradle|crossing|curtain|dictionary|drawbridge|drill|elevator|embassy|engine|
        escalator|fairground|fence|ferry|filter|firewall|flagpole|floodgate|forge|fountain|freezer|furnace|garage|
        glossary|greenhouse|hammer|hangar|hedge|helmet|hinge|hospital|hydrant|island|jetty|jigsaw|junction|keyboard|
        kiosk|lamp post|launderette|lawn|lever|library|lighthouse|locomotive|magnet|marquee|mattress|mirror|
        monument|mosaic|museum|nursery|oven|paddock|paragraph|parcel|passport|pavement|pendulum|pharmacy|piano|
        pipeline|plaster|podium|pump|quarry|questionnaire|radiator|railing|reservoir|ribbon|roof|sandbag|scaffold|
        scarf|schedule|screwdriver|seminar|shuttle|siren|slide rule|stadium|staircase|stapler|subtitle|switchboard|
        syllabus|telescope|theatre|throttle|tide table|toolbox|tractor|tram|trolley|tunnel|umbrella|vaccine|viaduct|
        vineyard|waterfall|weighbridge|wheelbarrow|windmill|workbench|zip file
    """,
    "manner": """
        slowly|by telephone|without a meeting|in plain words|twice|on paper|before breakfast|under protest|
        from memory|against advice|with a borrowed pencil|by lantern light|in front of everyone|almost by accident|
        one at a time|for the first time|from the wrong end|in the rain|behind closed doors|at half the price|
        by Thursday|overnight|with some embarrassment|as a favour|to the penny|in both languages|at the harbour|
        between two shifts|by the book
    """,
    "joint": """
        because|although|while|until|so that in the end|and only then|even though|but not before|whereas|since|
        after|which meant that|unless|as soon as|just as|long before|and from that day on
    """,
    "detail": """
        {manner}|near the {object}|for {person}|without a {object}|after {count} {noun}s|behind {adjective} {object}s|
        instead of {noun}s|despite {adjective} {noun}s|beyond {firm}|under {adjective} {object}s|with {small} {group}
    """,
    "clause": """
        {person} {verb} the {adjective} {object}|{group} {verb} {object}s {detail}|I {verb} {small} {object}s {detail}|
        the {object} {fault}|the {team} {verb} {adjective} {object}s|I {verb} and {verb} {adjective} {noun}s {detail}|
        nobody {verb} {object}s {detail}|{person} {manner} {verb} my {noun}|{adjective} {noun}s {verb} the {group}|
        {count} {object}s {verb} {detail}|my {adjective} {object} cost {money} pounds|{noun}s were {adjective} {detail}|
        {object} and {object2} {verb} {detail}|what {person} {verb} was {adjective}, not {adjective2}
    """,
    "role": """
        Support Lead|SDE 2|Site Reliability Engineer|Product Manager|Data Analyst|Field Engineer|Programme Manager
    """,
    "code": "`retry_after`|`NULL`|`/healthz`|`SKU-0`|`git bisect`|`--dry-run`|`cron`|`utf-8`|`HTTP 429`|`max_age`",
    "weeks": "three weeks|a fortnight|nine days|six weeks|two months|a quarter|ten nights|forty days|half a year",
    "small": "two|three|four|five|six|seven|eight|nine|eleven|twelve",
    "part": "the opening|the turning point|the figure|the decision|the handover|the setback|the proof|the date",
}
"""What can fill a `{slot}` in the patterns below; the words may contain slots themselves."""
_SLOTS = {name: [word.strip() for word in words.split("|")] for name, words in _WORDS.items()}

_STORY = """
While I was with the {team} at {firm}, I noticed that the {thing} {fault}.
It had done so for {weeks}, and {count} {group} had grown used to it.
{person} called it {adjective}; I called it a {noun} that nobody had signed.
I {deed}, and then I {deed2}.
Before I touched anything, I {deed}.
The {team} had {small} other plans, so I asked for {minutes} minutes of {person}'s time and brought one page.
"Leave it," {person} said, "it's always been that way."
My own work would've gone on without it, yet each {adjective} {noun} cost the {group} {minutes} minutes.
On the second day the {thing} {fault}, this time in front of {count} {group}.
I told {person} what I knew, what I guessed, and when I'd know more.
We agreed on one measure: how many {noun}s a day needed a second look.
It wasn't the {thing} at all: the {adjective} step before it {fault}.
I chose the {adjective} way, since it could be undone within {minutes} minutes.
Two of us {deed}, while {person} kept the {team} informed.
After {weeks}, {outcome}.
By the end of the quarter {outcome}, and {outcome2}.
I had promised {count} {noun}s by Friday and delivered {small} fewer; I said so on Thursday.
What changed {person}'s mind was not my argument but the {adjective} {noun} from {firm}.
The cause fitted on one line: {code} was read as a {noun}.
Nobody had decided this; it had simply been left over from the {adjective} year when the {team} was split.
I wrote to all {count} {group} myself, because they had been told too little too often.
Today the {team} runs it without me, and {outcome}.
The {adjective} part was to tell {person} that the {noun} of the spring had been wrong by {percent} per cent.
For {weeks} I came in an hour early and {deed}.
A rival idea was to buy a new {thing} for {money} pounds; mine cost {small} days.
I learned that {lesson}.
Since then I begin every {noun} with one question: who'd notice if it were missing?
I still keep the {adjective} {noun} on my wall, for {lesson}.
The {group} didn't want a better {thing}; they wanted a {noun} that they could trust.
When the {adjective} week came, the {thing} held, and {outcome}.
""".strip().split("\n")

_ADVICE = """
Say the figure first, then wait: {count} {group} is a picture, "many" isn't.
Name {person} early, since a story with one other voice in it sounds lived.
Don't explain the {thing}; explain what the {group} couldn't do without it.
Keep {part} under {small} sentences, and give the time that you save to your own decision.
The listener can't tell from this whether you {deed} or watched it happen.
It hides the {adjective} choice, which is the only proof of {quality} in the story.
This is where {quality} shows, so slow down and use "I".
An interviewer who hears "{vague}" writes down nothing at all.
If you are stopped here, you should still have said {part}.
Leave the {adjective} {noun} out unless you're asked; it costs {minutes} seconds and proves nothing.
Give both sides their best argument, and only then say which one you took.
It blames the {team}, and whoever blames looks smaller than the {noun} they complain about.
Pause behind {part}, because that's what will be repeated in the debrief.
The words are true, but they'd be just as true of somebody who slept through the {noun}.
Tie the last sentence to {part}; the two halves then explain each other.
It gives the credit to luck and leaves no measure by which the {thing} is better today.
Look for {quality}: a moment at which walking away would have cost nothing.
At this level one expects that {lesson}.
The {group} vanish from the answer, and with them the reason why any of it mattered.
Start at the {adjective} {noun} and end on the day when {outcome}.
Put weight on how you {deed}, not on the {adjective} tools that you used.
A pleasant tale, but I couldn't say what this person did between the {noun} and the result.
""".strip().split("\n")

_FREE = """
{clause} {joint} {clause2}.
{clause}, {joint} {clause2}.
{clause}; {clause2}.
{clause}, {detail} and {detail2}.
{manner}, {clause}: {clause2}.
{adjective}, {adjective2} and {detail}, {clause}.
""".strip().split("\n")
"""For most sentences. They combine so many words that hardly two are alike, which templates alone cannot do."""

_WEAK = """
There was a problem with the {thing}, and {vague}.
I think it was the {team} who found it, but {vague}.
My manager asked me to have a look, so {vague}.
It was a {adjective} time for all of us, and {vague}.
In the end {vague}, which was a relief to the {group}.
{person} did the {adjective} part, and {vague}.
I always try to show {quality}, and here {vague}.
We put a process in place for the {noun}s, and {vague}.
""".strip().split("\n")

_QUESTIONS = """
How did you win over {person} and the {team}?
What would you have done if the {thing} {fault} again?
Why didn't anyone see the {adjective} {noun} before you?
Which {noun} did you put off in order to do this?
How do you know that {outcome} because of you?
Who disagreed with you about the {thing}, and were they right?
What did the {group} say when you told them?
When did you first doubt that the {adjective} plan would hold?
What did it cost {firm}, and who paid for it?
What would {person} say that you did badly?
How did you choose between the {adjective} way and the quick one?
""".strip().split("\n")

_QUIZ = """
Which sentence shows best that you {deed}?
Why does the {adjective} {noun} belong in this story?
The interviewer frowns at the word "{thing}". What rescues the moment?
Which opening proves {quality}?
Which result goes beyond saying that the {thing} works now?
What should you leave out if you have only {minutes} seconds for {part}?
Who ought to be named when you tell how {outcome}?
""".strip().split("\n")

_LINES = """
I {deed}, and I said so before I began.
The {thing} {fault}, and my name wasn't on it.
Nobody asked me; {count} {group} were waiting.
{outcome}, and I can show the {noun}.
I brought {person} a {noun}, not a complaint.
We always felt responsible for the {thing}.
The {team} agreed that somebody ought to look at the {noun}.
It's a rather technical {noun}, so I'd better go on.
{person} praised the {adjective} repair at the next meeting.
One {adjective} {noun} told me more than {count} reports.
I'd rather undo a small step than defend a large one.
It shows that {lesson}.
""".strip().split("\n")

_FREE_LINES = ("{clause}.",)

_TITLES = """
The {noun} that left {firm}
A {adjective} {thing}
{count} {group} and one {noun}
The week the {thing} went quiet
What the {group} knew
The {adjective} promise
No {noun} for the {team}
""".strip().split("\n")


class _Author:
    """Writes one story."""

    def __init__(self, rng: random.Random, number: int, principles: Sequence[str]) -> None:
        self._rng = rng
        self._number = number
        self._principles = principles
        self._used: set[str] = set()
        # A story comes back to its own few people and things.
        self._own = {name: rng.choice(_SLOTS[name]) for name in ("firm", "team", "thing", "group", "person")}
        self._lines: list[str] = []

    def write(self) -> str:
        """Write the story as YAML."""
        title = self._one(_TITLES, free=())
        principle, *others = self._rng.sample(self._principles, 4)
        letters = "".join(self._rng.choices("abcdefghjkmnpqrstvwxyz", k=2))
        self._put(0, "id", f"{slug(title)[:50].rstrip('-')}-{letters}{self._number:04d}")
        self._put(0, "title", title)
        self._put(0, "question", f"Tell me about a time you showed {self._slot('quality')}.")
        self._put(0, "framework", FRAMEWORK)
        self._put(0, "principle", principle)
        self._put(0, "role", self._slot("role"))
        self._block(0, "overview", self._sentences(_STORY, 2))
        self._block(0, "summary", self._sentences(_ADVICE, 2))
        self._step("situation", "30s", 3)
        self._step("task", "20s", 2)
        self._step("action", "1m30s", 6)
        self._step("result", "30s", 3)
        self._step("reflection", "20s", 2)
        self._lines.append("  by_level:")
        for level in ("Junior", "Mid-level", "Senior"):
            self._block(4, level, self._one(_STORY))
        self._follow_ups()
        self._weak_answer()
        self._quiz()
        self._lenses(others)
        self._levels()
        self._lines.append("source:")
        self._put(2, "title", f"Notes from {self._own['firm']}, volume {self._rng.randint(1, 40)}")
        self._put(2, "author", "star2anki contributors")
        self._put(2, "url", f"https://example.org/stories/{self._number}")
        self._put(2, "license", "CC-BY-4.0")
        self._lines.append(f"tags: [{', '.join(dict.fromkeys(self._slot('field') for _ in range(3)))}]")
        return "\n".join(self._lines) + "\n"

    def _step(self, name: str, target: str, size: int) -> None:
        self._lines.append(f"{name}:")
        self._put(2, "target", target)
        sentences = [self._one(_STORY) for _ in range(size)]
        phrases = [phrase for text in self._rng.sample(sentences, min(size, 4)) if (phrase := self._phrase(text))]
        if name == "action":
            third = size // 3
            paragraphs = [" ".join(sentences[start : start + third]) for start in range(0, size, third)]
            paragraphs.append("\n".join(f"- **{self._slot('noun')}**: {self._deed()}" for _ in range(2)))
            self._literal(2, "strong_example", paragraphs)
        else:
            self._block(2, "strong_example", " ".join(sentences))
        self._list(2, "key_phrases", phrases)
        self._block(2, "coaching", self._one(_ADVICE))
        self._block(2, "common_mistake", self._one(_WEAK))

    def _follow_ups(self) -> None:
        self._lines.append("follow_ups:")
        for _ in range(4):
            self._put(2, "- question", self._one(_QUESTIONS, free=()))
            self._put(4, "probes", self._slot("quality").capitalize())
            self._block(4, "weak_answer", self._one(_WEAK))
            self._block(4, "why_weak", self._one(_ADVICE))
            self._block(4, "strong_answer", self._sentences(_STORY, 2))
            self._put(4, "key_line", self._one(_LINES, _FREE_LINES))

    def _weak_answer(self) -> None:
        self._lines.append("weak_answer:")
        sentences = [self._one(_WEAK) for _ in range(4)]
        self._block(2, "text", " ".join(sentences))
        self._lines.append("  weaknesses:")
        phrases = [phrase for text in sentences if (phrase := self._phrase(text))]
        for phrase in dict.fromkeys(phrases[:4]):
            self._put(4, "- phrase", phrase)
            self._block(6, "why_it_fails", self._one(_ADVICE))
            self._put(6, "say_instead", self._one(_LINES, _FREE_LINES))
        if self._number % 2:  # half of the stories also have a weakness for something missing
            self._block(4, "- why_it_fails", self._one(_ADVICE))
            self._block(6, "say_instead", self._one(_LINES, _FREE_LINES))
        self._block(2, "interviewer_thinks", self._one(_ADVICE))

    def _quiz(self) -> None:
        self._lines.append("quiz:")
        for _ in range(self._rng.choice((3, 4))):
            self._put(2, "- question", self._one(_QUIZ, free=()))
            self._put(4, "answer", self._one(_LINES, _FREE_LINES))
            self._list(4, "distractors", [self._one(_LINES, _FREE_LINES) for _ in range(3)])
            self._block(4, "explanation", self._one(_ADVICE))

    def _lenses(self, principles: Sequence[str]) -> None:
        self._lines.append("lenses:")
        for principle in principles:
            self._put(2, "- principle", principle)
            self._block(4, "lead_with", self._one(_ADVICE))
            self._block(4, "emphasize", self._one(_ADVICE))
            self._block(4, "downplay", self._fill("The {adjective} {noun}, and how you {deed}."))

    def _levels(self) -> None:
        self._lines.append("levels:")
        for level, length in (("Junior", "1m30s"), ("Mid-level", "2m"), ("Senior", "2m30s")):
            self._put(2, "- level", level)
            self._block(4, "focus", self._one(_ADVICE))
            self._block(4, "reflection", self._one(_STORY))
            self._block(4, "bar", self._one(_ADVICE))
            self._put(4, "length", length)

    def _one(self, patterns: Sequence[str], free: Sequence[str] = _FREE) -> str:
        """Fill in a pattern, or a free one, with a result that is new within the story."""
        while True:
            text = self._fill(self._rng.choice(free if free and self._rng.random() < _FREE_SHARE else patterns))
            text = re.sub(r"\b([Aa]) (?=[aeiou])", r"\1n ", text)
            text = text[0].upper() + text[1:]
            if text not in self._used:
                self._used.add(text)
                return text

    def _sentences(self, patterns: Sequence[str], count: int) -> str:
        return " ".join(self._one(patterns) for _ in range(count))

    def _fill(self, pattern: str) -> str:
        return re.sub(r"\{(\w+?)2?\}", lambda slot: self._fill(self._slot(slot[1])), pattern)

    def _deed(self) -> str:
        return self._fill(self._slot("deed"))

    def _slot(self, name: str) -> str:
        rng = self._rng
        if name in self._own and rng.random() < 0.4:  # noqa: PLR2004 - many sentences are about the story's own things
            return self._own[name]
        numbers = {
            "count": lambda: f"{rng.randint(13, 4200):,}",
            "minutes": lambda: str(rng.randint(2, 95)),
            "percent": lambda: str(rng.randint(3, 98)),
            "money": lambda: f"{rng.randint(2, 900)},{rng.choice(('000', '500', '250'))}",
        }
        return numbers[name]() if name in numbers else rng.choice(_SLOTS[name])

    def _phrase(self, sentence: str) -> str | None:
        """Take a few words out of a sentence, none of them next to Markdown or a quote."""
        pieces = [piece.split() for piece in re.split(r'["`]|[:;,.?!]+(?:\s|$)', sentence)]
        words = max(pieces, key=len)
        length = min(len(words), self._rng.randint(3, 6))
        start = self._rng.randint(0, len(words) - length)
        phrase = " ".join(words[start : start + length])
        known = phrase in self._used
        self._used.add(phrase)
        return None if known else phrase

    def _put(self, indent: int, key: str, text: str) -> None:
        """Write a text after its key, in quotes if YAML needs them; as a block if the line gets long."""
        line = f"{' ' * indent}{key}: {_scalar(text)}"
        if len(line) > _WIDTH:
            self._block(indent, key, text)
        else:
            self._lines.append(line)

    def _block(self, indent: int, key: str, text: str) -> None:
        inner = " " * (indent + (4 if key.startswith("- ") else 2))
        self._lines.append(f"{' ' * indent}{key}: >")
        wrap = textwrap.TextWrapper(_WIDTH, initial_indent=inner, subsequent_indent=inner, break_on_hyphens=False)
        self._lines += wrap.wrap(text)

    def _literal(self, indent: int, key: str, paragraphs: Sequence[str]) -> None:
        self._lines.append(f"{' ' * indent}{key}: |")
        text = "\n\n".join(paragraphs)
        self._lines += [f"{' ' * (indent + 2)}{line}" if line else "" for line in text.split("\n")]

    def _list(self, indent: int, key: str, texts: Sequence[str]) -> None:
        self._lines.append(f"{' ' * indent}{key}:")
        self._lines += [f"{' ' * (indent + 2)}- {_scalar(text)}" for text in texts]


def _scalar(text: str) -> str:
    if re.fullmatch(r"[A-Za-z0-9][^#]*", text) and not re.search(r":(\s|$)", text):
        return text
    return "'" + text.replace("'", "''") + "'"


def story(number: int, seed: int = 1) -> str:
    """Write the story with this number; the same number and seed give the same story.

    Args:
        number: From 0. It is part of the id, so that no two stories share one.
        seed: Another seed gives other stories under the same numbers.

    Returns:
        YAML of format 1, about 12 KB.
    """
    frameworks, _ = load_frameworks({})
    principles = [principle.name for principle in frameworks[FRAMEWORK].principles]
    return _Author(random.Random(seed * 1_000_003 + number), number, principles).write()


def generate(count: int, folder: Path, seed: int = 1) -> list[Path]:
    """Write stories and a recipe, so that `star2anki build` works in the folder.

    Args:
        count: The number of stories.
        folder: Gets `scenarios/` and `decks/`; it need not exist.
        seed: As for `story`.

    Returns:
        The story files, in order.
    """
    scenarios, decks = folder / "scenarios", folder / "decks"
    scenarios.mkdir(parents=True, exist_ok=True)
    decks.mkdir(exist_ok=True)
    (decks / "benchmark.yaml").write_text(RECIPE, encoding="utf-8")
    paths = [scenarios / f"story-{number:05d}.yaml" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(story(number, seed), encoding="utf-8")
    return paths


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description="Write stories and a recipe for the benchmark.")
    parser.add_argument("count", type=int, metavar="N", help="number of stories")
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="where scenarios/ and decks/ go")
    parser.add_argument("--seed", type=int, default=1, help="gives other stories (default 1)")
    arguments = parser.parse_args()
    paths = generate(arguments.count, arguments.folder, arguments.seed)
    size = sum(path.stat().st_size for path in paths)
    print(f"{len(paths)} stories, {size / max(len(paths), 1) / 1000:.1f} KB each")


if __name__ == "__main__":
    main()
