"""Import the decks into every version of Anki that pip can install, and compare what arrives with what was packed.

Run it before a release, and after you change what an `.apkg` contains:

    python tools/anki_versions.py                          all versions, in a temporary folder
    python tools/anki_versions.py --environments FOLDER    keeps the environments there for the next run
    python tools/anki_versions.py 2.1.66 26.9.3            only these

Each version gets its own virtual environment, of about 100 MB, and runs in its own process (`anki_versions_child.py`).
It imports the decks from `decks/` one after the other, and then all of them again. Then it imports a small deck with
colons in its names, studies it, and imports it again, and once more after an edit. Finally it imports a deck with a
schedule. Each version is a row of the table. Below the table are the differences; if there are any, the exit code is 1.

It needs the test dependencies.
"""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import click

REPOSITORY = Path(__file__).parent.parent
sys.path[:0] = [str(REPOSITORY / "tools"), str(REPOSITORY / "tests")]  # the child's neighbours, and the tests' project

from anki_versions_judge import COLUMNS, Outcome, judge  # noqa: E402 - found only from here on
from anki_versions_packages import Packages, make_packages  # noqa: E402 - as above

VERSIONS = {
    "2.1.45": ("protobuf<3.21",),  # its own protobuf files are too old for a newer library
    "2.1.49": ("protobuf<3.21",),
    "2.1.50": (),
    "2.1.54": (),
    "2.1.55": (),
    "2.1.56": (),
    "2.1.60": (),
    "2.1.66": (),
    "23.10.1": (),
    "23.12.1": (),
    "24.4.1": (),
    "24.6.3": (),
    "24.11": (),
    "25.2.7": (),
    "25.7.5": (),
    "25.9.5": (),
    "26.5": (),
    "26.8.1": (),
    "26.9.3": (),
}
"""Versions of the package `anki`, and what else pip must install for each."""
CHILD = REPOSITORY / "tools" / "anki_versions_child.py"
MINUTES = 10
"""How long the installation or the child of one version may take. Each normally takes seconds."""


class NotRunError(Exception):
    """A version could not be installed, or crashed; says why in one line."""


@click.command(help=(__doc__ or "").partition("\n")[0])
@click.argument("versions", nargs=-1, type=click.Choice(list(VERSIONS)))
@click.option("--environments", type=click.Path(path_type=Path), help="Keep the environments here for the next run.")
@click.option("--jobs", default=2, show_default=True, help="How many versions run at a time.")
def main(versions: Sequence[str], environments: Path | None, jobs: int) -> None:
    """Print the table, and what differs."""
    with ExitStack() as stack:
        scratch = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        packages = make_packages(scratch / "packages")
        examine = partial(examined, packages=packages, environments=environments or scratch / "environments")
        outcomes = list(stack.enter_context(ThreadPoolExecutor(jobs)).map(examine, versions or VERSIONS))
    click.echo(f"| {' | '.join(COLUMNS)} |\n|{'---|' * len(COLUMNS)}")
    for outcome in outcomes:
        verdict = "differs" if outcome.differences else "as expected"
        cells = {"Anki": outcome.version, **outcome.cells, "verdict": verdict}
        click.echo("| " + " | ".join(cells.get(name, "") for name in COLUMNS) + " |")
    for outcome in outcomes:
        for difference in outcome.differences:
            click.echo(f"Anki {outcome.version}: {difference}")
    sys.exit(any(outcome.differences for outcome in outcomes))


def examined(version: str, packages: Packages, environments: Path) -> Outcome:
    """Run one version in its environment, and judge the outcome."""
    try:
        return judge(version, packages, run(environment(version, environments), packages))
    except NotRunError as error:
        return Outcome(version, differences=[str(error)])


def environment(version: str, folder: Path) -> Path:
    """Give the Python of the version's environment; make the environment if it does not exist."""
    home = (folder / version).resolve()
    python = home / ("Scripts" if os.name == "nt" else "bin") / "python"
    ask = "import importlib.metadata as m; print(m.version('anki'))"
    if not python.exists() or _said([str(python), "-c", ask], fallback="").strip() != version:
        _said([sys.executable, "-m", "venv", "--clear", str(home)])
        pip = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        _said([*pip, f"anki=={version}", *VERSIONS[version]])
    return python


def run(python: Path, packages: Packages) -> list[list[dict[str, Any]]]:
    """Let a Python's Anki import the packages; give what the child saw (see its `look`)."""
    with tempfile.TemporaryDirectory() as folder:
        job, report = Path(folder) / "job.json", Path(folder) / "report.json"
        job.write_text(json.dumps(packages.steps()), encoding="utf-8")
        own = {"TMPDIR": folder, "TEMP": folder}  # the oldest versions share one folder of a fixed name in there
        _said([str(python), str(CHILD), str(job), str(report)], environment=own)
        seen: list[list[dict[str, Any]]] = json.loads(report.read_text(encoding="utf-8"))
        return seen


def _said(command: Sequence[str], *, fallback: str | None = None, environment: Mapping[str, str] | None = None) -> str:
    """Run a command to its end, and give its output, or the fallback if it fails.

    Raises:
        NotRunError: It failed, and there is no fallback.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own commands
            command,
            env={**os.environ, **(environment or {})},
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=60 * MINUTES,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotRunError(f"did not end within {MINUTES} minutes") from error
    except OSError as error:
        raise NotRunError(f"did not start: {error}") from error
    if done.returncode == 0:
        return done.stdout
    if fallback is None:
        lines = (done.stderr.strip() or done.stdout.strip() or f"exit code {done.returncode}").splitlines()
        raise NotRunError(f"did not run: {lines[-1]}")
    return fallback


if __name__ == "__main__":
    main()
