"""A draft: a scenario as plain data, of which parts may be missing."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

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

Draft = Mapping[str, Any]

_LISTS: dict[str, type[Item]] = {"follow_ups": FollowUp, "quiz": QuizQuestion, "lenses": Lens, "levels": Level}
_ID_WORDS = 56
"""Letters of a title that an id holds; the tail tells apart what begins with the same words."""
_OWN_BUSINESS = {"id", "language", "role", "tags", "source", "framework", "coach"}
"""Keys that an author fills for reasons of their own; that a page lacks them says nothing about the page."""


@dataclass(frozen=True, slots=True)
class Lack:
    """A key that the format has and the draft has not."""

    where: str
    """The block: empty for the story itself, else such as `situation` or `follow_ups`."""
    key: str
    count: int
    """In how many items of a list."""
    total: int
    required: bool

    def __str__(self) -> str:
        name = ".".join(filter(None, (self.where, self.key)))
        return name if self.total == 1 else f"{name} ({self.count} of {self.total})"


def identify(draft: dict[str, Any]) -> None:
    """Give a draft with a title its id: the title's first words, and a tail made of title and steps.

    The same page gives the same id, however often and by whomever it is imported.
    """
    if "title" in draft:
        told = [draft.get(name, {}).get("strong_example", "") for name in STEP_NAMES]
        texts = [draft["title"], *(told if any(told) else [draft.get("overview", "")])]
        tail = derived_tail("\0".join(" ".join(text.split()) for text in texts))
        draft["id"] = f"{slug(_first_words(draft['title']))}-{tail}"


def _first_words(title: str) -> str:
    return title if len(title) <= _ID_WORDS else title[: _ID_WORDS + 1].rsplit(" ", 1)[0][:_ID_WORDS]


def separate(draft: dict[str, Any]) -> None:
    """Give an item an `id` of its own where an earlier one has the same words."""
    lists: list[tuple[list[dict[str, Any]], type[Item]]] = [(draft.get(key, []), kind) for key, kind in _LISTS.items()]
    lists.append((draft.get("weak_answer", {}).get("weaknesses", []), Weakness))
    for items, kind in lists:
        seen: Counter[str] = Counter()
        for item in items:
            wording = next((item[name] for name in kind.wording if name in item), None)
            if wording is None:
                continue
            key = slug(wording)
            seen[key] += 1
            if seen[key] > 1:
                item["id"] = f"{key}-{seen[key]}"


def as_scenario(draft: Draft) -> Scenario:
    """Make a scenario of a draft without checking it, only to be written: keys that are required may be missing."""
    parts = dict(draft)
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
    """List the keys that the format has and the draft has not, in the order of the format."""
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


def _lacks(where: str, kind: type[StrictModel], blocks: list[Draft]) -> Iterator[Lack]:
    for key, field in kind.model_fields.items():
        without = [block for block in blocks if key not in block]
        if not without or (key in _OWN_BUSINESS and not field.is_required()):
            continue
        if kind is Reflection and key in {"strong_example", "by_level"}:
            continue  # one of the two is a whole reflection
        if kind is Weakness and key == "phrase":
            continue  # a weakness may well be an absence
        yield Lack(where, key, len(without), len(blocks), field.is_required())


def _with_tuples(data: Draft) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
