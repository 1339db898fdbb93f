"""The page in a real browser: opened from disk, without a network."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from accessibility import serious_violations
from project import STORY, Project
from visited import Visit, Visited

SEARCH = "Search all cards"
FRAMES_OF_A_MOVE = 30
"""More than the page needs to return to its place after a switch."""
HOSTILE = (
    '</noscript></script></style><script>hit = 1</script> <img src=x onerror="hit = 1"> <!--card--> '
    "<svg onload='hit = 1'> \"onfocus=hit=1 autofocus $title ${script} {{Question}} {{c2::x}} [sound:x.mp3] "
    "[anki:tts lang=en_US]x[/anki:tts] \\(\\href{javascript:hit=1}{x}\\) </article> &lt;script&gt; \u2028 end"
)


def count(visited: Visited) -> str:
    return visited.page.get_by_role("status").inner_text()


def shown_kinds(visited: Visited) -> set[str]:
    visited.page.locator(".p-card").first.wait_for()
    return set(visited.page.locator(".p-card .p-caption b").all_text_contents())


def until_count(visited: Visited, pattern: str) -> None:
    visited.page.get_by_role("status").filter(has_text=re.compile(pattern)).wait_for()


def scrolls_sideways(visited: Visited) -> bool:
    return bool(visited.value("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("width", [1400, 1000, 360, 320])
def test_nothing_is_wider_than_the_window(visit: Visit, sample_page: Path, width: int, dark: bool) -> None:
    visited = visit(sample_page, width=width, dark=dark)
    assert not scrolls_sideways(visited)
    if width < 640:
        visited.page.get_by_role("button", name="Filters", exact=True).click()
    else:
        visited.page.get_by_role("button", name="Phone", exact=True).click()
    for _ in range(6):
        visited.scroll(6000)
        assert not scrolls_sideways(visited)


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("width", [1000, 360])
@pytest.mark.parametrize("answers", [True, False], ids=["answers", "questions"])
def test_axe_finds_nothing_serious(
    visit: Visit, sample_page: Path, width: int, dark: bool, answers: bool, axe: str
) -> None:
    visited = visit(sample_page, width=width, height=3000, dark=dark)
    if width < 640:
        visited.page.get_by_role("button", name="Filters", exact=True).click()
    if not answers:
        visited.page.get_by_role("button", name="Answers", exact=True).click()
        visited.page.get_by_role("button", name="Show answer").first.click()
    assert serious_findings(visited, axe) == []


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_axe_finds_nothing_serious_in_any_kind_of_card(visit: Visit, sample_page: Path, dark: bool, axe: str) -> None:
    visited = visit(sample_page, width=1400, height=2000, dark=dark)
    kinds = visited.page.get_by_label("Note type", exact=True)
    for kind in kinds.locator("option").all_text_contents()[1:]:
        kinds.select_option(kind)
        assert serious_findings(visited, axe) == [], kind


LAY_OUT_ALL = """() => {
  const sheet = document.styleSheets[0];
  sheet.insertRule(".p-card { content-visibility: visible !important; }", sheet.cssRules.length);
}"""
"""Out of sight, a card has only about its height, and what is in it lies over the next one; nobody sees that."""


def serious_findings(visited: Visited, axe: str) -> list[tuple[str, list[str]]]:
    visited.value(LAY_OUT_ALL)
    return [
        (violation["id"], [node["html"] for node in violation["nodes"]][:3])
        for violation in serious_violations(visited.page, axe)
    ]


def test_filters_show_and_count_only_what_matches(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page)
    total = count(visited)
    assert re.fullmatch(r"\d+ cards", total)
    visited.page.get_by_label("Note type", exact=True).select_option("Quiz")
    assert shown_kinds(visited) == {"Quiz"}
    assert re.fullmatch(r"\d+ of \d+ cards", count(visited))
    visited.page.get_by_label("Story", exact=True).select_option(index=1)
    assert visited.page.locator(".p-story:visible").count() == 1
    visited.page.get_by_label("Note type", exact=True).select_option("")
    assert len(shown_kinds(visited)) == 14, "eleven note types, and Story has four cards where it has no numbers"
    visited.page.get_by_role("button", name="Clear", exact=True).click()
    assert count(visited) == total
    visited.page.get_by_label("Principle", exact=True).select_option(index=1)
    assert re.fullmatch(r"\d+ of \d+ cards", count(visited))


def test_decks_of_several_recipes_can_be_told_apart(visit: Visit, project: Project) -> None:
    project.story()
    project.recipe("name: First\nscenarios: [scenarios/*.yaml]\nnotetypes: [quiz]\n", "first")
    project.recipe("name: Second::Part\nscenarios: [scenarios/*.yaml]\nnotetypes: [follow-up]\n", "second")
    (project.folder / "decks" / "all.yaml").unlink()
    project.run("preview")
    visited = visit(project.folder / "preview.html")
    assert count(visited) == "3 cards"
    visited.page.get_by_label("Deck", exact=True).select_option("Second")
    assert shown_kinds(visited) == {"Follow-up"}
    assert visited.page.get_by_label("Note type", exact=True).is_visible()
    assert not visited.page.get_by_label("Story", exact=True).is_visible(), "there is only one"


def test_search_finds_words_in_question_and_answer_in_any_case(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page)
    search = visited.page.get_by_label(SEARCH)
    search.fill("LARKMOOR veterinary")
    until_count(visited, r"^\d+ of")
    visited.page.locator(".p-card").first.wait_for()
    for text in visited.page.locator(".p-card").all_text_contents():
        assert "larkmoor" in text.lower()
        assert "veterinary" in text.lower()
    assert visited.value("CSS.highlights.get('searched').size") > 0
    search.fill("xylophone")
    until_count(visited, r"^0 of")
    assert visited.page.get_by_text("No cards match.").is_visible()
    search.fill("")
    until_count(visited, r"^\d+ cards$")
    assert not visited.page.get_by_text("No cards match.").is_visible()


def test_search_knows_apostrophes_accents_and_letters_that_html_escapes(visit: Visit, project: Project) -> None:
    project.story(task="Renée\u2019s <team> at A&B didn\u2019t own it.")
    project.run("preview")
    visited = visit(project.folder / "preview.html")
    for words in ("renee's", "a&b", "<team>", "didn't"):
        visited.page.get_by_label(SEARCH).fill(words)
        until_count(visited, r"^[1-9]\d* of")
    for words in ("amp", "class", "lang"):
        visited.page.get_by_label(SEARCH).fill(words)
        until_count(visited, r"^0 of")


def test_everything_can_be_done_with_the_keyboard(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page)
    keyboard = visited.page.keyboard
    keyboard.press("Tab")
    keyboard.type("quiz")
    assert visited.page.get_by_label(SEARCH).input_value() == "quiz"
    keyboard.press("Control+A")
    keyboard.press("Delete")
    until_count(visited, r"^\d+ cards$")
    reached = []
    for _ in range(7):
        keyboard.press("Tab")
        reached.append(
            visited.value("document.activeElement.getAttribute('aria-label') || document.activeElement.innerText")
        )
    assert reached == ["Note type", "Principle", "Story", "Answers", "Night", "Phone", "Print"]
    keyboard.press("Shift+Tab")
    keyboard.press("Shift+Tab")
    keyboard.press("Space")
    assert visited.value("document.documentElement.classList.contains('nightMode')")
    keyboard.press("Shift+Tab")
    keyboard.press("Enter")
    visited.page.get_by_role("button", name="Show answer").first.wait_for()


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
def test_day_or_night_follows_the_system_at_first_and_can_be_switched(
    visit: Visit, sample_page: Path, dark: bool
) -> None:
    visited = visit(sample_page, dark=dark)

    def is_dark(selector: str) -> bool:
        colour = visited.value("s => getComputedStyle(document.querySelector(s)).backgroundColor", selector)
        return int(re.findall(r"\d+", colour)[0]) < 128

    assert (is_dark("body"), is_dark(".card")) == (dark, dark)
    visited.page.get_by_role("button", name="Night", exact=True).click()
    assert (is_dark("body"), is_dark(".card")) == (not dark, not dark)


def test_phone_shows_cards_as_wide_as_a_phone(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page, width=1400)
    side = visited.page.locator(".p-side").first
    padding = "e => getComputedStyle(e.querySelector('.card')).paddingTop"
    assert side.evaluate("e => e.offsetWidth") > 500
    assert side.evaluate(padding) == "36px"
    visited.page.get_by_role("button", name="Phone", exact=True).click()
    assert side.evaluate("e => e.offsetWidth") == 360
    assert side.evaluate(padding) == "16px", "the card's own rules for narrow screens hold"


def test_a_covered_answer_knows_what_happened_on_the_question(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page)
    visited.page.get_by_role("button", name="Answers", exact=True).click()
    visited.page.get_by_label("Note type", exact=True).select_option("Quiz")
    assert visited.page.locator(".p-answer").count() == 0
    card = visited.page.locator(".p-card").first
    card.locator(".choices button").first.click()
    card.get_by_role("button", name="Show answer").click()
    assert "Your pick" in card.locator(".p-answer").inner_text()
    card.get_by_role("button", name="Hide answer").click()
    assert card.locator(".p-answer").count() == 0


def test_switches_keep_the_place_on_the_page(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page)
    visited.scroll(9000)
    visited.let_draw(FRAMES_OF_A_MOVE)
    key = visited.value("place().key")
    for name in ("Phone", "Answers", "Night", "Answers", "Phone"):
        visited.page.get_by_role("button", name=name, exact=True).click()
        visited.let_draw(FRAMES_OF_A_MOVE)
        assert visited.value("place().key") == key, name


def test_stories_are_drawn_when_they_are_near_and_dropped_when_they_are_far(visit: Visit, project: Project) -> None:
    for number in range(30):
        project.story(f"story-{number}", id=f"story-{number}-x7y8", title=f"Story {number}")
    project.run("preview")
    visited = visit(project.folder / "preview.html")
    stories = visited.page.locator(".p-story:has(.p-card)")
    stories.first.wait_for()
    assert stories.count() < 5
    for _ in range(60):
        visited.scroll(4000)
    assert stories.count() < 15
    last = visited.page.get_by_role("heading", name="Story 29").first
    last.scroll_into_view_if_needed()
    visited.page.locator(".p-story[data-story=story-29-x7y8] .s2a[data-dressed]").first.wait_for()


@pytest.mark.parametrize("dark", [False, True], ids=["day", "night"])
@pytest.mark.parametrize("width", [1000, 320])
def test_with_scripts_off_the_page_is_a_plain_list_of_all_cards(
    visit: Visit, sample_page: Path, width: int, dark: bool
) -> None:
    total = int(count(visit(sample_page)).split()[0])
    visited = visit(sample_page, scripts=False, width=width, dark=dark)
    assert visited.page.locator(".p-card").count() == total
    assert visited.page.locator(".p-card .s2a.back").first.is_visible()
    assert not visited.page.get_by_label(SEARCH).is_visible()
    assert visited.page.get_by_text(f"{total} cards from").is_visible()
    colours = "() => [document.body, document.querySelector('.card')].map((e) => getComputedStyle(e).backgroundColor)"
    assert all((int(re.findall(r"\d+", colour)[0]) < 128) == dark for colour in visited.value(colours))
    assert not scrolls_sideways(visited)


def test_the_hand_out_has_every_card_with_folds_open_and_nothing_to_press(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page, dark=True)
    total = int(count(visited).split()[0])
    visited.page.get_by_role("button", name="Answers", exact=True).click()
    visited.value("addEventListener('afterprint', (event) => event.stopImmediatePropagation(), true)")
    visited.page.emulate_media(media="print")
    visited.value("dispatchEvent(new Event('beforeprint'))")
    cards = visited.page.locator(".p-card:visible")
    assert cards.count() == total
    assert visited.page.locator(".p-handout .s2a.back").count() == total
    assert visited.page.locator("details:not([open]):visible").count() == 0
    assert visited.page.locator("button:visible, input:visible, select:visible, .timer:visible").count() == 0
    assert visited.value("getComputedStyle(document.querySelector('.p-handout .card')).color") == "rgb(35, 39, 45)"


def test_printing_makes_a_pdf_and_leaves_the_page_as_it_was(visit: Visit, sample_page: Path) -> None:
    visited = visit(sample_page, dark=True)
    visited.page.get_by_label("Note type", exact=True).select_option("Lens")
    few = visited.page.pdf(format="A4")
    visited.page.get_by_label("Note type", exact=True).select_option("")
    everything = visited.page.pdf(format="A4")
    assert few.startswith(b"%PDF")
    assert len(everything) > 3 * len(few), "all cards were printed, not only those that were drawn"
    assert visited.page.locator(".p-handout .p-card").count() == 0
    assert visited.value("document.documentElement.classList.contains('nightMode')")


def hostile_story() -> dict[str, Any]:
    def spoil(value: Any) -> Any:  # noqa: ANN401 - any value of a story
        if isinstance(value, str):
            return f"{value} {HOSTILE}"
        if isinstance(value, list):
            return [spoil(each) for each in value]
        if isinstance(value, dict):
            kept = {"target", "length", "level", "principle"}
            return {key: each if key in kept else spoil(each) for key, each in value.items()} | phrases(value)
        return value

    def phrases(value: dict[str, Any]) -> dict[str, Any]:
        """Keep those that are found in the text, so that there are gaps as before."""
        return {"key_phrases": [*value["key_phrases"], HOSTILE]} if "key_phrases" in value else {}

    kept = {"id", "framework", "principle", "tags"}
    return {key: value if key in kept else spoil(value) for key, value in STORY.items()}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_hostile_text_shows_as_it_was_written_and_does_nothing(visit: Visit, project: Project, scripts: bool) -> None:
    project.recipe("name: Hostile\nscenarios: [scenarios/*.yaml]\nvoice: en_US\n")
    project.story()
    project.run("preview", "-o", "calm.html")
    project.recipe(f"name: {json.dumps(HOSTILE)}\nscenarios: [scenarios/*.yaml]\nvoice: en_US\n")
    project.story(**hostile_story())
    project.run("preview", "-o", "hostile.html")
    calm, hostile = (visit(project.folder / name, scripts=scripts) for name in ("calm.html", "hostile.html"))
    assert hostile.page.locator(".p-card").count() == calm.page.locator(".p-card").count() > 10
    assert "</noscript></script></style><script>hit = 1</script>" in (
        hostile.page.locator(".p-card").first.text_content() or ""
    )
    assert hostile.page.locator("main img, main svg[onload], main script, main [autofocus]").count() == 0
    if scripts:
        assert hostile.value("typeof hit") == "undefined"
    hostile.page.pdf()


def test_a_voice_becomes_a_labelled_play_button(visit: Visit, project: Project) -> None:
    project.recipe("name: Spoken\nscenarios: [scenarios/*.yaml]\nvoice: en_US\n")
    project.story()
    project.run("preview")
    visited = visit(project.folder / "preview.html")
    button = visited.page.get_by_role("link", name="Hear the question").first
    button.click()
    assert visited.page.url.endswith("preview.html"), "it leads nowhere"
    assert "[anki:" not in visited.page.locator("main").inner_text()
