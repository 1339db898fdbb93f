"""Where nothing has changed, a build gives the last result and loads next to nothing; any change is noticed."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from program import SAFETY_NET
from project import RECIPE, Project
from star2anki.build import last_build
from star2anki.build.last_build import recall
from star2anki.build.plan import plan_recipes, plan_stories
from star2anki.build.publish import publish
from star2anki.build.results import Published
from star2anki.build.scratch import SCRATCH

SLOW = ("pydantic", "genanki", "markdown_it", "yaml", "jinja2", "rich", "rapidfuzz", "filelock", "asyncio", "sqlite3")
SLOW_OF_OURS = ("star2anki.coach", "star2anki.scenario", "star2anki.notetypes", "star2anki.build.pipeline")
FRAMEWORK = "id: own-list\nname: Own list\nprinciples:\n  - name: Speed\n    listens_for: How fast you were.\n"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project that was built."""
    made = Project(tmp_path / "project")
    made.recipe()
    made.story()
    made.story("more", id="more-4kq7", title="More")
    build(made)
    return made


def build(project: Project) -> Published:
    published = publish(plan_recipes(project.folder))
    assert published.decks, published.diagnostics
    return published


def loaded_by_a_build(project: Project) -> set[str]:
    code = (
        "import json, sys\n"
        "from star2anki.__main__ import main\n"
        "try:\n"
        "    main()\n"
        "finally:\n"
        "    json.dump([*sys.modules], sys.stderr)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "build"],
        cwd=project.folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SAFETY_NET,
        check=True,
    )
    return set(json.loads(done.stderr))


def test_a_build_where_nothing_changed_loads_no_library_that_makes_decks_and_none_of_our_rooms_for_it(
    project: Project,
) -> None:
    loaded = loaded_by_a_build(project)
    assert not {name for name in loaded if name.startswith((*SLOW, *SLOW_OF_OURS))}
    project.replace("scenarios/queue.yaml", "I noticed it.", "I saw it.")
    assert {"pydantic", "genanki", "markdown_it", "yaml", "star2anki.build.pipeline"} <= loaded_by_a_build(project), (
        "a build that has something to do needs them"
    )


def test_what_a_build_said_is_said_again_where_nothing_changed(project: Project) -> None:
    project.story("plain", id="plain", title="No tail")
    first = build(project)
    assert [each.code for each in first.diagnostics] == ["id-without-tail"]
    again = recall(project.folder)
    assert again is not None
    assert again.diagnostics == first.diagnostics
    assert [(deck.name, deck.unchanged, deck.written) for deck in again.decks] == [
        (deck.name, len(deck.changes.present), False) for deck in first.decks
    ]


def link(project: Project) -> None:
    story = project.folder / "scenarios" / "queue.yaml"
    elsewhere = project.folder / "elsewhere.yaml"
    story.rename(elsewhere)
    story.symlink_to(elsewhere)


def lose_the_scratch_folder(project: Project) -> None:
    shutil.rmtree(project.folder / "decks" / SCRATCH)


def commit(project: Project) -> None:
    for words in (["init", "--quiet"], ["-c", "user.name=A", "-c", "user.email=a@b.example", "commit"]):
        more = ["--quiet", "--allow-empty", "--message", "first"] if words[-1] == "commit" else []
        subprocess.run(["git", *words, *more], cwd=project.folder, check=True)


CHANGES: dict[str, Callable[[Project], object]] = {
    "a story is edited": lambda project: project.replace("scenarios/more.yaml", "I noticed it.", "I saw it."),
    "a story is added": lambda project: project.story("third", id="third-4kq7", title="Third"),
    "a story is deleted": lambda project: (project.folder / "scenarios/more.yaml").unlink(),
    "a story has another name": lambda project: (project.folder / "scenarios/more.yaml").rename(
        project.folder / "scenarios/most.yaml"
    ),
    "a story is a link now": link,
    "a recipe is edited": lambda project: project.recipe(RECIPE + "voice: en_US\n"),
    "a recipe is added": lambda project: project.recipe(RECIPE.replace("name: ", "name: Other "), "other"),
    "a recipe is deleted": lambda project: (project.folder / "decks/all.yaml").unlink(),
    "a framework is added": lambda project: project.write("frameworks/own.yaml", FRAMEWORK),
    "the coach is set": lambda project: project.write("coach.yaml", "rules: {filler: error}\n"),
    "the deck is lost": lambda project: project.deck.unlink(),
    "the deck is damaged": lambda project: project.deck.write_bytes(b"x" * project.deck.stat().st_size),
    "a package arrives": lambda project: shutil.copy(project.deck, project.folder / "decks/from-a-peer.apkg"),
    "the lock is lost": lambda project: project.lock.unlink(),
    "the lock is edited": lambda project: project.replace("decks/star2anki.lock", '{"format": 2}', '{"format": 2} '),
    "the record is lost": lambda project: (project.folder / "decks" / SCRATCH / "handed-out.jsonl").unlink(),
    "the scratch folder is lost": lose_the_scratch_folder,
    "the project is committed": commit,
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_may_matter_is_noticed(project: Project, change: str) -> None:
    assert recall(project.folder)
    CHANGES[change](project)
    assert recall(project.folder) is None


def test_a_framework_or_a_coach_that_changes_or_goes_is_noticed(project: Project) -> None:
    for name, text in (("frameworks/own.yaml", FRAMEWORK), ("coach.yaml", "rules: {filler: error}\n")):
        file = project.write(name, text)
        build(project)
        assert recall(project.folder)
        file.write_text(text + "# edited\n", encoding="utf-8")
        assert recall(project.folder) is None
        file.write_text(text, encoding="utf-8")
        assert recall(project.folder)
        file.unlink()
        assert recall(project.folder) is None


def test_another_program_or_another_library_begins_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(last_build, "fingerprint", lambda: "of another version")
    assert recall(project.folder) is None


def test_who_asks_for_something_else_gets_no_answer(project: Project, tmp_path: Path) -> None:
    story = project.folder / "scenarios/queue.yaml"
    assert recall(project.folder, named=[project.folder / "decks/all.yaml"]) is None
    assert recall(project.folder, tmp_path / "elsewhere") is None
    elsewhere = plan_stories(project.folder, [story], tmp_path / "elsewhere")
    publish(elsewhere)
    assert recall(project.folder, tmp_path / "elsewhere") is None
    assert recall(project.folder, tmp_path / "elsewhere", [story])


def test_a_build_elsewhere_notices_when_the_projects_own_folder_comes_or_goes(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    story = project.story()
    output = tmp_path / "elsewhere"
    (project.folder / "decks").rmdir()
    publish(plan_stories(project.folder, [story], output))
    assert recall(project.folder, output, [story])
    (project.folder / "decks").mkdir()
    assert recall(project.folder, output, [story]) is None


def test_a_story_that_is_saved_while_it_is_built_is_built_again(project: Project) -> None:
    def save(done: int, total: int) -> None:
        if done == total:  # it was read
            project.replace("scenarios/queue.yaml", "I saw it.", "I found it.")

    project.replace("scenarios/queue.yaml", "I noticed it.", "I saw it.")
    publish(plan_recipes(project.folder), save)
    assert recall(project.folder) is None
    assert build(project).decks[0].changes.changed == ("silent-queue-4kq7/quiz/which-opening-proves-ownership",)


def test_a_recipe_that_is_saved_between_plan_and_build_is_built_again(project: Project) -> None:
    plan = plan_recipes(project.folder)
    project.recipe(RECIPE + "timer: off\n")
    publish(plan)
    assert recall(project.folder) is None


def test_a_story_that_comes_between_plan_and_build_is_built_again(project: Project) -> None:
    plan = plan_recipes(project.folder)
    project.story("third", id="third-4kq7", title="Third")
    publish(plan)
    assert recall(project.folder) is None


def test_a_result_that_was_damaged_or_made_elsewhere_is_none(project: Project, tmp_path: Path) -> None:
    file = project.folder / "decks" / SCRATCH / last_build.FILE
    sound = file.read_bytes()
    for place in range(0, len(sound), 37):
        file.write_bytes(sound[:place] + bytes([sound[place] ^ 1]) + sound[place + 1 :])
        assert recall(project.folder) is None
    for nonsense in (b"", b"\n", b"{}", b"\n[]", sound[:-1], sound.split(b"\n")[0] + b"\n{}"):
        file.write_bytes(nonsense)
        assert recall(project.folder) is None
    file.write_bytes(sound)
    assert recall(project.folder)
    away = tmp_path / "away"
    project.folder.rename(away)  # the very same files are still there
    shutil.copytree(away, project.folder, copy_function=shutil.copy2)
    assert file.read_bytes() == sound
    assert recall(project.folder) is None, "the scratch folder came with an archive, as from a stranger"


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no pipes with names")
def test_a_file_that_became_a_pipe_is_noticed_and_nobody_waits(project: Project) -> None:
    story = project.folder / "scenarios/queue.yaml"
    story.unlink()
    os.mkfifo(story)
    assert recall(project.folder) is None
