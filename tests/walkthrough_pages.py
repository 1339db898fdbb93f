"""Walkthrough pages in our own words: any story that such a page can have, and how the page looks when copied."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from hypothesis import strategies as st

from star2anki.scenario.model import (
    FollowUp,
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

AMAZON = ("Ownership", "Dive Deep", "Customer Obsession", "Have Backbone; Disagree and Commit")
_WORDS = st.sampled_from(
    re.split(
        " ",
        "the lamp ferry went dark at noon, it: #5 50% isn’t don't <b>bold</b> <script> &amp; {{c1::x}} [sound:x] "
        '*stars* C:\\temp "yes" (no) - – a\u00a0b 日本 naïve 👩\u200d👧 %s !tag &anchor ? | > @me {brace} '
        "[bracket] `code` Target Weak Strong Bar x",
    )
)
_BEGINNINGS = st.sampled_from(["I", "We", "The pilot", "Nobody", "At six", "Écoute,", "2 boats"])


def _sentence(end: str = ".") -> st.SearchStrategy[str]:
    words = st.lists(_WORDS, min_size=2, max_size=9).map(" ".join)
    return st.tuples(_BEGINNINGS, words).map(lambda parts: f"{parts[0]} {parts[1]}{end}")


def _without_quotes(text: str) -> str:
    return text.replace('"', "").strip()


sentences = _sentence()
questions = _sentence("?")
_maybe = st.none() | sentences
_prose = sentences | st.tuples(sentences, sentences).map("\n\n".join)
_phrases = st.lists(_sentence("").map(_without_quotes), min_size=2, max_size=7, unique=True).map(tuple)
_seconds = st.integers(1, 999 * 60)
_steps = st.builds(
    Step,
    target=_seconds,
    strong_example=_prose,
    key_phrases=st.just(()) | _phrases,
    coaching=st.none() | _prose,
    common_mistake=_maybe,
)
_last_steps = st.builds(
    Step, target=_seconds, strong_example=_prose, key_phrases=_phrases, coaching=_prose, common_mistake=sentences
)
_level_names = st.sampled_from(["SDE2", "Senior", "L5", "Staff Engineer"])
_by_level = st.dictionaries(_level_names, sentences, min_size=1, max_size=3)
_reflections = st.builds(
    Reflection,
    target=_seconds,
    strong_example=st.none() | sentences,
    key_phrases=_phrases,
    coaching=_maybe,
    common_mistake=sentences,
    by_level=_by_level,
)
_follow_ups = st.lists(
    st.builds(
        FollowUp,
        question=questions,
        probes=_maybe,
        weak_answer=sentences,
        why_weak=_maybe,
        strong_answer=sentences,
        key_line=_maybe,
    ),
    max_size=3,
    unique_by=lambda item: item.key,
).map(tuple)
_weaknesses = st.lists(
    st.builds(Weakness, phrase=st.none() | _sentence("").map(_without_quotes), why_it_fails=sentences),
    min_size=1,
    max_size=4,
    unique_by=lambda item: item.key,
).map(tuple)
_weak_answers = st.builds(WeakAnswer, text=sentences, weaknesses=_weaknesses, interviewer_thinks=sentences)
_quiz = st.lists(
    st.builds(QuizQuestion, question=questions, explanation=sentences), max_size=3, unique_by=lambda item: item.key
).map(tuple)
_levels = st.lists(
    st.builds(
        Level,
        level=st.sampled_from(["SDE 1", "Senior SDE", "Staff", "L5"]),
        focus=sentences,
        reflection=sentences,
        bar=sentences,
        length=_seconds,
    ),
    max_size=3,
    unique_by=lambda item: item.key,
).map(tuple)
SUFFIXES = {
    "Amazon Leadership Principles": " - Amazon LP STAR Walkthrough",
    "Google Googleyness": " - Google STAR Walkthrough",
    "General Behavioral": " - STAR Walkthrough",
}


@st.composite
def page_scenarios(draw: st.DrawFn) -> tuple[Scenario, str]:
    """Generate a story that a page can have, and the header of its family."""
    family = draw(st.sampled_from([*SUFFIXES]))
    is_amazon = family.startswith("Amazon")
    names = AMAZON if is_amazon else ("Comfort with Ambiguity", "Doing the Right Thing", "Bias to Act")
    lenses = draw(
        st.lists(
            st.builds(
                Lens, principle=st.sampled_from(names), lead_with=sentences, emphasize=sentences, downplay=sentences
            ),
            max_size=3,
            unique_by=lambda item: item.key,
        )
    )
    known = names if is_amazon else tuple(lens.principle for lens in lenses)
    title = draw(st.tuples(_sentence(""), st.sampled_from(["", " - twice", " - and why"])).map("".join))
    framework = {"Amazon Leadership Principles": "amazon-leadership-principles"}.get(family)
    if family == "General Behavioral" and not lenses:
        framework = "general-competencies"
    weak_answer = draw(st.none() | _weak_answers)
    scenario = Scenario(
        id="not-compared",
        title=title,
        question=title,
        framework=framework,
        principle=draw(st.sampled_from([None, *known])),
        overview=draw(sentences),
        summary=draw(sentences),
        situation=draw(_steps),
        task=draw(_steps),
        action=draw(_steps),
        result=draw(_last_steps),
        reflection=draw(st.none() | _reflections),
        follow_ups=draw(_follow_ups),
        weak_answer=weak_answer,
        quiz=draw(_quiz) if weak_answer else (),
        lenses=tuple(lenses),
        levels=draw(_levels),
        source=Source(title=f"{title}{SUFFIXES[family]}"),
    )
    if scenario.principle and scenario.principle not in known:
        scenario = scenario.model_copy(update={"framework": None})
    return scenario, family


@dataclass(frozen=True)
class Layout:
    """How a page looks when copied."""

    emoji: str = "intact"
    """`intact`, `missing`, or the encoding that damaged them."""
    damaged: str = "⏱💡⚠️👤🏆❌✅🧠⬇•💭"
    """The emoji that are not intact."""
    newer: bool = False
    """With more navigation, and without empty lines."""
    line_end: str = "\n"
    spaces: str = ""
    """What is put around lines, and on empty lines."""
    label_space: str = " "
    """What is between the words of a label."""
    phrase_quotes: str = '""'
    answer_quotes: str = '""'

    def mark(self, emoji: str) -> str:
        if emoji[:1] not in self.damaged or self.emoji == "intact":
            return emoji
        return "" if self.emoji == "missing" else emoji.encode().decode(self.emoji, "replace")


ENCODINGS = (
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1257", "latin-1", "mac_roman", "cp437", "koi8-r", "gbk", "shift_jis",
)  # fmt: skip
NAVIGATION = ("Scenario Overview", "Follow-ups", "Weak Answer", "Quiz", "Levels", "Next")
layouts = st.builds(
    Layout,
    emoji=st.sampled_from(["intact", "missing", *ENCODINGS]),
    damaged=st.sampled_from(["⏱💡⚠️👤🏆❌✅🧠⬇•💭", "💡", "⏱", "⚠", "🧠", "👤", "💭", "•", "❌✅"]),
    newer=st.booleans(),
    line_end=st.sampled_from(["\n", "\r\n"]),
    spaces=st.sampled_from(["", " ", "\u00a0", "\u200b", "\ufeff\t"]),
    label_space=st.sampled_from([" ", "\u00a0", "\u200b ", "  "]),
    phrase_quotes=st.sampled_from(['""', "“”"]),
    answer_quotes=st.sampled_from(['""', "“”", ""]),
)

Part = tuple[str, str]
"""A line, and its part of the story, such as `action` or `follow_ups/0`."""


class Renderer:
    """Writes a story as the lines of a page."""

    def __init__(self, scenario: Scenario, family: str, layout: Layout) -> None:
        self.scenario = scenario
        self.family = family
        self.layout = layout

    def lines(self) -> list[Part]:
        """Give all lines, without their line ends."""
        story = (self._head, self._steps, self._follow_ups, self._weak_answer)
        sections = (*story, self._quiz, self._lenses, self._levels)
        spaces = self.layout.spaces
        return [
            (f"{spaces}{line}{spaces}", part)
            for section in sections
            for line, part in section()
            if line or not self.layout.newer
        ]

    def text(self) -> str:
        return "".join(f"{line}{self.layout.line_end}" for line, _ in self.lines())

    def html(self) -> str:
        """Give the page as a browser would save it."""
        body = []
        for line, _ in self.lines():
            pieces = escape(line, quote=False).split('""')
            row = '"</span><span>"'.join(pieces)
            body.append(f"<div><span>{row}</span>\n</div>" if line.strip() else "<div><br></div>")
        head = "<title>A tab's title</title><script>Target: 5s</script><style>p{}</style>"
        hidden = '<div hidden>Coaching</div><p style="display: none">Weak</p><button>Strong</button>'
        return f"<!DOCTYPE html><html><head>{head}</head><body>{hidden}<main>{''.join(body)}</main></body></html>"

    def _label(self, emoji: str, words: str) -> str:
        mark = self.layout.mark(emoji)
        if self.layout.newer and self.layout.emoji == "missing":
            mark = ""
        return f"{mark} {words.replace(' ', self.layout.label_space)}".strip(" ")

    def _alone(self, emoji: str, part: str) -> Iterator[Part]:
        if mark := self.layout.mark(emoji):
            yield mark, part

    def _paragraphs(self, text: str, part: str) -> Iterator[Part]:
        if text:
            yield from ((line or "\u00a0", part) for line in text.split("\n"))

    def _answer(self, text: str) -> str:
        left, right = self.layout.answer_quotes[:1], self.layout.answer_quotes[1:]
        if left == "“" and ("“" in text or "”" in text):
            left = right = ""
        return f"{left}{text}{right}"

    def _row(self, phrases: tuple[str, ...]) -> str:
        left, right = self.layout.phrase_quotes[:1], self.layout.phrase_quotes[1:]
        return "".join(f"{left}{phrase}{right}" for phrase in phrases)

    def _head(self) -> Iterator[Part]:
        s = self.scenario
        assert s.source
        yield from ((line, "") for line in ("Harbour", "Raised Lamp0", self.family))
        if s.principle:
            yield s.principle, ""
        yield from (("", ""), (s.source.title or "", "title"), ("", ""))
        yield "Pick a preparation mode4 modes on offer", ""
        if self.layout.newer:
            yield from ((line, "") for line in NAVIGATION)
        overview = (self._label("", "Scenario Overview"), s.overview or "", "", s.summary or "")
        yield from ((line, "overview") for line in overview)
        yield "", ""

    def _steps(self) -> Iterator[Part]:
        for name, step in self.scenario.steps:
            yield self._label("⏱", f"Target: {step.target}s"), name
            yield (name[0].upper(), name) if name != "reflection" else (self.layout.mark("💭"), name)
            yield self._label("", "Strong Example"), name
            yield from self._paragraphs(step.strong_example or "", name)
            if step.key_phrases:
                yield self._row(step.key_phrases), name
            for emoji, label, text in (
                ("💡", "Coaching", step.coaching),
                ("⚠️", "Common Mistake", step.common_mistake.mistake if step.common_mistake else None),
            ):
                if text:
                    yield from ((self._label(emoji, label), name), ("", name))
                    yield from self._paragraphs(text, name)
                    yield "", name
        reflection = self.scenario.reflection
        for level, text in reflection.by_level.items() if reflection else ():
            part = f"by_level/{level}"
            yield from self._alone("👤", part)
            yield from ((f"{level}{self.layout.label_space}Reflection", part), (text, part))

    def _follow_ups(self) -> Iterator[Part]:
        for number, item in enumerate(self.scenario.follow_ups):
            part = f"follow_ups/{number}"
            yield item.question, part
            if item.probes:
                yield f"Probes: {item.probes}", part
            yield from ((self._label("❌", "Weak"), part), ("", part), (self._answer(item.weak_answer or ""), part))
            if item.why_weak:
                yield from (("", part), (item.why_weak, part))
            yield from (("", part), (self._label("✅", "Strong"), part), ("", part))
            yield self._answer(item.strong_answer), part
            if item.key_line:
                yield from (("", part), (f'"{item.key_line}"', part))

    def _weak_answer(self) -> Iterator[Part]:
        weak = self.scenario.weak_answer
        if weak is None:
            return
        yield from ((self._label("", "Weak Answer"), "weak_answer"), (weak.text, "weak_answer"))
        for item in weak.weaknesses:
            phrase = f'"{item.phrase}" ' if item.phrase else ""
            yield f"  {self._label('•', '')} {phrase}{item.why_it_fails}".strip(" "), "weak_answer"
        yield f"Bar{self.layout.label_space}Raiser Thinks{weak.interviewer_thinks}", "weak_answer"

    def _quiz(self) -> Iterator[Part]:
        for number, item in enumerate(self.scenario.quiz):
            part = f"quiz/{number}"
            yield from self._alone("🧠", part)
            yield from ((item.question, part), ("", part), (item.explanation or "", part), ("", ""))

    def _lenses(self) -> Iterator[Part]:
        for number, lens in enumerate(self.scenario.lenses):
            part = f"lenses/{number}"
            yield from ((lens.principle, part), ("", part), (lens.lead_with or "", part), ("", part))
            yield from ((self._label("✅", "Emphasize"), part), ("", part), (lens.emphasize or "", part), ("", part))
            yield from ((self._label("⬇", "Downplay"), part), ("", part), (lens.downplay or "", part), ("", ""))

    def _levels(self) -> Iterator[Part]:
        for number, level in enumerate(self.scenario.levels):
            part = f"levels/{number}"
            yield from ((level.level, part), ("", part), (level.focus or "", part), ("", part))
            yield from ((f"Reflection: {level.reflection}", part), (f"Bar {level.bar}", part))
            yield _spoken(level.length or 0), part


def _spoken(length: int) -> str:
    minutes, seconds = divmod(length, 60)
    if minutes and seconds:
        return f"Keep to {minutes} minutes {seconds} seconds."
    return f"{minutes} minutes" if minutes else f"{seconds} seconds."
