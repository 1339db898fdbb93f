"""`star2anki check`: read and judge, write nothing."""

from pathlib import Path

import click

from star2anki.build import build
from star2anki.cli.console import clear_io_errors, format_option, print_findings, summary_of
from star2anki.cli.folder import plan_for
from star2anki.diagnostics import Code, has_errors
from star2anki.fix import NotFixableError, fix_rewordings


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--fix", is_flag=True, help="Write the `id:` lines that keep the history of reworded items.")
@format_option
@click.pass_context
def command(ctx: click.Context, paths: tuple[Path, ...], style: str, *, fix: bool) -> None:
    """Say what is wrong with stories and recipes.

    PATHS are recipes, or story files and folders; without any, all recipes in
    decks/ and their stories are checked. Exit code 1 if there is an error.
    """
    plan = plan_for(paths)
    built = build(plan, package=False)
    if fix and built.rewordings:
        with clear_io_errors():
            try:
                for fixed in fix_rewordings(plan.folder, plan.stories, built.rewordings, plan.frameworks):
                    click.echo(f"{fixed.path}: added `id: {fixed.item_id}`", err=True)
            except NotFixableError as error:
                raise click.ClickException(str(error)) from error
        built = build(plan_for(paths), package=False)
    print_findings(built.findings, style)
    if style == "text":
        counted = summary_of(built.findings)
        number = len(plan.stories)
        stories = f"{number} {'story' if number == 1 else 'stories'}"
        click.echo(f"{stories}: {counted}" if counted else f"{stories}: all well", err=True)
        if not fix and any(finding.code is Code.REWORDED for finding in built.findings):
            click.echo("run `star2anki check --fix` to add the `id:` lines", err=True)
    ctx.exit(1 if has_errors(built.findings) else 0)
