"""Decks of frameworks, craft files and the coach's rules take the road of stories."""

import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine import learner
from project import CRAFT, CRAFT_KEYS, FRAMEWORK, RECIPE, Project
from star2anki.api import build_deck
from star2anki.decks.lock import Lock
from star2anki.decks.recipe import Recipe, load_recipe
from star2anki.notetypes.compose import guid

if TYPE_CHECKING:
    import subprocess

MONDAY = 1_790_000_000
DAY = 86_400
HOUSE = "name: House\nframeworks: [house-values-6kq7]\n"
TELL = "name: Tell\ncraft: [craft/*.yaml]\n"
HARD_TALK = "house-values-6kq7/interview-question/tell-me-about-a-hard-talk"


def ids(project: Project) -> list[str]:
    return [entry.id for entry in Lock.loads(project.lock.read_text(encoding="utf-8")).entries if entry.decks]


def said(done: "subprocess.CompletedProcess[str]") -> str:
    """Give all that the program said, its lines joined where the width of the terminal broke them."""
    return " ".join((done.stdout + done.stderr).split())


def test_a_recipe_with_craft_and_no_word_about_stories_has_none(project: Project) -> None:
    project.recipe(HOUSE)
    project.story()
    project.framework()
    project.run("build")
    assert Counter(id_.split("/")[1] for id_ in ids(project)) == {"principle": 2, "interview-question": 3}


def test_a_recipe_with_craft_and_stories_has_both_and_by_default_all_that_craft_makes(project: Project) -> None:
    project.recipe(RECIPE + CRAFT_KEYS)
    project.story()
    project.craft()
    project.run("build")
    kinds = {tuple(id_.split("/")[:2]) for id_ in ids(project)}
    assert {
        ("silent-queue-4kq7", "story"),
        ("silent-queue-4kq7", "weak-phrase"),
        ("ways-to-tell-5kq7", "weak-phrase"),
        ("ways-to-tell-5kq7", "telling-rule"),
        ("star2anki-coach", "telling-rule"),
        ("general-competencies", "principle"),
        ("general-competencies", "interview-question"),
    } <= kinds


@pytest.mark.parametrize(
    ("notetypes", "kinds"),
    [
        ("[craft]", {"telling-rule", "weak-phrase"}),
        ("[core]", {"weak-phrase"}),
        ("[telling-rule]", {"telling-rule"}),
        ("[all]", {"telling-rule", "weak-phrase"}),
    ],
)
def test_the_set_craft_has_the_weak_phrases_of_craft_files(project: Project, notetypes: str, kinds: set[str]) -> None:
    project.recipe(f"{TELL}notetypes: {notetypes}\n")
    project.craft()
    project.run("build")
    assert {id_.split("/")[1] for id_ in ids(project)} == kinds


def test_the_set_craft_has_no_weak_phrases_of_stories(project: Project) -> None:
    project.recipe(f"{TELL}scenarios: [scenarios/*.yaml]\nnotetypes: [craft]\n")
    project.story()
    project.craft()
    project.run("build")
    assert {id_.split("/")[0] for id_ in ids(project)} == {"ways-to-tell-5kq7"}


def test_craft_in_anki_has_its_fields_cards_and_tags(project: Project, tmp_path: Path) -> None:
    project.recipe(f"{HOUSE}craft: [craft/*.yaml]\n")
    project.framework()
    project.craft()
    project.run("build")
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        assert len(somebody.cards()) == len(somebody.notes()) + 2, "a principle has a reverse"
        candour = somebody.note("house-values-6kq7/principle/candour")
        assert candour["Listens for"] == "<li>You said a hard word.</li><li>You said it first.</li>"
        assert (candour["Count"], candour["Framework"], candour["Story"]) == ("2", "House values", "")
        assert set(candour.tags) == {
            "star2anki::framework::house-values-6kq7",
            "star2anki::principle::Candour",
            "star2anki::kind::principle",
        }
        talk = somebody.note(HARD_TALK)
        assert talk["Asks for"] == "<li>Candour</li><li>Patience</li>"
        assert talk["Shows"].startswith('<dl class="levels"><dt>Candour</dt><dd><ul><li>You said a hard word.</li>')
        assert {"star2anki::principle::Candour", "star2anki::principle::Patience"} <= set(talk.tags)
        wait = somebody.note("house-values-6kq7/interview-question/when-did-you-wait")
        assert (wait["Shows"], wait["Count"]) == ("<ul><li>A wait that paid.</li></ul>", "")
        rule = somebody.note("ways-to-tell-5kq7/telling-rule/say-what-it-cost")
        assert (rule["Rule"], rule["Passes"]) == ("Say what it cost.", "<p>The outage cost 40,000 euros.</p>")
        assert set(rule.tags) == {"telling", "star2anki::craft::ways-to-tell-5kq7", "star2anki::kind::telling-rule"}
        phrase = somebody.note("ways-to-tell-5kq7/weak-phrase/pulled-together")
        assert phrase["Sentence"] == "In the end, we all <mark>pulled together</mark>."
        for card in somebody.cards(f'"ID:{HARD_TALK}"'):
            assert "Candour" not in card.question()
            assert "Name 2." in card.question()


def test_learning_survives_a_question_that_is_reworded_under_an_id(project: Project, tmp_path: Path) -> None:
    project.recipe(HOUSE)
    project.framework()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        assert somebody.study() == 7
        before = somebody.history()
        text = (project.folder / "frameworks/house.yaml").read_text(encoding="utf-8")
        project.write("frameworks/house.yaml", text.replace("a hard talk", "a hard conversation"))
        found = project.run("check")
        assert found.stdout.count("in new words; learners would lose its history") == 1
        project.run("check", "--fix")
        mended = (project.folder / "frameworks/house.yaml").read_text(encoding="utf-8")
        assert mended.count("id: tell-me-about-a-hard-talk") == 2, "in both places"
        project.run("build", at=MONDAY + DAY)
        assert somebody.take(project.deck).updated == 1
        assert somebody.history() == before
        assert "a hard conversation" in somebody.note(HARD_TALK)["Question"]


def test_learning_survives_a_rule_and_a_phrase_that_are_reworded(project: Project, tmp_path: Path) -> None:
    project.recipe(TELL)
    project.craft()
    project.run("build", at=MONDAY)
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        somebody.study()
        before = somebody.history()
        project.replace("craft/telling.yaml", "Say what it cost.", "Say what it has cost you.")
        project.replace("craft/telling.yaml", "phrase: pulled together", "phrase: all pulled together")
        project.run("check", "--fix")
        assert project.run("check").stdout == ""
        project.run("build", at=MONDAY + DAY)
        assert somebody.take(project.deck).updated == 2
        assert somebody.history() == before


def test_another_question_in_the_place_of_one_is_no_rewording(project: Project) -> None:
    project.recipe(HOUSE)
    project.framework()
    project.run("build")
    project.replace("frameworks/house.yaml", "When were you blunt?", "Whom did you contradict?")
    assert "in new words" not in said(project.run("build"))


def test_what_comes_with_star2anki_is_never_called_reworded(project: Project) -> None:
    project.recipe("name: A\nframeworks: [general-competencies]\nrules: on\n")
    project.run("build")
    old = "general-competencies/interview-question/tell-me-about-a-time-you-failed"
    once = f"{old}-once"
    lines = project.lock.read_text(encoding="utf-8").splitlines()
    (line,) = [each for each in lines if f'"{old}"' in each]
    published = re.sub(r'"guid": "\w+"', f'"guid": "{guid(once)}"', line.replace(old, once))
    project.lock.write_text("\n".join([*(each for each in lines if each != line), published, ""]), encoding="utf-8")
    assert "in new words" not in said(project.run("check"))


@pytest.mark.parametrize(
    ("file", "old", "new", "changed"),
    [
        ("craft/telling.yaml", "Nobody can write that down.", "Nobody can write it down.", 1),
        ("frameworks/house.yaml", "You said a hard word.", "You said a hard word aloud.", 3),
    ],
)
def test_a_changed_source_is_noticed_by_the_next_build_and_by_check(
    project: Project, file: str, old: str, new: str, changed: int
) -> None:
    project.recipe(f"{HOUSE}craft: [craft/*.yaml]\n")
    project.framework()
    project.craft()
    project.run("build", at=MONDAY)
    project.run("build", "--check", at=MONDAY)
    project.replace(file, old, new)
    assert "decks/all.apkg is out of date" in said(project.run("build", "--check", at=MONDAY + DAY, expect=1))
    assert f"{changed} changed" in said(project.run("build", at=MONDAY + DAY))
    assert "unchanged" in said(project.run("build", at=MONDAY + DAY))


def test_what_leaves_a_craft_deck_is_named_with_a_search_that_finds_it(project: Project, tmp_path: Path) -> None:
    project.recipe(f"{HOUSE}craft: [craft/*.yaml]\n")
    project.framework()
    project.craft()
    project.run("build")
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        project.recipe(TELL)
        told = project.run("build").stdout
        search = next(line.strip() for line in told.splitlines() if "ID:" in line)
        assert search == '"ID:house-values-6kq7/*"'
        assert len(somebody.notes(search)) == 5


@pytest.mark.parametrize(
    ("recipe", "place", "message", "hint"),
    [
        (
            "frameworks: [house-value-6kq7]",
            "decks/all.yaml:2:14",
            'unknown framework "house-value-6kq7"',
            'did you mean "house-values-6kq7"?',
        ),
        ("craft: [crafts/*.yaml]", "decks/all.yaml:2:9", 'no file matches "crafts/*.yaml"', "for example craft/*.yaml"),
        ("rules: always", "decks/all.yaml:2:8", '"rules" has an unknown value', "use 'on' or 'off'"),
    ],
)
def test_a_mistake_in_a_recipes_craft_is_an_error_at_its_place(
    project: Project, recipe: str, place: str, message: str, hint: str
) -> None:
    project.recipe(f"name: A\n{recipe}\n")
    project.framework()
    told = said(project.run("check", expect=1))
    assert f"{place}: error: {message}" in told
    assert hint in told


def test_a_mistake_in_a_craft_file_is_an_error_at_its_place(project: Project) -> None:
    project.recipe(TELL)
    project.craft()
    project.replace("craft/telling.yaml", "passes:", "pass:")
    told = said(project.run("build", expect=1))
    assert 'craft/telling.yaml:7:5: error: unknown key "pass" [unknown-key] did you mean "passes"?' in told


def test_an_id_that_a_story_and_a_craft_file_share_is_an_error(project: Project) -> None:
    project.recipe(f"{TELL}scenarios: [scenarios/*.yaml]\n")
    project.story(id=CRAFT["id"])
    project.craft()
    told = said(project.run("check", expect=1))
    assert 'scenarios/queue.yaml:1:5: error: the id "ways-to-tell-5kq7" is also the id of craft/telling.yaml' in told


def test_an_own_framework_in_a_deck_is_advised_to_have_an_id_of_its_own(project: Project) -> None:
    project.recipe("name: House\nframeworks: [house]\n")
    project.framework(id="house")
    told = said(project.run("check"))
    assert "frameworks/house.yaml:1:5: hint: the id" in told
    assert "a peer's framework of the same name takes its place" in told
    project.run("build")
    assert "has no tail" not in said(project.run("check")), "learners know it by now"


def test_a_deck_with_a_license_asks_for_those_of_its_sources_and_has_its_own(project: Project) -> None:
    project.recipe(f"{TELL}license: CC-BY-4.0\nframeworks: [general-competencies]\nrules: on\n")
    project.craft()
    told = said(project.run("check"))
    assert "do not: ways-to-tell-5kq7 [no-license]" in told


def test_check_reads_a_craft_file_by_its_name_and_counts_what_it_read(project: Project) -> None:
    project.craft()
    assert said(project.run("check", "craft/telling.yaml")) == "1 craft file: no problems"
    project.recipe(RECIPE + CRAFT_KEYS)
    project.story()
    assert "1 story, 1 framework, 1 craft file, the coach's rules:" in said(project.run("check", "--no-coach"))


def test_stories_are_not_looked_for_in_the_folder_of_craft(project: Project) -> None:
    project.story()
    project.craft()
    assert "craft/telling.yaml" not in said(project.run("check", ".", "--no-coach"))


def test_the_preview_shows_craft_under_its_name(project: Project) -> None:
    project.recipe(f"{HOUSE}craft: [craft/*.yaml]\n")
    project.framework()
    project.craft()
    project.run("preview", "-o", "page.html")
    page = (project.folder / "page.html").read_text(encoding="utf-8")
    assert "House values" in page
    assert "Ways to tell" in page
    assert "from 2 sources" in page


def test_with_a_split_craft_has_a_subdeck_of_its_name(project: Project, tmp_path: Path) -> None:
    project.recipe(f"{HOUSE}craft: [craft/*.yaml]\nscenarios: [scenarios/*.yaml]\nsplit: principle\n")
    project.story()
    project.framework()
    project.craft()
    project.run("build")
    with learner(tmp_path / "learner") as somebody:
        somebody.take(project.deck)
        assert set(somebody.deck_sizes()) == {
            "House",
            "House::01 Ownership",
            "House::02 House values",
            "House::03 Ways to tell",
        }


def test_a_recipe_that_asks_for_craft_has_no_stories_unless_it_names_some_and_a_script_cannot_build_it() -> None:
    recipe, _, _ = load_recipe("a.yaml", b"name: A\nframeworks: [general-competencies]\n")
    assert recipe
    assert recipe.story_patterns == ()
    assert Recipe(name="A").story_patterns == ("scenarios/**/*.yaml",)
    with pytest.raises(ValueError, match="asks for craft"):
        build_deck([], recipe)


def test_the_same_question_under_two_principles_is_listed_once(project: Project) -> None:
    project.recipe(HOUSE)
    project.framework()
    project.run("build")
    assert ids(project).count(HARD_TALK) == 1
    assert sum(len(each["questions"]) for each in FRAMEWORK["principles"]) == 4
