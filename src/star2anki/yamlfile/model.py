"""The base of the formats' models. Files are checked against a model, and its JSON Schema is made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from star2anki.yamlfile.tree import KeyPath, Plain

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Small Markdown: paragraphs, lists, bold, italic, code. Never empty."""
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Text that is shown on one line, without Markdown. Never empty."""


class StrictModel(BaseModel):
    """What all models have in common: unknown keys are errors, and nothing changes once it is read."""

    model_config = ConfigDict(extra="forbid", frozen=True, use_attribute_docstrings=True, str_strip_whitespace=True)


@dataclass(frozen=True, slots=True)
class Spelling:
    """How a field with a pattern is spelled, in an author's words. It is part of the field's `Annotated`."""

    message: str
    """The message if the pattern does not match."""
    hint: Callable[[str, KeyPath, Mapping[str, Plain]], str]
    """Makes the hint from what was written, its path, and the whole file."""
    example: Callable[[Mapping[str, Plain]], str] = lambda _: "..."
    """Makes a value to propose if the key is missing, from the whole file."""
