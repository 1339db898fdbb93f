"""Text -> YAML's nodes, or YAML's complaint. The only module that uses the library."""

from dataclasses import dataclass

import yaml
from yaml import MappingNode, Node, ScalarNode, SequenceNode

__all__ = [
    "MappingNode",
    "Node",
    "NotYamlError",
    "Problem",
    "ScalarNode",
    "SequenceNode",
    "compose",
    "parses_to",
    "problem_in",
]


@dataclass(frozen=True, slots=True)
class Problem:
    """YAML's complaint: where it gave up and, for some mistakes, where the part began that it could not end."""

    message: str
    index: int
    began: int | None


class NotYamlError(ValueError):
    """YAML cannot read the text."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.message)
        self.problem = problem


class _Loader(yaml.CBaseLoader):
    """Leaves every scalar as text. PyYAML would look for the type of each, which takes a quarter of its time."""

    def resolve(self, *_: object) -> str:
        return "text"


def compose(text: str) -> Node | None:
    """Compose a text.

    Returns:
        The root node, or None if there are only comments.

    Raises:
        NotYamlError: YAML cannot read it.
    """
    try:
        return yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        raise NotYamlError(_problem(error)) from error


def problem_in(text: str) -> Problem | None:
    """Say where YAML gives up, if it does."""
    try:
        compose(text)
    except NotYamlError as error:
        return error.problem
    return None


def parses_to(line: str, key: str, value: str | None) -> bool:
    """Return whether a line is one key with exactly this text as its value; None stands for any text."""
    try:
        node = compose(line)
    except NotYamlError:
        return False
    if not isinstance(node, MappingNode) or len(node.value) != 1:
        return False
    found_key, found = node.value[0]
    if found_key.value != key or not isinstance(found, ScalarNode):
        return False
    return value is None or bool(found.value.strip() == value.strip())


def _problem(error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None)
    began = getattr(error, "context_mark", None)
    message = getattr(error, "problem", None) or str(error)
    return Problem(message, mark.index if mark else 0, began.index if began else None)
