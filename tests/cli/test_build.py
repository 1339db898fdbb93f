"""`star2anki build` as users see it."""

import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from hooked import hooked, killed_after_files, killed_before, run_hooked, saved_meanwhile, vanishing
from program import SAFETY_NET
from project import COST, RECIPE, REPOSITORY, SAMPLE_STORIES, STORY, Project, hear, until
from star2anki.apkg.reader import read_package
from star2anki.decks.lock import Lock

NOW = 1_790_000_000


def files(folder: Path) -> dict[str, str]:
    """Hash every file that belongs to the user; the scratch folder does not."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".star2anki" not in path.parts
    }


def test_the_first_build_says_how_many_notes_are_new(project: Project) -> None:
    project.story()
    assert project.run("build").stdout == f"decks/all.apkg: 16 notes: 16 new\n{COST}"


def test_a_second_build_changes_no_byte_and_says_unchanged(project: Project) -> None:
    project.story()
    project.run("build", fresh=True)
    before = files(project.folder)
    for _ in range(2):
        assert project.run("build", fresh=True).stdout == f"decks/all.apkg: unchanged, 16 notes\n{COST}"
        shutil.rmtree(project.folder / "decks" / ".star2anki")  # also without the memory of the last build
    assert files(project.folder) == before


def test_two_builds_of_the_same_stories_and_lock_are_the_same_bytes(project: Project) -> None:
    project.story()
    project.run("build", at=NOW, fresh=True)
    first = project.deck.read_bytes()
    project.deck.unlink()
    assert "rewritten" in project.run("build", at=NOW + 9999, fresh=True).stdout
    assert project.deck.read_bytes() == first


def test_source_date_epoch_makes_builds_without_a_lock_the_same_bytes(project: Project) -> None:
    project.story()
    project.run("build", at=NOW, fresh=True)
    first = files(project.folder)
    project.deck.unlink()
    project.lock.unlink()
    project.run("build", at=NOW, fresh=True)
    assert files(project.folder) == first


def test_a_fresh_clone_of_this_repository_builds_unchanged(tmp_path: Path) -> None:
    clone = Project(tmp_path / "clone")
    for name in ("scenarios", "decks"):
        shutil.copytree(
            REPOSITORY / name, clone.folder / name, dirs_exist_ok=True, ignore=shutil.ignore_patterns(".star2anki")
        )
    before = files(clone.folder)
    assert re.fullmatch(r"(decks/[\w-]+\.apkg: unchanged, \d+ notes\n  \d+ cards: .*\n)+", clone.run("build").stdout)
    assert files(clone.folder) == before
    clone.run("build", "--check")


def test_the_package_is_deflated_and_its_zip_carries_no_clock(project: Project) -> None:
    project.story()
    project.run("build")
    with zipfile.ZipFile(project.deck) as package:
        members = package.infolist()
    assert [member.filename for member in members] == ["collection.anki2", "media"]
    assert all(member.compress_type == zipfile.ZIP_DEFLATED for member in members)
    assert all(member.date_time == (1980, 1, 1, 0, 0, 0) for member in members)


def test_an_edit_is_explained_by_name(project: Project) -> None:
    project.story()
    project.run("build")
    project.replace("scenarios/queue.yaml", "I noticed it.", "I saw it.")
    project.story(
        "second", id="second-story-8pw3", follow_ups=None, quiz=None, lenses=None, levels=None, weak_answer=None
    )
    assert project.run("build").stdout == (
        "decks/all.apkg: 25 notes: 9 new, 1 changed, 15 unchanged\n"
        "  31 cards: 13 minutes for one pass, 2 days at Anki's 20 new a day\n"
        "  new: second-story-8pw3/story/story\n"
        "  new: second-story-8pw3/question/question\n"
        "  new: second-story-8pw3/star-step/situation\n"
        "  new: second-story-8pw3/star-step/task\n"
        "  new: second-story-8pw3/star-step/action\n"
        "  new: second-story-8pw3/star-step/result\n"
        "  new: second-story-8pw3/key-phrases/situation\n"
        "  new: second-story-8pw3/key-phrases/action\n"
        "  new: 1 more\n"
        "  changed: silent-queue-4kq7/quiz/which-opening-proves-ownership\n"
    )


def test_errors_in_one_story_keep_every_deck_as_it_was(project: Project) -> None:
    project.story()
    project.run("build")
    before = files(project.folder / "decks")
    project.story("second", id="second-story-8pw3")
    project.write("scenarios/third.yaml", "id: third-4kq7\ntitle: y\n")
    done = project.run("build", expect=1)
    assert files(project.folder / "decks") == before
    assert done.stdout == ""
    assert 'scenarios/third.yaml:1:1: error: the key "action" is missing [missing-key]' in done.stderr
    assert done.stderr.endswith("5 errors; nothing was written\n")


def test_dry_run_says_what_would_happen_and_writes_nothing(project: Project) -> None:
    project.story()
    before = files(project.folder)
    assert "16 new (nothing was written)" in project.run("build", "--dry-run").stdout
    assert files(project.folder) == before
    assert not (project.folder / "decks" / ".star2anki").exists()


def test_check_fails_if_deck_or_lock_does_not_match_the_stories(project: Project) -> None:
    project.story()
    assert "decks/all.apkg is out of date" in project.run("build", "--check", expect=1).stderr
    project.run("build")
    project.run("build", "--check")
    project.replace("scenarios/queue.yaml", "I noticed it.", "I saw it.")
    stale = project.run("build", "--check", expect=1).stderr
    assert "decks/all.apkg is out of date" in stale
    assert "decks/star2anki.lock is out of date" in stale
    project.run("build")
    project.run("build", "--check")
    with project.deck.open("ab") as deck:
        deck.truncate(100)
    assert "decks/all.apkg is out of date" in project.run("build", "--check", expect=1).stderr
    project.run("build")
    project.run("build", "--check")


def test_story_files_become_one_deck_without_a_recipe(project: Project) -> None:
    story = project.story()
    (project.folder / "decks" / "all.yaml").unlink()
    assert project.run("build", str(story), "-o", "out").stdout.startswith("out/queue.apkg: 10 notes: 10 new\n")
    assert sorted(path.name for path in (project.folder / "out").iterdir()) == [
        ".star2anki",
        "queue.apkg",
        "star2anki.lock",
    ]


def test_a_folder_becomes_one_deck_with_its_name(project: Project) -> None:
    project.story()
    project.story("second", id="second-story-8pw3")
    assert project.run("build", "scenarios", "-o", "out").stdout.startswith("out/scenarios.apkg: 20 notes: 20 new\n")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such file names")
@pytest.mark.parametrize("name", [" ", ":", "::"])
def test_a_folder_whose_name_cannot_be_a_deck_name_becomes_a_deck(project: Project, name: str) -> None:
    project.story(f"{name}/first")
    project.story(f"{name}/second", id="second-story-8pw3")
    assert "20 new" in project.run("build", f"scenarios/{name}", "-o", "out").stdout
    (package,) = (project.folder / "out").glob("*.apkg")
    assert "Interview stories" in [deck["name"] for deck in read_package(package).decks.values()]


def test_builds_with_and_without_a_recipe_do_not_undo_each_other(project: Project) -> None:
    story = project.story()
    project.recipe(RECIPE + "voice: en_US\ntimer: off\n")
    project.run("build")
    project.run("build", str(story))
    assert project.run("build").stdout == f"decks/all.apkg: unchanged, 16 notes\n{COST}"


def test_a_deck_without_a_recipe_does_not_replace_a_recipes_deck(project: Project) -> None:
    story = project.story("all")
    assert "use -o FOLDER" in project.run("build", str(story), expect=2).stderr
    project.run("build", str(story), "-o", "out")


def test_a_build_with_nothing_to_build_is_wrong_usage(tmp_path: Path) -> None:
    empty = Project(tmp_path / "empty")
    assert "there is no recipe in decks/" in empty.run("build", expect=2).stderr
    assert "does not exist" in empty.run("build", "nowhere.yaml", expect=2).stderr
    assert "use only one of --dry-run" in empty.run("build", "--check", "--dry-run", expect=2).stderr


def test_json_findings_are_alone_on_standard_output(project: Project) -> None:
    project.story()
    done = project.run("build", "--format", "json")
    assert done.stdout == "[]\n"
    assert "16 new" in done.stderr


# --- What can go wrong while files are written


def a_big_project(folder: Path, stories: int = 10) -> Project:
    project = Project(folder)
    project.recipe()
    for number in range(stories):
        project.story(f"s{number}", id=f"story-{number}-4kq7", title=f"Story {number}")
    return project


def is_whole(project: Project) -> bool:
    """Deck and lock are readable, and the deck contains what the lock says."""
    from star2anki.apkg.reader import read_package  # noqa: PLC0415 - next to its use

    lock = dict(Lock.loads(project.lock.read_text(encoding="utf-8")).items())
    notes = read_package(project.deck).notes
    return all(note.guid in lock for note in notes) and len(notes) > 0


def test_a_build_killed_at_any_moment_leaves_old_or_new_files(tmp_path: Path) -> None:
    project = a_big_project(tmp_path / "project")

    def build(number: int) -> subprocess.CompletedProcess[str]:
        return run_hooked(project.folder, killed_before, str(number), "build")

    def edit(number: int) -> None:
        for story in range(10):
            path = project.folder / "scenarios" / f"s{story}.yaml"
            text = path.read_text(encoding="utf-8")
            path.write_text(re.sub(r"I noticed it.*?\.", f"I noticed it {number}.", text), encoding="utf-8")

    project.run("build")
    edit(0)
    touched = int(build(0).stderr)
    moments = {1 + touched * part // 8 for part in range(8)} | {touched - last for last in range(9)}
    states = set()
    for number, moment in enumerate(sorted(moments), start=1):
        edit(number)
        old = project.deck.read_bytes(), project.lock.read_bytes()
        build(moment)
        assert is_whole(project)
        states.add((project.deck.read_bytes() != old[0], project.lock.read_bytes() != old[1]))
    assert {(False, False), (True, True)} <= states, "some were killed before they wrote, and some after"
    project.run("build")
    project.run("build", "--check")
    assert not list(project.folder.rglob("*.tmp")), "what killed builds left behind is swept away"


@pytest.mark.parametrize("files_written", [1, 2, 3, 4])
def test_a_build_killed_between_two_files_never_gives_out_a_mod_again(project: Project, files_written: int) -> None:
    """Kill at the exact place between two of record, lock and deck, which no timing finds reliably."""
    project.story()
    project.run("build", at=NOW)
    project.replace("scenarios/queue.yaml", "I noticed it.", "I saw it.")
    old_deck = project.deck.read_bytes()
    done = run_hooked(project.folder, killed_after_files, str(files_written), "build")
    assert done.returncode == -signal.SIGKILL
    assert (project.deck.read_bytes() == old_deck) == (files_written < 4), "the deck goes last"
    project.replace("scenarios/queue.yaml", "I saw it.", "I noticed it.")
    project.run("build", at=NOW)
    entry = next(e for _, e in Lock.loads(project.lock.read_text(encoding="utf-8")).items() if "/quiz/" in e.id)
    assert entry.mod > NOW + 1, "greater than what the killed build may have handed out"
    project.run("build", "--check", at=NOW)


def test_two_builds_at_once_do_not_disturb_each_other(tmp_path: Path) -> None:
    project = a_big_project(tmp_path / "project")
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "star2anki", "build"],
            cwd=project.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(4)
    ]
    for process in processes:
        _, stderr = process.communicate(timeout=SAFETY_NET)
        assert (process.returncode, stderr) == (0, b"")
    assert is_whole(project)
    project.run("build", "--check")


def run_limited(project: Project, preparation: str) -> subprocess.CompletedProcess[str]:
    """Run a build in a process from which something has been taken away."""
    code = f"{preparation}\nfrom star2anki.cli import main\nmain(['build'])\n"
    return subprocess.run(
        [sys.executable, "-c", code], cwd=project.folder, check=False, capture_output=True, text=True, encoding="utf-8"
    )


def test_a_full_disk_gives_one_clear_line_and_keeps_the_old_deck(tmp_path: Path) -> None:
    project = a_big_project(tmp_path / "project")
    project.run("build")
    project.replace("scenarios/s0.yaml", "I noticed it.", "I saw it.")
    before = files(project.folder / "decks")
    limited = "import resource, signal\nresource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))"
    done = run_limited(project, limited)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Error: " in done.stderr
    assert "File too large" in done.stderr
    assert files(project.folder / "decks") == before
    assert not list(project.folder.rglob("*.tmp"))


def test_a_read_only_folder_gives_one_clear_line_and_keeps_the_old_deck(project: Project) -> None:
    project.story()
    project.run("build")
    project.replace("scenarios/queue.yaml", "I noticed it.", "I saw it.")
    before = files(project.folder / "decks")
    scratch = project.folder / "decks" / ".star2anki"
    for folder in (scratch, scratch.parent):
        folder.chmod(0o555)
    # The administrator may write anywhere; this takes that right away from the process.
    powerless = "import ctypes\nctypes.CDLL(None).prctl(24, 1)\nimport os, sys\n"
    powerless += "if os.environ.get('AGAIN') != '1' and os.geteuid() == 0:\n"
    powerless += (
        "    os.environ['AGAIN'] = '1'\n    os.execv(sys.executable, [sys.executable, '-m', 'star2anki', 'build'])"
    )
    try:
        done = run_limited(project, powerless)
    finally:
        for folder in (scratch.parent, scratch):
            folder.chmod(0o755)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Permission denied" in done.stderr
    assert files(project.folder / "decks") == before


def test_a_story_that_vanishes_while_being_read_is_named(project: Project) -> None:
    project.story()
    project.run("build")
    project.story("second", id="second-story-8pw3")
    before = files(project.folder / "decks")
    done = run_hooked(project.folder, vanishing, "scenarios/second.yaml", "build")
    assert done.returncode == 1
    assert done.stderr == (
        "scenarios/second.yaml:1:1: error: the file cannot be read: No such file or directory [unreadable]\n"
        "    check that it exists and that you may read it\n"
        "1 error; nothing was written\n"
    )
    assert files(project.folder / "decks") == before


def test_watch_builds_again_after_a_save_and_ends_with_ctrl_c(project: Project) -> None:
    project.story()
    with project.running("build", "--watch") as process:
        assert "16 new" in "".join(hear(process, "watching"))
        project.replace("scenarios/queue.yaml", "I noticed it.", "I saw it.")
        assert "scenarios/queue.yaml" in "".join(hear(process, "1 changed"))
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=SAFETY_NET)
        assert process.returncode == 130


def test_watch_does_not_miss_a_save_during_the_first_build(project: Project) -> None:
    project.story()
    edit = "scenarios/queue.yaml|I noticed it.|I saw it."
    with project.running("build", "--watch", program=hooked(saved_meanwhile, edit)) as process:
        assert "watching" in "".join(hear(process, "1 changed"))


def test_open_hands_the_deck_to_the_program_that_opens_decks(project: Project, tmp_path: Path) -> None:
    project.story()
    opener = tmp_path / "bin" / "xdg-open"
    opener.parent.mkdir()
    opener.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/opened\n', encoding="utf-8")
    opener.chmod(0o755)
    environment = {**os.environ, "PATH": f"{opener.parent}{os.pathsep}{os.environ['PATH']}"}
    subprocess.run(
        [sys.executable, "-m", "star2anki", "build", "--open"], cwd=project.folder, env=environment, check=True
    )
    opened = tmp_path / "opened"
    until(lambda: opened.exists() and opened.read_text(encoding="utf-8").endswith("\n"))
    assert opened.read_text(encoding="utf-8").endswith("decks/all.apkg\n")


def test_the_sample_stories_build_without_a_finding(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    project.recipe()
    for story in SAMPLE_STORIES:
        project.write(f"scenarios/{story.name}", story.read_text(encoding="utf-8"))
    done = project.run("build")
    assert done.stderr == ""
    assert len(SAMPLE_STORIES) >= 3


@pytest.mark.parametrize("length", [1, 100_000])
def test_a_text_of_any_length_is_built(project: Project, length: int) -> None:
    project.story(task="x" * length, follow_ups=STORY["follow_ups"])
    project.run("build")


def test_a_recipe_can_choose_single_notes_and_their_order(project: Project) -> None:
    project.story()
    chosen = [
        "silent-queue-4kq7/follow-up/what-would-you-do-differently",
        "silent-queue-4kq7/star-step/action",
        "silent-queue-4kq7/follow-up/how-did-you-win-over-the-owners",
    ]
    project.recipe(f"name: Chosen\nnotes: {json.dumps(chosen)}\n")
    assert "3 notes: 3 new" in project.run("build").stdout
    package = read_package(project.deck)
    ids = {note.id: note.flds.split("\x1f")[0] for note in package.notes}
    assert [ids[card.nid] for card in sorted(package.cards, key=lambda card: card.due)] == chosen, (
        "by their due position"
    )


def test_a_note_that_no_story_has_is_an_error_at_its_place(project: Project) -> None:
    project.story()
    story = "silent-queue-4kq7/star-step"
    path = project.recipe(f"name: Chosen\nnotes:\n  - {story}/action\n  - {story}/akt\n")
    out = project.run("check", "--no-coach", expect=1).stdout
    assert f"decks/{path.name}:4:5: error: no story in the deck makes the note" in out
    assert 'did you mean "silent-queue-4kq7/star-step/' in out


def test_a_deck_of_chosen_notes_has_no_empty_subdecks_and_begins_with_the_first_note_listed(project: Project) -> None:
    project.story("one", id="one-7q2m", principle="Ownership")
    project.story("two", id="two-7q2m", principle="Dive Deep", lenses=None)
    project.story("three", id="three-7q2m", principle="Frugality")
    chosen = ["two-7q2m/star-step/task", "one-7q2m/star-step/action", "one-7q2m/star-step/task"]
    project.recipe(f"name: Chosen\nsplit: principle\nnotes: {json.dumps(chosen)}\n")
    project.run("build")
    package = read_package(project.deck)
    assert {deck["name"] for deck in package.decks.values()} >= {"Chosen::01 Dive Deep", "Chosen::02 Ownership"}
    assert not [deck for deck in package.decks.values() if deck["name"].endswith("Frugality")]
    ids = {note.id: note.flds.split("\x1f")[0] for note in package.notes}
    assert [ids[card.nid] for card in sorted(package.cards, key=lambda card: card.due)] == chosen


@pytest.mark.parametrize(
    ("notes", "said"),
    [
        ("[a-7q2m/story/story, a-7q2m/story/story]", "names a note twice"),
        ("[]", "is an empty list"),
        ("[silent-queue-4kq7/star-step/action]", "the recipe's `scenarios` or `notetypes` leave it out"),
    ],
)
def test_a_list_of_notes_that_makes_no_sense_is_an_error(project: Project, notes: str, said: str) -> None:
    project.story()
    project.recipe(f"name: Chosen\nnotetypes: [follow-up]\nnotes: {notes}\n")
    project.recipe(name="whole")
    assert said in project.run("check", "--no-coach", expect=1).stdout


def test_the_folder_of_recipes_means_all_recipes(project: Project) -> None:
    project.story()
    assert project.run("build", "decks").stdout == f"decks/all.apkg: 16 notes: 16 new\n{COST}"


def test_a_project_folder_is_not_mistaken_for_a_folder_of_stories(project: Project) -> None:
    inner = Project(project.folder / "inner")
    inner.recipe()
    inner.story()
    assert (
        "inner is a project with its own recipes; go there first: cd inner"
        in project.run("build", "inner", expect=2).stderr
    )
