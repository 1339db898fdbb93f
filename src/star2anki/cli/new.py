"""`star2anki new`: a commented scenario, ready to fill in."""

from pathlib import Path
from unicodedata import category

import click

from star2anki.cli.console import clear_io_errors
from star2anki.cli.folder import stories_folder
from star2anki.cli.output import Output
from star2anki.cli.scaffold import story_template, write_new, write_schema
from star2anki.scenario.ids import slug
from star2anki.yamlfile.decode import NOT_YAML


@click.command("new")
@click.argument("title")
@click.option("-q", "--question", default="", help="The interviewer's question that the story answers.")
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=Output("folder"),
    help="Write the file to FOLDER instead of scenarios/.",
)
@click.pass_context
def command(ctx: click.Context, title: str, question: str, output: Path | None) -> None:
    """Start a new story.

    Writes a commented story file with a new id, ready to fill in. TITLE is
    what you call the story, such as "The alarm that nobody heard".
    """
    title, question = (typed_line(name, text) for name, text in (("title", title), ("question", question)))
    if not title:
        raise click.UsageError("a story needs a title")
    output = output or stories_folder()
    path = output / f"{slug(title)}.yaml"
    with clear_io_errors():
        written = write_new(path, story_template(title, question))
        if written:
            write_schema(output)
    if not written:
        click.echo(f"{path}: already exists; not overwritten (choose another title)", err=True)
        ctx.exit(1)
    click.echo(f"{path}: written; fill it in, then run `star2anki build`")


def typed_line(name: str, text: str) -> str:
    """Fold typed text into one line, and refuse what no story file may contain.

    Raises:
        click.UsageError: It contains an invisible character, or a byte that is not text.
    """
    line = " ".join(text.split())
    if bad := NOT_YAML.search(line):
        is_byte = category(bad[0]) == "Cs"
        what = "a byte that is not text" if is_byte else f"the invisible character U+{ord(bad[0]):04X}"
        raise click.UsageError(f"the {name} contains {what}; remove it")
    return line
