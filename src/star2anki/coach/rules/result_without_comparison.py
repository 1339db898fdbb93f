"""result-without-comparison: the result's figures are not compared with anything.

"Two seconds" is good or bad only next to what it was before, what was planned, or what others have.

Remember: Put beside each figure what it was before.

Fails:
    result: The page, which our customers use 400 times a day, now loads in two seconds.
Passes:
    result: The page, which our customers use 400 times a day, now loads in two seconds instead of nine.

Source: our own.
"""

import re
from collections.abc import Iterator

from star2anki.coach.english.figures import first_figure
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

_COMPARISON = re.compile(
    r"\b(?:than|from .{1,60}? to|instead|before\w*|previous\w*|earlier|used to|had (?:been|taken|cost|needed|lost|had)|"
    r"(?:is|are) now|no longer|compared|against|versus|as (?:many|much|often|long|fast) as|"
    r"hal(?:f|v\w+)|doubl\w+|tripl\w+|quadrupl\w+|twice|thrice|times (?:as|more|less|fewer|faster)|"
    r"(?:fell|f[ae]ll\w*|dropp\w+|drop|rose|ris\w+|grew|grow\w*|shrank|went|came|cut|climb\w+|sank|declin\w+|improv\w+|increas\w+|decreas\w+|"
    r"reduc\w+|gain\w*|slipp\w+|down|up)(?: \w+){0,4}? (?:from|to|by)|"
    r"where it (?:had )?(?:took|taken|cost|needed)|became|turned into|after (?:the|that|my|our)|in place of|fewer|less|more|faster|slower|cheaper|earlier|sooner|shorter|longer|saved|saving|lost|not (?:the )?\d[\d,.]*|"
    r"(?:a|one|two|three|four) (?:third|quarter|fifth|sixth|tenth)s?|out of|of (?:the|our|my|its|their) (?:\d|\w+ty|\w+teen|ten|eleven|twelve|"
    r"two|three|four|five|six|seven|eight|nine|hundred)|as planned|planned|promised|target|goal|forecast|expected|budget\w*|"
    r"not one|not a single|first time|record|last (?:year|month|quarter|week|season|winter|summer|spring|autumn))\b",
    re.IGNORECASE | re.DOTALL,
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """If there is a figure, look for a word that compares."""
    part = story.step("result")
    figure = first_figure(part.text) if part else None
    if part is None or figure is None or _COMPARISON.search(part.text):
        return
    message = f'"{part.text[figure[0] : figure[1]]}" is not compared with anything'
    hint = 'say what it was before, or what was planned: "two seconds instead of nine"'
    yield Finding(part.path, message, hint, figure)


RULE = Rule("result-without-comparison", Severity.WARNING, __doc__, judge)
