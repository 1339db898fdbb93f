"""The recipe as a file: what it makes where it says nothing, and what it may not say."""

import pytest

from star2anki.decks.recipe import Recipe, Schedule, load_recipe
from star2anki.diagnostics import Code, Location
from star2anki.notetypes import BY_KEY, SETS, NoteSettings


def loaded(text: str) -> Recipe:
    recipe, tree, findings = load_recipe("decks/all.yaml", text.encode())
    assert recipe is not None, findings
    assert tree is not None
    assert findings == []
    return recipe


def mistakes(text: str) -> list[tuple[str, Location]]:
    recipe, _, findings = load_recipe("decks/all.yaml", text.encode())
    assert recipe is None
    return [(each.code, each.location) for each in findings]


def test_a_name_is_enough_for_a_recipe() -> None:
    recipe = loaded("name: Acme\n")
    assert (recipe.name, recipe.scenarios) == ("Acme", ("scenarios/**/*.yaml",))
    assert (recipe.order, recipe.split) == ("rounds", "none")
    assert recipe.settings == NoteSettings(level=None, voice=None, timer=True)
    assert recipe.chosen_notetypes == tuple(each for each in BY_KEY.values() if each.set in {"core", "craft"})
    assert recipe.schedule is None


def test_level_voice_and_timer_are_what_a_recipe_switches_in_notes() -> None:
    assert loaded("name: Acme\nlevel: Staff\nvoice: en_US\ntimer: off\n").settings == NoteSettings(
        level="Staff", voice="en_US", timer=False
    )
    assert loaded("name: Acme\nvoice: off\ntimer: on\n").settings == NoteSettings(level=None, voice=None, timer=True)


def test_note_types_come_in_the_order_of_learning_whatever_the_order_in_the_recipe() -> None:
    recipe = loaded("name: Acme\nnotetypes: [quiz, story]\n")
    keys = [notetype.key for notetype in recipe.chosen_notetypes]
    assert keys == [key for key in BY_KEY if key in {"quiz", "story"}]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("[all]", set(BY_KEY)),
        ("[core, lens, lens]", {*SETS["core"], "lens"}),
        ("[quiz, core]", {*SETS["core"]}),
        ("[level]", {"level"}),
        ("[craft]", {*SETS["craft"]}),
    ],
)
def test_note_types_are_chosen_by_set_by_name_or_both(written: str, expected: set[str]) -> None:
    keys = [notetype.key for notetype in loaded(f"name: Acme\nnotetypes: {written}\n").chosen_notetypes]
    assert keys == [key for key in BY_KEY if key in expected]


def test_a_recipe_that_lists_notes_may_choose_from_all_note_types() -> None:
    assert loaded("name: Acme\nnotes: [a/lens/b]\n").chosen_notetypes == tuple(BY_KEY.values())
    (lens,) = loaded("name: Acme\nnotetypes: [lens]\nnotes: [a/lens/b]\n").chosen_notetypes
    assert lens.key == "lens"


def test_core_and_craft_have_no_note_type_in_common_and_all_has_every_one() -> None:
    assert not {*SETS["core"]} & {*SETS["craft"]}
    assert SETS["all"] == tuple(BY_KEY)


@pytest.mark.parametrize(
    ("written", "meant"),
    [("quizz", '"quiz"'), ("cores", '"core"'), ("crafts", '"craft"'), ("everything", "the sets core, all")],
)
def test_an_unknown_note_type_or_set_is_answered_with_what_was_meant(written: str, meant: str) -> None:
    _, _, (finding,) = load_recipe("decks/all.yaml", f"name: Acme\nnotetypes: [{written}]\n".encode())
    assert meant in finding.hint


def test_options_that_a_recipe_does_not_name_are_the_usual_ones() -> None:
    assert loaded("name: Acme\nschedule: {new_per_day: 3}\n").schedule == Schedule(
        new_per_day=3, reviews_per_day=200, maximum_interval=180, desired_retention=0.9
    )


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("voice: english", Code.BAD_VALUE, 8),
        ("split: story", Code.BAD_VALUE, 8),
        ("notetypes: [quizz]", Code.BAD_VALUE, 12),
        ("notetypes: []", Code.EMPTY_TEXT, 12),
        ("notes: [a/quiz/b, a/quiz/b]", Code.BAD_VALUE, 8),
        ("schedule: {new_per_day: -1}", Code.BAD_VALUE, 25),
        ("schedule: {new_per_day: many}", Code.BAD_VALUE, 25),
        ("schedule: {desired_retention: 1}", Code.BAD_VALUE, 31),
        ("levl: Staff", Code.UNKNOWN_KEY, 1),
    ],
)
def test_what_a_recipe_may_not_say_is_a_mistake_at_its_place(line: str, code: Code, column: int) -> None:
    assert mistakes(f"name: Acme\n{line}\n") == [(code, Location("decks/all.yaml", 2, column))]


def test_a_recipe_without_a_name_and_one_that_is_no_yaml_make_no_deck() -> None:
    assert mistakes("split: none\n") == [(Code.MISSING_KEY, Location("decks/all.yaml", 1, 1))]
    assert mistakes("- name\n") == [(Code.WRONG_TYPE, Location("decks/all.yaml", 1, 1))]


def test_a_recipe_with_a_slip_in_its_yaml_makes_no_deck_and_further_mistakes_are_found() -> None:
    assert [code for code, _ in mistakes("name: Acme\nauthor: Ada: Ida\n")] == [Code.YAML_SYNTAX]
    codes = [code for code, _ in mistakes("name: Acme\nauthor: Ada: Ida\nsplit: story\n")]
    assert codes == [Code.YAML_SYNTAX, Code.BAD_VALUE]
