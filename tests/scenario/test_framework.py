"""Frameworks: principles with their elements, and questions that may stand under several principles."""

import re
from collections.abc import Iterable

import pytest

from star2anki.coach.english.prose import stems
from star2anki.diagnostics import Code, Diagnostic
from star2anki.scenario.framework import BUILT_IN, Framework, load_framework, load_frameworks

HEAD = "id: house\nname: House values\nprinciples:\n"
BUILT, _ = load_frameworks({})
each_built_in = pytest.mark.parametrize("framework", [BUILT[name] for name in BUILT_IN], ids=lambda each: each.id)


def loaded(principles: str) -> Framework:
    framework, _, diagnostics = load_framework("house.yaml", (HEAD + principles).encode())
    assert not diagnostics
    assert framework
    return framework


def mistakes(principles: str) -> list[Diagnostic]:
    return load_framework("house.yaml", (HEAD + principles).encode())[2]


def told(diagnostics: Iterable[Diagnostic]) -> list[tuple[str, int, str]]:
    return [(each.code, each.location.line, each.message) for each in diagnostics]


def test_what_is_listened_for_is_a_text_or_up_to_three() -> None:
    framework = loaded("  - {name: A, listens_for: One.}\n  - {name: B, listens_for: [One., Two., Three.]}\n")
    assert [each.listens_for for each in framework.principles] == [("One.",), ("One.", "Two.", "Three.")]
    (found,) = mistakes("  - name: A\n    listens_for: [One., Two., Three., Four.]\n")
    assert (found.code, found.location.line) == (Code.BAD_VALUE, 5)


def test_a_question_is_a_text_or_an_item_with_an_id() -> None:
    framework = loaded("  - name: A\n    listens_for: One.\n    questions: [Why?, {id: how, question: How so?}]\n")
    assert [each.key for each in framework.principles[0].questions] == ["why", "how"]


def test_a_question_under_two_principles_is_one_question_that_is_asked_for_both() -> None:
    framework = loaded(
        "  - {name: A, listens_for: One., questions: [Why?, Who?]}\n"
        "  - {name: B, listens_for: Two., questions: [Why?]}\n"
    )
    asked = [(question.question, [each.name for each in principles]) for question, principles in framework.asked]
    assert asked == [("Why?", ["A", "B"]), ("Who?", ["A"])]


def test_the_same_words_with_two_ids_are_a_mistake() -> None:
    found = mistakes(
        "  - {name: A, listens_for: One., questions: [Why?]}\n"
        "  - name: B\n    listens_for: Two.\n    questions:\n      - id: reason\n        question: Why?\n"
    )
    assert told(found) == [(Code.DUPLICATE_ID, 8, "the same question has another id on line 4")]
    assert "{id: why, question: ...}" in found[0].hint


def test_one_id_for_two_questions_is_a_mistake() -> None:
    found = mistakes("  - name: A\n    listens_for: One.\n    questions:\n      - Why?\n      - Why!\n")
    assert told(found) == [(Code.DUPLICATE_ID, 8, 'two questions have the id "why"; the other is on line 7')]


def test_two_principles_of_one_name_are_a_mistake() -> None:
    found = mistakes("  - {name: A, listens_for: One.}\n  - {name: A, listens_for: Two.}\n")
    assert told(found) == [(Code.DUPLICATE_ID, 5, 'two principles have the id "a"; the other is on line 4')]


@each_built_in
def test_a_built_in_principle_has_two_or_three_elements_and_five_to_eight_questions(framework: Framework) -> None:
    for principle in framework.principles:
        assert 2 <= len(principle.listens_for) <= 3, principle.name
        assert 5 <= len(principle.questions) <= 8, principle.name


@each_built_in
def test_the_elements_of_a_built_in_principle_do_not_say_its_name(framework: Framework) -> None:
    for principle in framework.principles:
        name = set(stems(re.sub(r"\b(?:are|a|lot|for|and|be|the|to|with)\b", "", principle.name.lower())))
        assert name
        assert not name & set(stems(" ".join(principle.listens_for))), principle.name


@each_built_in
def test_built_in_elements_are_short_enough_to_be_remembered(framework: Framework) -> None:
    for principle in framework.principles:
        assert all(len(element.split()) <= 16 for element in principle.listens_for), principle.name


def test_no_two_built_in_frameworks_ask_the_same_question() -> None:
    asked = [question.question for framework in BUILT.values() for question, _ in framework.asked]
    assert len(asked) == len(set(asked)) > 130
