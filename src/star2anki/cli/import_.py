"""`star2anki import`: a page or a spreadsheet in, story files out."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from star2anki.atomic_files import create, write_atomically
from star2anki.cli.clipboard import read_clipboard
from star2anki.cli.console import clear_io_errors, print_diagnostics
from star2anki.cli.folder import stories_folder
from star2anki.cli.import_report import describe_import, is_whole, report
from star2anki.cli.output import Output
from star2anki.cli.scaffold import SCHEMA_FILE, write_schema
from star2anki.cli.width import echo
from star2anki.diagnostics import has_errors
from star2anki.importers import read_page
from star2anki.importers.draft import Draft, SourceDraft, as_scenario
from star2anki.importers.page import FORBIDDEN, MAX_BYTES, Imported, Refused
from star2anki.importers.reading import USUAL, MissingLibraryError, open_page
from star2anki.limited_files import NotAFileError, TooLargeError, read_file, read_stream
from star2anki.lookups import Lookups
from star2anki.project import shown
from star2anki.project_settings import read_frameworks
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import Framework
from star2anki.scenario.ids import slug
from star2anki.yamlfile.decode import unreadable

STANDARD_INPUT = "-"
_SUFFIXES = {".yaml", ".yml"}


@click.command("import")
@click.argument("pages", nargs=-1, metavar="[PAGES]...", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--clipboard", is_flag=True, help="Import the text on the clipboard.")
@click.option(
    "-o",
    "--output",
    metavar="FILE|FOLDER",
    type=Output("file or folder"),
    help="Write to FILE.yaml, or to FOLDER instead of scenarios/.",
)
@click.option("--force", is_flag=True, help="Overwrite existing files.")
@click.option("--report", "with_report", is_flag=True, help="Show where each line went.")
@click.option("--url", help="Where you found the page.")
@click.option("--author", help="Who wrote it.")
@click.option("--license", "license_", metavar="NAME", help="The terms for sharing it, such as CC-BY-4.0.")
@click.pass_context
def command(  # noqa: PLR0913 - one argument per option
    ctx: click.Context,
    pages: tuple[str, ...],
    output: Path | None,
    *,
    url: str | None,
    author: str | None,
    license_: str | None,
    clipboard: bool,
    force: bool,
    with_report: bool,
) -> None:
    """Turn pages and spreadsheets into stories.

    PAGES are STAR walkthroughs copied from the web (text, or HTML saved from
    a browser), or spreadsheets of your own stories, saved as CSV. Use - for
    standard input. Text from the web belongs to its owner: use it for private
    study, and do not share it.
    """
    if not pages and not clipboard:
        raise click.UsageError("name a page, - for standard input, or --clipboard")
    output = output or stories_folder()
    source: SourceDraft = {}
    if url := _as_line(url):
        source["url"] = url
    if author := _as_line(author):
        source["author"] = author
    if license_ := _as_line(license_):
        source["license"] = license_
    target = _Target(output, source, force=force, with_report=with_report)
    frameworks, diagnostics = read_frameworks(Path.cwd(), Lookups())
    print_diagnostics(diagnostics, "text", to_stderr=True)
    all_well = not has_errors(diagnostics)
    read: list[tuple[str, Sequence[Imported]]] = []
    for page in dict.fromkeys(pages):
        stories = _read(page, frameworks)
        read += [(_name(page), stories)]
        all_well = all_well and bool(stories)
    if clipboard:
        stories = _read_clipboard(frameworks)
        read += [("clipboard", stories)]
        all_well = all_well and bool(stories)
    if target.is_file and sum(len(stories) for _, stories in read) > 1:
        raise click.UsageError(f"{output} is one file, but there are several stories; use -o FOLDER")
    for name, stories in read:
        for story in stories:
            all_well = target.write(name, story) and all_well
    ctx.exit(0 if all_well else 1)


def _name(page: str) -> str:
    return "standard input" if page == STANDARD_INPUT else shown(Path(page), Path.cwd())


def _read(page: str, frameworks: Mapping[str, Framework]) -> Sequence[Imported]:
    name = _name(page)
    if page == STANDARD_INPUT and sys.stdin is None:
        raise click.UsageError("standard input is closed; name a page")
    try:
        raw = read_stream(sys.stdin.buffer, MAX_BYTES) if page == STANDARD_INPUT else read_file(Path(page), MAX_BYTES)
    except NotAFileError as error:
        click.echo(f"{name}: {error.strerror}; save the page, or pipe it into `star2anki import -`", err=True)
        return ()
    except OSError as error:
        print_diagnostics([unreadable(error, name, USUAL)], "text", to_stderr=True)
        return ()
    return _stories(name, raw, frameworks)


def _read_clipboard(frameworks: Mapping[str, Framework]) -> Sequence[Imported]:
    try:
        raw = read_clipboard(MAX_BYTES)
    except click.ClickException as error:
        error.show()  # other pages that were named are still read
        return ()
    except TooLargeError as error:
        print_diagnostics([unreadable(error, "clipboard", USUAL)], "text", to_stderr=True)
        return ()
    return _stories("clipboard", raw, frameworks)


def _stories(name: str, raw: bytes, frameworks: Mapping[str, Framework]) -> Sequence[Imported]:
    """Read all stories on a page; if there are none, say why."""
    try:
        page, diagnostics = open_page(name, raw)
    except MissingLibraryError as error:
        click.echo(f"{name}: not imported: {error}", err=True)
        return ()
    print_diagnostics(diagnostics, "text", to_stderr=True)
    if page is None:
        return ()
    found = read_page(page, frameworks)
    if isinstance(found, Refused):
        click.echo(f"{name}: not imported: {found.why}", err=True)
        return ()
    return found


@dataclass(frozen=True, slots=True)
class _Target:
    """Where stories go, and how they are written."""

    output: Path
    source: SourceDraft
    force: bool
    with_report: bool

    @property
    def is_file(self) -> bool:
        return self.output.suffix.lower() in _SUFFIXES and not self.output.is_dir()

    def write(self, page: str, story: Imported) -> bool:
        """Write a story and report on it; return whether it is complete and written."""
        path = self.output
        if not self.is_file:
            path /= f"{story.draft.get('id') or slug(Path(page).stem)}.yaml"
        try:
            with clear_io_errors():
                written = self._write(path, story)
        except click.ClickException as error:
            error.show()  # the other stories may still work
            return False
        said = f"written, from {page}" if written else "already exists; not overwritten (use --force to replace it)"
        click.echo(f"{path}: {said}", err=not written)
        for line in (*describe_import(story, page), *(report(story) if self.with_report else ())):
            echo(line)
        if written and not story.is_own and "license" not in self.source:
            echo("  this text belongs to its owner: use it for private study, and do not share it")
        return written and is_whole(story)

    def _write(self, path: Path, story: Imported) -> bool:
        draft: Draft = {**story.draft}
        source: SourceDraft = {**draft.get("source", {}), **self.source}
        if source:
            draft["source"] = source
        first, rest = dump(as_scenario(draft), SCHEMA_FILE).split("\n", 1)
        notes = "".join(f"# Incomplete: {what}.\n" for what in story.incomplete)
        data = f"{first}\n{notes}{rest}".encode()
        path.parent.mkdir(parents=True, exist_ok=True)
        if self.force:
            write_atomically(path, data)
        elif not create(path, data):
            return False
        write_schema(path.parent)
        return True


def _as_line(text: str | None) -> str:
    """Turn typed text into one line, without control characters and without bytes that are not text."""
    return " ".join(FORBIDDEN.sub("", (text or "").encode("utf-8", "replace").decode("utf-8")).split())
