"""Files and folders in real life: linked, copied, renamed, damaged, merged, from other systems."""

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from engine import Imported, learner
from hooked import hooked, run_hooked, slow, without_workers
from project import COST, RECIPE, Project

NOW = 1_790_000_000


def test_a_story_with_two_file_names_goes_in_once(project: Project) -> None:
    path = project.story()
    (project.folder / "scenarios" / "link.yaml").symlink_to(path)
    project.recipe(RECIPE.replace("[scenarios/*.yaml]", '[scenarios/*.yaml, "scenarios/q*.yaml"]'))
    assert "16 notes" in project.run("build").stdout
    assert "10 notes" in project.run("build", "scenarios", str(path), "-o", "out").stdout


def test_a_copied_story_with_a_reworded_question_is_a_duplicate_id_and_not_a_crash(project: Project) -> None:
    path = project.story()
    project.run("build")
    shutil.copy(path, path.with_name("copy.yaml"))
    project.replace("scenarios/queue.yaml", "How did you win over the owners?", "How did you win over the new owners?")
    project.story("copy", follow_ups=None)
    for arguments in (["check"], ["check", "--fix"], ["build"]):
        done = project.run(*arguments, expect=1)
        assert "[duplicate-id]" in done.stdout + done.stderr


def test_two_branches_that_each_add_a_story_merge_and_build(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=NOW)
    before = project.lock.read_text(encoding="utf-8")
    locks = []
    for name in ("one", "two"):
        project.lock.write_text(before, encoding="utf-8")
        added = project.story(name, id=f"story-{name}-4kq7")
        project.run("build", at=NOW)
        locks.append(project.lock.read_text(encoding="utf-8").splitlines())
        added.rename(tmp_path / f"{name}.yaml")
    for name in ("one", "two"):
        (tmp_path / f"{name}.yaml").rename(project.folder / "scenarios" / f"{name}.yaml")
    # What version control makes of both if it is told to keep the lines of both sides.
    project.lock.write_text("\n".join([*locks[0], *locks[1][1:], ""]), encoding="utf-8")
    assert "48 notes" in project.run("build", at=NOW).stdout
    with learner(tmp_path / "learner") as somebody:
        assert somebody.take(project.deck) == Imported(new=48)


def test_a_lock_with_windows_line_endings_is_current(project: Project) -> None:
    project.story()
    project.run("build")
    project.lock.write_bytes(project.lock.read_bytes().replace(b"\n", b"\r\n"))
    project.run("build", "--check")


@pytest.mark.parametrize("damage", [b"", b"PK\3\4", b"\0" * 500, bytes(range(256)) * 4])
def test_a_damaged_deck_is_rewritten(project: Project, damage: bytes) -> None:
    project.story()
    project.run("build")
    sound = project.deck.read_bytes()
    project.deck.write_bytes(damage)
    assert "rewritten" in project.run("build").stdout
    assert project.deck.read_bytes() == sound


def test_any_flipped_byte_in_a_deck_is_noticed_and_never_crashes(project: Project) -> None:
    from star2anki.apkg.reader import same_content  # noqa: PLC0415 - next to its use

    project.story()
    project.run("build")
    sound = project.deck.read_bytes()
    for place in range(0, len(sound), max(1, len(sound) // 300)):
        damaged = bytearray(sound)
        damaged[place] ^= 0xFF
        project.deck.write_bytes(damaged)
        same_content(project.deck, sound)  # a bit of a time stamp may not matter; it just must never raise


def test_a_warning_disappears_with_its_cause(project: Project) -> None:
    project.story()
    project.recipe("name: My stories #bar\n")
    assert "[text-cut]" in project.run("build").stderr
    project.recipe("name: My stories # bar\n")
    assert project.run("build").stderr == ""


def test_the_search_for_removed_notes_leaves_out_a_note_that_is_still_in_another_deck(project: Project) -> None:
    project.story()
    project.story("second", id="second-story-8pw3")
    project.recipe(RECIPE.replace("Interview stories", "First evening"), "evening")
    project.run("build")
    project.recipe(RECIPE.replace("[scenarios/*.yaml]", "[scenarios/queue.yaml]"))
    report = project.run("build").stdout
    assert "16 of the removed are still in another deck" in report
    assert '"ID:' not in report
    project.recipe(RECIPE.replace("[scenarios/*.yaml]", "[scenarios/queue.yaml]"), "evening")
    assert '\n    "ID:second-story-8pw3/*"\n' in project.run("build").stdout


def test_checking_a_copy_alone_does_not_ask_for_the_originals_id(project: Project) -> None:
    project.story()
    project.run("build")
    copy = project.story("copy", id="copied-story-8pw3")
    assert project.run("check", "--no-coach", str(copy)).stdout == ""


@pytest.mark.parametrize(
    "titles", [("The Alarm", "the alarm"), ("Cafe\u0301", "Caf\u00e9"), ("STRASSE", "stra\u00dfe")]
)
def test_titles_that_are_the_same_to_anki_share_a_subdeck(
    project: Project, tmp_path: Path, titles: tuple[str, str]
) -> None:
    for number, title in enumerate(titles):
        project.story(f"s{number}", id=f"story-{number}-4kq7", title=title)
    project.recipe(RECIPE + "split: scenario\n")
    project.run("build")
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        assert len(somebody.deck_sizes()) == 2
        assert not [name for name in somebody.deck_sizes() if name.endswith("_")]


def test_output_works_in_any_encoding_and_json_is_ascii(project: Project) -> None:
    project.write("scenarios/x.yaml", "títle 😀: x\n")
    environment = {**os.environ, "PYTHONIOENCODING": "cp1252:strict"}
    for style in ("text", "json", "github"):
        done = subprocess.run(
            [sys.executable, "-m", "star2anki", "check", "--no-coach", "--format", style],
            cwd=project.folder,
            env=environment,
            check=False,
            capture_output=True,
        )
        assert done.returncode == 1
        assert b"Traceback" not in done.stderr
        if style == "json":
            assert any("😀" in finding["message"] for finding in json.loads(done.stdout.decode("ascii")))


def test_file_names_that_are_not_text_are_shown_as_well_as_possible(project: Project) -> None:
    project.story()
    try:
        os.rename(project.folder / "decks" / "all.yaml", os.fsencode(project.folder / "decks") + b"/\xff.yaml")  # noqa: PTH104
    except OSError:
        pytest.skip("needs a file system on which a name may be any bytes")
    assert "16 new" in project.run("build").stdout


def test_terminal_codes_in_a_recipes_name_do_not_reach_the_terminal(project: Project) -> None:
    project.story()
    (project.folder / "decks" / "all.yaml").rename(project.folder / "decks" / "\x1b[31mred\x07.yaml")
    said = project.run("build")
    assert "\x1b" not in said.stdout + said.stderr
    assert "\x07" not in said.stdout + said.stderr


def test_a_folder_of_stories_is_not_mistaken_for_its_recipes(project: Project) -> None:
    project.story()
    project.write("scenarios/._queue.yaml", "\0\5\26\7 left by a Mac")
    assert project.run("check", "--no-coach", ".").stdout == ""
    assert project.run("check", "--no-coach").stdout == ""


def test_a_killed_worker_costs_time_but_no_deck(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.recipe()
    for number in range(60):
        project.story(f"s{number}", id=f"story-{number}-4kq7", title=f"Story {number}")
    done = run_hooked(project.folder, without_workers, "4", "build")
    assert int(done.stderr) > 0, "that many were killed, and the program says nothing of it"
    assert "960 new" in done.stdout


def test_recipes_can_be_named(project: Project) -> None:
    project.story()
    project.recipe(RECIPE.replace("Interview stories", "Other"), "other")
    assert project.run("build", "decks/other.yaml").stdout == f"decks/other.apkg: 16 notes: 16 new\n{COST}"
    assert project.run("check", "--no-coach", "decks/other.yaml").stdout == ""
    assert "not both" in project.run("build", "decks/other.yaml", "scenarios/queue.yaml", expect=2).stderr


def test_in_another_folder_of_a_project_the_message_says_where_to_go(project: Project) -> None:
    project.story()
    inside = Project(project.folder)
    inside.folder = project.folder / "scenarios"
    assert f"go to {project.folder} first" in inside.run("build", expect=2).stderr
    assert inside.run("new", "Another day").stdout.startswith("another-day.yaml: written")


def test_a_build_that_fails_leaves_no_folder_behind(project: Project) -> None:
    project.write("scenarios/x.yaml", "title: x\n")
    project.run("build", "-o", "out", expect=1)
    assert not (project.folder / "out").exists()


def test_no_color_is_respected_on_a_terminal(project: Project) -> None:
    pty = pytest.importorskip("pty", reason="needs a terminal of Unix")
    project.write("scenarios/x.yaml", "title: x\n")
    said = {}
    for no_color in ("1", ""):
        command = f"cd '{project.folder}' && NO_COLOR={no_color} COLUMNS=80 '{sys.executable}' -m star2anki check"
        chunks: list[bytes] = []

        def read(handle: int, chunks: list[bytes] = chunks) -> bytes:
            chunks.append(os.read(handle, 4096))
            return chunks[-1]

        pty.spawn(["sh", "-c", command], read)
        said[no_color] = b"".join(chunks)
    assert b"error" in said["1"]
    assert b"\x1b[" not in said["1"]
    assert b"\x1b[31m" in said[""]


def test_progress_is_shown_on_a_terminal_when_a_build_takes_longer_than_a_second(tmp_path: Path) -> None:
    pty = pytest.importorskip("pty", reason="needs a terminal of Unix")
    project = Project(tmp_path / "project")
    project.recipe()
    for number in range(4):
        project.story(f"s{number}", id=f"story-{number}-4kq7")
    build = shlex.join([sys.executable, *hooked(slow, "0.6"), "build"])
    chunks: list[bytes] = []

    def read(handle: int) -> bytes:
        chunks.append(os.read(handle, 4096))
        return chunks[-1]

    pty.spawn(["sh", "-c", f"cd {shlex.quote(str(project.folder))} && TERM=xterm {build}"], read)
    assert b"Reading stories" in b"".join(chunks)
