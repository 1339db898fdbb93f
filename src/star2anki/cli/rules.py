"""`star2anki rules`: the coach's rules, and the manual page of each."""

import click

from star2anki.cli.console import COLOURS
from star2anki.cli.width import columns, fill, reflow
from star2anki.coach.load_settings import meant
from star2anki.coach.registry import BY_CODE
from star2anki.diagnostics import Code, Severity

_TITLE_WIDTH = 24
"""The least width for a title; below that, it goes under the rule's name."""


@click.command("rules")
@click.argument("code", metavar="[RULE]", required=False)
def command(code: str | None) -> None:
    """List the coach's rules, or explain one.

    RULE is the name in brackets after a finding of `star2anki check`. Its
    page gives the reason, an example that fails and one that passes. To
    switch a rule off, use coach.yaml for the whole project, or `coach:` with
    a reason for one story.
    """
    if code is None:
        _print_all()
    elif code in BY_CODE:
        click.echo(reflow(BY_CODE[code].manual, columns()))
    elif code in set(Code):
        raise click.UsageError(f"{code} is not one of the coach's rules; docs/diagnostics.md explains it")
    else:
        raise click.UsageError(f"there is no rule {code}; {meant(code, BY_CODE)}")


def _print_all() -> None:
    width = columns()
    names, levels = max(map(len, BY_CODE)), max(map(len, Severity))
    beside = " " * (names + levels + 4)
    below = " " * 4
    for rule in BY_CODE.values():
        level = click.style(rule.severity, fg=COLOURS[rule.severity])
        if width - len(beside) >= _TITLE_WIDTH:
            title = fill(rule.title, width, first=beside, rest=beside).lstrip(" ")
            click.echo(f"{rule.code:{names}}  {level}{' ' * (levels - len(rule.severity))}  {title}")
        else:
            click.echo(f"{rule.code}  {level}\n{fill(rule.title, width, first=below, rest=below)}")
