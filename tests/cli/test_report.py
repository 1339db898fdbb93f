"""What a build says when something moves, leaves or comes back: one line each, with what learners see and can do."""

from pathlib import Path

import pytest

from engine import learner
from project import COST, RECIPE, STORY, Project

MONDAY, TUESDAY, WEDNESDAY = 1_790_000_000, 1_790_086_400, 1_790_172_800
OWNERS, CONVINCE = "how-did-you-win-over-the-owners", "how-did-you-convince-the-owners"


@pytest.fixture
def built(project: Project) -> Project:
    project.story()
    project.run("build", at=MONDAY)
    return project


def test_a_deck_with_another_name_is_explained_once(built: Project) -> None:
    built.recipe(RECIPE.replace("Interview stories", "My stories"))
    said = built.run("build", at=TUESDAY).stdout
    assert said.startswith("decks/all.apkg: unchanged, 16 notes\n")
    assert '  The deck "Interview stories" is now called "My stories". Learners\' cards stay in the old deck' in said
    assert built.run("build").stdout == f"decks/all.apkg: unchanged, 16 notes\n{COST}"


def test_another_split_is_explained_once(built: Project) -> None:
    built.recipe(RECIPE + "split: principle\n")
    said = built.run("build", at=TUESDAY).stdout
    assert "  The deck is now split by principle; it was not split. Learners' cards stay where they are" in said
    assert "split" not in built.run("build").stdout
    built.recipe()
    assert "only new cards go to the deck itself" in built.run("build", at=WEDNESDAY).stdout


def test_new_numbers_of_subdecks_are_explained_once(built: Project) -> None:
    built.recipe(RECIPE + "split: scenario\n")
    built.run("build", at=MONDAY)
    lock = built.lock.read_text(encoding="utf-8")
    built.lock.write_text(lock.replace('"01 The silent queue"', '"The silent queue"'), encoding="utf-8")
    said = built.run("build", at=TUESDAY).stdout
    assert 'The subdecks have new numbers: "The silent queue" is now "01 The silent queue".' in said
    assert "numbers" not in built.run("build").stdout


def test_a_changed_principle_is_explained_with_a_search_that_finds_the_storys_cards(
    built: Project, tmp_path: Path
) -> None:
    with learner(tmp_path / "learner") as somebody:
        built.recipe(RECIPE + "split: principle\n")
        built.run("build", at=MONDAY)
        somebody.take(built.deck)
        built.story(principle="Dive Deep", lenses=None)
        said = built.run("build", at=TUESDAY).stdout
        assert 'The story silent-queue-4kq7 is now in "01 Dive Deep"; it was in "01 Ownership".' in said
        assert '"ID:silent-queue-4kq7/*"' in said
        somebody.take(built.deck)
        assert len(somebody.notes('"ID:silent-queue-4kq7/*"')) == 16
        assert somebody.deck_sizes()["Interview stories::01 Ownership"] == 19, "cards stay where the learner has them"
    assert "is now in" not in built.run("build").stdout


def test_renaming_a_recipes_file_changes_nothing_for_learners(built: Project) -> None:
    (built.folder / "decks" / "all.yaml").rename(built.folder / "decks" / "mine.yaml")
    assert built.run("build", at=TUESDAY).stdout == (
        f"decks/mine.apkg: unchanged, 16 notes, rewritten\n{COST}"
        "decks/all.apkg: its recipe is gone, so star2anki no longer builds it; delete the file if nobody needs it\n"
    )
    assert built.deck.exists()
    assert built.run("build").stdout == f"decks/mine.apkg: unchanged, 16 notes\n{COST}"


def test_when_a_recipe_is_gone_its_notes_that_are_in_no_other_deck_are_listed(built: Project) -> None:
    built.recipe(RECIPE.replace("all", "star-step"), "steps")
    built.run("build", at=MONDAY)
    (built.folder / "decks" / "all.yaml").unlink()
    said = built.run("build", at=TUESDAY).stdout
    assert "decks/all.apkg: its recipe is gone" in said
    assert "star-step" not in said, "another deck has them"
    assert '"ID:silent-queue-4kq7/follow-up/*"' in said
    assert '"ID:silent-queue-4kq7/*"' not in said


def test_a_story_that_comes_back_is_reported_as_back_again(built: Project) -> None:
    second = built.story("second", id="second-story-8pw3")
    text = second.read_text(encoding="utf-8")
    built.run("build", at=MONDAY)
    second.unlink()
    assert "16 removed" in built.run("build", at=TUESDAY).stdout
    second.write_text(text, encoding="utf-8")
    said = built.run("build", at=WEDNESDAY).stdout
    assert "decks/all.apkg: 32 notes: 16 back again, 16 unchanged\n" in said
    assert "new:" not in said


@pytest.mark.parametrize("in_between", ["a renamed recipe", "a trial build", "a second recipe that goes again"])
def test_a_rewording_is_not_forgotten_whatever_is_built_meanwhile(built: Project, in_between: str) -> None:
    decks = built.folder / "decks"
    if in_between == "a renamed recipe":
        (decks / "all.yaml").rename(decks / "mine.yaml")
    elif in_between == "a trial build":
        built.run("build", "scenarios/queue.yaml", at=MONDAY)
    else:
        other = built.recipe(name="other")
        built.run("build", at=MONDAY)
        other.unlink()
    built.replace("scenarios/queue.yaml", "How did you win over the owners?", "How did you convince the owners?")
    for _ in range(2):
        done = built.run("build", at=TUESDAY)
        assert f'this looks like "{OWNERS}" in new words' in done.stderr
        assert "still in another deck" not in done.stdout
    assert f"added `id: {OWNERS}`" in built.run("check", "--no-coach", "--fix").stderr
    said = built.run("build", at=WEDNESDAY)
    assert "1 back again" in said.stdout
    assert f'"ID:silent-queue-4kq7/follow-up/{CONVINCE}"' in said.stdout
    assert said.stderr == ""


def test_an_id_added_to_a_published_item_stops_the_build_and_check_fix_keeps_the_history(
    built: Project, tmp_path: Path
) -> None:
    first, second = STORY["follow_ups"]
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(built.deck).new
        built.story(follow_ups=[{"id": "winning", **first}, second])
        said = built.run("build", at=TUESDAY, expect=1).stderr
        assert f'error: learners know this item as "{OWNERS}"; with a new `id:` they would lose its history' in said
        built.run("check", "--no-coach", "--fix")
        assert f"id: {OWNERS}\n" in (built.folder / "scenarios" / "queue.yaml").read_text(encoding="utf-8")
        built.run("build", at=TUESDAY)
        assert somebody.take(built.deck).duplicate == count, "nothing is doubled"


def test_two_branches_that_add_the_last_line_of_the_lock_merge_in_git_and_build(built: Project) -> None:
    """Even with the conflict markers that git leaves, and without any help from the author."""
    lock = built.lock.read_text(encoding="utf-8")
    ends = []
    for name in ("y", "z"):
        built.lock.write_text(lock, encoding="utf-8")
        story = built.story(name, id=f"{name}-story-4kq7")
        built.run("build", at=TUESDAY)
        lines = built.lock.read_text(encoding="utf-8").splitlines(keepends=True)
        ends.append("".join(line for line in lines if f"{name}-story" in line))
        story.rename(built.folder / name)
    for name in ("y", "z"):
        (built.folder / name).rename(built.folder / "scenarios" / f"{name}.yaml")
    built.lock.write_text(f"{lock}<<<<<<< HEAD\n{ends[0]}=======\n{ends[1]}>>>>>>> z\n", encoding="utf-8")
    done = built.run("build", at=TUESDAY)
    assert "star2anki reads both sides [lock-conflict]" in done.stderr
    assert done.stdout.startswith("decks/all.apkg: unchanged, 48 notes, rewritten\n"), "the lock knew all of them"
    assert "<<<<" not in built.lock.read_text(encoding="utf-8")
    built.run("build", "--check", at=TUESDAY)


def test_a_trial_build_says_so_and_names_the_deck_of_its_cards(built: Project) -> None:
    said = built.run("build", "scenarios/queue.yaml", at=TUESDAY).stdout
    assert 'This is a trial, so the lock stays as it is. In Anki, the deck is called "Interview stories"' in said
    assert "trial" not in built.run("build", at=TUESDAY).stdout


def test_no_new_id_is_suggested_for_a_story_that_learners_have(project: Project) -> None:
    project.story(id="queue")
    assert "[id-without-tail]" in project.run("check", "--no-coach").stdout
    project.run("build", at=MONDAY)
    assert "[id-without-tail]" not in project.run("check", "--no-coach").stdout


def test_a_changed_id_is_reported_until_the_author_decides(project: Project) -> None:
    item = {"id": "calm", "question": "How?", "strong_answer": "Slowly."}
    project.story(follow_ups=[item])
    project.run("build", at=MONDAY)
    project.story(follow_ups=[{**item, "id": "calmness"}])
    for _ in range(2):
        assert 'warning: learners know this item as "calm"' in project.run("build", at=TUESDAY).stderr
    said = project.run("check", "--no-coach", "--fix").stderr
    assert "added `id: calm` in place of `id: calmness`" in said
    assert "1 back again" in project.run("build", at=WEDNESDAY).stdout
