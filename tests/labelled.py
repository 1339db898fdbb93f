"""Texts that are labelled with what the coach should find in them, and how to put one into a story."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from star2anki.coach.registry import RULES
from star2anki.coach.settings import CoachSettings
from star2anki.coach.story import Finding, SpokenStory
from star2anki.scenario.model import Scenario

FOLDER = Path(__file__).parent / "coach" / "labelled"

BASE: dict[str, Any] = {
    "id": "owl-at-the-window-4kq7",
    "title": "The owl at the window",
    "question": "Tell me about a time you surprised yourself.",
    "situation": "The owl would not leave the belfry, and the bell was due to ring.",
    "task": "The belfry was mine to keep.",
    "action": "I climbed the ladder. I opened the louvre and I whistled.",
    "result": "The owl sat elsewhere within two bars instead of ten, as it has since, and people heard the bell.",
}
"""A story in which the coach finds nothing by itself, and which shares no words with other stories."""

OF_THE_WHOLE = frozenset({"story-length", "action-share"})
"""Rules that need all steps, so they judge only texts that have all of them."""


@dataclass(frozen=True)
class Labelled:
    """One text."""

    verdict: Literal["weak", "strong"]
    codes: tuple[str, ...]
    fields: Mapping[str, Any]

    @property
    def story(self) -> SpokenStory:
        return story_with(self.fields)

    @property
    def findings(self) -> list[tuple[str, Finding]]:
        """What the coach finds in the text itself, with the name of each rule."""
        return list(findings_in(self.fields))


def read(part: str) -> list[Labelled]:
    """Read the texts of a part, `tuning` or `untouched`: all files whose names begin with it."""
    files = sorted(FOLDER.glob(f"{part}*.yaml"))
    return [_labelled(item) for path in files for item in yaml.safe_load(path.read_text(encoding="utf-8"))]


def _labelled(item: dict[str, Any]) -> Labelled:
    fields = {key: _as_text(value) for key, value in item.items() if key not in {"verdict", "codes"}}
    return Labelled(item["verdict"], tuple(item.get("codes", ())), fields)


def story_with(fields: Mapping[str, Any]) -> SpokenStory:
    return SpokenStory(Scenario.model_validate({**BASE, **fields}), CoachSettings())


def findings_in(fields: Mapping[str, Any]) -> Iterator[tuple[str, Finding]]:
    """Judge a story with these fields, and keep what the coach finds in them."""
    story = story_with(fields)
    is_whole = {"situation", "task", "action", "result"} <= set(fields)
    for rule in RULES:
        if not is_whole and rule.code in OF_THE_WHOLE:
            continue
        for finding in rule.judge(story):
            if finding.path[0] in fields:
                yield rule.code, finding


def _as_text(value: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """Give scalars as star2anki reads them: as text."""
    if isinstance(value, dict):
        return {key: _as_text(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_as_text(inner) for inner in value]
    return value if isinstance(value, str) else str(value)
