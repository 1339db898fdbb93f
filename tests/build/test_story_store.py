"""A story that did not change is not compiled again, and nobody could tell from the decks."""

import os
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from project import RECIPE, REWORDED, Project, hear
from star2anki.build import compile as compiling
from star2anki.build import story_store
from star2anki.build.plan import Plan, plan_recipes, plan_stories
from star2anki.build.publish import publish
from star2anki.build.results import Published
from star2anki.build.scratch import SCRATCH
from star2anki.diagnostics import has_errors
from star2anki.scenario.framework import Framework
from star2anki.scenario.load import Loaded, load_scenario

MONDAY = 1_790_000_000
QUEUE, MORE, PLAIN = "scenarios/queue.yaml", "scenarios/more.yaml", "scenarios/plain.yaml"
ALL = [MORE, PLAIN, QUEUE]
FRAMEWORK = "id: own-list\nname: Own list\nprinciples:\n  - name: Ownership\n    listens_for: Yours.\n"


def filled(folder: Path) -> Project:
    """Make a project of three stories; one has a text that a # cuts, which is a warning."""
    made = Project(folder)
    made.recipe()
    made.story()
    made.story("more", id="more-4kq7", title="More")
    made.story("plain", id="plain", title="Plain")
    made.replace(PLAIN, "title: Plain", "title: Plain #1")
    return made


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that was built."""
    made = filled(tmp_path / "project")
    build(made)
    return made


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stories that were compiled, as long as the test goes on."""
    paths: list[str] = []

    def noted(path: str, raw: bytes, frameworks: Mapping[str, Framework]) -> Loaded:
        paths.append(path)
        return load_scenario(path, raw, frameworks)

    monkeypatch.setattr(compiling, "load_scenario", noted)
    return paths


def build(project: Project, plan: Plan | None = None) -> Published:
    published = publish(plan or plan_recipes(project.folder))
    assert not has_errors(published.diagnostics), published.diagnostics
    return published


def store_of(project: Project) -> Path:
    return project.folder / "decks" / SCRATCH / story_store.FOLDER


def kept(project: Project) -> list[Path]:
    return sorted(store_of(project).iterdir())


def edit(project: Project, number: int = 0) -> None:
    project.replace(MORE, "I noticed it.", f"I saw it {number}.")


def test_after_an_edit_only_the_story_that_changed_is_compiled(project: Project, compiled: list[str]) -> None:
    edit(project)
    published = build(project)
    assert compiled == [MORE]
    assert published.decks[0].changes.changed == ("more-4kq7/quiz/which-opening-proves-ownership",)
    assert [each.code for each in published.diagnostics] == ["text-cut"], "that of a story that did not change"


def test_a_story_that_comes_back_as_it_was_last_time_is_not_compiled(project: Project, compiled: list[str]) -> None:
    (project.folder / MORE).touch()
    build(project)
    assert compiled == []


CHANGES_FOR_ALL: dict[str, Callable[[Project], object]] = {
    "the recipe": lambda project: project.recipe(RECIPE + "voice: en_US\n"),
    "a framework": lambda project: project.write("frameworks/own.yaml", FRAMEWORK),
    "the coach": lambda project: project.write("coach.yaml", "rules: {blame: error}\n"),
}


@pytest.mark.parametrize("change", CHANGES_FOR_ALL)
def test_what_counts_for_all_stories_compiles_all(project: Project, compiled: list[str], change: str) -> None:
    CHANGES_FOR_ALL[change](project)
    build(project)
    assert sorted(compiled) == ALL
    compiled.clear()
    edit(project)
    build(project)
    assert compiled == [MORE], "and from then on they are kept again"


def test_another_program_compiles_all(project: Project, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_store, "fingerprint", lambda: "of another version")
    build(project)
    assert sorted(compiled) == ALL


def reworded(project: Project) -> None:
    project.replace(QUEUE, *REWORDED)


def a_mistake(project: Project) -> None:
    project.replace(MORE, "title: More", "title:")


def mended(project: Project) -> None:
    project.replace(MORE, "title:", "title: More of it")


EDITS: tuple[Callable[[Project], object], ...] = (
    edit,
    reworded,
    lambda project: project.recipe(RECIPE.replace("[all]", "[star-step, quiz]") + "timer: off\n"),
    lambda project: project.recipe(RECIPE.replace("Interview", "Other") + "level: Senior\n", "other"),
    a_mistake,
    mended,
    lambda project: project.write("coach.yaml", "rules: {same-front: error}\n"),
    lambda project: (project.folder / "coach.yaml").unlink(),
    lambda project: (project.folder / PLAIN).unlink(),
    lambda project: project.story("plain", id="plain", title="Plain again"),
    lambda project: (project.folder / MORE).rename(project.folder / "scenarios" / "zuletzt.yaml"),
    lambda project: project.write("frameworks/own.yaml", FRAMEWORK),
    lambda project: project.recipe(),
)


def test_through_all_edits_files_and_diagnostics_are_those_of_builds_that_keep_nothing(
    tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = filled(tmp_path / "ours"), filled(tmp_path / "theirs")
    numbers = {"ours": 0, "theirs": 0}

    def result(project: Project) -> tuple[object, dict[str, bytes]]:
        compiled.clear()
        published = publish(plan_recipes(project.folder))
        numbers[project.folder.name] += len(compiled)
        changes = [(deck.name, deck.changes) for deck in published.decks]
        files = {path.name: path.read_bytes() for path in (project.folder / "decks").iterdir() if path.is_file()}
        return (published.diagnostics, changes), files

    for day, change in enumerate((lambda _: None, *EDITS)):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(MONDAY + day))
        change(ours)
        change(theirs)
        shutil.rmtree(store_of(theirs), ignore_errors=True)
        assert result(ours) == result(theirs), f"after change {day}"
    assert numbers["ours"] < numbers["theirs"]


def emptied(file: Path) -> None:
    file.write_bytes(b"")


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-1])


def flipped(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def a_link(file: Path) -> None:
    file.unlink()
    file.symlink_to("/dev/zero")


def gone(file: Path) -> None:
    file.unlink()


@pytest.mark.parametrize("damage", [emptied, cut, flipped, a_folder, a_link, gone])
def test_what_was_damaged_is_compiled_again(
    project: Project, compiled: list[str], damage: Callable[[Path], None]
) -> None:
    before = project.deck.read_bytes()
    for file in kept(project):
        damage(file)
    build(project)
    assert sorted(compiled) == ALL
    assert project.deck.read_bytes() == before


def test_what_was_swapped_between_stories_is_compiled_again(project: Project, compiled: list[str]) -> None:
    first, second = kept(project)[:2]
    content = first.read_bytes()
    first.write_bytes(second.read_bytes())
    second.write_bytes(content)
    before = project.deck.read_bytes()
    build(project)
    assert len(compiled) == 2
    assert project.deck.read_bytes() == before


def test_what_came_with_the_folder_from_elsewhere_is_not_trusted(
    project: Project, compiled: list[str], tmp_path: Path
) -> None:
    away = tmp_path / "away"
    project.folder.rename(away)  # the very same files are still there
    shutil.copytree(away, project.folder)
    build(project)
    assert sorted(compiled) == ALL


def test_what_a_build_did_not_need_is_swept(project: Project) -> None:
    for number in range(3):
        edit(project, number)
        assert len(kept(project)) == 3
        project.replace(MORE, f"I saw it {number}.", "I noticed it.")
        build(project)
    leftover = store_of(project) / f".{'0' * 32}.killed.tmp"
    leftover.touch()
    build(project)
    assert len(kept(project)) == 3


def test_a_build_of_some_stories_leaves_those_of_the_others_until_they_become_too_much(
    project: Project, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    build(project, plan_stories(project.folder, [project.folder / MORE]))
    assert len(kept(project)) in {3, 4}
    compiled.clear()
    build(project)
    assert compiled == []
    monkeypatch.setattr(story_store, "ENOUGH_BYTES", 1)
    build(project, plan_stories(project.folder, [project.folder / MORE]))
    assert len(kept(project)) == 1


def test_files_in_the_store_that_are_not_ours_stay(project: Project) -> None:
    other = store_of(project) / "letter.txt"
    other.write_text("dear", encoding="utf-8")
    edit(project)
    build(project)
    assert other.read_text(encoding="utf-8") == "dear"


def test_a_store_that_is_a_link_to_another_folder_is_left_alone(
    project: Project, compiled: list[str], tmp_path: Path
) -> None:
    others = tmp_path / "others"
    shutil.move(store_of(project), others)
    store_of(project).symlink_to(others)
    before = {path: path.read_bytes() for path in others.iterdir()}
    edit(project)
    build(project)
    assert sorted(compiled) == ALL
    assert {path: path.read_bytes() for path in others.iterdir()} == before


def test_where_nothing_can_be_kept_all_is_compiled_and_nothing_else_happens(
    project: Project, compiled: list[str]
) -> None:
    shutil.rmtree(store_of(project))
    store_of(project).write_text("a file in its place", encoding="utf-8")
    edit(project)
    build(project)
    edited = project.deck.read_bytes()
    assert sorted(compiled) == ALL
    build(project)
    assert project.deck.read_bytes() == edited


def test_what_was_compiled_before_a_build_was_interrupted_is_kept(tmp_path: Path, compiled: list[str]) -> None:
    project = filled(tmp_path / "project")

    def interrupt(done: int, _: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        publish(plan_recipes(project.folder), interrupt)
    assert not project.deck.exists()
    compiled.clear()
    build(project)
    assert compiled == [QUEUE]


def test_with_an_error_in_one_story_the_others_are_kept_and_the_error_is_said_again(
    project: Project, compiled: list[str]
) -> None:
    a_mistake(project)
    first = publish(plan_recipes(project.folder))
    compiled.clear()
    assert publish(plan_recipes(project.folder)) == first
    assert has_errors(first.diagnostics)
    assert compiled == []


def test_what_workers_compile_is_kept_too(tmp_path: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    project = Project(tmp_path / "project")
    project.recipe(RECIPE.replace("[all]", "[story]"))
    for number in range(compiling.PARALLEL_FROM + 1):
        project.story(f"{number:03}", id=f"story-{number:03}-7q2m", title=f"Story {number}")
    build(project)
    assert len(kept(project)) == compiling.PARALLEL_FROM + 1
    compiled.clear()
    project.replace("scenarios/007.yaml", "title: Story 7", "title: Story seven")
    progress: list[tuple[int, int]] = []
    publish(plan_recipes(project.folder), lambda done, number: progress.append((done, number)))
    assert compiled == ["scenarios/007.yaml"]
    assert progress[-1] == (compiling.PARALLEL_FROM + 1, compiling.PARALLEL_FROM + 1)


def test_watch_compiles_only_what_was_saved(project: Project) -> None:
    before = {path.name: path.stat().st_ino for path in kept(project)}
    with project.running("build", "--watch") as process:
        hear(process, "watching")
        edit(project)
        hear(process, "1 changed")
    after = {path.name: path.stat().st_ino for path in kept(project)}
    assert len(before.items() & after.items()) == 2
    assert len(after) == 3
