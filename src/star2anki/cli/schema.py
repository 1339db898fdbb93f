"""`star2anki schema`: the formats, for editors and other programs."""

import click

from star2anki.scenario.schema import SCHEMAS, schema_text


@click.command("schema")
@click.argument("kind", type=click.Choice(SCHEMAS), default="scenario")
def command(kind: str) -> None:
    """Print the JSON Schema of a file format.

    Editors with YAML support use it to complete keys and mark mistakes. KIND
    is scenario (the default) or framework.
    """
    click.echo(schema_text(kind), nl=False)
