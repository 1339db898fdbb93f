"""quiz-longest-answer: the right answer gives itself away by its length.

Authors polish the right answer, and it grows. Learners then pick the longest answer, and learn nothing.

Fails:
    quiz:
      - question: What opens the story best?
        answer: The mug on the shelf that the system had sold twice, because it shows the fault in one picture.
        distractors: [The system., Your team., The year.]
        explanation: A picture is remembered, because it can be seen.
Passes:
    quiz:
      - question: What opens the story best?
        answer: The mug that was sold twice.
        distractors: [How the system counts a shelf., Who was in your team that year., Why you had joined the company.]
        explanation: A picture is remembered, because it can be seen.

Source: item-writing guides for multiple-choice tests name it among the most common flaws.
"""

from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

LONGER = 1.4
"""Times the length of the longest distractor."""
LONGER_THAN_MOST = 1.75
"""Times the distractors' mean length."""
LETTERS = 12
"""This many extra letters show at a glance."""


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare the answer's length with the distractors'."""
    for number, item in enumerate(story.scenario.quiz):
        if item.answer is None or not item.distractors:
            continue
        own = len(item.answer)
        others = [len(distractor) for distractor in item.distractors]
        longest, mean = max(others), sum(others) / len(others)
        gives_away = own >= LONGER * longest or (own > longest and own >= LONGER_THAN_MOST * mean)
        if gives_away and own - longest >= LETTERS:
            message = (
                f"the right answer is by far the longest: {own} letters, where the longest distractor has {longest}"
            )
            yield Finding(
                ("quiz", number, "answer"),
                message,
                "shorten it, and make each distractor a mistake that somebody could really make",
            )


RULE = Rule("quiz-longest-answer", Severity.WARNING, __doc__, judge, any_language=True)
