"""`init`, `new`, `frameworks`, `schema`, help: how a newcomer starts."""

import json
import re
import subprocess
import sys

import click
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from project import Project
from star2anki.cli import COMMANDS
from star2anki.cli.new import typed_line
from star2anki.cli.scaffold import story_template
from star2anki.yamlfile.decode import NOT_YAML
from star2anki.yamlfile.tree import read_tree


def bare(project: Project) -> Project:
    (project.folder / "decks" / "all.yaml").unlink()
    return project


def test_init_makes_a_folder_that_builds(project: Project) -> None:
    bare(project).run("init")
    assert re.fullmatch(r"decks/my-stories.apkg: \d+ notes: \d+ new\n  \d+ cards: .*\n", project.run("build").stdout)
    assert project.run("check", "--no-coach").stdout == ""


def test_init_makes_the_folder_that_you_name(project: Project) -> None:
    assert "cd stories" in project.run("init", "stories").stdout
    assert (project.folder / "stories" / "scenarios" / "example.yaml").exists()


def test_init_leaves_existing_files_alone(project: Project) -> None:
    bare(project).story()
    mine = project.write("decks/mine.yaml", "name: Mine\n")
    project.run("init")
    project.run("init")
    assert sorted(path.name for path in (project.folder / "scenarios").iterdir()) == [
        "queue.yaml",
        "scenario.schema.json",
    ]
    assert [path.name for path in (project.folder / "decks").iterdir()] == ["mine.yaml"]
    assert mine.read_text(encoding="utf-8") == "name: Mine\n"


def test_two_folders_get_examples_with_different_ids(project: Project) -> None:
    ids = set()
    for name in ("one", "two"):
        project.run("init", name)
        text = (project.folder / name / "scenarios/example.yaml").read_text(encoding="utf-8")
        ids |= set(re.findall(r"^id: (.+)$", text, re.MULTILINE))
    assert len(ids) == 2


@pytest.mark.parametrize(
    "title", ["The day it rained", "It's late: who cares?", '"Quoted" # and %', "日本語", "a - dash", "{id}"]
)
def test_new_writes_a_commented_story_that_lacks_only_its_text(project: Project, title: str) -> None:
    said = project.run("new", title, "--question", "Why: you?").stdout
    name = said.split(":")[0]
    done = project.run("check", "--no-coach", name, expect=1)
    assert done.stdout.count("error:") == 4
    assert done.stdout.count('"strong_example" is empty [empty-text]') == 4
    text = (project.folder / name).read_text(encoding="utf-8")
    (project.folder / name).write_text(
        re.sub(r"strong_example:$", "strong_example: x", text, flags=re.MULTILINE), "utf-8"
    )
    assert project.run("check", "--no-coach", name).stdout == ""


def test_new_never_overwrites_a_story(project: Project) -> None:
    project.run("new", "Mine")
    path = project.folder / "scenarios" / "mine.yaml"
    path.write_text("my work", encoding="utf-8")
    assert "already exists; not overwritten" in project.run("new", "Mine", expect=1).stderr
    assert path.read_text(encoding="utf-8") == "my work"


@pytest.mark.parametrize("question", ["", "Why?"])
@settings(max_examples=300)
@given(title=st.text(min_size=1, max_size=90))
def test_any_title_makes_a_readable_story_or_is_refused(question: str, title: str) -> None:
    try:
        line = typed_line("title", title)
    except click.UsageError:
        assert NOT_YAML.search(title)
        return
    if line:
        _, findings = read_tree("x.yaml", story_template(line, question))
        assert findings == []


@pytest.mark.parametrize("arguments", [["a\x07b"], ["a\x1b[31mb"], ["a\u200eb\ufeff"], ["Mine", "-q", "a\x7fb"]])
def test_new_refuses_invisible_characters_and_writes_nothing(project: Project, arguments: list[str]) -> None:
    said = project.run("new", *arguments, expect=2).stderr
    assert re.search(
        r"^Error: the (title|question) contains the invisible character U\+[0-9A-F]{4}; remove it$",
        said,
        re.MULTILINE,
    )
    assert list((project.folder / "scenarios").iterdir()) == []


@pytest.mark.parametrize(
    ("command", "name"), [(["new", "Mine"], "scenarios/mine.yaml"), (["init"], "decks/my-stories.yaml")]
)
def test_if_five_run_at_once_one_writes_the_file_and_the_others_say_that_it_exists(
    project: Project, command: list[str], name: str
) -> None:
    bare(project)
    five = [
        subprocess.Popen(
            [sys.executable, "-m", "star2anki", *command],
            cwd=project.folder,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        for _ in range(5)
    ]
    said = [process.communicate(timeout=120) for process in five]
    assert sum(f"{name}: written" in out for out, _ in said) == 1, said
    assert not any("Traceback" in err for _, err in said)
    if command[0] == "new":
        assert sorted(process.returncode for process in five) == [0, 1, 1, 1, 1]
        assert sum(err.startswith(f"{name}: already exists") for _, err in said) == 4
    assert not list(project.folder.rglob("*.tmp"))
    assert project.run("check", "--no-coach", expect=1 if command[0] == "new" else 0).stdout.count("[") == (
        5 if command[0] == "new" else 0
    )


def test_the_commented_parts_of_a_new_story_are_valid_when_uncommented(project: Project) -> None:
    name = project.run("new", "Mine", "-q", "Why?").stdout.split(":")[0]
    path = project.folder / name
    text = re.sub(r"strong_example:$", "strong_example: x", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    head, body = text.split("\nsituation:")
    head = re.sub(r"^# (framework|principle|role)", r"\1", head, flags=re.MULTILINE)
    body = re.sub(r"^(  )?# (?=[a-z_]+:( |$)|  )", r"\1", body, flags=re.MULTILINE)
    path.write_text(head + "\nsituation:" + body, encoding="utf-8")
    assert project.run("check", "--no-coach", name).stdout == ""


def test_frameworks_lists_the_built_in_principles_and_the_authors_own(project: Project) -> None:
    project.write(
        "frameworks/acme.yaml",
        "id: acme\nname: Acme's values\nprinciples:\n  - {name: Be Early, listens_for: A date that was kept.}\n",
    )
    listed = project.run("frameworks").stdout
    assert listed.count("\n  ") == 16 + 8 + 1
    for name in ("Ownership", "Have Backbone; Disagree and Commit", "Leading Without Authority", "Be Early"):
        assert f"  {name}\n" in listed
    assert "A date that was kept." in project.run("frameworks", "acme").stdout
    project.story(framework="acme", principle="Be Early", lenses=None)
    assert project.run("check", "--no-coach").stdout == ""


def test_framework_tables_fit_a_terminal_of_80_columns(project: Project) -> None:
    for name in ("amazon-leadership-principles", "general-competencies"):
        assert max(map(len, project.run("frameworks", name).stdout.splitlines())) <= 80


def test_an_unknown_framework_is_wrong_usage_with_a_hint(project: Project) -> None:
    said = project.run("frameworks", "amazon-leadership-principle", expect=2).stderr
    assert "did you mean amazon-leadership-principles?" in said


def test_schema_prints_json(project: Project) -> None:
    assert json.loads(project.run("schema").stdout)["title"] == "star2anki scenario, format 1"
    assert json.loads(project.run("schema", "framework").stdout)["title"] == "Framework"
    assert json.loads(project.run("schema", "recipe").stdout)["title"] == "Recipe"


def test_help_names_every_command_with_the_first_line_of_its_own_help(project: Project) -> None:
    overview = project.run("--help").stdout
    for name, line in COMMANDS.items():
        assert re.search(rf"^  {name} +{re.escape(line)}$", overview, re.MULTILINE)
        own = project.run(name, "--help").stdout
        assert line in own
        assert max(map(len, own.splitlines())) <= 80


@pytest.mark.parametrize(
    ("typed", "meant"), [("biuld", "build"), ("Check", "check"), ("covrage", "coverage"), ("pre", "preview")]
)
def test_an_unknown_command_is_wrong_usage_and_the_right_one_is_suggested(
    project: Project, typed: str, meant: str
) -> None:
    said = project.run(typed, expect=2).stderr
    assert said.endswith(f"Error: No such command '{typed}'. Did you mean '{meant}'?\n")


def test_no_command_is_suggested_for_a_word_like_no_command(project: Project) -> None:
    assert project.run("xyzzy", expect=2).stderr.endswith("Error: No such command 'xyzzy'.\n")


@pytest.mark.parametrize(
    ("command", "typed", "meant"), [("build", "--wach", "--watch"), ("check", "--strct", "--strict")]
)
def test_an_unknown_option_is_wrong_usage_and_the_right_one_is_suggested(
    project: Project, command: str, typed: str, meant: str
) -> None:
    said = project.run(command, typed, expect=2).stderr
    assert re.search(rf"No such option:? '?{typed}'?.* \(?[Dd]id you mean .*{meant}", said, re.IGNORECASE)


def test_the_version_is_printed(project: Project) -> None:
    assert re.fullmatch(r"star2anki, version \d+\.\d+\.\d+(rc\d+)?\n", project.run("--version").stdout)
