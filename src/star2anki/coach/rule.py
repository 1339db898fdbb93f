"""What a rule is: a name, how serious it is, and how it judges. Its manual page is the docstring of its file."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity


@dataclass(frozen=True, slots=True)
class Named:
    """What all rules have in common."""

    code: str
    """The rule's name, which follows each of its findings."""
    severity: Severity
    """How serious it is, unless a project's settings say otherwise."""
    page: str = field(repr=False)
    """The manual page: a line with code and title, the reason, examples, and the source."""

    @property
    def title(self) -> str:
        """What it is about, on one line."""
        return self.page.partition("\n")[0].partition(": ")[2]

    @property
    def manual(self) -> str:
        """The page as people read it."""
        return inspect.cleandoc(self.page)


@dataclass(frozen=True, slots=True)
class Rule(Named):
    """One thing that weakens the telling of a story."""

    judge: Callable[[SpokenStory], Iterator[Finding]]
    any_language: bool = False
    """Whether it also applies to stories that are not in English."""
