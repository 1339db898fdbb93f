"""How much of a story the coach reads: more than anybody would listen to, but so little that no rule takes long."""

from dataclasses import dataclass
from itertools import islice
from typing import Any

from star2anki.scenario.model import Scenario
from star2anki.yamlfile.model import StrictModel
from star2anki.yamlfile.tree import KeyPath

LETTERS = 10_000
"""The limit for one text: eleven minutes of speech. Rules may compare every word with every other."""
ITEMS = 100
"""The limit for one list. Rules may compare every item with every other."""


@dataclass(frozen=True, slots=True)
class Cut:
    """A text or list of which the coach reads only the beginning."""

    path: KeyPath
    size: str
    """How much there is, such as "20,000 characters"."""
    kept: str
    """How much of it the coach reads."""


def shorten(scenario: Scenario) -> tuple[Scenario, tuple[Cut, ...]]:
    """Cut each text and list that is too long. Almost every scenario comes back unchanged.

    Returns:
        The scenario, with the same paths as the whole one, and what was cut, in the order of the format.
    """
    cuts: list[Cut] = []
    return _shortened(scenario, (), cuts), tuple(cuts)


def _shortened(value: Any, path: KeyPath, cuts: list[Cut]) -> Any:  # noqa: ANN401 - whatever a scenario is made of
    if isinstance(value, str):
        if len(value) > LETTERS:
            cuts.append(Cut(path, f"{len(value):,} characters", f"{LETTERS:,}"))
            return value[:LETTERS]
        return value
    if isinstance(value, StrictModel):
        new = {key: _shortened(inner, (*path, key), cuts) for key, inner in value.__dict__.items() if inner}
        changed = {key: inner for key, inner in new.items() if inner is not value.__dict__[key]}
        return value.model_copy(update=changed) if changed else value
    if not isinstance(value, tuple | dict):
        return value
    if len(value) > ITEMS:
        cuts.append(Cut(path, f"{len(value):,} items", f"{ITEMS:,}"))
    pairs = list(islice(value.items() if isinstance(value, dict) else enumerate(value), ITEMS))
    new = {key: _shortened(inner, (*path, key), cuts) for key, inner in pairs}
    if len(value) == len(pairs) and all(new[key] is inner for key, inner in pairs):
        return value
    return new if isinstance(value, dict) else tuple(new.values())
