"""Spreadsheets saved as CSV: one story per row, whatever the columns are called."""

import csv
from pathlib import Path

import pytest

from star2anki.importers import read_page
from star2anki.importers.draft import lacks
from star2anki.importers.page import Imported, Page
from star2anki.scenario.framework import load_frameworks

STORIES = (Path(__file__).parent / "pages" / "stories.csv").read_text(encoding="utf-8")
FRAMEWORKS, _ = load_frameworks({})


def imported(text: str) -> tuple[Imported, ...]:
    stories = read_page(Page("stories.csv", text), FRAMEWORKS)
    assert isinstance(stories, tuple), stories
    return stories


def test_each_row_is_a_story() -> None:
    first, second = imported(STORIES)
    assert {**first.draft, "id": ""} == {
        "id": "",
        "title": "When did you keep a promise?",
        "question": "When did you keep a promise?",
        "situation": {"strong_example": "The lamp went dark."},
        "task": {"strong_example": 'Lamps are not mine; I took it on: "now".'},
        "action": {"strong_example": "I called.\n\nI drove out."},
        "result": {"strong_example": "It burned at 4:30."},
        "reflection": {"strong_example": "Ask the keeper."},
        "principle": "Ownership",
    }
    assert second.draft["title"] == "When did you fail, and how?"


def test_missing_parts_of_a_row_are_named_and_unknown_columns_are_shown() -> None:
    first, second = imported(STORIES)
    assert [lack.key for lack in lacks(second.draft) if lack.required] == ["result"]
    assert [placed.text for placed in first.not_understood] == ["No.", "Notes", "No.: 1", "Notes: ask Ida"]


def test_each_cell_is_accounted_for_once() -> None:
    first, second = imported(STORIES)
    assert [len(story.placements) for story in (first, second)] == [18, 18]
    assert {placed.line for placed in first.placements} == {1, 2}
    assert {placed.line for placed in second.placements} == {1, 5}


@pytest.mark.parametrize("delimiter", [";", "\t", "|"])
def test_other_column_separators_also_work(delimiter: str) -> None:
    rows = (("Q", "S", "T", "A", "R", "Prompt"), ("x", "It was dark, cold.", "Mine.", "I called.", "Lit.", "When?"))
    (story,) = imported("\r\n".join(delimiter.join(row) for row in rows))
    assert story.draft["situation"] == {"strong_example": "It was dark, cold."}
    assert story.draft["question"] == "When?"


def test_a_long_cell_is_read_and_the_limit_of_csv_is_unchanged() -> None:
    before = csv.field_size_limit()
    long = "I counted. " * 20_000
    (story,) = imported(f"Situation,Task,Action,Result\nMugs,Mine,{long},None\n")
    assert story.draft["action"] == {"strong_example": long.strip()}
    assert csv.field_size_limit() == before < len(long)


def test_framework_tags_title_and_role_are_read_if_there_are_columns_for_them() -> None:
    head = "Title,Prompt,Situation,Task,Action,Result,Framework,Skills,Role"
    row = 'Lamp,When?,Dark.,Mine.,Called.,Lit.,{},"lamps, boats; nights",Clerk'
    (known,) = imported(f"{head}\n{row.format('General competencies')}\n")
    assert known.draft["framework"] == "general-competencies"
    assert known.draft["tags"] == ["lamps", "boats", "nights"]
    assert (known.draft["title"], known.draft["role"]) == ("Lamp", "Clerk")
    (unknown,) = imported(f"{head}\n{row.format('Acme')}\n")
    assert "framework" not in unknown.draft
    assert [placed.text for placed in unknown.not_understood] == ["Framework: Acme"]
