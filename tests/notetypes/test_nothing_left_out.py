"""Every text of a complete scenario reaches a card."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from engine import learner
from project import LIBRARY, Project
from star2anki import markup
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import format_duration, parse_duration
from star2anki.yamlfile.model import StrictModel

NOT_SHOWN = {"id", "language"}
"""They work behind the scenes: one as the cards' identity, the other as the language of their text."""
AS_TAG = {"tags"}


def texts(value: object, key: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, StrictModel):
        for name in type(value).model_fields:
            if name not in NOT_SHOWN | AS_TAG:
                yield from texts(getattr(value, name), name)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from texts(name, key)
            yield from texts(inner, key)
    elif isinstance(value, tuple):
        for inner in value:
            yield from texts(inner, key)
    elif isinstance(value, int):
        yield key, format_duration(value)
    elif isinstance(value, str):
        yield key, value


def squeezed(html: str) -> str:
    return re.sub(r"\s+", "", markup.visible_text(re.sub(r"<script>.*?</script>", "", html, flags=re.DOTALL)))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_no_text_of_a_complete_scenario_is_left_out(path: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.recipe()
    project.write(f"scenarios/{path.name}", path.read_text(encoding="utf-8"))
    project.run("build")
    frameworks, _ = load_frameworks({})
    scenario = load_scenario(path.name, path.read_bytes(), frameworks).scenario
    assert scenario is not None
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        shown = [squeezed(card.question() + card.answer()) for card in somebody.cards()]
        tags = {tag for note in somebody.notes() for tag in note.tags}
    everything = " ".join(shown)
    count = 0
    for key, text in texts(scenario):
        count += 1
        wanted = squeezed(markup.html(text))
        if key in {"target", "length"}:
            minutes, seconds = divmod(parse_duration(text), 60)
            wanted = (f"{minutes}min" if minutes else "") + (f"{seconds}s" if seconds else "")
        if key == "framework":
            wanted = squeezed(frameworks[text].name)
        assert wanted in everything, f"{key}: {text}"
    assert count > 100
    assert set(scenario.tags) <= tags
