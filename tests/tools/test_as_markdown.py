"""The pages of the library: a story's text can do no more in them than the small Markdown of stories allows."""

import re
import sys
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from project import LIBRARY, REPOSITORY
from star2anki import markup
from star2anki.coach.settings import CoachSettings
from star2anki.coverage.matrix import cover
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario
from strategies import texts

sys.path.insert(0, str(REPOSITORY / "tools"))

import library_pages
from as_markdown import blocks, bold, line, run_in

FULL = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
"""As much of GitHub's Markdown as the parser supports."""
FRAMEWORKS, _ = load_frameworks({})
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=https://example.com/x.png onerror=alert(1)>",
    "![remote](https://example.com/x.png)",
    "[press](javascript:alert)",
    "[press][1]\n\n[1]: javascript:alert",
    "<javascript:alert(1)>",
    "<!-- hidden",
    "-->",
    "&lt;b&gt; &#x3c;i>",
    "a\n===",
    "a\n---",
    "***",
    "# heading #",
    "> quoted",
    "    indented",
    "~~~\nfenced",
    "```\nfenced\n```",
    "| a | b |\n|---|---|\n| c | d |",
    "a | b",
    "a\n:-:",
    "~~gone~~",
    "- [ ] done",
    "1. one\n2. two\n\n   - three",
    "`<b>` and ``a ` b``",
    "`a\n# b`",
    "**bold *and* `code`** _so_",
    "ends with \\",
    "\\<b>",
    "\\[x](y)",
    "1986\\. A year",
    "</p><h1>x",
    "<b\n>x</b>",
    "[^1]",
    "two  \nlines",
    "see https://example.com/ and www.example.com",
)
hostile_texts = (
    st.sampled_from(HOSTILE)
    | texts
    | st.lists(
        st.sampled_from([*"<>![]()`*_~|#-+=:.1\\&\n \t\"'/a", "&lt;", "\n\n", "](", "<a ", "- ", "    "]),
        min_size=1,
        max_size=24,
    )
    .map("".join)
    .filter(str.strip)
)


def elements(tokens: list[Token]) -> Counter[str]:
    """Count the elements of a page, and each link and picture by its address."""
    counted: Counter[str] = Counter()
    for token in tokens:
        if token.type in {"html_inline", "html_block"}:
            counted[token.content] += 1
        elif token.nesting >= 0 and token.tag and not token.hidden:
            counted[f"{token.tag} {token.attrs.get('href', '')}{token.attrs.get('src', '')}"] += 1
        counted += elements(token.children or [])
    return counted


def outline(tokens: list[Token]) -> list[str]:
    """Give elements and words in order; a line break counts as a space, as in a browser."""
    found: list[str] = []
    for token in tokens:
        if token.type == "inline":
            found += outline(token.children or [])
        elif token.type in {"text", "text_special", "softbreak"}:
            word = " " if token.type == "softbreak" else token.content
            if found and not found[-1].startswith("<"):
                word = found.pop() + word
            found.append(word)
        elif token.type == "code_inline":
            found.append(f"<code {token.content}>")
        elif not token.hidden:
            found.append(f"<{token.nesting} {token.tag} {sorted(token.attrs.items())}>")
    return [re.sub(r"\s+", " ", part).strip(" ") if not part.startswith("<") else part for part in found]


@given(hostile_texts)
def test_a_line_shows_exactly_the_letters_that_were_typed(text: str) -> None:
    shown = markup.one_line(text)
    for before, lead in (("", ""), ("# ", ""), ("> ", ""), ("- **a** ", "a ")):
        tokens = FULL.parse(before + line(text))
        inner = next(token for token in tokens if token.type == "inline").children or []
        last = "".join(token.content for token in inner)
        assert last.strip() == (lead + shown).strip()
        assert {token.type for token in inner} <= {"text", "text_special", "strong_open", "strong_close"}
        assert sum(token.type == "inline" for token in tokens) == 1


@given(hostile_texts)
def test_small_markdown_means_the_same_in_full_markdown_as_in_a_deck(text: str) -> None:
    assume("<1 li []><-1 li []>" not in "".join(outline(markup.tokens(text))))  # items without words are left out
    assert outline(FULL.parse(blocks(text))) == outline(markup.tokens(text))


@given(hostile_texts)
def test_run_in_text_is_one_line_of_the_same_words_and_no_other_elements(text: str) -> None:
    written = run_in(text)
    assert "\n" not in written
    tokens = FULL.parse(f"a {written}")
    assert set(elements(tokens)) <= {"p ", "strong ", "em ", "code "}
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


@given(hostile_texts)
def test_text_that_means_nothing_in_markdown_is_written_as_it_is(text: str) -> None:
    plain = " ".join(re.sub(r"[^\w\s,;?’“”·–]|_", "", text).split())
    assert line(plain) == plain
    assert run_in(plain) == plain
    assert blocks(plain) == plain
    assert bold(plain) == (f"**{plain}**" if plain else "")


KEPT = {"id", "language", "framework", "target", "length"}
"""Keys that contain no text."""


def retold(scenario: Scenario, text: str) -> Scenario:
    """Replace every other text by this one, as it would be in the file."""

    def put(value: object, key: str = "") -> object:
        if isinstance(value, dict):
            return {name: put(inner, name) for name, inner in value.items()}
        if isinstance(value, list | tuple):
            return tuple(put(inner, key) for inner in value)
        return text if isinstance(value, str) and key not in KEPT else value

    return Scenario.model_validate(put(scenario.model_dump(exclude={"ignored", "format"}, by_alias=True)))


def elements_of_page(text: str) -> Counter[str]:
    path = LIBRARY[0]
    scenario = load_scenario(path.name, path.read_bytes(), FRAMEWORKS).scenario
    assert scenario is not None
    lines = library_pages.page(retold(scenario, text), FRAMEWORKS[scenario.framework or ""], 100, "name")
    return elements(FULL.parse("\n".join(lines)))


OWN = elements_of_page("word")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_page_has_no_element_link_or_picture_but_its_own(text: str) -> None:
    found = elements_of_page(text)
    assert set(found) <= {*OWN, *(f"{tag} " for tag in ("p", "ul", "ol", "li", "strong", "em", "code", "br"))}
    for element in (*(f"h{level} " for level in range(1, 7)), "blockquote ", "hr ", "a ../../scenarios/name.yaml"):
        assert found[element] == OWN[element], element


@given(hostile_texts)
def test_a_page_has_no_element_link_or_picture_but_its_own_whatever_the_text(text: str) -> None:
    test_a_page_has_no_element_link_or_picture_but_its_own(text)


def test_the_index_has_no_element_link_or_picture_but_its_own() -> None:
    frameworks, _ = load_frameworks({})
    framework = next(iter(frameworks.values()))
    path = next(path for path in LIBRARY if f"framework: {framework.id}" in path.read_text(encoding="utf-8"))
    scenario = load_scenario(path.name, path.read_bytes(), frameworks).scenario
    assert scenario is not None

    def index(title: str) -> Counter[str]:
        story = scenario.model_copy(update={"title": title})
        coverages = [cover((story,), framework, CoachSettings())]
        return elements(FULL.parse("\n".join(library_pages.index(coverages, {story.id: "a b)"}))))

    own = index("word")
    assert own["a library/a%20b%29.md"] > 1
    for text in HOSTILE:
        assert index(text) == own, text


def test_bare_addresses_are_not_links_on_github_either() -> None:
    """GitHub's parser turns these letters into links wherever they occur together, and we do not have that parser."""
    written = line("https://example.com/ and www.example.com")
    assert written == r"https\://example.com/ and www\.example.com"
    assert FULL.renderInline(written) == "https://example.com/ and www.example.com"
