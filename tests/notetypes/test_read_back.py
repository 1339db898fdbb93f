"""Every value of a scenario can be read back from the fields of its notes, when all note types are made."""

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib
import pytest
from hypothesis import given

from project import FULL_STORY
from star2anki import markup
from star2anki.notetypes import BY_KEY, NOTETYPES, NoteSettings
from star2anki.notetypes.compose import compose
from star2anki.notetypes.note_id import NoteId
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.ids import slug
from star2anki.scenario.model import STEP_NAMES, Scenario, format_duration
from star2anki.yamlfile.model import StrictModel
from strategies import texts

WHERE = {
    "id": "the first part of every note's ID",
    "title": "Story",
    "question": "Story: Question; Question: Question, of the item `question`",
    "asked_as": "Question, in the order of the notes",
    "framework": "Story: Framework ID",
    "principle": "Principle",
    "role": "Role",
    "language": "Language",
    "overview": "Story: Overview",
    "summary": "Story: Summary",
    "opening": "Story: Opening, unless Derived says that it was made of the situation",
    "landing": "Story: Landing, unless Derived says that it was made of the result",
    "numbers": "Story: Numbers",
    "situation": "STAR step: Seconds, Strong example, Beats, Key phrases, Coaching, Common mistake, Why it fails",
    "task": "as situation",
    "action": "as situation",
    "result": "as situation",
    "reflection": "as situation, and By level",
    "follow_ups": "Follow-up, in the order of the notes",
    "weak_answer": "Weak answer: Answer, Interviewer thinks; Faults and Missing, each with its place; Weak phrase",
    "quiz": "Quiz, in the order of the notes; each of Choices has its place among the distractors",
    "lenses": "Lens, in the order of the notes",
    "levels": "Level, in the order of the notes",
    "source": "Story: Source title, Source author, Source URL, Source license",
    "tags": "Story: Words to find it by",
    "coach": "Story: Coach ignores",
}
"""Which fields hold which key of a scenario.

An item's `id` is the last part of its note's ID, where the item's words do not make the same; of a weakness, it stands
in Faults or Missing.
"""

Fields = dict[str, str]


# ---- HTML of a field -> small Markdown, for a field is what `markup.html` made of it


def parsed(html: str) -> Element:
    tree: Element = html5lib.parseFragment(html, treebuilder="etree", namespaceHTMLElements=False)
    return tree


def inline(element: Element) -> str:
    """Write what stands within a paragraph or list item; of our own elements (`mark`, `sup`) only the text is left."""
    marks = {"strong": "**", "em": "*", "code": "`", "br": " "}
    written = str if element.tag == "code" else unmarked
    parts = [written(element.text or "")]
    for child in element:
        sign = marks.get(child.tag, "")
        parts += [sign, inline(child), sign, written(child.tail or "")]
    return "".join(parts)


def unmarked(text: str) -> str:
    return re.sub(r"([*_`])", r"\\\1", text.replace(markup.WORD_JOINER, ""))


def no_list(text: str) -> str:
    """Keep lines that are no list items from beginning like one."""
    text = re.sub(r"(^|\n)([ \t]*)([-+])(?=\s|$)", r"\1\2\\\3", text)
    return re.sub(r"(^|\n)([ \t]*[0-9]{1,9})([.)])(?=\s|$)", r"\1\2\\\3", text)


def markdown(html: str | Element) -> str:
    """Write paragraphs and lists."""
    blocks = []
    for block in parsed(html) if isinstance(html, str) else html:
        if block.tag in {"ul", "ol"}:
            first = int(block.attrib.get("start", 1))
            marks = [f"{first + number}. " if block.tag == "ol" else "- " for number in range(len(block))]
            items = [
                item_text(item).replace("\n", "\n" + " " * len(mark)) for mark, item in zip(marks, block, strict=True)
            ]
            is_loose = any(child.tag == "p" for item in block for child in item)
            blocks.append(("\n\n" if is_loose else "\n").join(map(str.__add__, marks, items)))
        else:
            blocks.append(no_list(inline(block)))
    return "\n\n".join(blocks)


def item_text(item: Element) -> str:
    """Write a list item: of text, or of paragraphs and lists."""
    has_blocks = any(child.tag in {"p", "ul", "ol"} for child in item)
    return markdown(item) if has_blocks else no_list(inline(item).strip())


def plain(html: str | Element) -> str:
    element = parsed(html) if isinstance(html, str) else html
    return "".join(element.itertext()).replace(markup.WORD_JOINER, "").strip()


def pairs(html: str) -> list[tuple[str, str]]:
    """Read terms and what belongs to them."""
    found = list(parsed(html))
    return [(plain(term), markdown(text)) for term, text in zip(found[::2], found[1::2], strict=True)]


def lines(html: str) -> list[str]:
    return [plain(item) for item in parsed(html)]


def given_values(**values: object) -> dict[str, object]:
    return {key: value for key, value in values.items() if value not in ("", [], {}, None)}


# ---- Notes -> the scenario


def read_back(notes: dict[str, list[tuple[str, Fields]]]) -> dict[str, object]:
    """Make a scenario's plain data of its notes: item and fields of each, by note type and in their order."""
    ((_, story),) = notes["story"]
    derived = story["Derived"].split()
    reflection = dict(notes["star-step"]).get("reflection")
    by_item = dict(notes["star-step"])
    return given_values(
        id=NoteId.parse(story["ID"]).story,
        title=plain(story["Story"]),
        question=markdown(story["Question"]),
        asked_as=[
            with_id(item, {"question": markdown(fields["Question"])}, fields["Question"])
            for item, fields in notes["question"]
            if item != "question"
        ],
        framework=plain(story["Framework ID"]),
        principle=plain(story["Principle"]),
        role=plain(story["Role"]),
        language=story["Language"],
        overview=markdown(story["Overview"]),
        summary=markdown(story["Summary"]),
        opening="" if "opening" in derived else markdown(story["Opening"]),
        landing="" if "landing" in derived else markdown(story["Landing"]),
        numbers=[{"figure": figure, "means": means} for figure, means in pairs(story["Numbers"])],
        **{name: step(by_item[name]) for name in STEP_NAMES[:4]},
        reflection=step(reflection) if reflection else None,
        follow_ups=[follow_up(*note) for note in notes.get("follow-up", [])],
        weak_answer=weak_answer(notes["weak-answer"][0][1], notes["weak-phrase"]) if "weak-answer" in notes else None,
        quiz=[quiz(*note) for note in notes.get("quiz", [])],
        lenses=[lens(*note) for note in notes.get("lens", [])],
        levels=[level(*note) for note in notes.get("level", [])],
        source=given_values(**{key: plain(story[f"Source {name}"]) for key, name in SOURCE.items()}),
        tags=lines(story["Words to find it by"]),
        coach=given_values(ignore=[{"code": code, "reason": why} for code, why in pairs(story["Coach ignores"])]),
    )


SOURCE = {"title": "title", "author": "author", "url": "URL", "license": "license"}


def with_id(item: str, values: dict[str, object], wording: str) -> dict[str, object]:
    """Put in front the id that the author wrote: the note's item, where the item's words do not make it."""
    words = plain(wording) if values.get("principle") or values.get("level") else markdown(wording)
    return ({} if slug(words) == item else {"id": item}) | values


def step(fields: Fields) -> dict[str, object]:
    why = markdown(fields["Why it fails"])
    mistake = markdown(fields["Common mistake"])
    return given_values(
        target=duration(fields["Seconds"]),
        strong_example=markdown(fields["Strong example"]),
        beats=lines(fields["Beats"]),
        key_phrases=lines(fields["Key phrases"]),
        coaching=markdown(fields["Coaching"]),
        common_mistake={"mistake": mistake, "why_it_fails": why} if why else mistake,
        by_level=dict(pairs(fields["By level"])),
    )


def duration(seconds: str) -> str:
    return format_duration(int(seconds)) if seconds else ""


def follow_up(item: str, fields: Fields) -> dict[str, object]:
    values = given_values(
        question=markdown(fields["Question"]),
        probes=markdown(fields["Probes"]),
        weak_answer=markdown(fields["Weak answer"]),
        why_weak=markdown(fields["Why weak"]),
        strong_answer=markdown(fields["Strong answer"]),
        key_line=markdown(fields["Key line"]),
    )
    return with_id(item, values, fields["Question"])


def weak_answer(fields: Fields, phrases: list[tuple[str, Fields]]) -> dict[str, object]:
    weaknesses: dict[int, dict[str, object]] = {}
    written = iter(phrases)  # in the order of those faults that have a phrase
    for field in ("Faults", "Missing"):
        for fault in parsed(fields[field]):
            values = given_values(
                id=fault.attrib["data-id"],
                fault="".join(plain(name) for name in fault.iter("b")),
                why_it_fails=markdown(of_class(fault, "why")),
                say_instead=markdown(of_class(fault, "instead")),
            )
            if field == "Faults":
                values["phrase"] = markdown(next(written)[1]["Phrase"])
            weaknesses[int(fault.attrib["data-place"])] = values
    return given_values(
        text=markdown(fields["Answer"]),
        weaknesses=[weaknesses[place] for place in sorted(weaknesses)],
        interviewer_thinks=markdown(fields["Interviewer thinks"]),
    )


def of_class(element: Element, name: str) -> Element:
    return next((each for each in element.iter("div") if each.attrib.get("class") == name), Element("div"))


def quiz(item: str, fields: Fields) -> dict[str, object]:
    placed = {int(choice.attrib["data-place"]): markdown(choice) for choice in parsed(fields["Choices"])}
    values = given_values(
        question=markdown(fields["Question"]),
        answer=markdown(fields["Answer"]),
        distractors=[placed[place] for place in sorted(placed) if place],
        explanation=markdown(fields["Explanation"]),
    )
    return with_id(item, values, fields["Question"])


def lens(item: str, fields: Fields) -> dict[str, object]:
    values = given_values(
        principle=plain(fields["Lens"]),
        lead_with=markdown(fields["Lead with"]),
        emphasize=markdown(fields["Emphasize"]),
        downplay=markdown(fields["Downplay"]),
    )
    return with_id(item, values, fields["Lens"])


def level(item: str, fields: Fields) -> dict[str, object]:
    values = given_values(
        level=plain(fields["Level"]),
        focus=markdown(fields["Focus"]),
        reflection=markdown(fields["Reflection"]),
        bar=markdown(fields["Bar"]),
        length=duration(fields["Seconds"]),
    )
    return with_id(item, values, fields["Level"])


# ---- The claims


def notes_of(scenario: Scenario) -> dict[str, list[tuple[str, Fields]]]:
    frameworks, _ = load_frameworks({})
    made: dict[str, list[tuple[str, Fields]]] = {}
    for note in compose(scenario, NoteSettings(), NOTETYPES, frameworks.get(scenario.framework or "")):
        fields = dict(zip(BY_KEY[note.notetype].field_names, note.fields, strict=True))
        made.setdefault(note.notetype, []).append((NoteId.parse(note.id).item, fields))
    return made


def keys(value: object, path: str = "") -> Iterator[str]:
    """Name all keys that a scenario uses, with those of its parts."""
    if isinstance(value, StrictModel):
        for name in type(value).model_fields:
            inner = getattr(value, name)
            if inner not in (None, (), {}):
                yield f"{path}.{name}"
                yield from keys(inner, f"{path}.{name}")
    elif isinstance(value, tuple):
        for inner in value:
            yield from keys(inner, path)


def all_keys(model: type[StrictModel], path: str = "") -> Iterator[str]:
    """Name all keys that the format has, with those of its parts."""
    for name, field in model.model_fields.items():
        yield f"{path}.{name}"
        for part in re.findall(r"[\w.]+", str(field.annotation)):
            inner = MODELS.get(part.rpartition(".")[2])
            if inner is not None:
                yield from all_keys(inner, f"{path}.{name}")


def of_any_step(key: str) -> str:
    """Put all steps for one: what one of them has, notes have of all."""
    return re.sub(rf"^\.({'|'.join(STEP_NAMES)})", ".step", key)


def _models(parent: type[StrictModel]) -> Iterator[tuple[str, type[StrictModel]]]:
    for model in parent.__subclasses__():
        yield model.__name__, model
        yield from _models(model)


MODELS = dict(_models(StrictModel))


def test_the_full_story_has_every_key_of_the_format() -> None:
    used = {of_any_step(key) for key in keys(Scenario.model_validate(FULL_STORY))}
    assert used == {of_any_step(key) for key in all_keys(Scenario)}


def test_every_key_of_a_scenario_is_read_back_from_fields() -> None:
    scenario = Scenario.model_validate(FULL_STORY)
    assert set(WHERE) == set(Scenario.model_fields)
    assert Scenario.model_validate(read_back(notes_of(scenario))) == scenario


@pytest.mark.parametrize("left_out", [key for key, field in Scenario.model_fields.items() if not field.is_required()])
def test_what_is_not_there_is_not_read_back(left_out: str) -> None:
    scenario = Scenario.model_validate({key: value for key, value in FULL_STORY.items() if key != left_out})
    assert Scenario.model_validate(read_back(notes_of(scenario))) == scenario


@given(texts)
def test_a_field_of_text_turns_back_into_small_markdown_that_shows_the_same(text: str) -> None:
    html = markup.html(text)
    assert normal(markup.html(markdown(html))) == normal(html)


def normal(html: str) -> str:
    return re.sub(r"\s+", " ", html)
