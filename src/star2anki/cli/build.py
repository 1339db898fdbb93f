"""`star2anki build`: stories in, decks out."""

from pathlib import Path

import click

from star2anki.build.last_build import recall
from star2anki.cli.build_report import report
from star2anki.cli.console import format_option
from star2anki.cli.output import Output


@click.command("build")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FOLDER",
    type=Output("folder"),
    help="Write decks and lock to FOLDER instead of decks/.",
)
@click.option("--dry-run", is_flag=True, help="Show what would change, but write nothing.")
@click.option("--check", is_flag=True, help="Exit with 1 if the decks or the lock are out of date; write nothing.")
@click.option("--watch", is_flag=True, help="Rebuild whenever a file is saved, until Ctrl-C.")
@click.option("--open", "open_decks", is_flag=True, help="Open the decks in Anki.")
@format_option
@click.pass_context
def command(  # noqa: PLR0913 - one argument per option
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path | None,
    style: str,
    *,
    dry_run: bool,
    check: bool,
    watch: bool,
    open_decks: bool,
) -> None:
    """Turn stories into Anki decks.

    Without PATHS, every recipe in decks/ becomes a deck. PATHS can be some of
    these recipes, or story files and folders, which become one deck without a
    recipe. Rebuild after an edit to update a deck: learners who import it
    again keep their review history.
    """
    if sum((dry_run, check, watch)) > 1:
        raise click.UsageError("use only one of --dry-run, --check and --watch")
    if open_decks and (dry_run or check):
        raise click.UsageError("--open cannot be used with --dry-run or --check, which write no deck")
    if not (watch or dry_run or check) and (last := recall(Path.cwd(), output, paths)):
        report(last, output, style, wrote=True, open_decks=open_decks)
        return
    from star2anki.cli import full_build  # noqa: PLC0415 - not needed if nothing changed

    if watch:
        full_build.watch(paths, output, style, open_decks=open_decks)
    elif dry_run or check:
        ctx.exit(full_build.compare(paths, output, style, is_check=check))
    else:
        ctx.exit(full_build.publish(paths, output, style, open_decks=open_decks))
