"""What a script gets from `import star2anki`."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

import star2anki
from engine import learner
from project import REPOSITORY, Project
from star2anki import api

STORY = star2anki.Scenario(
    id="late-train-7q2m",
    title="The late train",
    question="When did you decide fast?",
    situation="The train was late.",
    task="I had to get forty people there.",
    action="I hired two coaches.",
    result="All forty were seated at ten to nine.",
)
PAGE = (REPOSITORY / "docs" / "python.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


def test_the_examples_run_one_after_the_other(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.story()
    monkeypatch.chdir(project.folder)
    names: dict[str, object] = {}
    for example in EXAMPLES:
        exec(example, names)  # noqa: S102 - our own page
    assert EXAMPLES
    assert (project.folder / "stories.apkg").is_file()


def test_anki_takes_the_deck_and_takes_its_next_version_as_an_update(tmp_path: Path) -> None:
    deck = tmp_path / "stories.apkg"
    with learner(tmp_path / "learner") as somebody:
        deck.write_bytes(star2anki.build_deck([STORY], modified=1_700_000_000))
        count = somebody.take(deck).new
        assert count == len(somebody.notes()) > 0
        somebody.study()
        before = somebody.history()
        deck.write_bytes(star2anki.build_deck([STORY.model_copy(update={"title": "Late"})], modified=1_700_000_001))
        assert somebody.take(deck).updated == count
        assert somebody.history() == before
        assert {note["Story"] for note in somebody.notes()} == {"Late"}


def test_the_deck_has_the_notes_of_the_command_line(project: Project, tmp_path: Path) -> None:
    project.story()
    project.recipe("name: Interview stories\n")
    project.run("build")
    (package,) = (project.folder / "decks").glob("*.apkg")
    stories = star2anki.read_stories(folder=project.folder)
    deck = tmp_path / "script.apkg"
    deck.write_bytes(star2anki.build_deck([story.scenario for story in stories if story.scenario]))
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(package).new
        assert count > 0
        imported = somebody.take(deck)
        assert imported.new == 0
        assert imported.updated + imported.duplicate == count  # as both were made in one second, or not


def test_the_same_arguments_give_the_same_bytes() -> None:
    assert star2anki.build_deck([STORY], modified=5) == star2anki.build_deck([STORY], modified=5)


def test_reading_a_story_with_an_error_gives_the_error(project: Project) -> None:
    project.write("scenarios/broken.yaml", "title: [")
    stories = star2anki.read_stories("scenarios/broken.yaml", folder=project.folder)
    assert stories[0].scenario is None
    assert star2anki.has_errors(stories[0].diagnostics)


def test_check_finds_what_the_command_finds(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    project.write("scenarios/broken.yaml", "title: [")
    project.story()
    monkeypatch.chdir(project.folder)
    said = project.run("check", "scenarios", expect=1).stdout
    found = star2anki.check_stories()
    assert found
    assert all(f"{each.location}: {each.severity}: " in said for each in found)


def test_two_stories_with_the_same_id_make_no_deck() -> None:
    with pytest.raises(star2anki.StoriesError, match='two stories have the id "late-train-7q2m"'):
        star2anki.build_deck([STORY, STORY])


def test_no_stories_make_no_deck() -> None:
    with pytest.raises(star2anki.StoriesError, match="has no notes"):
        star2anki.build_deck([])


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'build_decks'"):
        getattr(star2anki, "build_decks")  # noqa: B009 - mypy would say so before


def test_the_package_gives_the_names_of_the_api_and_no_others() -> None:
    assert star2anki.__all__ == api.__all__
    assert all(getattr(star2anki, name) is getattr(api, name) for name in api.__all__)


def test_importing_the_package_loads_none_of_its_modules() -> None:
    code = "import sys, star2anki; print([name for name in sys.modules if name.startswith('star2anki.')])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_recipe_that_asks_for_craft_is_refused() -> None:
    with pytest.raises(star2anki.StoriesError, match="asks for craft"):
        star2anki.build_deck([STORY], star2anki.Recipe(name="Craft", rules="on"))
