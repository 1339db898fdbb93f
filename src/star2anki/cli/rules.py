"""`star2anki rules`: the coach's rules, and the manual page of each."""

import click
from rich.console import Console
from rich.table import Table

from star2anki.cli.console import COLOURS
from star2anki.coach.registry import BY_CODE
from star2anki.coach.settings import meant
from star2anki.diagnostics import Code


@click.command("rules")
@click.argument("code", metavar="[RULE]", required=False)
def command(code: str | None) -> None:
    """List the coach's rules, or explain one.

    RULE is the name in brackets behind a finding of `star2anki check`. Its
    page gives the reason, an example that fails and one that passes. A rule
    is switched off for a project in coach.yaml, and for a story with a
    reason under `coach:`.
    """
    if code is None:
        _print_all()
    elif code in BY_CODE:
        click.echo(BY_CODE[code].manual)
    elif code in set(Code):
        raise click.UsageError(f"{code} is no rule of the coach; docs/diagnostics.md explains it")
    else:
        raise click.UsageError(f"there is no rule {code}; {meant(code, BY_CODE)}")


def _print_all() -> None:
    table = Table(box=None, pad_edge=False, show_header=False, highlight=False)
    for _ in range(3):
        table.add_column()
    for rule in BY_CODE.values():
        table.add_row(rule.code, f"[{COLOURS[rule.severity]}]{rule.severity}[/]", rule.title)
    Console().print(table)
