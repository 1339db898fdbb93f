"""The coach's rules as telling rules."""

from labelled import findings_in
from star2anki.build.sources import COACH
from star2anki.coach.as_craft import rules_as_craft
from star2anki.coach.registry import BY_CODE, RULES
from star2anki.scenario.craft import Craft

CRAFT = rules_as_craft(COACH)
STEPS = ("situation", "task", "action", "result", "reflection")

NOT_FOR_TELLERS = {
    *("quiz-longest-answer", "quiz-echo", "quiz-distractors-alike", "quiz-all-of-the-above", "quiz-no-reason"),
    *("missing-key-phrase", "answers-alike"),
}
"""Rules for authors of cards."""
LONGER_THAN_A_CARD = {"story-length", "step-length", "action-share", "number-conflict", "thin-answer"}
"""Rules whose examples are more than one text of a story."""


def test_every_rule_of_telling_with_one_text_for_an_example_is_there() -> None:
    codes = {rule.code for rule in RULES}
    assert {each.id for each in CRAFT.telling_rules} == codes - NOT_FOR_TELLERS - LONGER_THAN_A_CARD
    assert codes >= NOT_FOR_TELLERS | LONGER_THAN_A_CARD


def test_the_sentence_that_fails_breaks_the_rule_and_the_other_keeps_it() -> None:
    for rule in CRAFT.telling_rules:
        assert rule.id
        broken = [step for step in STEPS if rule.id in codes_in(step, rule.fails)]
        assert broken, rule.id
        assert any(rule.id not in codes_in(step, rule.passes) for step in broken), rule.id


def codes_in(step: str, text: str) -> set[str]:
    return {code for code, _ in findings_in({step: text})}


def test_the_reason_is_that_of_the_manual_page_and_the_rule_fits_on_a_line() -> None:
    for rule in CRAFT.telling_rules:
        page = " ".join(BY_CODE[str(rule.id)].manual.split())
        assert rule.why_it_fails in page
        assert len(rule.rule) <= 72, rule.rule


def test_it_is_a_craft_like_any_other() -> None:
    assert Craft.model_validate(CRAFT.model_dump()) == CRAFT
    assert CRAFT.source
    assert CRAFT.source.license == "MIT"
