"""What must be in the two archives of a release, and on the page that a package index shows."""

import re
import subprocess
import tarfile
import zipfile
from collections.abc import Iterable
from email.parser import Parser
from pathlib import Path

PACKAGE = "src/star2anki/"
_MADE_BY_THE_BUILD = {"PKG-INFO"}
_TARGET = re.compile(r"""\b(?:href|src)=(["'])(.*?)\1""")


def tracked(repository: Path) -> set[str] | None:
    """Name the files that are in git and still exist; None outside a checkout."""
    if not (repository / ".git").exists():
        return None
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - git is the one on PATH
        cwd=repository,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return {name for name in listed.stdout.split("\0") if name and (repository / name).exists()}


def in_sdist(archive: Path) -> set[str]:
    """Name the files of an sdist, without its own folder."""
    with tarfile.open(archive) as opened:
        return {member.name.partition("/")[2] for member in opened.getmembers() if not member.isdir()}


def in_wheel(archive: Path) -> set[str]:
    """Name the files of a wheel."""
    with zipfile.ZipFile(archive) as opened:
        return set(opened.namelist())


def differences_of_sdist(files: set[str], expected: set[str]) -> list[str]:
    """Compare an sdist with git: say what is missing, and what should not be there."""
    return _differences("sdist", files - _MADE_BY_THE_BUILD, expected)


def differences_of_wheel(files: set[str], expected: set[str]) -> list[str]:
    """Compare a wheel with the package: say what is missing, and what should not be there."""
    package = {name.removeprefix("src/") for name in expected if name.startswith(PACKAGE)}
    ours = {name for name in files if not name.partition("/")[0].endswith(".dist-info")}
    licenses = [] if any(name.endswith("/licenses/LICENSE") for name in files) else ["wheel: misses the LICENSE"]
    return [*_differences("wheel", ours, package), *licenses]


def description_of(wheel: Path) -> str:
    """Give the text that a package index shows as the project's page."""
    with zipfile.ZipFile(wheel) as opened:
        [name] = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        return str(Parser().parsestr(opened.read(name).decode("utf-8")).get_payload())


def differences_of_description(markdown: str) -> list[str]:
    """Name the broken links of a project's page: outside the repository, it has neither files nor pictures.

    The page is rendered as PyPI renders it.
    """
    from readme_renderer.markdown import render  # noqa: PLC0415 - everything else here works without it

    html = render(markdown)
    if html is None:
        return ["description: cannot be rendered"]
    targets = (target for _, target in _TARGET.findall(html))
    return [
        f"description: leads to {target}, which is not on a package index"
        for target in targets
        if not re.match(r"https?:|#", target)
    ]


def _differences(archive: str, files: Iterable[str], expected: Iterable[str]) -> list[str]:
    files, expected = set(files), set(expected)
    return [
        *(f"{archive}: misses {name}" for name in sorted(expected - files)),
        *(f"{archive}: has {name}, which is not in git" for name in sorted(files - expected)),
    ]
