"""`star2anki frameworks`: which principles there are."""

from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from star2anki.cli.console import print_diagnostics
from star2anki.cli.folder import framework_named
from star2anki.diagnostics import has_errors
from star2anki.lookups import Lookups
from star2anki.project_settings import read_frameworks
from star2anki.scenario.framework import Framework
from star2anki.wording import printable


@click.command("frameworks")
@click.argument("framework_id", metavar="[FRAMEWORK]", required=False)
@click.pass_context
def command(ctx: click.Context, framework_id: str | None) -> None:
    """List frameworks and their principles.

    A framework lists the principles that a company asks about. With
    FRAMEWORK, also show what an interviewer listens for. Put your own in
    frameworks/NAME.yaml; `star2anki schema framework` describes the format.
    """
    frameworks, diagnostics = read_frameworks(Path.cwd(), Lookups())
    print_diagnostics(diagnostics, "text", to_stderr=True)
    if framework_id is None:
        _print_all(frameworks)
    else:
        _print_one(framework_named(framework_id, frameworks))
    ctx.exit(1 if has_errors(diagnostics) else 0)


def _print_all(frameworks: dict[str, Framework]) -> None:
    for framework in frameworks.values():
        click.echo(f"{click.style(framework.id, bold=True)}  {printable(framework.name)}")
        for name in framework.names:
            click.echo(f"  {printable(name)}")


def _print_one(framework: Framework) -> None:
    table = Table(title=printable(framework.name), title_justify="left", show_lines=True, highlight=False)
    table.add_column("Principle", style="bold", max_width=26)
    table.add_column("An interviewer listens for")
    for principle in framework.principles:
        table.add_row(printable(principle.name), "\n".join(map(printable, principle.listens_for)))
    Console().print(table, markup=False)
