"""Hypothesis strategies: any text a writer could type, and any scenario the format allows."""

from hypothesis import strategies as st

from star2anki.scenario.ids import slug
from star2anki.scenario.model import (
    CommonMistake,
    FollowUp,
    Lens,
    Level,
    Number,
    QuizQuestion,
    Reflection,
    Scenario,
    Source,
    Step,
    WeakAnswer,
    Weakness,
    Wording,
)

_LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\ufeff\ufffe\uffff"
) | st.sampled_from("\n\t \"'#:-[]{}*&!%@`|>?,\\\u00a0\u0085\u2028\u2029\u2060\u202e\ufeff")
_PROSE = st.lists(
    st.sampled_from(
        ["I", "fixed", "it:", "no", "#5", "'quoted'", '"yes"', "- dash", "*bold*", "50 %", "a  b", "\n", "\n\n", "  "]
    ),
    min_size=1,
).map(" ".join)


def _stripped(text: str) -> str:
    # What the format itself strips; Python's strip() also strips a few other kinds of white space.
    return text.strip().strip("\u0085\u00a0\u2028\u2029\ufeff \t\n")


texts = (st.text(_LETTERS, min_size=1, max_size=60) | _PROSE).map(_stripped).filter(bool)
"""Any text that is not empty: other scripts, emoji, everything special to YAML, Markdown or Anki."""
optional_texts = st.none() | texts
seconds = st.none() | st.integers(1, 999 * 60)
_ids = st.none() | st.from_regex(r"[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,2}", fullmatch=True)
_texts = st.lists(texts, max_size=4).map(tuple)

steps = st.builds(
    Step,
    target=seconds,
    strong_example=texts,
    beats=_texts,
    key_phrases=_texts,
    coaching=optional_texts,
    common_mistake=st.none() | st.builds(CommonMistake, mistake=texts, why_it_fails=optional_texts),
)
_reflections = st.builds(
    Reflection,
    target=seconds,
    strong_example=texts,
    by_level=st.dictionaries(texts.filter(lambda t: len(t) < 80), texts, max_size=3),
)


def _items(model: type, **fields: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(st.builds(model, id=_ids, **fields), max_size=3, unique_by=lambda item: item.key).map(tuple)


scenarios = st.builds(
    Scenario,
    id=texts.map(slug),
    title=texts,
    question=texts,
    asked_as=_items(Wording, question=texts),
    principle=optional_texts,
    role=optional_texts,
    language=st.sampled_from(["en", "de", "pt-BR"]),
    overview=optional_texts,
    summary=optional_texts,
    opening=optional_texts,
    landing=optional_texts,
    numbers=st.lists(st.builds(Number, figure=texts, means=texts), max_size=5).map(tuple),
    situation=steps,
    task=steps,
    action=steps,
    result=steps,
    reflection=st.none() | _reflections,
    follow_ups=_items(
        FollowUp,
        question=texts,
        probes=optional_texts,
        weak_answer=optional_texts,
        why_weak=optional_texts,
        strong_answer=texts,
        key_line=optional_texts,
    ),
    weak_answer=st.none()
    | st.builds(
        WeakAnswer,
        text=texts,
        weaknesses=_items(
            Weakness, phrase=optional_texts, fault=optional_texts, why_it_fails=texts, say_instead=optional_texts
        ),
        interviewer_thinks=optional_texts,
    ),
    quiz=_items(QuizQuestion, question=texts, answer=texts, distractors=_texts, explanation=optional_texts),
    lenses=_items(Lens, principle=texts, lead_with=optional_texts, emphasize=optional_texts, downplay=optional_texts),
    levels=_items(
        Level, level=texts, focus=optional_texts, reflection=optional_texts, bar=optional_texts, length=seconds
    ),
    source=st.none()
    | st.builds(Source, title=optional_texts, author=optional_texts, url=optional_texts, license=optional_texts),
    tags=_texts,
).filter(lambda scenario: slug(scenario.question) not in {each.words_id for each in scenario.asked_as})
"""Any scenario at all."""
