"""The formats as JSON Schema, made from the models, for editors to complete keys and mark mistakes."""

import json

from pydantic import BaseModel

from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario

_MODELS: dict[str, type[BaseModel]] = {"scenario": Scenario, "framework": Framework}
SCHEMAS = tuple(_MODELS)
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(kind: str) -> str:
    """Write the JSON Schema of a format; the scenario's is also the file `schema.json` beside this module."""
    schema = {"$schema": DIALECT, **_MODELS[kind].model_json_schema(mode="validation")}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
