"""A format as JSON Schema, made from its model, so that editors can complete keys and mark errors."""

import json

from pydantic import BaseModel

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_text(model: type[BaseModel]) -> str:
    """Write the JSON Schema of a format; the scenario's is also kept in `scenario/schema.json`."""
    schema = {"$schema": DIALECT, **model.model_json_schema(mode="validation")}
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"
