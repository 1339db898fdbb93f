"""Frameworks: companies' lists of the principles that an interview asks about."""

from collections.abc import Mapping
from importlib import resources

from star2anki.diagnostics import Code, Diagnostic, Severity
from star2anki.scenario.model import Id
from star2anki.yamlfile.model import Line, StrictModel, Text
from star2anki.yamlfile.tree import read_tree
from star2anki.yamlfile.validate import validate

BUILT_IN = ("amazon-leadership-principles", "general-competencies")


class Principle(StrictModel):
    """One principle of a framework."""

    name: Line
    """The principle's name, as scenarios write it."""
    listens_for: Text
    """What an interviewer listens for."""
    questions: tuple[Line, ...] = ()
    """Questions that interviewers commonly ask about it."""


class Framework(StrictModel):
    """A list of principles."""

    id: Id
    """What scenarios write after `framework:`."""
    name: Line
    """The framework's name."""
    principles: tuple[Principle, ...]
    """The principles, in the order in which decks show them."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the principles."""
        return tuple(principle.name for principle in self.principles)


def load_frameworks(own_files: Mapping[str, bytes]) -> tuple[dict[str, Framework], list[Diagnostic]]:
    """Read the frameworks that come with star2anki, and an author's own.

    Args:
        own_files: The bytes of the author's framework files, by path.

    Returns:
        All frameworks by id, and what is wrong with the author's.
    """
    folder = resources.files("star2anki.scenario") / "frameworks"
    built_in = {f"{name}.yaml": (folder / f"{name}.yaml").read_bytes() for name in BUILT_IN}
    frameworks: dict[str, Framework] = {}
    diagnostics: list[Diagnostic] = []
    for path, raw in [*built_in.items(), *own_files.items()]:
        tree, mistakes = read_tree(path, raw)
        diagnostics += mistakes
        if tree is None:
            continue
        framework, mistakes = validate(Framework, tree)
        diagnostics += mistakes
        if framework is None:
            continue
        if framework.id in frameworks:
            message = f'another framework has the id "{framework.id}"'
            location = tree.locate(("id",))
            diagnostics.append(Diagnostic(location, Severity.ERROR, Code.DUPLICATE_ID, message, "choose another id"))
            continue
        frameworks[framework.id] = framework
    return frameworks, diagnostics
