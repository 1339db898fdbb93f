"""`star2anki schema`: the formats, for editors and other programs."""

import click
from pydantic import BaseModel

from star2anki.coach.settings import CoachSettings
from star2anki.decks.recipe import Recipe
from star2anki.scenario.craft import Craft
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario
from star2anki.yamlfile.schema import schema_text

MODELS: dict[str, type[BaseModel]] = {
    "scenario": Scenario,
    "recipe": Recipe,
    "framework": Framework,
    "craft": Craft,
    "coach": CoachSettings,
}


@click.command("schema")
@click.argument("kind", type=click.Choice(list(MODELS)), default="scenario")
def command(kind: str) -> None:
    """Print the JSON Schema of a file format.

    Editors with YAML support use it to complete keys and mark errors. The
    is scenario (the default), recipe, framework, craft or coach.
    """
    click.echo(schema_text(MODELS[kind]), nl=False)
