"""The author's folder: every intended file is found, and a folder that cannot be read is an error."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from project import RECIPE, Project
from star2anki.project import find_files, stories_in

SETPRIV = shutil.which("setpriv")


def test_a_pattern_for_yaml_files_also_means_yml_files(tmp_path: Path) -> None:
    for name in ("b.yml", "a.yaml", "c.txt", "._a.yaml"):
        (tmp_path / name).touch()
    assert find_files(tmp_path, "*.yaml") == ([tmp_path / "a.yaml", tmp_path / "b.yml"], [])
    assert find_files(tmp_path, "*.yml") == find_files(tmp_path, "*.yaml")
    assert find_files(tmp_path, "*.txt") == ([tmp_path / "c.txt"], [])


@pytest.mark.parametrize("pattern", ["/*.yaml", "", "..", "**", "a**b/*.yaml", "[", "nowhere/*.yaml", "a.yaml/*.yaml"])
def test_a_pattern_that_matches_nothing_finds_nothing(tmp_path: Path, pattern: str) -> None:
    (tmp_path / "a.yaml").touch()
    assert find_files(tmp_path, pattern) == ([], [])


def test_an_unreadable_file_with_a_storys_name_is_found(tmp_path: Path) -> None:
    """Otherwise its notes would look as if the author had deleted them."""
    (tmp_path / "folder.yaml").mkdir()
    (tmp_path / "lost.yaml").symlink_to("nowhere")
    (tmp_path / "round.yaml").symlink_to("round.yaml")
    names = ["folder.yaml", "lost.yaml", "round.yaml"]
    assert [path.name for path in find_files(tmp_path, "*.yaml")[0]] == names
    assert [path.name for path in find_files(tmp_path, "**/*.yaml")[0]] == names
    assert [path.name for path in find_files(tmp_path, "*")[0]] == names[1:]


def test_stories_below_a_folder_are_found_but_not_its_recipes_frameworks_and_settings(tmp_path: Path) -> None:
    for name in ("one.yaml", "deep/two.yml", "decks/all.yaml", "frameworks/own.yaml", "coach.yaml", "deep/coach.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found, unreadable = stories_in(tmp_path, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["deep/coach.yaml", "deep/two.yml", "one.yaml"]
    assert unreadable == []


def test_stories_recipes_and_settings_that_end_with_yml_are_read(project: Project) -> None:
    for path in (project.story(), project.folder / "decks" / "all.yaml"):
        path.rename(path.with_suffix(".yml"))
    assert "16 new" in project.run("build").stdout
    project.write("coach.yml", "rule: {}\n")
    assert 'coach.yml:1:1: error: unknown key "rule"' in project.run("check", expect=1).stdout


def test_two_recipes_with_the_same_name_are_an_error(project: Project) -> None:
    project.story()
    project.write("decks/all.yml", RECIPE)
    out = project.run("check", "--no-coach", expect=1).stdout
    assert "decks/all.yml:1:1: error: decks/all.yaml also makes the deck all.apkg [conflicting-content]" in out


def run_without_rights(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program as somebody without the permission; an administrator gives it up for this."""
    give_up = [] if os.geteuid() else [str(SETPRIV), "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all"]
    return subprocess.run(
        [*give_up, sys.executable, "-m", "star2anki", *arguments],
        cwd=project.folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs permissions as Unix has them")
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0 and SETPRIV is None, reason="needs setpriv as root")
@pytest.mark.parametrize("mode", [0o000, 0o300, 0o600])
@pytest.mark.parametrize("command", ["build", "check"])
def test_a_folder_that_cannot_be_read_is_an_error_and_its_stories_are_not_removed(
    project: Project, mode: int, command: str
) -> None:
    project.recipe(RECIPE.replace("scenarios/*.yaml", "scenarios/**/*.yaml"))
    project.story()
    closed = project.story("mine/second", id="second-story-8pw3").parent
    project.run("build")
    before = project.deck.read_bytes(), project.lock.read_bytes()
    closed.chmod(mode)
    try:
        done = run_without_rights(project, command)
    finally:
        closed.chmod(0o755)
    assert done.returncode == 1
    said = done.stdout + done.stderr
    assert "scenarios/mine" in said
    assert "cannot be read: Permission denied [unreadable]" in said
    assert "removed" not in said
    assert (project.deck.read_bytes(), project.lock.read_bytes()) == before
