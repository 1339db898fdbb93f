"""`tools/check_distribution.py` detects what a wheel, an sdist or the project's page on a package index lacks."""

import subprocess
import sys
import tarfile
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

from project import REPOSITORY
from wanting import do_without

sys.path.insert(0, str(REPOSITORY / "tools"))

from distribution_contents import (
    differences_of_description,
    differences_of_sdist,
    differences_of_wheel,
    in_sdist,
    in_wheel,
)
from distribution_journey import Journey
from star2anki import __version__

GIT = {"src/star2anki/__init__.py", "src/star2anki/notetypes/card.css", "tests/test_docs.py", "README.md"}
WHEEL = {"star2anki/__init__.py", "star2anki/notetypes/card.css", "star2anki-1.dist-info/licenses/LICENSE"}


def test_a_complete_sdist_and_wheel_differ_in_nothing() -> None:
    assert differences_of_sdist(GIT | {"PKG-INFO"}, GIT) == []
    assert differences_of_wheel(WHEEL, GIT) == []


def test_an_sdist_must_contain_everything_in_git_and_nothing_else() -> None:
    assert differences_of_sdist(GIT - {"README.md"} | {"secret.yaml"}, GIT) == [
        "sdist: misses README.md",
        "sdist: has secret.yaml, which is not in git",
    ]


def test_a_wheel_must_contain_the_package_and_its_license_and_nothing_else() -> None:
    files = WHEEL - {"star2anki/notetypes/card.css", "star2anki-1.dist-info/licenses/LICENSE"} | {"tests/test_docs.py"}
    assert differences_of_wheel(files, GIT) == [
        "wheel: misses star2anki/notetypes/card.css",
        "wheel: has tests/test_docs.py, which is not in git",
        "wheel: misses the LICENSE",
    ]


def test_the_files_of_the_archives_are_named_as_git_names_them(tmp_path: Path) -> None:
    (tmp_path / "story.yaml").write_text("id: a\n", encoding="utf-8")
    with tarfile.open(tmp_path / "s.tar.gz", "w:gz") as archive:
        archive.add(tmp_path / "story.yaml", "star2anki-1/scenarios/story.yaml")
    with zipfile.ZipFile(tmp_path / "w.whl", "w") as packed:
        packed.writestr("star2anki/__init__.py", "")
    assert in_sdist(tmp_path / "s.tar.gz") == {"scenarios/story.yaml"}
    assert in_wheel(tmp_path / "w.whl") == {"star2anki/__init__.py"}


@pytest.fixture
def renderer() -> None:
    if find_spec("readme_renderer") is None:
        do_without("needs the Python package readme-renderer")


@pytest.mark.usefixtures("renderer")
@pytest.mark.parametrize(
    "markdown", ["[how](docs/how.md)", "![a card](docs/card.png)", '<img src="docs/card.png" alt="a card">']
)
def test_a_link_or_picture_that_leads_into_the_repository_is_detected(markdown: str) -> None:
    [problem] = differences_of_description(f"# Title\n\nSee {markdown}.\n")
    assert "leads to docs/" in problem


@pytest.mark.usefixtures("renderer")
def test_an_address_and_a_heading_of_the_page_itself_are_fine() -> None:
    assert differences_of_description("[pre-commit](https://pre-commit.com), [above](#title)\n") == []


@pytest.fixture
def description() -> str:
    """Give the page that the build makes of the README, without building."""
    if find_spec("hatch_fancy_pypi_readme") is None:
        do_without("needs the Python package hatch-fancy-pypi-readme")
    done = subprocess.run(
        [sys.executable, "-m", "hatch_fancy_pypi_readme"],
        cwd=REPOSITORY,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return done.stdout


@pytest.mark.usefixtures("renderer")
def test_the_projects_page_needs_no_picture_and_no_file_of_the_repository(description: str) -> None:
    assert differences_of_description(description) == []
    assert "<img" not in description
    assert "<!--" not in description


def test_the_projects_page_says_everything_that_the_readme_says(description: str) -> None:
    readme = (REPOSITORY / "README.md").read_text(encoding="utf-8")
    blocks = readme.split("```")[1::2]
    assert description.split("```")[1::2] == blocks
    headings = [line for line in readme.splitlines() if line.startswith("#")]
    assert [line for line in description.splitlines() if line.startswith("#")] == headings
    assert "read all twenty-four stories in the library (docs/library.md)" in " ".join(description.split())
    assert "see LICENSE." in description


def test_an_authors_work_succeeds_with_the_program_under_test(tmp_path: Path) -> None:
    assert Journey(Path(sys.executable).parent / "star2anki", tmp_path, __version__).go() == []


def test_a_program_that_does_nothing_is_detected_at_each_step(tmp_path: Path) -> None:
    idle = tmp_path / "idle"
    idle.write_text("#!/bin/sh\n", encoding="utf-8")
    idle.chmod(0o755)
    problems = Journey(idle, tmp_path, __version__).go()
    assert [problem for problem in problems if "`star2anki build` wrote no decks/*.apkg" in problem]
    for command in ("--version", "init .", "preview -o cards.html", "import lamps.csv", "frameworks", "schema"):
        assert [problem for problem in problems if f"`star2anki {command}`" in problem], command
