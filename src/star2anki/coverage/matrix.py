"""Stories x principles, and what the matrix says about a set of stories."""

import math
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from star2anki.coach.english.figures import first_figure
from star2anki.coach.english.prose import stems
from star2anki.coach.settings import CoachSettings
from star2anki.coach.story import SpokenStory
from star2anki.scenario.framework import Framework, Principle
from star2anki.scenario.model import Scenario, format_duration
from star2anki.wording import counted

OWN_WORTH = 0.5
"""The weight of being written for a principle, compared with the share of a question's words that a story has."""
TOO_MANY = 5
"""The most principles that one story may cover. An interviewer will not hear it a sixth time."""

_FAILURE = re.compile(r"\bfail|mistake|\bwrong\b|\bregret|\bharm", re.IGNORECASE)
_CONFLICT = re.compile(
    r"conflict|disagree|quarrel|\bobject(?:ed|ion)|\bargu(?:ed|ment)|difficult (?:person|colleague)", re.IGNORECASE
)


class Fit(StrEnum):
    """How a story covers a principle."""

    OWN = "own"
    """It was written for the principle."""
    LENS = "lens"
    """It has a lens for the principle."""


@dataclass(frozen=True)
class Row:
    """One story."""

    story: SpokenStory

    @property
    def scenario(self) -> Scenario:
        """The story itself."""
        return self.story.scenario

    @cached_property
    def seconds(self) -> int:
        """How long it takes to tell, in seconds: the target of each step, or the time that its words take.

        In a language whose words cannot be counted, only the targets count.
        """
        steps = [step for _, step in self.scenario.steps if step.strong_example]
        counted = self.story.seconds if self.story.has_counted_words else lambda _: 0.0
        return round(sum(step.target or counted(step.strong_example or "") for step in steps))

    @cached_property
    def has_figure(self) -> bool:
        """Whether its result has a figure; stories that are not in English are assumed to have one."""
        return not self.story.is_english or first_figure(self.scenario.result.strong_example) is not None

    def stems(self, principle: str) -> frozenset[str]:
        """Return the telling words of what it is about, and of what it leads with for a principle."""
        scenario = self.scenario
        texts = [scenario.question, scenario.title, scenario.overview or scenario.situation.strong_example]
        texts += [text for text in (scenario.summary, scenario.result.strong_example) if text]
        for lens in scenario.lenses:
            texts += [text for text in (lens.lead_with, lens.emphasize) if text and lens.principle == principle]
        return frozenset(word for text in texts for word in stems(text))

    def fit(self, principle: str, framework: Framework) -> Fit | None:
        """Say how the story covers a principle of a framework; None if it does not."""
        scenario = self.scenario
        if scenario.principle == principle and scenario.framework in {None, framework.id}:
            return Fit.OWN
        return Fit.LENS if any(lens.principle == principle for lens in scenario.lenses) else None

    def is_about(self, pattern: re.Pattern[str]) -> bool:
        """Return whether question, title or principle mention something; in other languages, assume that they do."""
        if not self.story.is_english:
            return True
        scenario = self.scenario
        return any(pattern.search(text) for text in (scenario.question, scenario.title, scenario.principle or ""))


@dataclass(frozen=True, slots=True)
class Answer:
    """A question that interviewers ask about a principle, and the story that answers it best."""

    question: str
    row: Row | None


@dataclass(frozen=True)
class Coverage:
    """A set of stories, judged by a framework."""

    framework: Framework
    rows: tuple[Row, ...]
    """The stories that cover a principle of the framework."""
    others: int
    """How many stories cover none."""

    @cached_property
    def seconds(self) -> int:
        """How long all stories take to tell, in seconds."""
        return sum(row.seconds for row in self.rows)

    def of(self, principle: str) -> tuple[tuple[Row, Fit], ...]:
        """Return the stories that cover a principle, beginning with those that were written for it."""
        fits = [(row, fit) for row in self.rows if (fit := row.fit(principle, self.framework))]
        return tuple(sorted(fits, key=lambda pair: pair[1] is Fit.LENS))

    @property
    def summary(self) -> str:
        """How many stories there are, and how long they take, in words."""
        return f"{counted(len(self.rows), 'story', 'stories')}, {minutes(self.seconds)} to tell"

    def answers_for(self, principle: Principle) -> list[Answer]:
        """Return the story to tell for each common question: of those for its principle, the one that fits best."""
        candidates = [(row, fit, row.stems(principle.name)) for row, fit in self.of(principle.name)]
        asked = [each.question for each in principle.questions]
        return [Answer(question, self._best(question, candidates)) for question in asked]

    @cached_property
    def weak_spots(self) -> tuple[str, ...]:
        """What the set lacks, in sentences, the most serious first."""
        return tuple(self._weak_spots())

    def _best(self, question: str, candidates: Sequence[tuple[Row, Fit, frozenset[str]]]) -> Row | None:
        asked = frozenset(stems(question))
        whole = sum(self._weights.get(word, 1) for word in asked) or 1

        def fitness(candidate: tuple[Row, Fit, frozenset[str]]) -> float:
            _, fit, words = candidate
            # A word that few stories share says more. Being written for the principle is worth half of the question.
            shared = sum(self._weights.get(word, 0) for word in asked & words)
            return (OWN_WORTH if fit is Fit.OWN else 0) + shared / whole

        best = max(candidates, key=fitness, default=None)
        return best[0] if best else None

    @cached_property
    def _weights(self) -> dict[str, float]:
        often = Counter(word for row in self.rows for word in row.stems(row.scenario.principle or ""))
        return {word: math.log((1 + len(self.rows)) / count) for word, count in often.items()}

    def _weak_spots(self) -> Iterator[str]:
        if not self.rows:
            yield "no story covers any of these principles"
            return
        yield from self._gaps()
        yield from self._burdens()
        if not any(row.is_about(_FAILURE) for row in self.rows):
            yield "no story about a failure; every interview asks for one"
        if not any(row.is_about(_CONFLICT) for row in self.rows):
            yield "no story about a conflict or disagreement; every interview asks for one"
        if unmeasured := [f'"{row.scenario.title}"' for row in self.rows if not row.has_figure]:
            yield f"no figure in the result of {', '.join(unmeasured)}"

    def _gaps(self) -> Iterator[str]:
        names = self.framework.names
        fits = {name: self.of(name) for name in names}
        if without := [name for name in names if not fits[name]]:
            yield f"no story for {_listed(without)}"
        if borrowed := [name for name in names if fits[name] and fits[name][0][1] is Fit.LENS]:
            yield f"only a lens of another story covers {_listed(borrowed)}"
        for row in self.rows:
            # If it has been told already, or is forgotten on the day, nothing covers these.
            if alone := [name for name in names if [only for only, _ in fits[name]] == [row]]:
                yield f'"{row.scenario.title}" is the only story for {_listed(alone)}'

    def _burdens(self) -> Iterator[str]:
        for row in self.rows:
            carried = [name for name in self.framework.names if row.fit(name, self.framework)]
            if len(carried) > TOO_MANY:
                yield f'"{row.scenario.title}" has to cover too much: {_listed(carried)}'


def cover(scenarios: Sequence[Scenario], framework: Framework, settings: CoachSettings) -> Coverage:
    """Judge stories by a framework.

    Args:
        scenarios: The stories, in the order in which to show them.
        framework: The framework whose principles count.
        settings: The coach's, for the pace at which stories are told.
    """
    names = framework.names
    rows = [Row(SpokenStory(scenario, settings)) for scenario in scenarios]
    standing = [row for row in rows if any(row.fit(name, framework) for name in names)]
    # In the order of the principles that they were written for, so that gaps are easy to see.
    standing.sort(
        key=lambda row: next((n for n, name in enumerate(names) if row.fit(name, framework) is Fit.OWN), len(names))
    )
    return Coverage(framework, tuple(standing), len(rows) - len(standing))


def minutes(seconds: int) -> str:
    """Write a duration as people read it.

    >>> minutes(200), minutes(3700)
    ('3m20s', '1h1m')
    """
    if seconds >= 3600:  # noqa: PLR2004 - an hour
        return f"{seconds // 3600}h{seconds % 3600 // 60}m"
    return format_duration(seconds) if seconds else "0s"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' if set(",;") & set(name) else name for name in names)
