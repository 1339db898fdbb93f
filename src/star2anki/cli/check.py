"""`star2anki check`: read and judge, but write nothing."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import click

from star2anki.build.keep_ids import NotFixableError, fix_rewordings
from star2anki.build.pipeline import Built, build
from star2anki.build.plan import Plan
from star2anki.cli.console import clear_io_errors, format_option, print_diagnostics, summary_of
from star2anki.cli.folder import plan_for
from star2anki.cli.width import echo
from star2anki.diagnostics import Code, Diagnostic, Severity, has_errors
from star2anki.wording import counted


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--fix", is_flag=True, help="Add the `id:` lines that keep the history of reworded items.")
@click.option("--strict", is_flag=True, help="Exit with 1 for warnings, too.")
@click.option("--no-coach", is_flag=True, help="Check only the files, not how the stories are told.")
@format_option
@click.pass_context
def command(  # noqa: PLR0913 - one argument per option
    ctx: click.Context, paths: tuple[Path, ...], style: str, *, fix: bool, strict: bool, no_coach: bool
) -> None:
    """Report problems in stories and recipes.

    PATHS are recipes, or story files and folders. Without PATHS, all recipes
    in decks/ and their stories are checked. The coach says how each story
    would sound to an interviewer; `star2anki rules` explains its rules. The
    exit code is 1 if there is an error.
    """
    coach: Literal["all", "none"] = "none" if no_coach else "all"
    plan = plan_for(paths)
    built = build(plan, package=False, coach=coach)
    if fix and built.rewordings:
        _fix(plan, built)
        built = build(plan_for(paths), package=False, coach=coach)
    print_diagnostics(built.diagnostics, style)
    if style == "text":
        click.echo(f"{_sources(plan)}: {summary_of(built.diagnostics) or 'no problems'}", err=True)
        if not fix and any(diagnostic.code == Code.REWORDED for diagnostic in built.diagnostics):
            click.echo("run `star2anki check --fix` to add the `id:` lines", err=True)
        if not no_coach and (rule := _rule_among(built.diagnostics)):
            echo(f"to learn why, run `star2anki rules NAME`, for example `star2anki rules {rule}`", err=True)
    has_warnings = any(diagnostic.severity is Severity.WARNING for diagnostic in built.diagnostics)
    ctx.exit(1 if has_errors(built.diagnostics) or (strict and has_warnings) else 0)


def _rule_among(diagnostics: Iterable[Diagnostic]) -> str | None:
    """Name the first rule of the coach that found something."""
    from star2anki.coach.registry import BY_CODE  # noqa: PLC0415 - loads all rules, which are not needed without the coach

    return next((diagnostic.code for diagnostic in diagnostics if diagnostic.code in BY_CODE), None)


def _sources(plan: Plan) -> str:
    """Say what was read: stories, and all else that notes are made of."""
    kinds = Counter(source.kind for source in plan.craft)
    parts = [counted(len(plan.stories), "story", "stories")] if plan.stories or not kinds else []
    parts += [counted(kinds["framework"], "framework")] if kinds["framework"] else []
    parts += [counted(kinds["craft"], "craft file")] if kinds["craft"] else []
    parts += ["the coach's rules"] if kinds["rules"] else []
    return ", ".join(parts)


def _fix(plan: Plan, built: Built) -> None:
    with clear_io_errors():
        try:
            for fixed in fix_rewordings(plan.source_files.values(), built.rewordings, plan.frameworks):
                instead = f" in place of `id: {fixed.replaced}`" if fixed.replaced else ""
                click.echo(f"{fixed.path}: added `id: {fixed.item_id}`{instead}", err=True)
        except NotFixableError as error:
            raise click.ClickException(str(error)) from error
