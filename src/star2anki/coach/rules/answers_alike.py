"""answers-alike: a follow-up's weak and strong answers say nearly the same.

The card puts the two side by side. If they differ only by an adjective, there is nothing to learn from the pair. No
rule can tell whether the strong answer meets what the question probes: read it aloud to somebody.

Fails:
    follow_ups:
      - question: How did you know that the old count was wrong?
        weak_answer: I compared the count with the shelves in two shops and saw a difference.
        strong_answer: I carefully compared the count with the shelves in two shops and saw a clear difference.
Passes:
    follow_ups:
      - question: How did you know that the old count was wrong?
        weak_answer: I compared the count with the shelves in two shops and saw a difference.
        strong_answer: I counted one shelf of mugs by hand. The system said 41, the shelf held 17.

Source: our own.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz

from star2anki.coach.english.prose import stems
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity

ALIKE = 74
"""Per cent of likeness, whatever the order of the words."""
SHARED = 0.65
"""Share of the weak answer's telling words that the strong one repeats while adding hardly any of its own."""
FEW = 0.6


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare each pair of answers."""
    for number, follow_up in enumerate(story.heard.follow_ups):
        if follow_up.weak_answer and _are_alike(follow_up.weak_answer, follow_up.strong_answer):
            message = "the strong answer says nearly the same as the weak one"
            hint = "give the strong answer a fact that the weak one lacks: a figure, a name, something you did"
            yield Finding(("follow_ups", number, "strong_answer"), message, hint)


def _are_alike(weak: str, strong: str) -> bool:
    weak_stems, strong_stems = stems(weak), stems(strong)
    first, second = set(weak_stems), set(strong_stems)
    if not first or not second:
        return False
    shared = len(first & second) / min(len(first), len(second))
    new = len(second - first) / len(second)
    likeness = fuzz.token_sort_ratio(" ".join(weak_stems), " ".join(strong_stems))
    return (shared >= SHARED and new <= FEW) or likeness >= ALIKE


RULE = Rule("answers-alike", Severity.WARNING, __doc__, judge)
