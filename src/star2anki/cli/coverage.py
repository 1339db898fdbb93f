"""`star2anki coverage`: are these stories enough for the interview?"""

from collections.abc import Sequence
from pathlib import Path

import click

from star2anki.build.plan import Plan
from star2anki.cli.console import print_diagnostics, summary_of
from star2anki.cli.folder import framework_named, plan_for
from star2anki.coverage.export import as_csv, as_json
from star2anki.coverage.matrix import cover
from star2anki.coverage.page import as_page
from star2anki.coverage.terminal import as_text
from star2anki.diagnostics import Diagnostic, has_errors
from star2anki.project import shown
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import load_file
from star2anki.scenario.model import Scenario


@click.command("coverage")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--framework", "framework_id", metavar="NAME", help="Use only this framework.")
@click.option("--questions", is_flag=True, help="Also list common questions, each with the story that answers it best.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv", "html"]),
    default="text",
    show_default=True,
    help="Output for people, for programs, for spreadsheets, or a page to print.",
)
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], framework_id: str | None, style: str, *, questions: bool
) -> None:
    """Show which stories cover which principles.

    A story covers its own principle and those of its lenses. The matrix shows
    gaps, principles that depend on a single story, and how long each story
    takes to tell. PATHS are recipes, or story files and folders. Without
    PATHS, it covers the stories of all recipes in decks/.
    """
    plan = plan_for(paths)
    scenarios, diagnostics = _read(plan)
    print_diagnostics(diagnostics, "text", to_stderr=True)
    if len(scenarios) < len(plan.stories):
        click.echo(f"{summary_of(diagnostics)}; stories with errors are left out", err=True)
    if not scenarios and has_errors(diagnostics):
        ctx.exit(1)
    coverages = [cover(scenarios, framework, plan.coach) for framework in _chosen(plan, scenarios, framework_id)]
    if style == "text":
        for number, coverage in enumerate(coverages):
            if number:
                click.echo()
            click.echo(as_text(coverage, questions=questions))
    else:
        written = {"json": as_json, "csv": as_csv, "html": as_page}[style](coverages)
        click.echo(written.encode("utf-8"), nl=False)  # whatever letters the terminal supports
    ctx.exit(1 if has_errors(diagnostics) else 0)


def _read(plan: Plan) -> tuple[list[Scenario], list[Diagnostic]]:
    scenarios: list[Scenario] = []
    diagnostics = list(plan.diagnostics)
    for path in plan.stories:
        loaded = load_file(path, shown(path, plan.folder), plan.frameworks)
        if loaded.scenario:
            scenarios.append(loaded.scenario)
        else:
            diagnostics += loaded.diagnostics
    return scenarios, diagnostics


def _chosen(plan: Plan, scenarios: Sequence[Scenario], framework_id: str | None) -> list[Framework]:
    """Choose the framework that is named, or those that the stories name."""
    if framework_id is not None:
        return [framework_named(framework_id, plan.frameworks)]
    named = {scenario.framework for scenario in scenarios}
    chosen = [framework for name, framework in plan.frameworks.items() if name in named]
    if not chosen:
        raise click.UsageError(f"no story names a framework; choose one with --framework: {', '.join(plan.frameworks)}")
    return chosen
