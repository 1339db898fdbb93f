"""thin-answer: a strong answer is over in one breath.

"I explained the benefits, and they came round" is over before anybody believes it. A strong answer to a follow-up takes
ten to forty seconds: what you did, a figure or a name, and how it ended. This is only a hint, because some questions
need just a word.

Fails:
    follow_ups:
      - question: How did you win over the shops?
        strong_answer: I explained the benefits, and they came round.
Passes:
    follow_ups:
      - question: How did you win over the shops?
        strong_answer: >
          I asked each shop to count one shelf with me on the telephone. The third found a kettle that the list had sold
          twice, and told the others before I could.

Source: our own.
"""

from collections.abc import Iterator

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity
from star2anki.wording import counted

LEAST_SECONDS = 6


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Measure each strong answer."""
    for part in story.of("strong_answer") if story.has_counted_words else ():
        seconds = story.seconds(part.text)
        if seconds < LEAST_SECONDS:
            message = (
                f"this answer takes {counted(max(1, round(seconds)), 'second')} to say, too short to convince anybody"
            )
            yield Finding(part.path, message, "say what you did, with whom, and how it ended: a deed, a figure, a name")


RULE = Rule("thin-answer", Severity.HINT, __doc__, judge, any_language=True)
