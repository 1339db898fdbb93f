"""Another program, Python or library is noticed, for it may make other decks of the same stories."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import star2anki
from star2anki.build import program_identity as program


@pytest.fixture
def fresh() -> Callable[[], str]:
    """Gives the fingerprint anew each time, as the next process would see it."""
    return program.fingerprint.__wrapped__


def test_it_looks_at_the_folder_of_the_whole_program() -> None:
    assert Path(star2anki.__file__).parent == program.FOLDER


@pytest.mark.parametrize(
    "name", ["cli/__init__.py", "notetypes/card.js", "notetypes/style.css", "notetypes/quiz/front.html"]
)
def test_any_file_of_the_program_counts(
    name: str, tmp_path: Path, fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "star2anki"
    shutil.copytree(program.FOLDER, copy)
    before = fresh()
    monkeypatch.setattr(program, "FOLDER", copy)
    assert fresh() == before, "it does not matter where the program is"
    with (copy / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert fresh() != before


def test_a_library_that_comes_or_has_another_version_counts(
    tmp_path: Path, fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    seen = {fresh()}
    installed = tmp_path / "swift-1.0.dist-info"
    installed.mkdir()
    seen.add(fresh())
    installed.rename(tmp_path / "swift-1.1.dist-info")
    seen.add(fresh())
    assert len(seen) == 3


def test_another_python_counts(fresh: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = fresh()
    monkeypatch.setattr(sys, "version", "3.99.0")
    assert fresh() != before
