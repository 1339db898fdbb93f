"""The command line. Commands are loaded when they are called, so that `--help` is fast."""

import io
import os
import sys
from importlib import import_module
from keyword import iskeyword

import click

from star2anki import __version__, interrupts
from star2anki.clock import BadClockError, now
from star2anki.diagnostics import did_you_mean

COMMANDS = {
    "build": "Turn stories into Anki decks.",
    "check": "Report problems in stories and recipes.",
    "coverage": "Show which stories cover which principles.",
    "frameworks": "List frameworks and their principles.",
    "import": "Turn pages and spreadsheets into stories.",
    "init": "Set up a folder to write stories in.",
    "new": "Start a new story.",
    "preview": "Make a page that shows every card.",
    "rules": "List the coach's rules, or explain one.",
    "schema": "Print the JSON Schema of a file format.",
}
"""Each command's name and first line of help. The command is in the file with its name, plus a `_` if the name is a
Python keyword. A test compares the two."""


class _LazyGroup(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        file = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command: click.Command = import_module(f"star2anki.cli.{file}").command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Refuse an unknown command as click does, and suggest the one that may be meant."""
        name = args[0]
        if name not in COMMANDS and name[:1].isalpha() and (meant := did_you_mean(name, COMMANDS)):
            ctx.fail(f"No such command '{name}'. Did you mean '{meant}'?")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=_LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="star2anki")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Turn STAR interview stories into Anki decks that survive every edit.

    To get started, run `star2anki init`, write your stories in scenarios/,
    and run `star2anki build`. Exit codes: 0 success, 1 errors in the stories
    (or a file that cannot be read or written), 2 wrong usage, 130 Ctrl-C.
    """
    interrupts.clean_up_first()  # the command is loaded by now
    try:
        now()
    except BadClockError as error:
        raise click.UsageError(str(error)) from error
    if os.environ.get("NO_COLOR"):
        ctx.color = False
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # Windows pipes support only a few letters
