"""The decks in the real Anki engine: what a learner gets at first and with every update."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from engine import Imported, Learner, learner
from project import CRAFT_KEYS, RECIPE, REPOSITORY, SAMPLE_STORIES, STORY, Project
from star2anki.decks.recipe import load_recipe
from star2anki.notetypes import NOTETYPES

MONDAY, TUESDAY, WEDNESDAY = 1_790_000_000, 1_790_086_400, 1_790_172_800
FOLLOW_UP = "silent-queue-4kq7/follow-up/how-did-you-win-over-the-owners"


def tags_of(note: object) -> set[str]:
    return set(getattr(note, "tags"))  # noqa: B009 - the engine's Note declares no type for it


def test_the_first_import_gives_exactly_the_notes_cards_decks_and_tags_of_the_story(
    project: Project, tmp_path: Path
) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        assert somebody.take(project.deck) == Imported(new=16)
        assert somebody.kinds() == Counter(
            {
                "STAR step (star2anki)": 4,
                "Key phrases (star2anki)": 2,
                "Common mistake (star2anki)": 1,
                "Follow-up (star2anki)": 2,
                "Weak answer (star2anki)": 1,
                "Weak phrase (star2anki)": 1,
                "Quiz (star2anki)": 1,
                "Story (star2anki)": 1,
                "Question (star2anki)": 1,
                "Lens (star2anki)": 1,
                "Level (star2anki)": 1,
            }
        )
        assert sum(somebody.kinds().values()) == len(somebody.notes())
        assert len(somebody.cards()) == len(somebody.notes()) + 3, "one card a note, and four of the whole story"
        assert somebody.deck_sizes() == {"Interview stories": len(somebody.cards())}
        assert tags_of(somebody.note("silent-queue-4kq7/star-step/action")) == {
            "queues",
            "star2anki::kind::star-step",
            "star2anki::principle::Ownership",
            "star2anki::step::action",
            "star2anki::story::silent-queue-4kq7",
        }
        assert "star2anki::level::Senior" in tags_of(somebody.note("silent-queue-4kq7/level/senior"))


def test_anki_finds_nothing_wrong_with_the_collection(project: Project, tmp_path: Path) -> None:
    project.recipe(RECIPE + CRAFT_KEYS)
    project.craft()
    for story in SAMPLE_STORIES:
        project.write(f"scenarios/{story.name}", story.read_text(encoding="utf-8"))
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        problems, is_sound = somebody.col.fix_integrity()
        assert is_sound, problems
        for notetype in NOTETYPES:
            somebody.col.models.update_dict(somebody.col.models.get(notetype.id))  # type: ignore[arg-type]  # raises for a bad template
        assert {notetype.name for notetype in NOTETYPES} == set(somebody.kinds())
        for card in somebody.cards():
            assert card.question()
            assert "{{" not in card.question() + card.answer()


def test_the_decks_in_the_repository_import(tmp_path: Path) -> None:
    decks = REPOSITORY / "decks"
    with learner(tmp_path / "learner") as somebody:
        assert somebody.take(decks / "first-evening.apkg").new == len(somebody.notes()) == 24
        assert len(somebody.cards()) == 30
        evening = load_recipe("", (decks / "first-evening.yaml").read_bytes())[0]
        assert evening
        shown = [card.note()["ID"] for card in sorted(somebody.cards(), key=lambda card: (card.due, card.ord))]
        assert list(dict.fromkeys(shown)) == list(evening.notes), "in the order of the recipe"

        for name in ("amazon-leadership-principles", "general-competencies"):
            taken = somebody.take(decks / f"{name}.apkg")
            assert taken.new > 150
            assert not taken.updated, "decks that share stories agree on them"
        assert len(somebody.notes()) == (decks / "star2anki.lock").read_text(encoding="utf-8").count('"decks"')
        problems, is_sound = somebody.col.fix_integrity()
        assert is_sound, problems


def test_new_cards_follow_the_order_of_the_story(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        by_due = sorted(somebody.cards(), key=lambda card: (card.due, card.ord))
        assert [card.due for card in by_due] == list(range(len(by_due))), "each card has a place of its own"
        first = [card.note()["ID"].split("/")[1:] for card in by_due]
        assert first[:2] == [["story", "story"], ["question", "question"]]
        steps = [item for kind, item in first if kind == "star-step"]
        assert steps == ["situation", "task", "action", "result"]


def test_importing_again_changes_nothing(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        first = somebody.take(project.deck)
        assert somebody.take(project.deck) == Imported(duplicate=first.new)


def test_an_edit_updates_only_its_notes_and_keeps_all_history(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        assert somebody.study() > 10
        somebody.col.tags.bulk_add([somebody.note("silent-queue-4kq7/star-step/task").id], "mine")
        before = somebody.history()

        project.replace("scenarios/queue.yaml", "I brought the fix along.", "I brought the fix and its tests.")
        report = project.run("build", at=TUESDAY).stdout
        assert f"1 changed, {count - 1} unchanged" in report
        assert f"changed: {FOLLOW_UP}" in report

        assert somebody.take(project.deck) == Imported(updated=1, duplicate=count - 1)
        assert "and its tests" in somebody.note(FOLLOW_UP)["Strong answer"]
        assert somebody.history() == before
        assert "mine" in tags_of(somebody.note("silent-queue-4kq7/star-step/task"))


def test_an_update_reaches_learners_even_if_the_clock_went_back(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=TUESDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        project.replace("scenarios/queue.yaml", "I brought the fix along.", "I brought the fix and its tests.")
        project.run("build", at=MONDAY)
        assert somebody.take(project.deck).updated == 1


def test_a_reworded_question_with_its_own_id_keeps_its_history(project: Project, tmp_path: Path) -> None:
    item = {"id": "winning-the-owners", "question": "How did you win them over?", "strong_answer": "With a fix."}
    project.story(follow_ups=[item])
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        somebody.study()
        before = somebody.history()
        project.story(follow_ups=[{**item, "question": "What made the owners agree?"}])
        project.run("build", at=TUESDAY)
        assert somebody.take(project.deck).updated == 1
        assert somebody.history() == before
        assert "agree" in somebody.note("silent-queue-4kq7/follow-up/winning-the-owners")["Question"]


def test_a_reworded_question_keeps_its_history_with_the_line_that_check_fix_writes(
    project: Project, tmp_path: Path
) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        somebody.study()
        before = somebody.history()
        project.replace("scenarios/queue.yaml", "How did you win over the owners?", "What made the owners agree?")
        warned = project.run("check", "--no-coach").stdout
        assert 'looks like "how-did-you-win-over-the-owners" in new words' in warned
        project.run("check", "--no-coach", "--fix")
        project.run("build", at=TUESDAY)
        assert somebody.take(project.deck).updated == 1
        assert somebody.history() == before
        assert "agree" in somebody.note(FOLLOW_UP)["Question"]


def test_items_in_another_order_keep_their_identity(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        project.story(follow_ups=list(reversed(STORY["follow_ups"])))
        report = project.run("build", at=TUESDAY).stdout
        assert report.startswith(f"decks/all.apkg: unchanged, {count} notes, rewritten\n"), (
            "another order, the same notes"
        )
        assert somebody.take(project.deck) == Imported(duplicate=count)


def test_a_removed_note_stays_with_the_learner_and_the_search_finds_it(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        project.story(quiz=None, lenses=None)
        report = project.run("build", at=TUESDAY).stdout
        assert "2 removed" in report
        search = next(line.strip() for line in report.splitlines() if line.strip().startswith('"ID:'))
        assert len(somebody.notes()) == count
        assert {note["ID"] for note in somebody.notes(search)} == {
            "silent-queue-4kq7/quiz/which-opening-proves-ownership",
            "silent-queue-4kq7/lens/dive-deep",
        }


def test_the_search_for_a_removed_story_is_short(project: Project, tmp_path: Path) -> None:
    project.story()
    gone = project.story("gone", id="gone-story-8pw3")
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        gone.unlink()
        report = project.run("build", at=TUESDAY).stdout
        assert '\n    "ID:gone-story-8pw3/*"\n' in report
        assert len(somebody.notes('"ID:gone-story-8pw3/*"')) == count / 2


def test_a_note_that_comes_back_is_the_old_one(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        project.story(quiz=None)
        project.run("build", at=TUESDAY)
        project.story()
        project.run("build", at=WEDNESDAY)
        assert somebody.take(project.deck) == Imported(duplicate=count)


def test_a_lost_lock_is_restored_from_the_deck(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    before = project.lock.read_text(encoding="utf-8")
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        project.lock.unlink()
        assert project.run("build", at=TUESDAY).stdout.startswith(f"decks/all.apkg: unchanged, {count} notes\n")
        assert project.lock.read_text(encoding="utf-8") == before
        assert somebody.take(project.deck) == Imported(duplicate=count)


def test_losing_lock_and_deck_together_costs_no_history(project: Project, tmp_path: Path) -> None:
    project.story()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        somebody.study()
        before = somebody.history()
        project.lock.unlink()
        project.deck.unlink()
        report = project.run("build", at=TUESDAY).stdout
        assert report.startswith(f"decks/all.apkg: unchanged, {count} notes, rewritten\n"), (
            "the scratch folder has a copy"
        )
        assert somebody.take(project.deck) == Imported(duplicate=count)
        shutil.rmtree(project.folder / "decks" / ".star2anki")
        project.lock.unlink()
        project.deck.unlink()
        project.run("build", at=WEDNESDAY)
        assert somebody.take(project.deck) == Imported(updated=count)
        assert somebody.history() == before


def test_decks_of_two_authors_whose_stories_have_the_same_name_do_not_disturb_each_other(tmp_path: Path) -> None:
    hers, his = Project(tmp_path / "hers"), Project(tmp_path / "his")
    for project, story_id, answer in ((hers, "silent-queue-4kq7", "Her fix."), (his, "silent-queue-9xw2", "His fix.")):
        project.recipe()
        project.story(id=story_id, follow_ups=[{"question": "How?", "strong_answer": answer}])
        project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(hers.deck).new
        assert somebody.take(his.deck) == Imported(new=count)
        for _ in range(2):
            assert somebody.take(hers.deck) == Imported(duplicate=count)
            assert somebody.take(his.deck) == Imported(duplicate=count)
        assert "Her fix" in somebody.note("silent-queue-4kq7/follow-up/how")["Strong answer"]
        assert "His fix" in somebody.note("silent-queue-9xw2/follow-up/how")["Strong answer"]
        assert not [name for name in somebody.kinds() if name.endswith("+")]


def test_two_recipes_that_share_stories_do_not_flip_notes_back_and_forth(project: Project, tmp_path: Path) -> None:
    project.story()
    project.recipe(RECIPE.replace("Interview stories", "First evening").replace("all", "star-step, quiz"), "evening")
    project.run("build", at=MONDAY)
    evening = project.folder / "decks" / "evening.apkg"
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        assert somebody.take(evening) == Imported(duplicate=5)
        project.replace("scenarios/queue.yaml", "I noticed it.", "I noticed it myself.")
        project.run("build", at=TUESDAY)
        assert somebody.take(evening) == Imported(updated=1, duplicate=4)
        assert somebody.take(project.deck) == Imported(duplicate=count)


def test_a_newer_template_reaches_the_learner_and_an_older_one_does_not_come_back(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.story()
    project.run("build", at=MONDAY)
    old = project.folder / "old.apkg"
    old.write_bytes(project.deck.read_bytes())
    newer = project.folder / "newer.apkg"
    newer.write_bytes(_with_newer_style(project, monkeypatch))
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(old).new
        somebody.study()
        before = somebody.history()
        assert somebody.take(newer) == Imported(duplicate=count)
        assert "/* newer */" in _css(somebody)
        assert somebody.take(old) == Imported(duplicate=count)
        assert "/* newer */" in _css(somebody)
        assert somebody.history() == before


def _css(somebody: Learner) -> str:
    notetype = somebody.col.models.by_name("STAR step (star2anki)")
    assert notetype is not None
    return str(notetype["css"])


def _with_newer_style(project: Project, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """Build the project's deck as the program's next version would, with another style sheet."""
    from star2anki.apkg import writer  # noqa: PLC0415
    from star2anki.build.pipeline import build  # noqa: PLC0415 - patched below before it is used
    from star2anki.build.plan import plan_recipes  # noqa: PLC0415
    from star2anki.notetypes import notetype, versions  # noqa: PLC0415

    plain = notetype.shared_file
    monkeypatch.setattr(notetype, "shared_file", lambda name: plain(name) + "/* newer */")
    monkeypatch.setattr(
        notetype, "VERSIONS", {key: old._replace(mod=old.mod + 1) for key, old in versions.VERSIONS.items()}
    )
    writer._model.cache_clear()  # noqa: SLF001
    try:
        return build(plan_recipes(project.folder)).decks[0].data
    finally:
        writer._model.cache_clear()  # noqa: SLF001


def test_the_description_names_author_and_license_and_its_text_stays_text(project: Project, tmp_path: Path) -> None:
    project.story()
    project.recipe(
        RECIPE + "author: Ada <b>\nlicense: CC-BY-4.0\ndescription: Read *once*. <script>alert(1)</script>\n"
    )
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        deck = somebody.col.decks.by_name("Interview stories")
        assert deck is not None
        assert deck["desc"] == (
            "<p>Read <em>once</em>. &lt;script&gt;alert(1)&lt;/script&gt;</p>\n<p>Ada &lt;b&gt; · CC-BY-4.0</p>"
        )


@pytest.mark.parametrize(
    ("split", "decks"),
    [
        ("principle", ["Interview stories", "Interview stories::01 Ownership"]),
        ("scenario", ["Interview stories", "Interview stories::01 The silent queue"]),
        ("none", ["Interview stories"]),
    ],
)
def test_a_recipe_splits_its_deck(project: Project, tmp_path: Path, split: str, decks: list[str]) -> None:
    project.story()
    project.recipe(RECIPE + f"split: {split}\n")
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        assert sorted(somebody.deck_sizes()) == decks


@pytest.mark.parametrize(
    "title", ['A "quoted" day', "A::B", "  spaced   out ", "日本語の話", "e\u0301tude", "a/b\\c", "(...)"]
)
def test_any_title_makes_a_subdeck(project: Project, tmp_path: Path, title: str) -> None:
    project.story(title=title)
    project.recipe(RECIPE + "split: scenario\n")
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        count = somebody.take(project.deck).new
        assert len(somebody.deck_sizes()) == 2, somebody.deck_sizes()
        assert somebody.take(project.deck) == Imported(duplicate=count)


def test_a_voice_speaks_the_interviewers_question_and_no_card_is_lost(project: Project, tmp_path: Path) -> None:
    project.story()
    project.recipe(RECIPE + "voice: en_GB\n")
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        (card,) = somebody.cards(f'"ID:{FOLLOW_UP}"')
        (spoken,) = card.question_av_tags()
        assert (getattr(spoken, "field_text", None), getattr(spoken, "lang", None)) == (
            "How did you win over the owners?",
            "en_GB",
        )
