"""`star2anki new`: a commented scenario, ready to fill in."""

from pathlib import Path

import click

from star2anki.cli.console import clear_io_errors
from star2anki.cli.folder import stories_folder
from star2anki.cli.scaffold import story_template, write_new, write_schema
from star2anki.scenario.ids import slug


@click.command("new")
@click.argument("title")
@click.option("-q", "--question", default="", help="The interviewer's question that the story answers.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Write the file there instead of scenarios/.",
)
@click.pass_context
def command(ctx: click.Context, title: str, question: str, output: Path | None) -> None:
    """Begin a new story.

    Writes a commented scenario with a new id, ready to fill in. TITLE is what
    you call the story, such as "The alarm that nobody heard".
    """
    title, question = (" ".join(text.split()) for text in (title, question))
    if not title:
        raise click.UsageError("a story needs a title")
    output = output or stories_folder()
    path = output / f"{slug(title)}.yaml"
    with clear_io_errors():
        if not write_new(path, story_template(title, question)):
            click.echo(f"{path}: is there already and stays as it is; choose another title", err=True)
            ctx.exit(1)
        write_schema(output)
    click.echo(f"{path}: written; fill it in, then run `star2anki build`")
