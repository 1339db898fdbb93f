"""`tools/anki_versions.py` finds nothing wrong with this version of Anki, and finds everything that is made wrong."""

import copy
import sys
import venv
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

from project import REPOSITORY

sys.path.insert(0, str(REPOSITORY / "tools"))

from anki_versions import NotRunError, run
from anki_versions_judge import judge
from anki_versions_packages import Packages, make_packages

HERE = version("anki")
Seen = list[list[dict[str, Any]]]
UPDATED = 3
"""The step of the small deck after which the update has arrived."""


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Packages:
    return make_packages(tmp_path_factory.mktemp("packages"))


@pytest.fixture(scope="module")
def seen(packages: Packages) -> Seen:
    return run(Path(sys.executable), packages)


def test_the_installed_anki_imports_all_decks_and_an_update_as_expected(packages: Packages, seen: Seen) -> None:
    outcome = judge(HERE, packages, seen)
    assert outcome.differences == []
    counted = [outcome.cells[name] for name in ("update: new", "updated", "unchanged", "history", "integrity")]
    assert counted == ["1", "2", "30", "kept", "sound"]


def test_the_small_deck_has_the_names_that_versions_treat_differently(seen: Seen) -> None:
    assert seen[1][UPDATED]["decks"] == ["Acme", "Acme::Stories", "Acme::Stories::01 The silent queue", "Default"]


def no_deck(step: dict[str, Any]) -> None:
    step["cards"][0][2] = None


def old_text(step: dict[str, Any]) -> None:
    step["notes"][0][4] = "an older text"


def doubled(step: dict[str, Any]) -> None:
    step["notes"].append(step["notes"][0])


def lost_note(step: dict[str, Any]) -> None:
    step["notes"].pop()


def other_notetype(step: dict[str, Any]) -> None:
    step["notes"][0][1] += "+"


def lost_history(step: dict[str, Any]) -> None:
    step["cards"][0][3][0] = []


def one_more_deck(step: dict[str, Any]) -> None:
    step["decks"].append("Acme:")


def repaired(step: dict[str, Any]) -> None:
    step["sound"], step["problems"] = False, "Fixed 1 missing deck."


@pytest.mark.parametrize(
    ("damage", "found"),
    [
        (no_deck, "None and should be Acme::Stories"),
        (old_text, "an older text"),
        (doubled, "1 notes are doubled"),
        (lost_note, "is missing and should be"),
        (other_notetype, "+'"),
        (lost_history, "history: lost on 1 cards"),
        (one_more_deck, "the decks are"),
        (repaired, "Fixed 1 missing deck."),
    ],
)
def test_whatever_is_wrong_after_an_update_is_reported(packages: Packages, seen: Seen, damage: Any, found: str) -> None:  # noqa: ANN401
    wrong = copy.deepcopy(seen)
    damage(wrong[1][UPDATED])
    assert found in "\n".join(judge(HERE, packages, wrong).differences)


def test_an_environment_without_anki_is_one_line_and_no_traceback(packages: Packages, tmp_path: Path) -> None:
    venv.create(tmp_path, with_pip=False)
    bare = tmp_path / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    with pytest.raises(NotRunError, match=r"^did not run: ModuleNotFoundError: No module named 'anki'$"):
        run(bare, packages)
