"""quiz-echo: only the right answer repeats the question's words.

Learners then match words instead of thinking. Let a distractor repeat the words too, or let no choice repeat them.

Fails:
    quiz:
      - question: Which sentence shows that the broken shelf count was yours to repair?
        answer: The shelf count was broken, and I decided to repair it.
        distractors: [My manager called a meeting., The system came from another firm., Two shops lost money.]
        explanation: It says who decided.
Passes:
    quiz:
      - question: Which sentence shows that the broken shelf count was yours to repair?
        answer: Nobody had asked me, but I stayed and fixed it.
        distractors: [The shelf count was broken for a year., My manager called a meeting., Two shops lost money.]
        explanation: Nobody gave the order, so the decision was yours.

Source: item-writing guides for multiple-choice tests call it a clang association.
"""

from collections.abc import Iterator

from star2anki.coach.english.prose import stems
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

ECHOED = 2
"""How many of the question's telling words the answer repeats, if no distractor repeats one."""


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare the words of the question, the answer and the distractors."""
    for number, item in enumerate(story.heard.quiz):
        if item.answer is None or not item.distractors:
            continue
        asked = set(stems(item.question))
        echoed = [word for word in dict.fromkeys(stems(item.answer)) if word in asked]
        others = max(len(asked & set(stems(distractor))) for distractor in item.distractors)
        if len(echoed) >= ECHOED + 2 * others:
            message = "only the right answer repeats words from the question"
            hint = "let a distractor repeat them too, or put the answer in other words"
            yield Finding(("quiz", number, "answer"), message, hint)


RULE = Rule("quiz-echo", Severity.WARNING, __doc__, judge)
