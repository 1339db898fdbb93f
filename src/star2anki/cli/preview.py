"""`star2anki preview`: stories in, a page with every card out."""

from collections.abc import Sequence
from pathlib import Path

import click

from star2anki.atomic_files import write_atomically
from star2anki.build.pipeline import Built, build
from star2anki.build.plan import Plan
from star2anki.cli.console import clear_io_errors, format_option, print_diagnostics, summary_of
from star2anki.cli.folder import plan_for
from star2anki.cli.output import Output
from star2anki.cli.watch import Watcher, announce
from star2anki.decks.layout import Deck
from star2anki.diagnostics import has_errors
from star2anki.limited_files import NotAFileError, open_file
from star2anki.preview.live import LivePage
from star2anki.preview.page import MARK, MARK_WITHIN, page
from star2anki.project import shown

DEFAULT_OUTPUT = Path("preview.html")


@click.command("preview")
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=Output("file"),
    help=f"Write the page to FILE instead of {DEFAULT_OUTPUT}.",
)
@click.option("--open", "open_page", is_flag=True, help="Open the page in the browser.")
@click.option(
    "--watch", is_flag=True, help="Serve the page on this machine and reload it after each save, until Ctrl-C."
)
@click.option("--force", is_flag=True, help="Overwrite a file that is not a preview.")
@format_option
@click.pass_context
def command(  # noqa: PLR0913 - one argument per option
    ctx: click.Context,
    paths: tuple[Path, ...],
    output: Path | None,
    style: str,
    *,
    open_page: bool,
    watch: bool,
    force: bool,
) -> None:
    """Make a page that shows every card.

    Without PATHS, the page shows the decks of all recipes in decks/. PATHS can
    be some of these recipes, or story files and folders, shown as one deck
    without a recipe. The page is a single file that works offline. With
    --watch, it is only served, unless -o names a file to write as well.
    """
    target = output or (None if watch else DEFAULT_OUTPUT)
    if target and not force:
        _refuse_foreign(target)
    if watch:
        _watch(paths, target, style, open_page=open_page)
    elif target:
        ctx.exit(_write(plan_for(paths), target, style, open_page=open_page))


def _write(plan: Plan, target: Path, style: str, *, open_page: bool) -> int:
    built = _build(plan, style)
    if has_errors(built.diagnostics):
        click.echo(f"{summary_of(built.diagnostics)}; nothing was written", err=True)
        return 1
    data = page(_decks(built))
    with clear_io_errors():
        write_atomically(target, data)
    click.echo(f"{shown(target, plan.folder)}: {_size(data)}", err=style != "text")
    if open_page:
        click.launch(str(target))
    return 0


def _build(plan: Plan, style: str) -> Built:
    with clear_io_errors():
        built = build(plan, package=False)
    print_diagnostics(built.diagnostics, style, to_stderr=True)
    return built


def _decks(built: Built) -> list[Deck]:
    return [deck for built_deck in built.decks for deck in built_deck.decks]


def _refuse_foreign(target: Path) -> None:
    """Do not let a typing mistake overwrite a file that is not one of our pages."""
    with clear_io_errors():
        try:
            with open_file(target) as file:
                beginning = file.read(MARK_WITHIN)
        except FileNotFoundError:
            return
        except NotAFileError as error:
            raise click.UsageError(f"{target}: {error.strerror}; choose another name for the page") from error
    if beginning and MARK not in beginning:
        raise click.UsageError(f"{target} exists and is not a preview page; use --force to overwrite it")


def _size(data: bytes) -> str:
    kilobytes = len(data) / 1000
    return f"{kilobytes / 1000:.1f} MB" if kilobytes >= 1000 else f"{kilobytes:.0f} kB"  # noqa: PLR2004 - units


def _watch(paths: Sequence[Path], target: Path | None, style: str, *, open_page: bool) -> None:
    plan = plan_for(paths)
    watcher = Watcher(plan.folder, paths)
    watcher.follow(plan)
    with LivePage() as live:
        live.show(lambda version: page((), version=version))
        for saved in watcher.saves():
            if saved:
                click.echo(announce(saved), err=True)
            _refresh(live, watcher, paths, target, style)
            if not saved:  # it watches from here on
                click.echo(f"{live.url}; press Ctrl-C to stop", err=style != "text")
                if open_page:
                    click.launch(live.url)


def _refresh(live: LivePage, watcher: Watcher, paths: Sequence[Path], target: Path | None, style: str) -> None:
    """Show the current stories. A half-saved file must not end the watch."""
    try:
        with clear_io_errors():
            plan = plan_for(paths)
        watcher.follow(plan)
        built = _build(plan, style)
        if has_errors(built.diagnostics):
            live.complain("\n".join(f"{each.location}: {each.severity}: {each.message}" for each in built.diagnostics))
            return
        decks = _decks(built)
        live.show(lambda version: page(decks, version=version))
        if target:
            with clear_io_errors():
                write_atomically(target, page(decks))
    except click.ClickException as error:
        error.show()
        live.complain(error.format_message())
