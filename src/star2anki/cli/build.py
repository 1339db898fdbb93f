"""`star2anki build`: stories in, decks out."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from star2anki.build.pipeline import build
from star2anki.build.plan import Plan
from star2anki.build.publish import BusyError, publish, stale_files
from star2anki.build.results import Published, PublishedDeck
from star2anki.cli.build_report import SEARCH, describe_deck, describe_gone
from star2anki.cli.console import clear_io_errors, format_option, print_diagnostics, summary_of
from star2anki.cli.folder import plan_for_build
from star2anki.cli.output import Output
from star2anki.cli.watch import Watcher, announce
from star2anki.cli.width import echo
from star2anki.diagnostics import has_errors
from star2anki.project import shown
from star2anki.wording import printable

PROGRESS_AFTER_SECONDS = 1.0


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
    if watch:
        _watch(paths, output, style, open_decks=open_decks)
    elif dry_run or check:
        ctx.exit(_compare(plan_for_build(paths, output), style, check=check))
    else:
        ctx.exit(_publish(plan_for_build(paths, output), style, open_decks=open_decks))


def _publish(plan: Plan, style: str, *, open_decks: bool) -> int:
    with clear_io_errors():
        try:
            with _progress() as on_progress:
                published = publish(plan, on_progress)
        except BusyError as error:
            raise click.ClickException(str(error)) from error
    _print(published, plan, style, wrote=True)
    if has_errors(published.diagnostics):
        return 1
    if open_decks:
        for deck in published.decks:
            click.launch(str(deck.path))
    return 0


def _compare(plan: Plan, style: str, *, check: bool) -> int:
    with clear_io_errors(), _progress() as on_progress:
        built = build(plan, package=check, on_progress=on_progress)
        stale = stale_files(built) if check and not has_errors(built.diagnostics) else []
    decks = tuple(
        PublishedDeck(deck.name, deck.path, deck.changes, len(deck.changes.unchanged), written=False, moves=deck.moves)
        for deck in built.decks
    )
    _print(Published(built.diagnostics, decks, built.gone), plan, style, wrote=False)
    for path in stale:
        click.echo(f"{shown(path, plan.folder)} is out of date; run `star2anki build`", err=True)
    return 1 if stale or has_errors(built.diagnostics) else 0


def _print(published: Published, plan: Plan, style: str, *, wrote: bool) -> None:
    print_diagnostics(published.diagnostics, style, to_stderr=True)
    is_text = style == "text"  # the other formats need standard output for themselves
    if has_errors(published.diagnostics):
        counted = summary_of(published.diagnostics)
        click.echo(f"{counted}; {'nothing was written' if wrote else 'no deck can be built'}", err=True)
    for deck in published.decks:
        for line in describe_deck(deck, printable(shown(deck.path, plan.folder)), wrote=wrote):
            _say(line, err=not is_text)
    if plan.leaves_lock_alone and published.decks:
        name = printable(plan.decks[0].recipe.name)
        _say(f'  This is a trial, so the lock stays as it is. In Anki, the deck is called "{name}"', err=not is_text)
    for name, changes in published.gone.items():
        for line in describe_gone(changes, printable(shown(plan.output / f"{name}.apkg", plan.folder))):
            _say(line, err=not is_text)


def _say(line: str, *, err: bool) -> None:
    """Print a line of the report. A search stays on one line, because people copy it."""
    if line.startswith(SEARCH):
        click.echo(line, err=err)
    else:
        echo(line, err=err)


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None]]:
    """Show progress on a terminal once the work has taken longer than a second."""
    started = time.monotonic()
    bar = None

    def on_progress(done: int, total: int) -> None:
        nonlocal bar
        if bar is None and done < total and time.monotonic() - started > PROGRESS_AFTER_SECONDS:
            from rich.console import Console  # noqa: PLC0415 - most builds end before they need it
            from rich.progress import Progress  # noqa: PLC0415 - as above

            console = Console(stderr=True)
            if console.is_terminal:
                bar = Progress(console=console, transient=True)
                bar.add_task("Reading stories", total=total)
                bar.start()
        if bar is not None:
            bar.update(bar.task_ids[0], completed=done)

    try:
        yield on_progress
    finally:
        if bar is not None:
            bar.stop()


def _watch(paths: Sequence[Path], output: Path | None, style: str, *, open_decks: bool) -> None:
    plan = plan_for_build(paths, output)
    watcher = Watcher(plan.folder, paths)
    watcher.follow(plan)
    for saved in watcher.saves():
        if not saved:  # it watches from here on
            _publish(plan_for_build(paths, output), style, open_decks=open_decks)
            click.echo("watching; press Ctrl-C to stop", err=True)
            continue
        click.echo(announce(saved), err=True)
        try:
            with clear_io_errors():
                plan = plan_for_build(paths, output)
            watcher.follow(plan)
            _publish(plan, style, open_decks=False)
        except click.ClickException as error:
            error.show()  # a half-saved file must not end the watch
