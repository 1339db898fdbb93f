"""The craft file, format 1: telling rules and weak phrases that belong to no story."""

from typing import ClassVar

from pydantic import ConfigDict

from star2anki.scenario.model import FaultName, Item, Language, ScenarioId, Source
from star2anki.yamlfile.model import Line, StrictModel, Text


class CraftPhrase(Item):
    """Words that sink an answer, in a sentence in which people say them."""

    wording: ClassVar[tuple[str, ...]] = ("phrase",)

    phrase: Line
    """The words, as they stand in the sentence."""
    sentence: Line
    """The sentence."""
    fault: FaultName
    """The fault by its name, such as hidden cost or borrowed authority."""
    why_it_fails: Text
    """What the interviewer concludes."""
    say_instead: Text
    """What to say in its place."""


class TellingRule(Item):
    """A rule of telling, with a sentence that breaks it and one that keeps it."""

    wording: ClassVar[tuple[str, ...]] = ("rule",)

    rule: Line
    """The rule, as one remembers it."""
    fails: Text
    """A sentence that breaks it."""
    why_it_fails: Text
    """What is wrong with the sentence."""
    passes: Text
    """The same, said well."""


class Craft(StrictModel):
    """What a candidate learns before there is a story."""

    model_config = ConfigDict(title="star2anki craft, format 1")

    id: ScenarioId
    """Unique in the world and never changed: learners' history hangs on it."""
    title: Line
    """What you call the collection."""
    language: Language = "en"
    """The language of the text, such as en, de or pt-BR."""
    telling_rules: tuple[TellingRule, ...] = ()
    """How to tell a story, rule by rule."""
    weak_phrases: tuple[CraftPhrase, ...] = ()
    """Words that sink an answer."""
    source: Source | None = None
    """Where the text comes from."""
    tags: tuple[Line, ...] = ()
    """Words to find its cards by in Anki."""
