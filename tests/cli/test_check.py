"""`star2anki check`: reads and judges, and writes only the `id:` lines that the author asked for."""

import pytest

from project import STORY, Project

NEWLINES = pytest.mark.parametrize("newline", ["\n", "\r\n"])

HAND_WRITTEN = """\
# My story. This comment stays.
id: silent-queue-4kq7
title:   The silent queue      # so does this
question: Tell me about a time.
situation: Every ninth message was lost.
task: 'Nobody owned it.'
action: "I read the logs."
result: >
    None were lost
    any more.
follow_ups:
-   question: How did you win over the owners?   # odd indentation, on purpose
    strong_answer: I brought the fix along.
-   {question: "What would you do differently?", strong_answer: I would measure first.}
"""


def test_a_folder_without_mistakes_is_reported_as_fine(project: Project) -> None:
    project.story()
    done = project.run("check", "--no-coach")
    assert (done.stdout, done.stderr) == ("", "1 story: no problems\n")


def test_checking_writes_nothing(project: Project) -> None:
    project.story()
    project.run("check", "--no-coach")
    assert sorted(path.name for path in project.folder.rglob("*") if path.is_file()) == ["all.yaml", "queue.yaml"]


def test_single_files_are_checked_without_a_recipe(project: Project) -> None:
    project.write("scenarios/broken.yaml", "title: x\n")
    path = project.story()
    assert project.run("check", "--no-coach", str(path)).stderr == "1 story: no problems\n"
    assert "missing-key" in project.run("check", "--no-coach", "scenarios/broken.yaml", expect=1).stdout


def test_an_empty_folder_is_wrong_usage(tmp_path_factory: pytest.TempPathFactory) -> None:
    empty = Project(tmp_path_factory.mktemp("empty"))
    (empty.folder / "scenarios").rmdir()
    (empty.folder / "decks").rmdir()
    assert "star2anki init" in empty.run("check", "--no-coach", expect=2).stderr


@NEWLINES
def test_fix_writes_the_id_line_and_leaves_every_other_letter_alone(project: Project, newline: str) -> None:
    path = project.folder / "scenarios" / "hand.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + HAND_WRITTEN.replace("\n", newline).encode())
    project.run("build")
    reworded = HAND_WRITTEN.replace(
        "How did you win over the owners?", "How did you convince the owners of it?"
    ).replace("What would you do differently?", "Knowing that, what would you do differently?")
    path.write_bytes(b"\xef\xbb\xbf" + reworded.replace("\n", newline).encode())
    done = project.run("check", "--no-coach")
    assert done.stdout.count("[reworded]") == 2
    assert "scenarios/hand.yaml:12:5: warning: " in done.stdout
    fixed = project.run("check", "--no-coach", "--fix")
    assert "added `id: how-did-you-win-over-the-owners`" in fixed.stderr
    assert "added `id: what-would-you-do-differently`" in fixed.stderr
    wanted = reworded.replace(
        "-   question: How", "-   id: how-did-you-win-over-the-owners\n    question: How"
    ).replace("{question: ", "{id: what-would-you-do-differently, question: ")
    assert path.read_bytes() == b"\xef\xbb\xbf" + wanted.replace("\n", newline).encode()
    assert project.run("check", "--no-coach").stdout == ""
    assert "2 changed" in project.run("build").stdout


def test_a_build_after_rewording_still_offers_the_line_that_keeps_the_history(project: Project) -> None:
    project.story()
    project.run("build")
    project.replace("scenarios/queue.yaml", "How did you win over the owners?", "How did you convince the owners?")
    assert "[reworded]" in project.run("build").stderr
    assert "[reworded]" in project.run("build").stderr, "it does not go away by itself"
    project.run("check", "--no-coach", "--fix")
    assert "id: how-did-you-win-over-the-owners" in (project.folder / "scenarios/queue.yaml").read_text(
        encoding="utf-8"
    )
    report = project.run("build")
    assert report.stderr == ""
    assert "back again: silent-queue-4kq7/follow-up/how-did-you-win-over-the-owners" in report.stdout


def test_an_unchanged_answer_reveals_a_completely_reworded_question(project: Project) -> None:
    project.story()
    project.run("build")
    project.replace("scenarios/queue.yaml", "How did you win over the owners?", "Why should they listen?")
    assert 'looks like "how-did-you-win-over-the-owners"' in project.run("check", "--no-coach").stdout


def test_a_question_with_its_own_id_does_not_count_as_reworded(project: Project) -> None:
    project.story()
    project.run("build")
    other = {"id": "convincing", "question": "How did you convince the owners?", "strong_answer": "By numbers."}
    project.story(follow_ups=[other, STORY["follow_ups"][1]])
    assert project.run("check", "--no-coach").stdout == ""


def test_a_question_that_existed_before_does_not_count_as_reworded(project: Project) -> None:
    both = [
        {"question": "How did you win over the owners?", "strong_answer": "I brought the fix."},
        {"question": "How did you win over the users?", "strong_answer": "I showed them."},
    ]
    project.story(follow_ups=both)
    project.run("build")
    project.story(follow_ups=both[1:])
    assert project.run("check", "--no-coach").stdout == ""
