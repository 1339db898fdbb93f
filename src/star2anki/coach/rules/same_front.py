"""same-front: two cards ask the same question.

If "What would you do differently?" is on two cards, learners cannot know which answer is meant, and learn neither. The
rule compares like with like, within one story and across all of them: follow-up questions, quiz questions, stories' own
questions, weak phrases and common mistakes.

Fails:
    first: {follow_ups: [{question: "How did you win over the owners?", strong_answer: I brought the fix along.}]}
    second: {follow_ups: [{question: "How did you win the owners over?", strong_answer: I showed them the mug.}]}
Passes:
    first: {follow_ups: [{question: "How did you win over the owners?", strong_answer: I brought the fix along.}]}
    second: {follow_ups: [{question: "Why did the shops trust the new count?", strong_answer: I showed them the mug.}]}

Source: our own; cards that interfere with each other are the hardest to learn.
"""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from star2anki.coach.comparison import Comparison, Conflict
from star2anki.coach.digest import Front, StoryDigest
from star2anki.diagnostics import Severity

ALIKE = 0.8
"""Share of all their telling words that both have."""


def compare(stories: Sequence[StoryDigest]) -> Iterator[Conflict]:
    """Find fronts that ask the same, each together with the first one like it."""
    fronts = [(story, front) for story in stories for front in story.fronts]
    often = Counter(word for _, front in fronts for word in front.stems)
    by_rarest: dict[tuple[str, frozenset[str], str], list[tuple[StoryDigest, Front]]] = {}
    known: set[tuple[str, frozenset[str], frozenset[str]]] = set()
    for story, front in fronts:
        # Two that are alike cannot differ in all of these, their rarest words, so only a few have to be compared.
        enough = len(front.stems) - math.ceil(ALIKE * len(front.stems)) + 1
        rarest = sorted(front.stems, key=lambda word: (often[word], word))[:enough]
        lists = [by_rarest.setdefault((front.kind, front.figures, word), []) for word in rarest]
        near = chain.from_iterable(lists)
        same = next(((told, other) for told, other in near if _are_alike(front.stems, other.stems)), None)
        if same:
            told, other = same
            where = "above" if told is story else f"in {told.path}"
            message = f'{front.kind} says the same as "{" ".join(other.text.split())}" {where}'
            hint = "mention something from its own story, so that only one answer can be meant"
            yield Conflict(story, told, front.location, message, hint)
        if (
            words := (front.kind, front.figures, front.stems)
        ) not in known:  # else the first one with these words is met first
            known.add(words)
            for near_word in lists:
                near_word.append((story, front))


def _are_alike(one: frozenset[str], other: frozenset[str]) -> bool:
    common = len(one & other)
    return common >= ALIKE * (len(one) + len(other) - common)


RULE = Comparison("same-front", Severity.WARNING, __doc__, compare)
