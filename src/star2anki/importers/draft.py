"""A draft: a scenario as plain data, with parts that may be missing."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from star2anki.scenario.ids import derived_tail, slug
from star2anki.scenario.model import (
    STEP_NAMES,
    FollowUp,
    Item,
    Lens,
    Level,
    QuizQuestion,
    Reflection,
    Scenario,
    Source,
    Step,
    WeakAnswer,
    Weakness,
)
from star2anki.yamlfile.model import StrictModel


class StepDraft(TypedDict, total=False):
    """A step or the reflection. Durations are in seconds."""

    target: int
    strong_example: str
    key_phrases: list[str]
    coaching: str
    common_mistake: str
    by_level: dict[str, str]
    """Only for the reflection."""


class FollowUpDraft(TypedDict, total=False):
    """A follow-up question."""

    id: str
    question: str
    probes: str
    weak_answer: str
    why_weak: str
    strong_answer: str
    key_line: str


class WeaknessDraft(TypedDict, total=False):
    """A reason why the weak answer fails."""

    id: str
    phrase: str
    why_it_fails: str


class WeakAnswerDraft(TypedDict, total=False):
    """The whole story, told badly."""

    text: str
    weaknesses: list[WeaknessDraft]
    interviewer_thinks: str


class QuizDraft(TypedDict, total=False):
    """A quiz question. No page includes its options."""

    id: str
    question: str
    explanation: str


class LensDraft(TypedDict, total=False):
    """The story, told for another principle."""

    id: str
    principle: str
    lead_with: str
    emphasize: str
    downplay: str


class LevelDraft(TypedDict, total=False):
    """The story, told at another level. The length is in seconds."""

    id: str
    level: str
    focus: str
    reflection: str
    bar: str
    length: int


class SourceDraft(TypedDict, total=False):
    """Where the story comes from."""

    title: str
    author: str
    url: str
    license: str


class Draft(TypedDict, total=False):
    """A scenario as plain data: what importers find, by the format's key names. Any key may be missing."""

    id: str
    title: str
    question: str
    asked_as: list[str]
    framework: str
    principle: str
    role: str
    overview: str
    summary: str
    opening: str
    landing: str
    situation: StepDraft
    task: StepDraft
    action: StepDraft
    result: StepDraft
    reflection: StepDraft
    follow_ups: list[FollowUpDraft]
    weak_answer: WeakAnswerDraft
    quiz: list[QuizDraft]
    lenses: list[LensDraft]
    levels: list[LevelDraft]
    source: SourceDraft
    tags: list[str]


_ListName = Literal["follow_ups", "quiz", "lenses", "levels"]
_ItemDraft = FollowUpDraft | WeaknessDraft | QuizDraft | LensDraft | LevelDraft

_LISTS: dict[_ListName, type[Item]] = {"follow_ups": FollowUp, "quiz": QuizQuestion, "lenses": Lens, "levels": Level}
_ID_WORDS = 56
"""How many letters of a title go into an id; the tail tells titles apart that begin with the same words."""
_OWN_BUSINESS = {"id", "language", "role", "tags", "source", "framework", "coach"} | {
    *("asked_as", "opening", "landing", "numbers", "beats", "fault"),  # no page of others has them
}
"""Keys that authors fill in for their own reasons, so it says nothing about a page if they are missing."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A key that the format has but the draft does not."""

    where: str
    """The block, such as `situation` or `follow_ups`; empty for the story itself."""
    key: str
    count: int
    """How many items of a list lack it."""
    total: int
    required: bool

    def __str__(self) -> str:
        name = ".".join(filter(None, (self.where, self.key)))
        return name if self.total == 1 else f"{name} ({self.count} of {self.total})"


def identify(draft: Draft) -> None:
    """If a draft has a title, give it an id: the title's first words, and a tail made from title and steps.

    The same page always gives the same id, no matter how often or by whom it is imported.
    """
    no_step: StepDraft = {}
    if "title" in draft:
        told = [draft.get(name, no_step).get("strong_example", "") for name in STEP_NAMES]
        texts = [draft["title"], *(told if any(told) else [draft.get("overview", "")])]
        tail = derived_tail("\0".join(" ".join(text.split()) for text in texts))
        draft["id"] = f"{slug(_first_words(draft['title']))}-{tail}"


def _first_words(title: str) -> str:
    return title if len(title) <= _ID_WORDS else title[: _ID_WORDS + 1].rsplit(" ", 1)[0][:_ID_WORDS]


def separate(draft: Draft) -> None:
    """Give an item its own `id` if an earlier one has the same words."""
    lists: list[tuple[Sequence[_ItemDraft], type[Item]]] = [(draft.get(key, []), kind) for key, kind in _LISTS.items()]
    lists.append((draft.get("weak_answer", {}).get("weaknesses", []), Weakness))
    for items, kind in lists:
        seen: Counter[str] = Counter()
        for item in items:
            texts: Mapping[str, object] = item
            wording = next((texts[name] for name in kind.wording if name in texts), None)
            if wording is None:
                continue
            key = slug(str(wording))
            seen[key] += 1
            if seen[key] > 1:
                item["id"] = f"{key}-{seen[key]}"


def as_scenario(draft: Draft) -> Scenario:
    """Make a scenario from a draft, unchecked and only for writing: required keys may be missing."""
    parts: dict[str, Any] = dict(draft)
    for step in STEP_NAMES:
        if step in parts:
            model = Reflection if step == "reflection" else Step
            parts[step] = model.model_construct(**_with_tuples(parts[step]))
    for name, kind in _LISTS.items():
        parts[name] = tuple(kind.model_construct(**_with_tuples(item)) for item in parts.get(name, ()))
    if "weak_answer" in parts:
        weak = dict(parts["weak_answer"])
        weak["weaknesses"] = tuple(Weakness.model_construct(**item) for item in weak.get("weaknesses", ()))
        parts["weak_answer"] = WeakAnswer.model_construct(**weak)
    if "source" in parts:
        parts["source"] = Source.model_construct(**parts["source"])
    return Scenario.model_construct(**_with_tuples(parts))


def lacks(draft: Draft) -> Iterator[Lack]:
    """List the keys that the format has but the draft does not, in the order of the format."""
    yield from _lacks("", Scenario, [draft])
    for step in STEP_NAMES:
        if step in draft:
            yield from _lacks(step, Reflection if step == "reflection" else Step, [draft[step]])
    if "reflection" in draft and not {"strong_example", "by_level"} & {*draft["reflection"]}:
        yield Lack("reflection", "by_level", 1, 1, required=True)
    if "weak_answer" in draft:
        yield from _lacks("weak_answer", WeakAnswer, [draft["weak_answer"]])
        yield from _lacks("weak_answer.weaknesses", Weakness, draft["weak_answer"].get("weaknesses", []))
    for name, kind in _LISTS.items():
        yield from _lacks(name, kind, draft.get(name, []))


def _lacks(where: str, kind: type[StrictModel], blocks: Sequence[Mapping[str, object]]) -> Iterator[Lack]:
    for key, field in kind.model_fields.items():
        without = [block for block in blocks if key not in block]
        if not without or (key in _OWN_BUSINESS and not field.is_required()):
            continue
        if kind is Reflection and key in {"strong_example", "by_level"}:
            continue  # one of the two makes a complete reflection
        if kind is Weakness and key == "phrase":
            continue  # a weakness may be something missing
        yield Lack(where, key, len(without), len(blocks), field.is_required())


def _with_tuples(data: Mapping[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
