"""The JSON Schema: current, valid, and in agreement with the program."""

import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from project import LIBRARY, REPOSITORY
from star2anki.cli.schema import MODELS
from star2anki.scenario.framework import BUILT_IN, Framework
from star2anki.scenario.model import Scenario
from star2anki.yamlfile.schema import schema_text

FILE = REPOSITORY / "src/star2anki/scenario/schema.json"


def test_the_schema_file_matches_the_model() -> None:
    assert FILE.read_text(encoding="utf-8") == schema_text(Scenario), "run `star2anki schema` into the file"


@pytest.mark.parametrize("kind", MODELS)
def test_each_schema_is_a_valid_schema(kind: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema_text(MODELS[kind])))


@pytest.mark.parametrize("path", LIBRARY, ids=lambda path: path.stem)
def test_the_sample_stories_fit_the_schema(path: Path) -> None:
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - text only, as in the program
    jsonschema.validate(data, json.loads(schema_text(Scenario)))


@pytest.mark.parametrize("name", BUILT_IN)
def test_the_frameworks_fit_their_schema(name: str) -> None:
    path = REPOSITORY / "src/star2anki/scenario/frameworks" / f"{name}.yaml"
    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), json.loads(schema_text(Framework)))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"acton": "x"}, "Additional properties are not allowed"),
        ({"title": []}, "is not of type 'string'"),
        ({"situation": {"target": "soon", "strong_example": "x"}}, "soon"),
    ],
)
def test_the_schema_refuses_what_the_program_refuses(change: dict[str, object], message: str) -> None:
    story = dict.fromkeys(("id", "title", "question", "situation", "task", "action", "result"), "x")
    jsonschema.validate(story, json.loads(schema_text(Scenario)))
    with pytest.raises(jsonschema.ValidationError, match=message):
        jsonschema.validate({**story, **change}, json.loads(schema_text(Scenario)))


def test_every_key_has_an_explanation_for_editors() -> None:
    schema = json.loads(schema_text(Scenario))
    for name, definition in [("Scenario", schema), *schema["$defs"].items()]:
        for key, described in definition.get("properties", {}).items():
            assert described.get("description"), f"{name}.{key}"
