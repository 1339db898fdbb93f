"""The scenario, format 1: one interview story with everything that is worth learning about it.

These classes are the format: the JSON Schema for editors and the messages for authors are made from them. Every text is
kept as the author wrote it, without the white space around it.
"""

import re
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import (
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic_core import PydanticCustomError

from star2anki.scenario.ids import (
    ID_MESSAGE,
    ID_PATTERN,
    MAX_ID_LENGTH,
    example_of_scenario_id,
    hint_for_id,
    hint_for_scenario_id,
    slug,
)
from star2anki.yamlfile.model import Line, Spelling, StrictModel, Text, lift_to

StepName = Literal["situation", "task", "action", "result", "reflection"]
STEP_NAMES: tuple[StepName, ...] = ("situation", "task", "action", "result", "reflection")

_DURATION = re.compile(r"(?:(\d{1,3})m)?(?:(\d{1,4})s)?")
DURATION_PATTERN = r"^(\d{1,3}m)?(\d{1,4}s)?$"


def parse_duration(value: object) -> int:
    """Read a duration such as 30s, 90s, 2m or 1m30s; the result is in seconds.

    Raises:
        PydanticCustomError: It is not a duration, or it is zero.
    """
    if isinstance(value, int) and not isinstance(value, bool) and value > 0:
        return value
    found = _DURATION.fullmatch(value.strip().replace(" ", "")) if isinstance(value, str) else None
    seconds = int(found[1] or 0) * 60 + int(found[2] or 0) if found else 0
    if seconds == 0:
        raise PydanticCustomError("duration", "must be a duration", {"hint": "write it as 30s, 90s, 2m or 1m30s"})
    return seconds


def format_duration(seconds: int) -> str:
    """Write seconds the way authors do: 30s, 90s, 2m, 2m30s.

    >>> format_duration(150)
    '2m30s'
    """
    minutes, rest = divmod(seconds, 60)
    if (seconds <= 90 and rest) or minutes == 0:  # noqa: PLR2004 - people say ninety seconds, then minutes
        return f"{seconds}s"
    return f"{minutes}m{rest}s" if rest else f"{minutes}m"


LevelName = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=80)]
"""A level of seniority as a company names it."""
Seconds = Annotated[
    int,
    BeforeValidator(parse_duration),
    PlainSerializer(format_duration, return_type=str),
    WithJsonSchema({"type": "string", "pattern": DURATION_PATTERN, "examples": ["30s", "2m", "1m30s"]}),
]
"""A duration in seconds; written 30s, 90s, 2m or 1m30s."""
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=MAX_ID_LENGTH), Spelling(ID_MESSAGE, hint_for_id)]
"""Kebab-case. Learners' history depends on it, so it never changes."""
ScenarioId = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=MAX_ID_LENGTH),
    Spelling(ID_MESSAGE, hint_for_scenario_id, example_of_scenario_id),
]
"""An id that is unique in the world, because it travels with the file."""


FaultName = Annotated[
    Line,
    Field(
        examples=[
            *("no number", "no person", "no decision", "no cost", "hidden cost", "borrowed authority", "blame"),
            *("applause", "we", "hedge", "jargon", "hindsight", "output, not effect", "empty lesson"),
        ]
    ),
]
"""What is wrong with an answer, in two or three words; any name will do."""


class Item(StrictModel):
    """Part of a list. Its `id` keeps learners' history when its words change."""

    wording: ClassVar[tuple[str, ...]]
    """The keys whose words give the item its id if it has none of its own; the first one present counts."""

    id: Id | None = None
    """Write one before you change the item's words, so that learners keep their history."""

    @property
    def key(self) -> str:
        """The item's id within its scenario: its own, or one made from its words."""
        return self.words_id if self.id is None else self.id

    @property
    def words_id(self) -> str:
        """The id that is made from the item's words."""
        words: Any = next(value for name in self.wording if (value := getattr(self, name)) is not None)
        return slug(words)


class CommonMistake(StrictModel):
    """How a step usually goes wrong."""

    mistake: Text
    """What the teller does."""
    why_it_fails: Text | None = None
    """What the listener concludes."""


class Telling(StrictModel):
    """How one part of the story should be told: what all steps of the STAR method have in common."""

    target: Seconds | None = None
    """How long the step should take when spoken, such as 30s or 1m30s."""
    strong_example: Text | None = None
    """The step, told well."""
    beats: Annotated[tuple[Line, ...], Field(max_length=4)] = ()
    """What to say, not how: one to four points of a few words each."""
    key_phrases: tuple[Line, ...] = ()
    """The words that carry the step, best taken word for word from the strong example."""
    coaching: Text | None = None
    """What to watch for when telling it."""
    common_mistake: Annotated[CommonMistake, lift_to("mistake", CommonMistake)] | None = None
    """How this step usually goes wrong: a text, or the mistake and why it fails."""


class Step(Telling):
    """Situation, task, action or result."""

    strong_example: Text
    """The step, told well."""


class Reflection(Telling):
    """What the story taught; it may differ by level."""

    by_level: dict[LevelName, Text] = Field(default_factory=dict)
    """The reflection as each level would give it."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.strong_example is None and not self.by_level:
            hint = "add `strong_example: ...`, or `by_level:` with a line for each level"
            raise PydanticCustomError("no_reflection", "has no text", {"hint": hint})
        return self


MAIN_WORDING = "question"
"""What the story's own question is called among its wordings; none of the others can have this id."""


class Wording(Item):
    """Another way in which an interviewer may ask for the story."""

    wording: ClassVar[tuple[str, ...]] = ("question",)

    question: Text
    """The interviewer's words."""


class Number(StrictModel):
    """A figure of the story that the listener will write down."""

    figure: Line
    """The figure, as you say it, such as 40 per cent."""
    means: Text
    """What it counts, and what it meant."""


class FollowUp(Item):
    """A question that an interviewer asks next."""

    wording: ClassVar[tuple[str, ...]] = ("question",)

    question: Text
    """The interviewer's words."""
    probes: Text | None = None
    """What the question is really after."""
    weak_answer: Text | None = None
    """An answer that loses the point."""
    why_weak: Text | None = None
    """Why it loses the point."""
    strong_answer: Text
    """An answer that wins it."""
    key_line: Text | None = None
    """The one sentence of the strong answer to remember."""


class Weakness(Item):
    """A reason why the weak answer fails: a phrase in it, or something that is missing."""

    wording: ClassVar[tuple[str, ...]] = ("phrase", "why_it_fails")

    phrase: Text | None = None
    """The words that sink the answer; leave this out if the weakness is something missing."""
    fault: FaultName | None = None
    """The fault by its name, such as hidden cost or borrowed authority."""
    why_it_fails: Text
    """What the interviewer concludes."""
    say_instead: Text | None = None
    """What to say in its place."""


class WeakAnswer(StrictModel):
    """The whole story, told badly."""

    text: Text
    """The whole answer."""
    weaknesses: tuple[Weakness, ...] = ()
    """What is wrong with it."""
    interviewer_thinks: Text | None = None
    """What the interviewer notes down."""


class QuizQuestion(Item):
    """A question about how to tell the story."""

    wording: ClassVar[tuple[str, ...]] = ("question",)

    question: Text
    """The question."""
    answer: Text | None = None
    """The right answer; without one, the card shows the explanation instead."""
    distractors: tuple[Text, ...] = ()
    """Wrong answers that tempt."""
    explanation: Text | None = None
    """Why the answer is right and the others are not."""

    @model_validator(mode="after")
    def _has_an_answer(self) -> Self:
        if self.answer is None and (self.explanation is None or self.distractors):
            hint = "add `answer: ...`" + ("" if self.distractors else ", or at least `explanation: ...`")
            raise PydanticCustomError("no_answer", "has no answer", {"hint": hint})
        return self


class Lens(Item):
    """The same story, told for another principle."""

    wording: ClassVar[tuple[str, ...]] = ("principle",)

    principle: Line
    """The other principle."""
    lead_with: Text | None = None
    """What to open with."""
    emphasize: Text | None = None
    """What to dwell on."""
    downplay: Text | None = None
    """What to keep short."""


class Level(Item):
    """The same story, told at another level of seniority."""

    wording: ClassVar[tuple[str, ...]] = ("level",)

    level: Line
    """The level, such as Senior."""
    focus: Text | None = None
    """What the story is about at this level."""
    reflection: Text | None = None
    """The reflection at this level."""
    bar: Text | None = None
    """What an interviewer expects at this level."""
    length: Seconds | None = None
    """How long the story should take, such as 2m30s."""


class Source(StrictModel):
    """Where the story comes from."""

    title: Line | None = None
    """Title of the original."""
    author: Line | None = None
    """Who wrote it."""
    url: Line | None = None
    """Where it was found."""
    license: Line | None = None
    """The terms for sharing it, such as CC-BY-4.0."""


def _refuse_plain_text(value: object) -> object:
    if isinstance(value, str):
        hint = f"write `- {{code: {value}, reason: ...}}`, so that others know why the coach is wrong here"
        raise PydanticCustomError("no_reason", "gives no reason", {"hint": hint})
    return value


class IgnoredRule(StrictModel):
    """A rule of the coach that this story breaks for a reason."""

    code: Line
    """The rule's name, as shown after each finding."""
    reason: Text
    """Why the rule is wrong here."""


class Coach(StrictModel):
    """What the coach should know about this story. No card shows it."""

    ignore: tuple[Annotated[IgnoredRule, BeforeValidator(_refuse_plain_text)], ...] = ()
    """Rules that this story breaks for a reason."""


ScenarioStep = Annotated[Step, lift_to("strong_example", Step)]
ScenarioReflection = Annotated[Reflection, lift_to("strong_example", Reflection)]


Language = Annotated[
    str,
    StringConstraints(pattern=r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$"),
    Spelling('"language" is not a language code', lambda *_: "write a code such as `en`, `de` or `pt-BR`"),
]
"""A language as BCP 47 writes it."""


class Scenario(StrictModel):
    """One interview story."""

    model_config = ConfigDict(title="star2anki scenario, format 1")

    id: ScenarioId
    """Unique in the world, and never changed: learners' history depends on it."""
    title: Line
    """What you call the story."""
    question: Text
    """The interviewer's question that the story answers."""
    asked_as: tuple[Annotated[Wording, lift_to("question", Wording)], ...] = ()
    """Other words in which interviewers ask for it."""
    framework: Line | None = None
    """A company's list of principles, such as amazon-leadership-principles."""
    principle: Line | None = None
    """The principle that the story proves."""
    role: Line | None = None
    """Your role in the story, or the role you apply for."""
    language: Language = "en"
    """The language of the text, such as en, de or pt-BR."""
    overview: Text | None = None
    """The story in one paragraph, in the first person."""
    summary: Text | None = None
    """What an interviewer should take away."""
    opening: Text | None = None
    """The sentence with which you begin; without one, the first of the situation."""
    landing: Text | None = None
    """The sentence with which you end; without one, the last of the result."""
    numbers: Annotated[tuple[Number, ...], Field(max_length=5)] = ()
    """The figures to have ready: at most five."""
    situation: ScenarioStep
    """Where and when it happened, and what was wrong."""
    task: ScenarioStep
    """What your job was."""
    action: ScenarioStep
    """What you did."""
    result: ScenarioStep
    """What came of it."""
    reflection: ScenarioReflection | None = None
    """What you learned that only this story could teach."""
    follow_ups: tuple[FollowUp, ...] = ()
    """What the interviewer may ask next."""
    weak_answer: WeakAnswer | None = None
    """The whole story, told badly."""
    quiz: tuple[QuizQuestion, ...] = ()
    """Questions about how to tell the story."""
    lenses: tuple[Lens, ...] = ()
    """The same story for other principles."""
    levels: tuple[Level, ...] = ()
    """The same story at other levels."""
    source: Source | None = None
    """Where the story comes from."""
    tags: tuple[Line, ...] = ()
    """Words for finding its cards in Anki."""
    coach: Coach | None = None
    """What the coach should know about this story."""

    @property
    def ignored(self) -> tuple[IgnoredRule, ...]:
        """The rules of the coach that the story breaks for a reason."""
        return self.coach.ignore if self.coach else ()

    @property
    def steps(self) -> tuple[tuple[StepName, Telling], ...]:
        """The steps that the story has, in the order in which it is told."""
        return tuple((name, step) for name in STEP_NAMES if (step := getattr(self, name)) is not None)

    @property
    def level_names(self) -> tuple[str, ...]:
        """The levels for which the story has its own text, each once."""
        by_level = self.reflection.by_level if self.reflection else {}
        return tuple(dict.fromkeys([*(level.level for level in self.levels), *by_level]))
