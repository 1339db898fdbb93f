"""A build with something to do or to compare. Slow to import, because it needs everything that makes a deck."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from star2anki.build import publish as publishing
from star2anki.build.last_build import recall
from star2anki.build.pipeline import build
from star2anki.build.plan import Plan
from star2anki.build.results import Published
from star2anki.cli.build_report import report
from star2anki.cli.console import clear_io_errors
from star2anki.cli.folder import plan_for_build
from star2anki.cli.watch import Watcher, announce
from star2anki.diagnostics import has_errors
from star2anki.project import shown

PROGRESS_AFTER_SECONDS = 1.0


def publish(paths: Sequence[Path], output: Path | None, style: str, *, open_decks: bool) -> int:
    """Build decks and write them, and return the exit code."""
    return _publish(plan_for_build(paths, output), style, open_decks=open_decks)


def compare(paths: Sequence[Path], output: Path | None, style: str, *, is_check: bool) -> int:
    """Report what a build would change, write nothing, and return the exit code.

    Args:
        paths: The recipes or stories that the user named.
        output: Where the decks and the lock would go; by default `decks/`.
        style: The format.
        is_check: Whether outdated decks or an outdated lock are an error.
    """
    plan = plan_for_build(paths, output)
    with clear_io_errors(), _progress() as on_progress:
        built = build(plan, package=is_check, on_progress=on_progress)
        stale = publishing.stale_files(built) if is_check and not has_errors(built.diagnostics) else []
    decks = tuple(publishing.as_published(deck, written=False) for deck in built.decks)
    report(Published(built.diagnostics, decks, built.gone, plan.trial), plan.output, style, wrote=False)
    for path in stale:
        click.echo(f"{shown(path, plan.folder)} is out of date; run `star2anki build`", err=True)
    return 1 if stale or has_errors(built.diagnostics) else 0


def watch(paths: Sequence[Path], output: Path | None, style: str, *, open_decks: bool) -> None:
    """Build, and rebuild after each save, until Ctrl-C."""
    plan = plan_for_build(paths, output)
    watcher = Watcher(plan.folder, paths)
    watcher.follow(plan)
    for saved in watcher.saves():
        if not saved:  # it watches from here on
            _publish_changes(plan_for_build(paths, output), style, open_decks=open_decks)
            click.echo("watching; press Ctrl-C to stop", err=True)
            continue
        click.echo(announce(saved), err=True)
        try:
            with clear_io_errors():
                plan = plan_for_build(paths, output)
            watcher.follow(plan)
            _publish_changes(plan, style)
        except click.ClickException as error:
            error.show()  # a half-saved file must not end the watch


def _publish_changes(plan: Plan, style: str, *, open_decks: bool = False) -> None:
    last = recall(plan.folder, plan.output, plan.named)
    if last:
        report(last, plan.output, style, wrote=True, open_decks=open_decks)
    else:
        _publish(plan, style, open_decks=open_decks)


def _publish(plan: Plan, style: str, *, open_decks: bool) -> int:
    with clear_io_errors():
        try:
            with _progress() as on_progress:
                published = publishing.publish(plan, on_progress)
        except publishing.BusyError as error:
            raise click.ClickException(str(error)) from error
    report(published, plan.output, style, wrote=True, open_decks=open_decks)
    return 1 if has_errors(published.diagnostics) else 0


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
