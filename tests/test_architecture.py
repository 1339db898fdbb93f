"""The house: docs/architecture.md shows the floors of the contracts, and no module can evade them."""

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from project import REPOSITORY

SOURCE = REPOSITORY / "src" / "star2anki"
DOCUMENT = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
CONTRACTS: list[dict[str, Any]] = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"]
LAYERS = [contract for contract in CONTRACTS if contract["type"] == "layers"]
PICTURES = [block for block in re.findall(r"^```\n(.*?)^```", DOCUMENT, re.DOTALL | re.MULTILINE) if "+--" in block]

HTML = re.compile(r"</?[a-z][a-z0-9]*[\s>]")
MAKERS_OF_HTML = {
    "preview/page.py": "a line to find in a page, not to write",
    "preview/template.py": "what Anki's own engine writes for a gap",
}
"""Modules in which a string may contain an element, and why."""

STRAYS = {
    "stray.py": "import genanki\nimport yaml\n\nfrom star2anki import cli\n",
    "scenario/stray.py": "import yaml\n",
    "build/stray.py": "from star2anki.build import publish\n",
    "markup.py": "\nfrom star2anki import decks\n",
}
"""Modules that evade the rules, by their paths, and what is added to them."""


def floors_in(picture: str) -> list[set[str]]:
    """Read the rooms of each floor from a picture: a floor is between two lines."""
    floors = []
    for floor in re.split(r"^ *\+[-+]+\+$", picture, flags=re.MULTILINE):
        rooms = set(re.findall(r"(?<![\w/.])([a-z_]+)(?:/|\.py)(?![\w.])", floor))
        if rooms:
            floors.append(rooms)
    return floors


def floors_of(contract: dict[str, Any]) -> list[set[str]]:
    return [{room.strip() for room in layer.split("|")} for layer in contract["layers"]]


def test_html_is_in_files_and_not_in_python_strings() -> None:
    found = set()
    for path in [
        path for room in ("decks", "notetypes", "coverage", "preview") for path in (SOURCE / room).rglob("*.py")
    ]:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        texts = [str(node.value) for node in ast.walk(tree) if isinstance(node, ast.Constant)]
        if any(HTML.search(text) for text in texts):
            found.add(path.relative_to(SOURCE).as_posix())
    assert found == set(MAKERS_OF_HTML)


def test_there_is_a_picture_for_each_contract_about_layers() -> None:
    assert len(PICTURES) == len(LAYERS) == 2


@pytest.mark.parametrize(("picture", "contract"), list(zip(PICTURES, LAYERS, strict=True)))
def test_the_picture_shows_the_floors_of_the_contract(picture: str, contract: dict[str, Any]) -> None:
    drawn = [floor - {"coach/english", "english"} for floor in floors_in(picture)]
    meant = [floor - {"__main__"} for floor in floors_of(contract) if floor != {"__main__"}]
    assert drawn == meant


@pytest.mark.parametrize("contract", LAYERS)
def test_the_contract_names_every_room_and_no_other(contract: dict[str, Any]) -> None:
    (container,) = contract["containers"]
    folder = SOURCE.joinpath(*container.split(".")[1:])
    rooms = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert set().union(*floors_of(contract)) == rooms - {"__init__"}
    assert contract["exhaustive"] is True


@pytest.mark.skipif(shutil.which("lint-imports") is None, reason="needs import-linter, which the dev extra brings")
@pytest.mark.parametrize("stray", [None, *STRAYS])
def test_a_module_that_evades_the_rules_breaks_a_contract(tmp_path: Path, stray: str | None) -> None:
    shutil.copytree(SOURCE, tmp_path / "star2anki", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(REPOSITORY / "pyproject.toml", tmp_path)
    if stray:
        with (tmp_path / "star2anki" / stray).open("a", encoding="utf-8") as file:
            file.write(STRAYS[stray])
    code = "import sys; sys.path.insert(0, '.'); from importlinter.cli import lint_imports_command as lint; lint()"
    done = subprocess.run(
        [sys.executable, "-c", code, "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert (done.returncode == 0) == (stray is None), done.stdout + done.stderr
    if stray:
        assert stray.removesuffix(".py").replace("/", ".") in done.stdout
