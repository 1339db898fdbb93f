"""Walkthrough pages: the story has what the page says, whatever happened to it on the way, and nothing else."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hypothesis import example, given, settings
from hypothesis import strategies as st

from star2anki.diagnostics import Code
from star2anki.importers import read_page
from star2anki.importers.draft import as_scenario, lacks
from star2anki.importers.page import Imported, Page
from star2anki.importers.reading import open_page
from star2anki.importers.walkthrough.labels import find_label
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario
from walkthrough_pages import Layout, Renderer, layouts, page_scenarios, questions

LAMP = (Path(__file__).parent / "pages" / "lamp.txt").read_text(encoding="utf-8")
FRAMEWORKS, _ = load_frameworks({})
Story = tuple[Scenario, str]


def imported(text: str, name: str = "page.txt") -> Imported:
    page, findings = open_page(name, text.encode())
    assert page is not None, findings
    stories = read_page(page, FRAMEWORKS)
    assert isinstance(stories, tuple), stories
    (story,) = stories
    return story


def scenario_of(story: Imported) -> Scenario:
    """Read back what the import would have written."""
    loaded = load_scenario("x.yaml", dump(as_scenario(story.draft)).encode(), FRAMEWORKS)
    assert loaded.scenario is not None, loaded.diagnostics
    return loaded.scenario


def accounted_for_once(story: Imported, text: str) -> bool:
    return [placed.line for placed in story.placements] == [*range(1, len(Page("", text).lines) + 1)]


@given(page_scenarios(), layouts)
def test_importing_the_page_of_a_story_gives_the_story_whatever_the_page_suffered(drawn: Story, layout: Layout) -> None:
    scenario, family = drawn
    text = Renderer(scenario, family, layout).text()
    story = imported(text)
    assert scenario_of(story).model_copy(update={"id": "not-compared"}) == scenario
    assert accounted_for_once(story, text)
    assert story.not_understood == ()


def part_of(draft: Mapping[str, Any], part: str) -> object:
    """Find a part of a story, or None if it is missing or incomplete."""
    key, _, name = part.partition("/")
    reflection = draft.get("reflection", {})
    if key == "by_level":
        return reflection.get("by_level", {}).get(name)
    if key == "reflection":
        return {key: value for key, value in reflection.items() if key != "by_level"}
    if key == "overview":
        return draft.get("overview"), draft.get("summary")
    items = draft.get(key, [])
    if not name:
        return items
    return items[int(name)] if int(name) < len(items) else None


@settings(max_examples=settings().max_examples // 3)  # each is cut, and read, at every line
@given(page_scenarios(), layouts)
def test_the_complete_parts_of_a_cut_off_page_are_there_and_the_others_are_named(drawn: Story, layout: Layout) -> None:
    renderer = Renderer(*drawn, layout)
    lines = renderer.lines()
    full = imported(renderer.text()).draft
    # Where a part begins to say something, and where it ends; a lone emoji before it says nothing.
    telling = [(number, part) for number, (line, part) in enumerate(lines) if part and re.search("[A-Za-z0-9]", line)]
    ends = {part: number for number, part in telling}
    begins = {part: number for number, part in reversed(telling)}
    for cut in range(ends["title"] + 1, len(lines) + 1):
        text = "".join(f"{line}{layout.line_end}" for line, _ in lines[:cut])
        story = imported(text)
        assert accounted_for_once(story, text)
        for part, end in ends.items():
            if end < cut:
                assert part_of(story.draft, part) == part_of(full, part), (cut, part)
            elif begins[part] < cut:
                required = any(lack.required for lack in lacks(story.draft))
                assert story.incomplete or story.not_understood or required, (cut, part)


@given(page_scenarios(), layouts)
def test_html_gives_the_same_story_as_the_pasted_text(drawn: Story, layout: Layout) -> None:
    renderer = Renderer(*drawn, layout)
    assert imported(renderer.html(), "page.html").draft == imported(renderer.text()).draft


_LABELS = st.sampled_from(
    [line for line in LAMP.split("\n") if len(line) < 40]
    + [
        "Reflection: x",
        "Bar x",
        "2 minutes",
        "Probes:",
        "Target: soon",
        '"a""b"',
        "Senior Reflection",
        "- x",
        "?",
        "\u200b",
    ]
)


def letters(value: object) -> str:
    """Give only the letters and digits of a text, or of all texts in a draft."""
    if isinstance(value, Mapping):
        return "|".join(letters(part) for pair in value.items() for part in pair)
    if isinstance(value, list):
        return "|".join(map(letters, value))
    return re.sub(r"[\W_]", "", str(value))


def is_told(words: str, told: str, *, parted: bool) -> bool:
    """Say whether words are there as one, or `parted` in two, as a weakness is into its phrase and why it fails."""
    cuts = range(1, len(words)) if parted else ()
    return words in told or any(words[:cut] in told and words[cut:] in told for cut in cuts)


def holds_its_lines(story: Imported) -> bool:
    """Say whether each line that went into a text is there; letters, durations and labels do not become text."""
    told = letters(story.draft)
    return all(
        is_told(letters(placed.text), told, parted="weakness" in placed.field)
        for placed in story.placements
        if placed.field
        and find_label(placed.text) is None
        and not re.fullmatch(r"situation|task|action|result|reflection|title|.*\.length|.*_phrases", placed.field)
    )


@given(st.lists(_LABELS | questions | st.text(max_size=9), max_size=40))
@example(['"a""b"', "Gull", "Weak Answer"])
def test_lines_in_any_order_are_accounted_for_once_and_make_a_file_that_can_be_read(lines: list[str]) -> None:
    text = "\n".join([*lines, "Scenario Overview", *reversed(lines)])
    page, _ = open_page("x", text.replace("\r", "").replace("\0", "").encode("utf-8", "replace"))
    assert page is not None
    stories = read_page(page, FRAMEWORKS)
    if isinstance(stories, tuple):
        assert accounted_for_once(stories[0], page.text)
        assert holds_its_lines(stories[0])
        written = dump(as_scenario(stories[0].draft)).encode()
        codes = {finding.code for finding in load_scenario("x", written, FRAMEWORKS).diagnostics}
        assert codes <= {Code.MISSING_KEY, Code.EMPTY_FILE, Code.UNKNOWN_PRINCIPLE}
