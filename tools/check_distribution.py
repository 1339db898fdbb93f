"""Build the wheel and the sdist, and prove that each works without the rest of this repository.

    python tools/check_distribution.py              builds and checks; skips tests of the sdist with a browser or pip
    python tools/check_distribution.py --all        runs all tests of the sdist, with what `.[dev]` installs
    python tools/check_distribution.py --no-tests   runs no tests
    python tools/check_distribution.py --keep dist  keeps the archives there
    python tools/check_distribution.py --python python3.13    installs both with another Python

The wheel is built from the sdist, which proves that the sdist can be built. The wheel contains the package and nothing
else, and the sdist contains everything in git. The page that a package index makes from the README has no broken links.
The wheel, installed in its own environment, works in an empty folder. The sdist, unpacked, gives the same decks and
passes its tests. If any of this is not true, the exit code is 1.

It needs the dependencies of `.[dev]`, and pip needs access to a package index.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import click

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY / "tools"))  # the other tools

from distribution_contents import (  # noqa: E402 - found only from here on
    description_of,
    differences_of_description,
    differences_of_sdist,
    differences_of_wheel,
    in_sdist,
    in_wheel,
    tracked,
)
from distribution_journey import Journey  # noqa: E402 - as above

FAST = ("-m", "not browser and not pip")


def build(folder: Path) -> tuple[Path, Path]:
    """Build the sdist, and the wheel from it; give both."""
    _run(REPOSITORY, sys.executable, "-m", "build", "--outdir", str(folder), str(REPOSITORY), quiet=True)
    [sdist], [wheel] = folder.glob("*.tar.gz"), folder.glob("*.whl")
    return sdist, wheel


def environment_with(folder: Path, what: str, python: str) -> Path:
    """Make an environment for a Python, install something, and give the folder of its programs."""
    _run(REPOSITORY, python, "-m", "venv", str(folder))
    programs = folder / ("Scripts" if os.name == "nt" else "bin")
    _run(folder, str(programs / "python"), "-m", "pip", "install", "--quiet", what)
    return programs


def differences(sdist: Path, wheel: Path) -> list[str]:
    """Say what is wrong with the contents of the two archives."""
    _run(REPOSITORY, sys.executable, "-m", "twine", "check", "--strict", str(sdist), str(wheel))
    problems = differences_of_description(description_of(wheel))
    expected = tracked(REPOSITORY)
    if expected is None:
        click.echo("no checkout: what is in the archives is not compared with what git has")
        return problems
    problems += differences_of_sdist(in_sdist(sdist), expected)
    return problems + differences_of_wheel(in_wheel(wheel), expected)


def try_wheel(wheel: Path, folder: Path, python: str) -> list[str]:
    """Install a wheel, and use it in an empty folder."""
    programs = environment_with(folder / "wheel", str(wheel), python)
    author = folder / "author"
    author.mkdir()
    return Journey(programs / "star2anki", author, wheel.name.split("-")[1]).go()


def try_sdist(sdist: Path, folder: Path, python: str, *, every: bool) -> list[str]:
    """Unpack an sdist, compare its decks with its stories, and run its tests."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    unpacked = folder / sdist.name.removesuffix(".tar.gz")
    programs = environment_with(folder / "sdist", f"{unpacked}[{'dev' if every else 'test'}]", python)
    problems = []
    if _run(unpacked, str(programs / "star2anki"), "build", "--check", must=False) != 0:
        problems.append("sdist: its decks are not what its stories give")
    code = _run(unpacked, str(programs / "python"), "-m", "pytest", "-q", *(() if every else FAST), must=False)
    if code != 0:
        problems.append(f"sdist: its tests fail (exit code {code})")
    return problems


def _run(folder: Path, *command: str, must: bool = True, quiet: bool = False) -> int:
    done = subprocess.run(  # noqa: S603 - the commands are ours
        command, cwd=folder, stdout=subprocess.DEVNULL if quiet else None, check=False
    )
    if must and done.returncode != 0:
        raise click.ClickException(f"`{' '.join(command)}` ended with {done.returncode}")
    return done.returncode


@click.command()
@click.option("--all", "every", is_flag=True, help="Run all tests of the sdist, even those with a browser or pip.")
@click.option("--no-tests", is_flag=True, help="Run no tests of the sdist.")
@click.option("--python", default=sys.executable, help="The Python to install with; by default, this one.")
@click.option("--keep", type=click.Path(path_type=Path), help="Copy the archives to this folder if all is well.")
def main(keep: Path | None, python: str, *, every: bool, no_tests: bool) -> None:
    """Build the wheel and the sdist, and check that they are complete and work on their own."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        sdist, wheel = build(folder / "dist")
        problems = [*differences(sdist, wheel), *try_wheel(wheel, folder, python)]
        if not no_tests:
            problems += try_sdist(sdist, folder, python, every=every)
        for problem in problems:
            click.echo(problem, err=True)
        if problems:
            sys.exit(1)
        if keep is not None:
            keep.mkdir(parents=True, exist_ok=True)
            for archive in (sdist, wheel):
                shutil.copy(archive, keep)
        click.echo(f"{sdist.name} and {wheel.name}: all well")


if __name__ == "__main__":
    main()
