"""Frameworks: companies' lists of the principles that an interview asks about."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import resources
from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from star2anki.diagnostics import Code, Diagnostic, Severity
from star2anki.scenario.items import items_in, repeated_items
from star2anki.scenario.model import Id, Item, Language, Source
from star2anki.yamlfile.model import Line, StrictModel, Text, lift_to
from star2anki.yamlfile.tree import KeyPath, Tree, read_tree
from star2anki.yamlfile.validate import validate

BUILT_IN = ("amazon-leadership-principles", "general-competencies")
QUESTIONS = ("principles", "questions")
"""The keys that lead to a framework's questions."""


class Question(Item):
    """A question by which interviewers ask for a principle."""

    wording: ClassVar[tuple[str, ...]] = ("question",)

    question: Line
    """The interviewer's words."""


Elements = Annotated[
    tuple[Line, ...],
    Field(min_length=1, max_length=3),
    BeforeValidator(
        lambda value: (value,) if isinstance(value, str) else value, json_schema_input_type=Text | tuple[Line, ...]
    ),
]
"""A text, or a list of up to three."""


class Principle(Item):
    """One principle of a framework."""

    wording: ClassVar[tuple[str, ...]] = ("name",)

    name: Line
    """The principle's name, as scenarios write it."""
    listens_for: Elements
    """What an interviewer listens for: best two or three elements."""
    questions: tuple[Annotated[Question, lift_to("question", Question)], ...] = ()
    """Questions that interviewers commonly ask about it."""


class Framework(StrictModel):
    """A list of principles."""

    id: Id
    """What scenarios write after `framework:`."""
    name: Line
    """The framework's name."""
    language: Language = "en"
    """The language of the text, such as en, de or pt-BR."""
    principles: tuple[Principle, ...]
    """The principles, in the order in which decks show them."""
    source: Source | None = None
    """Where the text comes from."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the principles."""
        return tuple(principle.name for principle in self.principles)

    @property
    def asked(self) -> tuple[tuple[Question, tuple[Principle, ...]], ...]:
        """Every question once, with the principles that it stands under."""
        questions: dict[str, Question] = {}
        principles: dict[str, dict[str, Principle]] = {}
        for principle in self.principles:
            for question in principle.questions:
                questions.setdefault(question.key, question)
                principles.setdefault(question.key, {})[principle.key] = principle
        return tuple((question, tuple(principles[key].values())) for key, question in questions.items())


def load_framework(path: str, raw: bytes) -> tuple[Framework | None, Tree | None, list[Diagnostic]]:
    """Read a framework.

    Args:
        path: The file's name as the author shall see it.
        raw: The file's bytes.

    Returns:
        The framework where it has the form of one, the tree to point into, and all diagnostics.
    """
    tree, diagnostics = read_tree(path, raw)
    if tree is None:
        return None, None, diagnostics
    framework, mistakes = validate(Framework, tree)
    diagnostics += mistakes
    if framework is not None:
        diagnostics += repeated_items(framework, tree, ("principles",), "principles")
        diagnostics += _torn_questions(framework, tree)
    return framework, tree, diagnostics


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
        framework, tree, mistakes = load_framework(path, raw)
        diagnostics += mistakes
        if framework is None or tree is None:
            continue
        if framework.id in frameworks:
            message = f'another framework has the id "{framework.id}"'
            location = tree.locate(("id",))
            diagnostics.append(Diagnostic(location, Severity.ERROR, Code.DUPLICATE_ID, message, "choose another id"))
            continue
        frameworks[framework.id] = framework
    return frameworks, diagnostics


def _torn_questions(framework: Framework, tree: Tree) -> Iterator[Diagnostic]:
    """Find questions with one id and other words, or with the same words and another id.

    A question may stand under several principles; everywhere, it is the same item.
    """
    by_id: dict[str, tuple[KeyPath, str]] = {}
    by_words: dict[str, tuple[KeyPath, str]] = {}
    for path, item in _questions(framework):
        first, words = by_id.setdefault(item.key, (path, item.question))
        if words != item.question:
            message = f'two questions have the id "{item.key}"; the other is on line {tree.locate(first).line}'
            hint = "reword one of them, or give it its own `id:`"
            yield Diagnostic(tree.locate(path), Severity.ERROR, Code.DUPLICATE_ID, message, hint)
            continue
        first, key = by_words.setdefault(item.question, (path, item.key))
        if key != item.key:
            message = f"the same question has another id on line {tree.locate(first).line}"
            hint = f"to ask it once, for all its principles, write `{{id: {key}, question: ...}}` in both places"
            yield Diagnostic(tree.locate(path), Severity.ERROR, Code.DUPLICATE_ID, message, hint)


def _questions(framework: Framework) -> Iterable[tuple[KeyPath, Question]]:
    return ((path, item) for path, item in items_in(framework, QUESTIONS) if isinstance(item, Question))
