"""What arrives of a recipe's `schedule`, for each way to import a package into the real Anki engine."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import anki.collection  # noqa: F401 - the engine's other modules fail unless this one is loaded first
import pytest
from anki.buildinfo import version
from anki.decks import DeckConfigDict

from engine import Learner, learner
from project import RECIPE, Project

MONDAY, TUESDAY = 1_790_000_000, 1_790_086_400
DECK = "Interview stories::01 Ownership"
SCHEDULE = (
    "split: principle\nschedule: {new_per_day: 7, reviews_per_day: 70, maximum_interval: 60, desired_retention: 0.85}\n"
)
OURS = {
    ("name",): "star2anki: Interview stories",
    ("new", "perDay"): 7,
    ("rev", "perDay"): 70,
    ("rev", "maxIvl"): 60,
    ("desiredRetention",): 0.85,
    ("easyDaysPercentages",): [],
}
"""How our preset differs from Anki's own. Without easy days, all days are alike, as in Anki's own."""

Way = Callable[[Learner, Path], object]


def unticked(somebody: Learner, package: Path) -> None:
    somebody.take(package)


def ticked(somebody: Learner, package: Path) -> None:
    somebody.take(package, with_presets=True)


def by_tool(somebody: Learner, package: Path) -> None:
    somebody.take_by_tool(package)


every_way = pytest.mark.parametrize("way", [unticked, ticked, by_tool])
every_way_that_brings_it = pytest.mark.parametrize("way", [ticked, by_tool])
to_a_deck_that_is_there = pytest.mark.parametrize(
    "way",
    [
        ticked,
        pytest.param(
            by_tool,
            marks=pytest.mark.skipif(version < "26.09", reason="the old importer gives presets to new decks alone"),
        ),
    ],
)


@pytest.fixture
def package(project: Project) -> Path:
    """Build a deck with a schedule."""
    project.story()
    project.recipe(RECIPE + SCHEDULE)
    project.run("build", at=MONDAY)
    return project.deck


def told_apart(options: dict[str, Any], plain: dict[str, Any]) -> dict[tuple[str, ...], object]:
    """Say how a preset differs from another one, apart from its identity."""
    different: dict[tuple[str, ...], object] = {}
    for key in (options.keys() | plain.keys()) - {"id", "mod", "usn"}:
        value, other = options.get(key), plain.get(key)
        if isinstance(value, dict) and isinstance(other, dict):
            different |= {(key, *path): inner for path, inner in told_apart(value, other).items()}
        elif value != other:
            different[key,] = value
    return different


def preset_names(somebody: Learner) -> list[str]:
    return sorted(preset["name"] for preset in somebody.col.decks.all_config())


def choose(somebody: Learner, name: str) -> DeckConfigDict:
    """Give the deck one of the learner's own presets."""
    decks = somebody.col.decks
    preset = decks.add_config(name)
    deck_id = decks.id_for_name(DECK)
    assert deck_id is not None
    deck = decks.get(deck_id)
    assert deck is not None
    decks.set_config_id_for_deck_dict(deck, preset["id"])
    return preset


def test_without_the_tick_no_preset_arrives(package: Path, tmp_path: Path) -> None:
    with learner(tmp_path / "learner") as somebody:
        unticked(somebody, package)
        assert preset_names(somebody) == ["Default"]
        assert {options["name"] for options in somebody.options().values()} == {"Default"}


@every_way_that_brings_it
def test_with_the_tick_or_by_a_tool_the_preset_arrives_with_ankis_defaults_for_everything_else(
    package: Path, tmp_path: Path, way: Way
) -> None:
    with learner(tmp_path / "learner") as somebody:
        way(somebody, package)
        options = somebody.options()
        assert told_apart(options[DECK], options["Default"]) == OURS
        assert options["Interview stories"] == options[DECK]


@to_a_deck_that_is_there
def test_the_preset_also_arrives_for_somebody_who_has_the_deck(package: Path, tmp_path: Path, way: Way) -> None:
    with learner(tmp_path / "learner") as somebody:
        unticked(somebody, package)
        choose(somebody, "mine")
        somebody.study()
        before = somebody.history()
        way(somebody, package)
        assert somebody.options()[DECK]["new"]["perDay"] == 7
        assert somebody.history() == before


def test_without_the_tick_the_learners_own_options_stay(package: Path, tmp_path: Path) -> None:
    with learner(tmp_path / "learner") as somebody:
        ticked(somebody, package)
        mine = choose(somebody, "mine")
        unticked(somebody, package)
        assert somebody.options()[DECK] == somebody.col.decks.get_config(mine["id"])
        assert preset_names(somebody) == ["Default", "mine", "star2anki: Interview stories"]


@every_way
def test_an_existing_preset_is_not_updated(package: Path, tmp_path: Path, way: Way) -> None:
    with learner(tmp_path / "learner") as somebody:
        ticked(somebody, package)
        changed = somebody.options()[DECK]
        changed["new"]["perDay"] = 33
        somebody.col.decks.update_config(changed)
        way(somebody, package)
        assert somebody.options()[DECK]["new"]["perDay"] == 33


@to_a_deck_that_is_there
def test_a_changed_schedule_is_a_new_preset_beside_the_old_one(
    project: Project, package: Path, tmp_path: Path, way: Way
) -> None:
    with learner(tmp_path / "learner") as somebody:
        way(somebody, package)
        project.recipe(RECIPE + SCHEDULE.replace("new_per_day: 7", "new_per_day: 9"))
        project.run("build", at=TUESDAY)
        way(somebody, package)
        assert somebody.options()[DECK]["new"]["perDay"] == 9
        assert len(preset_names(somebody)) == 3


@every_way
def test_a_deck_without_a_schedule_never_brings_a_preset(project: Project, tmp_path: Path, way: Way) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        way(somebody, project.deck)
        assert preset_names(somebody) == ["Default"]


@every_way
def test_no_import_switches_on_fsrs(package: Path, tmp_path: Path, way: Way) -> None:
    with learner(tmp_path / "learner") as somebody:
        way(somebody, package)
        assert not somebody.col.get_config("fsrs")


def test_a_schedule_applies_only_to_the_recipes_own_decks(project: Project, tmp_path: Path) -> None:
    project.story()
    project.recipe("name: Work::Stories\nsplit: principle\nschedule: {new_per_day: 7}\n")
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        ticked(somebody, project.deck)
        per_day = {name: options["new"]["perDay"] for name, options in somebody.options().items()}
        assert per_day == {"Default": 20, "Work": 20, "Work::Stories": 7, "Work::Stories::01 Ownership": 7}
