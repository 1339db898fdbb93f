"""quiz-distractors-alike: two choices say the same thing.

Two wrong answers that say the same thing rule each other out, so the question is easier than it looks. A wrong answer
that says the same as the right one makes the question unfair.

Fails:
    quiz:
      - question: What opens the story best?
        answer: The mug that was sold twice.
        distractors: [Your job title at that time., The title of your job at the time., Why the count was slow.]
        explanation: A picture is remembered, because it can be seen.
Passes:
    quiz:
      - question: What opens the story best?
        answer: The mug that was sold twice.
        distractors: [Your job title at that time., How many shops there were., Why the count was slow.]
        explanation: A picture is remembered, because it can be seen.

Source: item-writing guides for multiple-choice tests.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from rapidfuzz import fuzz

from star2anki.coach.english.phrases import listed
from star2anki.coach.english.prose import stem, stems
from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity
from star2anki.yamlfile.tree import KeyPath

ALIKE = 86
"""Per cent of likeness of the words' stems, in any order."""
SHARED = 0.75
"""Share of all their telling words that both have."""
ENOUGH = 4
"""That share means something only from this many telling words on; with fewer, all must be the same."""

_CONTRAST = re.compile(
    r"\b(?:before|after|once|not|no|never|only|without|more|less|fewer|first|last|until|since|from|out|off|up|down|above|below"
    r"|\w+n['’]t|none|both|their|we|i|they|how|who|what|where|when|why|which)\b",
    re.IGNORECASE,
)
_SAME = {"once": "after", "when": "after", "no": "without"}
_ANYBODY = frozenset(
    map(stem, listed("anyone anybody everyone everybody else others other somebody someone people person"))
)


@dataclass(frozen=True)
class _Choice:
    path: KeyPath
    text: str

    @cached_property
    def stems(self) -> set[str]:
        return set(stems(self.text)) - _ANYBODY

    @cached_property
    def contrasts(self) -> set[str]:
        """The small words in which two answers may differ although their other words are the same."""
        return {_SAME.get(word.lower(), word.lower()) for word in _CONTRAST.findall(self.text)}

    @cached_property
    def figures(self) -> set[str]:
        return {word for word in self.stems if word[0].isdigit()}


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Compare each pair of choices."""
    for choices in story.choices():
        for first, second in combinations([_Choice(path, text) for path, text in choices], 2):
            if _are_alike(first, second):
                message = f'this choice says the same as "{" ".join(first.text.split())}"'
                yield Finding(second.path, message, "replace it with another mistake that people make here")
                break


def _are_alike(first: _Choice, second: _Choice) -> bool:
    one, other = first.stems, second.stems
    if not one or not other:
        return first.text.casefold() == second.text.casefold()
    if first.contrasts != second.contrasts:
        return one == other and len(one) >= ENOUGH
    if first.figures != second.figures:
        return False  # choices may differ only in a figure
    if min(len(one), len(other)) < ENOUGH:
        return one == other
    if len(one & other) >= SHARED * len(one | other):
        return True
    return fuzz.token_sort_ratio(" ".join(one), " ".join(other)) >= ALIKE


RULE = Rule("quiz-distractors-alike", Severity.WARNING, __doc__, judge)
