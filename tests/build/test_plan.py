"""The plan: which story files go into which decks, before any story is read."""

from pathlib import Path

import pytest

from project import Project
from star2anki.build.plan import Plan, plan_recipes, plan_stories
from star2anki.diagnostics import Code, Location, Severity


@pytest.fixture
def folder(project: Project) -> Path:
    """A project with a recipe and two stories; what is in them does not matter here."""
    project.write("scenarios/b.yaml", "")
    project.write("scenarios/a.yaml", "")
    return project.folder


def named(plan: Plan) -> dict[str, list[str]]:
    """The stories of each deck, as paths in the project."""
    return {deck.name: [path.relative_to(plan.folder).as_posix() for path in deck.stories] for deck in plan.decks}


def mistakes(plan: Plan) -> list[tuple[str, str]]:
    assert all(each.message and each.hint and each.severity is Severity.ERROR for each in plan.diagnostics)
    return [(each.code, str(each.location)) for each in plan.diagnostics]


def test_each_recipe_is_a_deck_with_the_stories_that_match_in_the_order_of_their_names(folder: Path) -> None:
    plan = plan_recipes(folder)
    assert named(plan) == {"all": ["scenarios/a.yaml", "scenarios/b.yaml"]}
    assert mistakes(plan) == []
    assert plan.recipes == {"all"}
    assert (plan.decks[0].place, plan.output) == (Location("decks/all.yaml"), folder / "decks")
    assert not plan.is_of_stories


def test_patterns_say_the_order_and_each_story_goes_in_once(project: Project, folder: Path) -> None:
    project.recipe("name: A\nscenarios: [scenarios/b.yaml, scenarios/*.yaml]\n")
    (folder / "scenarios" / "c.yaml").symlink_to("a.yaml")
    assert named(plan_recipes(folder)) == {"all": ["scenarios/b.yaml", "scenarios/a.yaml"]}


def test_a_story_of_two_decks_is_compiled_once(project: Project, folder: Path) -> None:
    project.recipe("name: B\nscenarios: [scenarios/b.yaml]\n", "one")
    assert [path.name for path in plan_recipes(folder).stories] == ["a.yaml", "b.yaml"]


def test_only_the_recipes_that_are_asked_for_are_planned_and_all_are_known(project: Project, folder: Path) -> None:
    project.recipe("name: B\n", "other")
    plan = plan_recipes(folder, only=[folder / "decks" / "other.yaml"])
    assert list(named(plan)) == ["other"]
    assert plan.recipes == {"all", "other"}


def test_a_pattern_that_matches_nothing_is_an_error_at_its_place(project: Project, folder: Path) -> None:
    project.recipe("name: A\nscenarios:\n- scenarios/*.yaml\n- nowhere/*.yaml\n")
    assert mistakes(plan_recipes(folder)) == [(Code.NO_MATCH, "decks/all.yaml:4:3")]


def test_where_a_recipe_names_no_pattern_and_nothing_matches_the_error_is_at_its_beginning(project: Project) -> None:
    project.recipe("name: A\n")
    assert mistakes(plan_recipes(project.folder)) == [(Code.NO_MATCH, "decks/all.yaml:1:1")]


def test_a_recipe_with_a_mistake_makes_no_deck_and_the_others_do(project: Project, folder: Path) -> None:
    project.recipe("nome: A\n", "bad")
    plan = plan_recipes(folder)
    assert list(named(plan)) == ["all"]
    assert mistakes(plan) == [(Code.UNKNOWN_KEY, "decks/bad.yaml:1:1")]


def test_what_is_wrong_with_frameworks_and_coach_is_said(project: Project, folder: Path) -> None:
    project.write("frameworks/own.yaml", "nome: A\n")
    project.write("coach.yaml", "pase: 3\n")
    places = {place for _, place in mistakes(plan_recipes(folder))}
    assert places == {place for _, place in mistakes(plan_stories(folder, [folder / "scenarios"]))}
    assert {place.split(":")[0] for place in places} == {"frameworks/own.yaml", "coach.yaml"}


def test_two_recipes_of_one_deck_are_an_error_in_the_second(project: Project, folder: Path) -> None:
    project.write("decks/all.yml", "name: A\n")
    assert mistakes(plan_recipes(folder)) == [(Code.CONFLICTING_CONTENT, "decks/all.yml:1:1")]


def test_each_chosen_note_has_its_place_in_the_recipe(project: Project, folder: Path) -> None:
    project.recipe("name: A\nnotes:\n- a/quiz/b\n- a/quiz/c\n")
    assert [str(place) for place in plan_recipes(folder).decks[0].note_places] == [
        "decks/all.yaml:3:3",
        "decks/all.yaml:4:3",
    ]


@pytest.mark.parametrize(
    ("paths", "deck", "name", "stories"),
    [
        (["scenarios/b.yaml"], "b", "Interview stories", ["scenarios/b.yaml"]),
        (["scenarios"], "scenarios", "Interview stories::scenarios", ["scenarios/a.yaml", "scenarios/b.yaml"]),
        (
            ["scenarios/b.yaml", "scenarios/a.yaml", "scenarios/b.yaml"],
            "b",
            "Interview stories::b",
            ["scenarios/b.yaml", "scenarios/a.yaml"],
        ),
    ],
)
def test_stories_without_a_recipe_are_one_deck_that_is_called_after_the_first_path(
    folder: Path, paths: list[str], deck: str, name: str, stories: list[str]
) -> None:
    plan = plan_stories(folder, [folder / path for path in paths])
    assert named(plan) == {deck: stories}
    assert (plan.decks[0].recipe.name, plan.decks[0].recipe.split) == (name, "none")
    assert plan.is_of_stories
    assert plan.recipes == {"all"}


def test_a_folder_without_stories_is_an_error(folder: Path) -> None:
    (folder / "empty").mkdir()
    assert mistakes(plan_stories(folder, [folder / "empty"])) == [(Code.NO_MATCH, "empty:1:1")]


def test_a_folder_with_a_point_in_its_name_gives_the_deck_the_whole_name_and_is_its_place(
    project: Project, folder: Path
) -> None:
    project.write("my.stories/a.yaml", "")
    (deck,) = plan_stories(folder, [folder / "my.stories"]).decks
    assert (deck.name, deck.place) == ("my.stories", Location("my.stories"))


def test_stories_go_with_the_switches_of_the_recipe_that_has_them(project: Project, folder: Path) -> None:
    project.recipe("name: A\nscenarios: [scenarios/a.yaml]\nlevel: Staff\nvoice: en_US\ntimer: off\nlicense: CC0-1.0\n")
    (deck,) = plan_stories(folder, [folder / "scenarios" / "a.yaml"]).decks
    assert (deck.recipe.level, deck.recipe.voice, deck.recipe.timer) == ("Staff", "en_US", "off")
    assert deck.recipe.license is None
    for other in (
        plan_stories(folder, [folder / "scenarios" / "b.yaml"]),
        plan_stories(folder, [folder / "scenarios" / "a.yaml"], folder / "out"),
    ):
        assert (other.decks[0].recipe.level, other.decks[0].recipe.voice) == (None, "off")


def test_home_is_the_projects_folder_of_decks_and_without_one_the_output(project: Project, folder: Path) -> None:
    assert plan_recipes(folder).home == plan_recipes(folder, folder / "out").home == folder / "decks"
    assert plan_recipes(folder).output_is_home
    assert plan_recipes(folder, folder / "scenarios" / ".." / "decks").output_is_home
    assert not plan_recipes(folder, folder / "out").output_is_home
    project.folder = folder / "scenarios"
    assert plan_stories(project.folder, [folder / "scenarios"], folder / "out").home == folder / "out"


def test_stories_beside_recipes_leave_the_lock_alone_but_not_elsewhere_or_without_recipes(folder: Path) -> None:
    stories = [folder / "scenarios"]
    assert plan_stories(folder, stories).leaves_lock_alone
    assert not plan_stories(folder, stories, folder / "out").leaves_lock_alone
    assert not plan_recipes(folder).leaves_lock_alone
    (folder / "decks" / "all.yaml").unlink()
    assert not plan_stories(folder, stories).leaves_lock_alone
