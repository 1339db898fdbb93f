"""Comparing stories: what is kept of each story for it, and what a comparing rule looks like."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from star2anki.coach.digest import Front, StoryDigest
from star2anki.coach.english.prose import stems
from star2anki.coach.heard import shorten
from star2anki.coach.rule import Named
from star2anki.coach.settings import CoachSettings
from star2anki.diagnostics import Diagnostic, Location
from star2anki.scenario.load import Loaded
from star2anki.scenario.model import Scenario
from star2anki.yamlfile.tree import KeyPath


@dataclass(frozen=True, slots=True)
class Conflict:
    """What a comparison found, at the later of two places."""

    story: StoryDigest
    other: StoryDigest
    """The story that it is too much like; it may be the same one."""
    location: Location
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Comparison(Named):
    """A rule over many stories. It applies to any language."""

    compare: Callable[[Sequence[StoryDigest]], Iterator[Conflict]]


def tell(loaded: Loaded) -> StoryDigest | None:
    """Keep what is needed to compare a story with others; nothing of one with errors."""
    if loaded.scenario is None or loaded.tree is None:
        return None
    (scenario, _), tree = shorten(loaded.scenario), loaded.tree
    steps = (scenario.situation, scenario.task, scenario.action, scenario.result)
    return StoryDigest(
        tree.path,
        scenario.title,
        frozenset(word for step in steps for word in stems(step.strong_example)),
        tuple(_front(kind, text, tree.locate(path)) for kind, text, path in _asked(scenario)),
        tree.locate(("title",)),
        frozenset(item.code for item in scenario.ignored),
    )


def compare_digests(
    stories: Sequence[StoryDigest],
    comparisons: Iterable[Comparison],
    settings: CoachSettings,
    *,
    only_errors: bool = False,
) -> Iterator[Diagnostic]:
    """Compare stories by all the given rules that the settings leave on."""
    for rule in comparisons:
        severity = settings.severity(rule.code, rule.severity, only_errors=only_errors)
        if severity is None:
            continue
        for found in rule.compare(stories):
            if rule.code not in found.story.ignored | found.other.ignored:
                yield Diagnostic(found.location, severity, rule.code, found.message, found.hint)


def _front(kind: str, text: str, location: Location) -> Front:
    words = stems(text)
    # A front that has only small words ("And then?") is compared by them.
    kept = frozenset(words or text.casefold().split())
    return Front(kind, text, kept, frozenset(word for word in words if word[0].isdigit()), location)


def _asked(scenario: Scenario) -> Iterator[tuple[str, str, KeyPath]]:
    yield "this story's question", scenario.question, ("question",)
    for name, step in scenario.steps:
        if step.common_mistake:
            yield "this common mistake", step.common_mistake.mistake, (name, "common_mistake")
    for number, follow_up in enumerate(scenario.follow_ups):
        yield "this follow-up", follow_up.question, ("follow_ups", number, "question")
    for number, weakness in enumerate(scenario.weak_answer.weaknesses if scenario.weak_answer else ()):
        if weakness.phrase:
            yield "this weak phrase", weakness.phrase, ("weak_answer", "weaknesses", number, "phrase")
    for number, item in enumerate(scenario.quiz):
        yield "this quiz question", item.question, ("quiz", number, "question")
