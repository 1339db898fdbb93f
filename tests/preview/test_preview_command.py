"""The command: what it writes, and what it refuses."""

import json
import re
from pathlib import Path

import pytest

from project import Project
from star2anki.notetypes.notetype import shared_file


def test_it_writes_one_file_that_is_the_same_every_time(project: Project) -> None:
    project.story()
    assert "preview.html: " in project.run("preview").stdout
    page = project.folder / "preview.html"
    first = page.read_bytes()
    project.run("preview")
    assert page.read_bytes() == first
    assert sorted(path.name for path in project.folder.iterdir()) == ["decks", "preview.html", "scenarios"]
    assert [path.name for path in (project.folder / "decks").iterdir()] == ["all.yaml"], "no deck and no lock"


def test_story_files_and_folders_can_be_named(project: Project) -> None:
    one = project.story()
    project.story("other", id="other-story-x7y8", title="The other one")
    project.run("preview", str(one), "-o", "one.html")
    assert "The other one" not in (project.folder / "one.html").read_text(encoding="utf-8")
    project.run("preview", "scenarios", "-o", "both.html")
    assert "The other one" in (project.folder / "both.html").read_text(encoding="utf-8")


def test_without_a_recipe_it_shows_the_stories(project: Project) -> None:
    project.story()
    (project.folder / "decks" / "all.yaml").unlink()
    project.run("preview")
    assert "The silent queue" in (project.folder / "preview.html").read_text(encoding="utf-8")


def test_if_there_is_nothing_to_show_it_says_what_to_do(tmp_path: Path) -> None:
    project = Project(tmp_path / "project")
    for name in ("scenarios", "decks"):
        (project.folder / name).rmdir()
    assert "star2anki init" in project.run("preview", expect=2).stderr


def test_an_error_in_a_story_is_printed_and_nothing_is_written(project: Project) -> None:
    project.story()
    project.run("preview")
    page = project.folder / "preview.html"
    before = page.read_bytes()
    project.replace("scenarios/queue.yaml", "title:", "titel:")
    done = project.run("preview", expect=1)
    assert "scenarios/queue.yaml:2:1: error:" in done.stderr
    assert "nothing was written" in done.stderr
    assert page.read_bytes() == before
    found = json.loads(project.run("preview", "--format", "json", expect=1).stdout)
    assert any(finding["code"] == "unknown-key" for finding in found)


def test_somebody_elses_file_is_not_overwritten(project: Project) -> None:
    project.story()
    mine = project.write("mine.html", "<!doctype html><title>My page</title>")
    done = project.run("preview", "-o", "mine.html", expect=2)
    assert "--force" in done.stderr
    assert "My page" in mine.read_text(encoding="utf-8")
    project.run("preview", "-o", "mine.html", "--force")
    project.run("preview", "-o", "mine.html")
    assert "The silent queue" in mine.read_text(encoding="utf-8")


def test_a_missing_folder_is_one_clear_line(project: Project) -> None:
    project.story()
    done = project.run("preview", "-o", "missing/page.html", expect=1)
    assert done.stderr.count("\n") <= 3
    assert "missing" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_page_names_no_other_address_and_forbids_itself_the_network(project: Project) -> None:
    project.story()
    project.run("preview")
    text = (project.folder / "preview.html").read_text(encoding="utf-8")
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', text)
    assert policy is not None
    assert policy[1].startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy[1]
    assert not re.search(r"\b(?:src|action|srcset)=", text)
    assert not re.search(r"https?://", text)
    assert str(project.folder) not in text


def test_the_cards_style_sheet_uses_only_what_the_page_can_place_in_a_column() -> None:
    rules = re.findall(r"@[\w-]+[^{;]*", shared_file("style.css"))
    allowed = r"@media \((min-width: [\d.]+rem|prefers-reduced-motion: reduce|hover: hover)\)|@media print"
    assert all(re.fullmatch(allowed, rule.strip()) for rule in rules), rules
    without_media = re.sub(r"@media[^{]*", "", shared_file("style.css"))
    assert not re.search(r"\d(vw|vh|vmin|vmax)\b|(^|[\s,}])(html|body|:root)\b[^/]*\{", without_media)


@pytest.mark.parametrize("argument", ["--help", "-h"])
def test_help_says_what_it_does(project: Project, argument: str) -> None:
    assert "Make a page that shows every card." in project.run("preview", argument).stdout
