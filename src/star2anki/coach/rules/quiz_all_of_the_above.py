"""quiz-all-of-the-above: a choice points to the other choices.

Cards shuffle the choices, so nothing is "above". And "all of them" is right so often that it teaches guessing.

Fails:
    quiz:
      - question: What opens the story best?
        answer: The mug that was sold twice.
        distractors: [Your job title at the time., How many shops there were., All of the above.]
        explanation: A picture is remembered, because it can be seen.
Passes:
    quiz:
      - question: What opens the story best?
        answer: The mug that was sold twice.
        distractors: [Your job title at the time., How many shops there were., Why the count was slow.]
        explanation: A picture is remembered, because it can be seen.

Source: item-writing guides for multiple-choice tests advise against it; the point about shuffling is our own.
"""

import re
from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

LONGEST = 6
"""How many words a choice may have that is only about the others."""

_OTHERS = re.compile(
    r"\b(?:all|none|both|any|neither) of (?:the (?:above|below|other\w*)|these|those|them)\b|\b(?:answers?|choices?) [A-D1-4]\b",
    re.IGNORECASE,
)


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for choices that mention choices."""
    for choices in story.choices():
        for path, text in choices:
            if len(text.split()) <= LONGEST and (found := _OTHERS.search(text)):
                message = f'"{found[0]}" points to the other choices, but the card shuffles them'
                yield Finding(path, message, "replace it with a mistake that people make here")


RULE = Rule("quiz-all-of-the-above", Severity.WARNING, __doc__, judge)
