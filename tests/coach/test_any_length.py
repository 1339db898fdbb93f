"""Time and memory grow no faster than the story, whatever its author repeats in whatever field."""

import time
import tracemalloc
from collections.abc import Callable, Iterable
from itertools import islice
from typing import Any

import pytest

from labelled import BASE, story_with
from star2anki.coach.comparison import tell
from star2anki.coach.english.figures import figures, first_figure, spoken_words
from star2anki.coach.english.prose import Prose, stems
from star2anki.coach.heard import LETTERS
from star2anki.coach.judge import MOST, judge
from star2anki.coach.registry import RULES
from star2anki.coach.settings import CoachSettings
from star2anki.phrase_search import Searched
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario

FRAMEWORKS, _ = load_frameworks({})
PATTERNS = (
    *(
        "Mr. ",
        "...",
        "? ",
        "?",
        "'",
        "'a ",
        '"',
        "‘",
        "“",
        "„",
        "«",
        "`",
        "(",
        "-- ",
        "– ",
        "\n",
        "a\n\n",
        "a  ",
        ".) ",
        ";",
    ),
    *("1", "1 ", "1,", "1/2 ", "$1 ", "10% ", "1,000 ", "in 1999 ", "one in ", "half a million ", "twenty-one "),
    *(
        "one hundred ",
        "a hundred two hundred and ",
        "x",
        "a, ",
        "and ",
        "A",
        "A. ",
        "AB ",
        "we ",
        "We did. ",
        "I ",
        "I led ",
    ),
    *("our team ", "the ", "the x team ", "was not ", "was quickly ", "really ", "basically ", "not only ", "İ"),
)
"""What is repeated. Each of these has trapped some program."""
HEADED = (
    ("the responsibility ", "for the both "),
    ("it was ", "entirely "),
    ("they were ", "so very "),
    ("I ", "quickly then "),
    ("everyone was ", "very more than "),
    ("from ", "ten "),
)
"""A beginning and what is repeated after it: a phrase could go on and on, but never matches."""
FASTER_THAN_SQUARES = 9
"""How many times longer four times as much may take. With the square, it would be 16 times."""
SOON = 0.1
"""Seconds of processor time too short to distinguish growth from the clock's resolution."""
GOES = 3

each_pattern = pytest.mark.parametrize("pattern", PATTERNS, ids=repr)


def repeated(pattern: str, letters: int, head: str = "") -> str:
    return (head + pattern * (letters // len(pattern) + 1))[:letters].strip() or "."


def everywhere(text: str) -> dict[str, Any]:
    """Put a text into every text field."""
    step = {
        "strong_example": text,
        "key_phrases": [text[:99], "the owl", text],
        "coaching": text,
        "common_mistake": text,
    }
    item = {"question": f"{text}?", "explanation": text, "answer": text, "distractors": [f"{text} x", text, "x"]}
    return {
        **dict.fromkeys(("title", "question", "role", "overview", "summary"), text),
        **{name: {**step, "target": "30s"} for name in ("situation", "task", "action", "result")},
        "reflection": {**step, "by_level": {"Senior": text}},
        "follow_ups": [
            {
                "question": text,
                "probes": text,
                "weak_answer": text,
                "why_weak": text,
                "strong_answer": f"{text} x",
                "key_line": text,
            }
        ],
        "weak_answer": {
            "text": text,
            "weaknesses": [{"phrase": text, "why_it_fails": text, "say_instead": text}],
            "interviewer_thinks": text,
        },
        "quiz": [item],
        "lenses": [{"principle": "Dive Deep", "lead_with": text, "emphasize": text, "downplay": text}],
        "levels": [{"level": "Senior", "focus": text, "reflection": text, "bar": text}],
        "tags": [text],
    }


def seconds(work: Callable[[], object]) -> float:
    started = time.process_time()
    work()
    return time.process_time() - started


def grows_evenly(small: Callable[[], object], large: Callable[[], object]) -> bool:
    """Say whether four times as much takes less than 16 times as long, in one of a few attempts."""
    return any((taken := seconds(large)) < SOON or taken < FASTER_THAN_SQUARES * seconds(small) for _ in range(GOES))


def language(text: str) -> None:
    """Analyse a text in every way that rules do."""
    prose = Prose(text)
    assert len(prose.folded) == len(text)
    for start in range(0, len(text), 5):
        prose.around(start)
    for _ in figures(text):
        pass
    first_figure(text)
    spoken_words(text)
    stems(text)
    Searched(text).occurrences("a")


@each_pattern
def test_the_time_to_analyse_a_text_grows_with_its_length(pattern: str) -> None:
    small, large = repeated(pattern, 10_000), repeated(pattern, 40_000)
    assert grows_evenly(lambda: language(small), lambda: language(large))


def slow_rules(pattern: str, head: str = "") -> Iterable[str]:
    """Name the rules whose time grows with the square, up to the length at which they stop looking."""
    small = story_with(everywhere(repeated(pattern, LETTERS // 4, head)))
    large = story_with(everywhere(repeated(pattern, LETTERS, head)))
    for story in (small, large):
        assert all(part.prose.folded is not None and part.prose.sentences is not None for part in story.parts)
    for rule in RULES:
        if not grows_evenly(
            lambda rule=rule: list(islice(rule.judge(small), MOST)),  # type: ignore[misc]
            lambda rule=rule: list(islice(rule.judge(large), MOST)),  # type: ignore[misc]
        ):
            yield rule.code


@each_pattern
def test_no_rules_time_grows_faster_than_the_texts_of_a_story(pattern: str) -> None:
    assert list(slow_rules(pattern)) == []


@pytest.mark.parametrize(("head", "pattern"), HEADED)
def test_no_rule_tries_every_reading_of_endless_words(head: str, pattern: str) -> None:
    assert list(slow_rules(pattern, head)) == []


@pytest.mark.parametrize("pattern", ["Mr. ", "...", "?", "'", "twenty-one ", "1/2 "], ids=repr)
def test_the_time_to_judge_a_story_beyond_the_limits_grows_with_its_length(pattern: str) -> None:
    small, large = (
        load_scenario(
            "owl.yaml", dump(story_with({"action": repeated(pattern, letters)}).scenario).encode(), FRAMEWORKS
        )
        for letters in (100_000, 400_000)
    )
    assert large.scenario
    assert grows_evenly(
        lambda: (judge(small, CoachSettings()), tell(small)), lambda: (judge(large, CoachSettings()), tell(large))
    )


@pytest.mark.parametrize("pattern", ["twenty-one ", "1/2 ", "a  "], ids=repr)
def test_no_rules_memory_grows_faster_than_the_texts_of_a_story(pattern: str) -> None:
    def peak(letters: int) -> int:
        story = story_with(everywhere(repeated(pattern, letters)))
        tracemalloc.start()
        for rule in RULES:
            list(islice(rule.judge(story), MOST))
        try:
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    peak(100)  # caches are filled
    small, large = peak(LETTERS // 4), peak(LETTERS)
    assert large < 6 * small
    assert large < 30_000_000


@pytest.mark.parametrize("written", ["'{}'", '"{}"', "|-\n  {}"], ids=["single", "double", "block"])
@pytest.mark.parametrize("mark", ["'", '"'])
def test_words_made_only_of_quotes_are_found_in_the_file_quickly(mark: str, written: str) -> None:
    """Every combination used to be tried, with and without the second quote or the backslash that YAML may need."""
    fields = {**BASE, "action": "ACTION"}
    text = f"I said {mark * 500}. Maybe {mark * 500}, maybe."
    quoted = text.replace(written[0], {"'": "''", '"': '\\"', "|": "|"}[written[0]])
    raw = "".join(f"{key}: {written.format(quoted) if value == 'ACTION' else value}\n" for key, value in fields.items())
    loaded = load_scenario("owl.yaml", raw.encode(), FRAMEWORKS)
    assert loaded.tree
    start = text.index(f"Maybe {mark}")
    place = loaded.tree.locate_words(("action",), text, (start, len(text) - len(", maybe.")))
    line = raw.splitlines()[place.line - 1]
    assert line[place.column - 1 :].startswith("Maybe")
    assert judge(loaded, CoachSettings())
