"""`star2anki coverage`: are these stories enough for the interview?"""

import textwrap
from collections.abc import Sequence
from pathlib import Path

import click
from rich.cells import cell_len
from rich.console import Console, OverflowMethod
from rich.table import Table
from rich.text import Text

from star2anki.cli.console import print_findings, printable, summary_of
from star2anki.cli.folder import framework_named, plan_for
from star2anki.coverage.export import as_csv, as_json
from star2anki.coverage.matrix import Coverage, Fit, Row, cover, minutes
from star2anki.coverage.page import as_page
from star2anki.diagnostics import Diagnostic, has_errors
from star2anki.plan import Plan
from star2anki.project import shown
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import load_file
from star2anki.scenario.model import Scenario
from star2anki.wording import counted

_SIGNS = {Fit.OWN: ("●", "X", "bold green"), Fit.LENS: ("○", "o", "blue")}
"""Sign, sign for terminals that know only plain letters, and style."""
_TIME_WIDTH = len(" 10m30s ")
_PRINCIPLE_WIDTH = len("16 ")
_NARROWEST = 40
_TITLE_WIDTH = 22
"""The narrowest that a story's title may get before the principles are split over several tables."""


@click.command("coverage")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option("--framework", "framework_id", metavar="NAME", help="Look through this framework only.")
@click.option("--questions", is_flag=True, help="Also list common questions, and the story that answers each best.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json", "csv", "html"]),
    default="text",
    show_default=True,
    help="For people, for programs, for spreadsheets, or a page to print.",
)
@click.pass_context
def command(
    ctx: click.Context, paths: tuple[Path, ...], framework_id: str | None, style: str, *, questions: bool
) -> None:
    """Show which stories cover which principles.

    A story stands for its own principle and for those of its lenses. The
    matrix shows gaps, principles that hang on a single story, and how long all
    of it takes to tell. PATHS are recipes, or story files and folders; without
    any, the stories of all recipes in decks/.
    """
    plan = plan_for(paths)
    scenarios, findings = _read(plan)
    print_findings(findings, "text", to_stderr=True)
    if len(scenarios) < len(plan.stories):
        click.echo(f"{summary_of(findings)}; stories with errors are left out", err=True)
    if not scenarios and has_errors(findings):
        ctx.exit(1)
    coverages = [cover(scenarios, framework, plan.coach) for framework in _chosen(plan, scenarios, framework_id)]
    if style == "text":
        for number, coverage in enumerate(coverages):
            click.echo("\n" * bool(number) + _shown(coverage, questions=questions))
    else:
        written = {"json": as_json, "csv": as_csv, "html": as_page}[style](coverages)
        click.echo(written.encode("utf-8"), nl=False)  # whatever letters the terminal knows
    ctx.exit(1 if has_errors(findings) else 0)


def _read(plan: Plan) -> tuple[list[Scenario], list[Diagnostic]]:
    scenarios: list[Scenario] = []
    findings = list(plan.findings)
    for path in plan.stories:
        loaded = load_file(path, shown(path, plan.folder), plan.frameworks)
        if loaded.scenario:
            scenarios.append(loaded.scenario)
        else:
            findings += loaded.findings
    return scenarios, findings


def _chosen(plan: Plan, scenarios: Sequence[Scenario], framework_id: str | None) -> list[Framework]:
    """Choose the framework that is named, or those that the stories name."""
    if framework_id is not None:
        return [framework_named(framework_id, plan.frameworks)]
    named = {scenario.framework for scenario in scenarios}
    chosen = [framework for name, framework in plan.frameworks.items() if name in named]
    if not chosen:
        raise click.UsageError(f"no story names a framework; choose one with --framework: {', '.join(plan.frameworks)}")
    return chosen


def _shown(coverage: Coverage, *, questions: bool) -> str:
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    with console.capture() as captured:
        _print(console, coverage, questions=questions)
    return "\n".join(line.rstrip() for line in captured.get().rstrip().split("\n"))  # rich fills lines with blanks


def _print(console: Console, coverage: Coverage, *, questions: bool) -> None:
    is_plain = not console.encoding.lower().startswith("utf")
    others = counted(coverage.others, "other story stands", "other stories stand")
    console.print(Text(printable(coverage.framework.name), style="bold"))
    console.print(coverage.summary, markup=False)
    if coverage.others:
        console.print(f"{others} for none of these principles", markup=False)
    for names in _pieces(coverage.framework.names, console.width):
        console.print()
        console.print(_matrix(coverage, names, console.width, is_plain=is_plain))
    console.print()
    console.print(_legend(coverage, is_plain=is_plain))
    console.print(Text("\nWeak spots", style="bold"))
    for spot in coverage.weak_spots or ("none found",):
        _bullet(console, spot)
    if questions:
        _print_questions(console, coverage)


def _pieces(names: Sequence[str], width: int) -> list[list[int]]:
    """Split the principles, by their numbers from 0, so that each table fits the terminal."""
    fitting = max(1, (width - _TITLE_WIDTH - _TIME_WIDTH) // _PRINCIPLE_WIDTH)
    return [list(range(start, min(start + fitting, len(names)))) for start in range(0, len(names), fitting)]


def _matrix(coverage: Coverage, numbers: Sequence[int], width: int, *, is_plain: bool) -> Table:
    longest = max([len("stories for each"), *(cell_len(row.scenario.title) for row in coverage.rows)])
    room = width - _TIME_WIDTH - _PRINCIPLE_WIDTH * len(numbers)
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_footer=True)
    overflow: OverflowMethod = "crop" if is_plain else "ellipsis"
    table.add_column(
        "Story", footer="stories for each", no_wrap=True, overflow=overflow, width=max(1, min(longest, room))
    )
    table.add_column("time", justify="right", no_wrap=True, width=_TIME_WIDTH - 2)
    names = coverage.framework.names
    for number in numbers:
        footer = str(len(coverage.of(names[number])) or "-")
        table.add_column(str(number + 1), footer=footer, justify="right", no_wrap=True, width=2, overflow="crop")
    for row in coverage.rows:
        cells = [_sign(row, names[number], coverage.framework, is_plain=is_plain) for number in numbers]
        table.add_row(Text(printable(row.scenario.title)), minutes(row.seconds), *cells)
    return table


def _sign(row: Row, name: str, framework: Framework, *, is_plain: bool) -> Text:
    fit = row.fit(name, framework)
    if fit is None:
        return Text("." if is_plain else "·", style="dim")
    sign, letter, style = _SIGNS[fit]
    return Text(letter if is_plain else sign, style=style)


def _legend(coverage: Coverage, *, is_plain: bool) -> Table:
    own, lens = (_SIGNS[fit][is_plain] for fit in (Fit.OWN, Fit.LENS))
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for number, name in enumerate(coverage.framework.names, 1):
        table.add_row(str(number), Text(printable(name)))
    table.add_row(own, "the story was written for it")
    table.add_row(lens, "it has a lens for it")
    return table


def _bullet(console: Console, words: str) -> None:
    lines = textwrap.fill(printable(words), console.width, initial_indent="- ", subsequent_indent="  ")
    console.print(Text(lines))


def _print_questions(console: Console, coverage: Coverage) -> None:
    console.print(Text("\nCommon questions, and the story for each", style="bold"))
    for principle in coverage.framework.principles:
        answers = coverage.answers_for(principle)
        console.print(Text(f"\n{printable(principle.name)}", style="bold"))
        if not any(answer.row for answer in answers):
            console.print(Text("    no story yet", style="red"))
            continue
        for answer in answers:
            _bullet(console, answer.question)
            console.print(Text(f"    {printable(answer.row.scenario.title) if answer.row else ''}", style="cyan"))
