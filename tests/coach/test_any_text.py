"""What must be true whatever somebody writes."""

from hypothesis import given
from hypothesis import strategies as st

from labelled import BASE, story_with
from star2anki.coach.english.figures import figures, spoken_words
from star2anki.coach.english.phrases import listed
from star2anki.coach.english.prose import Prose
from star2anki.coach.judge import judge
from star2anki.coach.registry import RULES
from star2anki.coach.settings import CoachSettings
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario
from strategies import scenarios, texts

FRAMEWORKS, _ = load_frameworks({})
WORDS = listed(
    """I we they my the team of was were told made 40 4,000 £5 % per cent shops two thirds a hundred maybe really "not
    'my job" . , ; ! ? ( ) API CEO from to than all those helped with never listened had been is it: - – ’ ‘ “ ” İ ß é
    日本"""
)
prose = st.lists(st.sampled_from(WORDS), min_size=1, max_size=40).map(" ".join) | texts


@given(prose)
def test_every_reported_place_is_in_the_text(text: str) -> None:
    story = story_with(dict.fromkeys(("situation", "task", "action", "result", "reflection"), text))
    for rule in RULES:
        for finding in rule.judge(story):
            if finding.span:
                start, end = finding.span
                assert 0 <= start < end <= len(text)


@given(prose)
def test_a_text_is_analysed_without_losing_its_places(text: str) -> None:
    taken = Prose(text)
    assert len(taken.own) == len(taken.folded) == len(text)
    spans = [place for span in taken.sentences for place in span]
    assert spans == sorted(spans)
    between = text
    for start, end in reversed(taken.sentences):
        between = between[:start] + between[end:]
    assert not between.strip(), "what is between sentences is white space"


@given(st.integers(min_value=0, max_value=999_999_999))
def test_a_figure_has_the_value_that_it_says_and_takes_as_long_as_its_words(number: int) -> None:
    assert [figure.value for figure in figures(f"It took £{number:,} of them.")] == [number]
    assert 1 <= spoken_words(f"{number:,}") <= 20


@given(scenarios)
def test_whatever_the_story_each_finding_has_a_place_in_its_file(scenario: Scenario) -> None:
    text = dump(scenario)
    loaded = load_scenario("story.yaml", text.encode(), FRAMEWORKS)
    lines = text.split("\n")
    for finding in judge(loaded, CoachSettings()):
        assert 1 <= finding.location.line <= len(lines)
        assert 1 <= finding.location.column <= len(lines[finding.location.line - 1]) + 1


def test_the_base_story_of_these_tests_is_clean() -> None:
    story = story_with({})
    found = {rule.code for rule in RULES for _ in rule.judge(story)}
    assert found <= {"story-length", "action-share"}, BASE
