"""The base of the formats' models. Files are checked against a model, and its JSON Schema is made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from star2anki.yamlfile.tree import KeyPath, Plain


def _as_bullets(value: object) -> object:
    """Take a YAML list of texts for a text with bullets: that is how people write one."""
    if isinstance(value, list) and value and all(isinstance(item, str) and item.strip() for item in value):
        return "\n".join("- " + item.strip().replace("\n", "\n  ") for item in value)
    return value


_NotEmpty = Annotated[str, StringConstraints(min_length=1)]
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1),
    BeforeValidator(_as_bullets, json_schema_input_type=_NotEmpty | Annotated[list[_NotEmpty], Field(min_length=1)]),
]
"""Small Markdown: paragraphs, lists, bold, italic, code. Never empty. A list of texts becomes bullets."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is shown on one line, without Markdown. Never empty."""


class StrictModel(BaseModel):
    """What all models have in common: unknown keys are errors, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True)


def lift_to(key: str, block: type[StrictModel]) -> BeforeValidator:
    """Take a plain text for a block that has nothing but this key."""
    return BeforeValidator(
        lambda value: {key: value} if isinstance(value, str | list) else value, json_schema_input_type=Text | block
    )


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a field with a pattern is spelled, in an author's words. It is part of the field's `Annotated`."""

    message: str
    """The message if the pattern does not match."""
    hint: Callable[[str, KeyPath, Mapping[str, Plain]], str]
    """Makes the hint from what was written, its path, and the whole file."""
    example: Callable[[Mapping[str, Plain]], str] = lambda _: "..."
    """Makes a value to propose if the key is missing, from the whole file."""
