"""A scenario as rules see it: what the teller would say aloud, part by part."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from star2anki.coach.english.figures import spoken_words
from star2anki.coach.english.prose import Prose, Span
from star2anki.coach.heard import Cut, shorten
from star2anki.coach.settings import CoachSettings
from star2anki.scenario.model import Scenario, StepName
from star2anki.yamlfile.tree import KeyPath

Kind = StepName | Literal["overview", "opening", "landing", "strong_answer", "key_line", "say_instead"]

_WITHOUT_SPACES = ("zh", "ja", "th", "lo", "km", "my")
"""Languages whose words cannot be counted by the spaces between them."""


@dataclass(frozen=True)
class SpokenPart:
    """Something that the teller says."""

    path: KeyPath
    kind: Kind
    prose: Prose

    @property
    def text(self) -> str:
        """The words."""
        return self.prose.text


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found. `span` covers the words in question, within the text at the path."""

    path: KeyPath
    message: str
    hint: str
    span: Span | None = None


@dataclass(frozen=True)
class SpokenStory:
    """One scenario and the settings for judging it."""

    scenario: Scenario
    """As it was written, for anything that is measured as a whole."""
    settings: CoachSettings

    @cached_property
    def _shortened(self) -> tuple[Scenario, tuple[Cut, ...]]:
        return shorten(self.scenario)

    @cached_property
    def _spoken(self) -> dict[str, int]:
        """How many words each text has, kept because several rules ask."""
        return {}

    @property
    def heard(self) -> Scenario:
        """What rules read: none of its texts and lists is longer than anybody would listen to."""
        return self._shortened[0]

    @property
    def cuts(self) -> tuple[Cut, ...]:
        """What is not heard to the end."""
        return self._shortened[1]

    @cached_property
    def parts(self) -> tuple[SpokenPart, ...]:
        """Everything that is said when the story is told well, in the order of telling."""
        return tuple(self._parts())

    def of(self, *kinds: Kind) -> Iterator[SpokenPart]:
        """Return the parts of the given kinds."""
        return (part for part in self.parts if part.kind in kinds)

    def step(self, name: StepName) -> SpokenPart | None:
        """Return a step's strong example."""
        path = (name, "strong_example")
        return next((part for part in self.parts if part.path == path), None)

    @property
    def is_english(self) -> bool:
        """Whether the story says that it is in English, or does not name a language."""
        return self.scenario.language.split("-")[0].lower() == "en"

    @property
    def has_counted_words(self) -> bool:
        """Whether the language puts spaces between its words, so that they can be counted."""
        return self.scenario.language.split("-")[0].lower() not in _WITHOUT_SPACES

    def seconds(self, text: str) -> float:
        """Estimate how long a text takes to say at the pace of the settings."""
        if text not in self._spoken:
            self._spoken[text] = spoken_words(text)
        return self._spoken[text] * 60 / self.settings.pace

    def choices(self) -> Iterator[list[tuple[KeyPath, str]]]:
        """Return the choices of each quiz question, the right answer first, with the path of each."""
        for number, item in enumerate(self.heard.quiz):
            distractors = ((("quiz", number, "distractors", n), text) for n, text in enumerate(item.distractors))
            yield [(("quiz", number, "answer"), item.answer or ""), *distractors]

    def _parts(self) -> Iterator[SpokenPart]:
        scenario = self.heard
        if scenario.overview:
            yield SpokenPart(("overview",), "overview", Prose(scenario.overview))
        if scenario.opening:
            yield SpokenPart(("opening",), "opening", Prose(scenario.opening))
        yield from self._steps(scenario)
        if scenario.landing:
            yield SpokenPart(("landing",), "landing", Prose(scenario.landing))
        yield from self._answers(scenario)

    @staticmethod
    def _steps(scenario: Scenario) -> Iterator[SpokenPart]:
        for name, step in scenario.steps:
            if step.strong_example:
                yield SpokenPart((name, "strong_example"), name, Prose(step.strong_example))
        for level, text in scenario.reflection.by_level.items() if scenario.reflection else ():
            yield SpokenPart(("reflection", "by_level", level), "reflection", Prose(text))

    @staticmethod
    def _answers(scenario: Scenario) -> Iterator[SpokenPart]:
        for number, follow_up in enumerate(scenario.follow_ups):
            yield SpokenPart(("follow_ups", number, "strong_answer"), "strong_answer", Prose(follow_up.strong_answer))
            if follow_up.key_line:
                yield SpokenPart(("follow_ups", number, "key_line"), "key_line", Prose(follow_up.key_line))
        for number, weakness in enumerate(scenario.weak_answer.weaknesses if scenario.weak_answer else ()):
            if weakness.say_instead:
                path = ("weak_answer", "weaknesses", number, "say_instead")
                yield SpokenPart(path, "say_instead", Prose(weakness.say_instead))
