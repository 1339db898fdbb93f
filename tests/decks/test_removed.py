"""Anki's own search finds exactly what left a deck, however much that is."""

from pathlib import Path

from engine import learner
from project import Project
from star2anki.decks.removed import MOST_TERMS, anki_searches

MONDAY, TUESDAY = 1_790_000_000, 1_790_086_400


def test_a_whole_story_is_one_term_and_so_is_a_whole_note_type() -> None:
    gone = ["a-7q2m/quiz/x", "a-7q2m/quiz/y", "b-7q2m/quiz/x", "b-7q2m/story/story", "c-7q2m/quiz/x"]
    held = ["a-7q2m/story/story", "c-7q2m/quiz/y"]
    assert list(anki_searches(gone, held)) == ['"ID:a-7q2m/quiz/*" OR "ID:b-7q2m/*" OR "ID:c-7q2m/quiz/x"']


def test_if_nothing_is_gone_there_is_no_search() -> None:
    assert list(anki_searches([], ["a-7q2m/quiz/x"])) == []


def test_anki_accepts_every_search_and_together_they_find_everything_removed(project: Project, tmp_path: Path) -> None:
    number = 3 * MOST_TERMS + 50
    questions = [{"question": f"Question {each}?", "strong_answer": "I counted."} for each in range(number)]
    project.story(follow_ups=[*questions, {"question": "And then?", "strong_answer": "I counted again."}])
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        project.story(follow_ups=[{"question": "And then?", "strong_answer": "I counted again."}])
        report = project.run("build", at=TUESDAY).stdout
        assert "4 times, one line at a time" in report
        searches = [line.strip() for line in report.splitlines() if line.startswith('    "ID:')]
        assert len(searches) == 4
        found = {note["ID"] for search in searches for note in somebody.notes(search)}
        assert found == {f"silent-queue-4kq7/follow-up/question-{each}" for each in range(number)}
