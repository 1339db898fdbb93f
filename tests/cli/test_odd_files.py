"""Whatever is not a file, or is far too large, is refused in one clear line wherever the program reads something."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from project import COST, RECIPE, REWORDED, Project

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs the pipes, devices and limits of Unix")

PAGE = (Path(__file__).parents[1] / "importers" / "pages" / "lamp.txt").read_text(encoding="utf-8")
Make = Callable[[Path], None]


def pipe(path: Path) -> None:
    os.mkfifo(path)


def endless(path: Path) -> None:
    """Only for what the program never writes: whoever runs these tests may have the right to replace the device."""
    path.symlink_to("/dev/zero")


def huge(path: Path) -> None:
    path.touch()
    os.truncate(path, 3 << 30)


def folder(path: Path) -> None:
    path.mkdir()


def replaced(path: Path, make: Make) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    make(path)


def run_small(project: Project, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the program with too little memory for a huge file."""
    return project.run(*arguments, memory=1 << 30, expect=None)


NO_FILE: dict[Make, str] = {
    pipe: "this is a pipe, not a file",
    endless: "this is a device, not a file",
    folder: "this is a folder, not a file",
}
FOUND = ("decks/all.yaml", "coach.yaml", "frameworks/own.yaml")


@pytest.mark.parametrize("make", [*NO_FILE, huge])
def test_recipe_settings_and_framework_files_are_named_with_what_they_really_are(project: Project, make: Make) -> None:
    for name in FOUND:
        replaced(project.folder / name, make)
    done = run_small(project, "check")
    said = NO_FILE.get(make)
    expected = f"{said} [unreadable]" if said else "the file is 3,072.0 MiB; the limit is 1 MiB [too-large]"
    # A link out of the project is shown with its full path.
    heads = [
        line.removeprefix(f"{project.folder.as_posix()}/")
        for line in done.stdout.splitlines()
        if not line.startswith(" ")
    ]
    assert sorted(heads) == [f"{name}:1:1: error: {expected}" for name in sorted(FOUND)]
    assert done.returncode == 1


@pytest.mark.parametrize(
    ("make", "command"),
    [
        *((pipe, command) for command in ("check", "check --fix", "build", "preview", "coverage")),
        (huge, "check"),
        (huge, "coverage"),
        (endless, "check"),
    ],
)
def test_every_command_reports_a_story_that_is_not_a_file_once(project: Project, make: Make, command: str) -> None:
    replaced(project.folder / "scenarios" / "queue.yaml", make)
    done = run_small(project, *command.split(), "scenarios/queue.yaml")
    said = NO_FILE.get(make, "the file is 3,072.0 MiB; the limit is 1 MiB")
    assert (done.stdout + done.stderr).count(f":1:1: error: {said} [") == 1
    assert done.returncode == 1


@pytest.mark.parametrize("make", [pipe, huge])
def test_a_story_that_is_no_longer_a_file_does_not_stop_fix_from_changing_another(project: Project, make: Make) -> None:
    project.story()
    other = project.story("another", id="another-story-8pw3")
    project.run("build")
    project.replace("scenarios/queue.yaml", *REWORDED)
    replaced(other, make)
    project.recipe(RECIPE.replace("scenarios/*.yaml", "scenarios/queue.yaml"))
    done = run_small(project, "check", "--fix", "scenarios/another.yaml", "scenarios/queue.yaml")
    assert "scenarios/queue.yaml: added `id: " in done.stderr
    assert done.returncode == 1


@pytest.mark.parametrize("make", [pipe, huge, folder])
def test_a_lock_that_is_not_a_file_is_an_error_and_nothing_is_written(project: Project, make: Make) -> None:
    project.story()
    replaced(project.lock, make)
    done = run_small(project, "build")
    said = NO_FILE.get(make, "the file is 3,072.0 MiB; the limit is 256 MiB")
    assert f"decks/star2anki.lock:1:1: error: {said}" in done.stderr
    assert done.returncode == 1
    assert not project.deck.exists()


SAID_OF_PIPE = {
    "build": r"Error: .*/decks/all\.apkg: this is a pipe, not a file \(choose another name\); .*\n",
    "--check": r"decks/all\.apkg is out of date; run `star2anki build`\n",
}


def test_a_deck_that_is_not_a_file_is_one_clear_line(project: Project) -> None:
    project.story()
    project.run("build")
    replaced(project.deck, pipe)
    for arguments in (["build"], ["build", "--check"]):
        done = run_small(project, *arguments)
        assert re.fullmatch(SAID_OF_PIPE[arguments[-1]], done.stderr)
        assert done.returncode == 1
    project.lock.unlink()
    assert run_small(project, "check", "--no-coach").returncode == 0, "a lost lock is not restored from a pipe"


def test_a_huge_deck_cannot_be_ours_and_is_rewritten(project: Project) -> None:
    project.story()
    project.run("build")
    before = project.deck.read_bytes()
    replaced(project.deck, huge)
    assert "decks/all.apkg is out of date" in run_small(project, "build", "--check").stderr
    assert "rewritten" in run_small(project, "build").stdout
    assert project.deck.read_bytes() == before


@pytest.mark.parametrize("make", [pipe, huge])
def test_a_record_of_the_last_build_that_is_not_a_file_is_not_used(project: Project, make: Make) -> None:
    project.story()
    project.run("build")
    replaced(project.folder / "decks" / ".star2anki" / "last-build.json", make)
    done = run_small(project, "build")
    assert (done.stdout, done.returncode) == (f"decks/all.apkg: unchanged, 16 notes\n{COST}", 0)


@pytest.mark.parametrize("make", [pipe, endless, huge])
def test_a_page_that_is_not_a_file_is_named_and_the_others_are_imported(project: Project, make: Make) -> None:
    replaced(project.folder / "odd.txt", make)
    project.write("page.txt", PAGE)
    done = run_small(project, "import", "odd.txt", "page.txt")
    said = NO_FILE.get(make)
    expected = (
        f"odd.txt: {said}; save the page, or pipe it into `star2anki import -`\n"
        if said
        else "odd.txt:1:1: error: the file is 3,072.0 MiB; the limit is 16 MiB [too-large]\n"
        "    a page is about 20 KiB; is this the right file?\n"
    )
    assert done.stderr == expected
    assert "written, from page.txt" in done.stdout
    assert done.returncode == 1


def test_standard_input_is_read_up_to_the_limit(project: Project) -> None:
    command = [sys.executable, "-m", "star2anki", "import", "-"]
    with Path("/dev/zero").open("rb") as zeros:
        done = subprocess.run(
            command, cwd=project.folder, stdin=zeros, capture_output=True, timeout=120, check=False, text=True
        )
    assert done.stderr.startswith("standard input:1:1: error: the file is over 16 MiB; the limit is 16 MiB")
    assert done.returncode == 1


def test_a_closed_standard_input_is_wrong_usage(project: Project) -> None:
    command = ["sh", "-c", f"'{sys.executable}' -m star2anki import - <&-"]
    done = subprocess.run(command, cwd=project.folder, capture_output=True, timeout=120, check=False, text=True)
    assert "Error: standard input is closed; name a page\n" in done.stderr
    assert done.returncode == 2


def test_a_preview_does_not_replace_something_that_is_not_a_file(project: Project) -> None:
    project.story()
    replaced(project.folder / "page.html", pipe)
    done = run_small(project, "preview", "-o", "page.html")
    assert "page.html is a pipe; name a file instead" in done.stderr
    assert done.returncode == 2


@pytest.mark.parametrize("make", [pipe, huge])
def test_a_schema_that_is_not_a_file_is_one_clear_line_and_a_huge_one_is_replaced(project: Project, make: Make) -> None:
    schema = project.folder / "scenarios" / "scenario.schema.json"
    replaced(schema, make)
    done = run_small(project, "new", "A title")
    if make is huge:
        assert done.returncode == 0
        assert b'"$schema"' in schema.read_bytes()
    else:
        assert f"scenarios/scenario.schema.json: {NO_FILE[make]}; " in done.stderr
        assert done.returncode == 1
