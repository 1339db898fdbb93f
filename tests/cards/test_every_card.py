"""Every card in a real browser: no errors, nothing cut off, accessible to everybody, and no hostile text runs."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accessibility import serious_violations
from anki_page import App, Face, Reviewer, faces_of, stacked
from project import CRAFT, FRAMEWORK, FULL_STORY, RECIPE, Project, until
from star2anki import markup
from star2anki.notetypes import NOTETYPES
from test_markup import ALLOWED, HOSTILE

TEMPLATES = [template.name for notetype in NOTETYPES for template in notetype.templates]
OpenReviewer = Callable[..., Reviewer]

each_template = pytest.mark.parametrize("template", TEMPLATES)
day_and_night = pytest.mark.parametrize("night", [False, True], ids=["day", "night"])

HARMFUL = (
    *HOSTILE,
    "<script>window.hacked = 1</script>",
    "<img src=x onerror='window.hacked = 1'>",
    "\"><img src='http://x.test/y.png'> ' onfocus='window.hacked = 1' autofocus x='",
    "</template></details></article><iframe src='http://x.test/'></iframe>",
    "<style>* { display: none }</style><link rel=stylesheet href='http://x.test/y.css'>",
    "<base href='http://x.test/'><form action='http://x.test/'><input autofocus onfocus='window.hacked = 1'>",
    "<!--<script>",
)
LONG = "Donaudampfschifffahrt" * 14 + "skapitän"
ARABIC = "أخبرني عن موقف أصلحت فيه شيئًا خارج نطاق عملك، وكيف عرفت أن الإصلاح قد نجح"


def complaints(page: Reviewer, axe: str) -> list[str]:
    """Say what the accessibility checker considers serious or critical in the card as it is now."""
    return [
        f"{each['id']}: {node['html']}\n{node['failureSummary']}"
        for each in serious_violations(page.page, axe, "#qa")
        for node in each["nodes"]
    ]


def small_targets(page: Reviewer) -> list[str]:
    """Name the controls that a finger could miss: less than 44 px high or wide."""
    found: list[str] = page.value(
        """() => [...document.querySelectorAll("button, summary, a")].filter(each => {
             const {width, height} = each.getBoundingClientRect();
             return (width || height) && (width < 44 || height < 44);
           }).map(each => each.outerHTML)"""
    )
    return found


def test_the_checks_detect_what_they_are_meant_to_detect(reviewer: OpenReviewer, axe: str) -> None:
    page = reviewer()
    page.show(
        "<article class='s2a'><p style='color: #ddd'>pale</p><button>x</button><div style='width: 2000px'>w</div>"
    )
    assert [each.split(":")[0] for each in complaints(page, axe)] == ["color-contrast"]
    assert len(small_targets(page)) == 1
    assert page.is_too_wide()
    page.show("<img src=x onerror='window.hacked = 1; alert(1); throw Error()'><script>sessionStorage.a = 1</script>")
    page.page.wait_for_function("() => window.hacked")
    heard = (page.errors, page.dialogs, page.requests)
    until(lambda: all(heard), lambda seconds: page.page.wait_for_timeout(1000 * seconds))
    for remembered in heard:
        remembered.clear()
    forgetful = reviewer(remembers=False)
    forgetful.show("")
    assert forgetful.value("() => { try { return sessionStorage.length } catch (error) { return error.name } }") == (
        "SecurityError"
    )


@each_template
@day_and_night
@pytest.mark.parametrize("width", [1000, 360])
def test_every_card_works_fits_its_window_and_is_accessible(
    template: str, night: bool, width: int, longest: dict[str, Face], reviewer: OpenReviewer, axe: str
) -> None:
    on_a_phone: App = "android" if night else "iphone"
    app: App = "desktop" if width == 1000 else on_a_phone
    page = reviewer(app)
    for side in longest[template].sides:
        page.show(side, night=night, width=width)
        assert not page.is_too_wide()
        assert small_targets(page) == []
        page.use_everything()  # half of the phrases ticked, one choice picked: all colours show at once
        assert not page.is_too_wide()
        assert small_targets(page) == []
        assert complaints(page, axe) == []


@day_and_night
def test_amber_and_red_can_be_read(night: bool, longest: dict[str, Face], reviewer: OpenReviewer, axe: str) -> None:
    for seconds, words in ((80, "wrap up"), (95, "over time")):
        page = reviewer()
        page.stop_time()
        page.show(longest["Tell the step"].question, night=night)
        page.press("Start the clock")
        page.let_pass(seconds)
        assert page.text(".remark") == words
        page.page.clock.resume()
        assert complaints(page, axe) == []
        page.turn(longest["Tell the step"].answer)
        assert page.page.is_visible(".took")
        assert complaints(page, axe) == []


@pytest.mark.parametrize("width", [320, 360, 1000])
def test_all_cards_of_the_sample_stories_fit_the_narrowest_phone(
    width: int, samples: list[Face], reviewer: OpenReviewer
) -> None:
    page = reviewer("android")
    page.show(stacked(side for face in samples for side in face.sides), width=width)
    assert page.value("() => document.querySelectorAll('.s2a[data-dressed]').length") == 2 * len(samples)
    page.value("() => document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert not page.is_too_wide()


def test_the_browser_has_nothing_to_repair_in_a_card(samples: list[Face], reviewer: OpenReviewer) -> None:
    page = reviewer()
    page.show(stacked(side for face in samples for side in face.sides))
    # A paragraph inside a paragraph would end the outer one early, and leave an empty one after it.
    assert page.value("() => [...document.querySelectorAll('p:empty:not([hidden])')].map(each => each.outerHTML)") == []


def test_quotation_marks_and_ticks_are_on_the_same_line_as_their_words(
    cards: dict[str, Face], reviewer: OpenReviewer
) -> None:
    lines = """selector => {
      const style = getComputedStyle(document.querySelector(selector));
      const inner = parseFloat(style.height) - parseFloat(style.paddingTop) - parseFloat(style.paddingBottom);
      return Math.round(inner / parseFloat(style.lineHeight));
    }"""
    page = reviewer()
    for side in cards["Weigh the phrase"].sides:
        page.show(side)
        assert page.value(lines, ".quote") == 1
    page.show(cards["quiz/which-opening-proves-ownership"].answer)
    assert page.value(lines, ".right") == 1


@each_template
def test_without_scripts_a_card_shows_all_its_text_and_its_folds_open(
    template: str, longest: dict[str, Face], reviewer: OpenReviewer
) -> None:
    page = reviewer("android", scripts=False)
    for side in longest[template].sides:
        page.show(side, width=360)
        for fold in page.page.locator("summary").all():
            fold.click()
        shown = re.sub(r"\s", "", page.text())
        html = re.sub(r"<(style|script|template)\b.*?</\1>", " ", side, flags=re.DOTALL)
        for word in markup.visible_text(html).split():
            assert word in shown
        assert page.page.locator("button").count() == 0
        assert not page.is_too_wide()


@each_template
def test_type_follows_the_reader_s_font_size(template: str, longest: dict[str, Face], reviewer: OpenReviewer) -> None:
    page = reviewer("android")
    for side in longest[template].sides:
        heights = []
        for style in ("", "html { font-size: 200%; }"):
            page.show(side, width=360, style=style)
            page.use_everything()
            assert not page.is_too_wide()
            heights.append(page.value("() => parseFloat(getComputedStyle(document.querySelector('.s2a h1')).fontSize)"))
        assert heights[1] == pytest.approx(2 * heights[0])


def test_nothing_moves_for_readers_who_ask_for_reduced_motion(longest: dict[str, Face], reviewer: OpenReviewer) -> None:
    moving = """() => [...document.querySelectorAll("#qa *")].flatMap(each => ["", "::before"].map(
      part => getComputedStyle(each, part || null).transitionDuration)).some(each => each !== "0s")"""
    for still in (False, True):
        page = reviewer(still=still)
        page.show(longest["Tell the step"].question)
        page.press("Start the clock")
        assert page.value(moving) is not still


def filled(value: object, text: str, *, alone: bool = False) -> Any:  # noqa: ANN401 - any part of a story
    """Append a text to (or put it in place of) every text of a story."""
    if isinstance(value, dict):
        kept = {"id", "target", "length"}
        changed = {k: v if k in kept else filled(v, text, alone=alone) for k, v in value.items()}
        if "key_phrases" in changed and "\n" not in text:
            changed["key_phrases"] = [*changed["key_phrases"], text]  # this one occurs, and makes a gap
        return changed
    if isinstance(value, list):
        return [filled(inner, f"{text} {number}" if alone else text, alone=alone) for number, inner in enumerate(value)]
    return text if alone else f"{value} {text}"


RICH = {key: value for key, value in FULL_STORY.items() if key != "coach"}
"""A story that fills every field that a card shows."""


def drawn(folder: Path, texts: dict[str, str], *, alone: bool = False, language: str = "en") -> dict[str, list[Face]]:
    """Build a deck of stories, frameworks and craft files that have a text in every field, and render their cards.

    Returns:
        The cards, by the name of each text.
    """
    project = Project(folder / "project")
    frameworks = ", ".join(f"{name}-6kq7" for name in texts)
    project.recipe(f"{RECIPE}frameworks: [{frameworks}]\ncraft: [craft/*.yaml]\n")
    for name, text in texts.items():
        own = {"id": f"{name}-4kq7", "framework": None, "language": None}
        story = filled({key: value for key, value in RICH.items() if key not in own}, text, alone=alone)
        project.story(name, **{**story, **own, "language": language})
        project.framework(name, **filled(FRAMEWORK, text, alone=alone) | {"id": f"{name}-6kq7", "language": language})
        craft = filled(CRAFT, text, alone=alone) | {"id": f"{name}-5kq7", "language": language}
        craft["weak_phrases"][0]["phrase"] = craft["weak_phrases"][0]["sentence"]
        project.craft(name, **craft)
    project.run("build")
    by_story: dict[str, list[Face]] = {name: [] for name in texts}
    for face in faces_of(project.deck, folder / "learner"):
        by_story[re.split(r"-[456]kq7/", face.note)[0]].append(face)
    return by_story


ELEMENTS = """() => [...new Set([...document.querySelectorAll("#qa *, #qa")].map(each =>
  [each.localName, ...each.getAttributeNames().filter(name => !name.startsWith("data-cloze")).sort()].join(" ")))]"""
GLOBALS = "() => Object.getOwnPropertyNames(window).filter(name => !/^[0-9]+$/.test(name))"


def test_hostile_text_in_every_field_does_nothing(tmp_path: Path, reviewer: OpenReviewer) -> None:
    everything = "\n\n".join(HARMFUL)
    texts = {"harmless": "and so on", "all-at-once": everything} | {f"h{n}": text for n, text in enumerate(HARMFUL)}
    by_story = drawn(tmp_path, texts)
    assert {face.template for face in by_story["harmless"]} == set(TEMPLATES)
    page = reviewer()
    page.show("")
    globals_before = set(page.value(GLOBALS))
    ours: set[str] = {*ALLOWED, "ol start"}
    for name, faces in by_story.items():
        for sides in zip(*(face.sides for face in faces), strict=True):
            page.show(stacked(sides), width=360)
            page.use_everything()
            elements = set(page.value(ELEMENTS))
            if name == "harmless":
                ours |= elements
            assert elements <= ours, texts[name]
            assert set(page.value(GLOBALS)) <= globals_before, texts[name]
            assert page.value("() => document.body.children.length") == 1, texts[name]
            assert not page.is_too_wide(), texts[name]
            assert (page.errors, page.dialogs, page.requests) == ([], [], []), texts[name]


def test_a_word_of_300_letters_wraps(tmp_path: Path, reviewer: OpenReviewer) -> None:
    assert len(LONG) > 300
    by_story = drawn(tmp_path, {"plain": LONG, "marked": f"{LONG}\n\n- {LONG}\n- `{LONG}`"})
    assert {face.template for face in by_story["plain"]} == set(TEMPLATES)
    faces = [*by_story["plain"], *by_story["marked"]]
    page = reviewer("iphone")
    for width in (320, 1000):
        for sides in zip(*(face.sides for face in faces), strict=True):
            page.show(stacked(sides), width=width)
            page.use_everything()
            assert not page.is_too_wide()


def test_text_from_right_to_left_is_set_from_right_to_left(tmp_path: Path, reviewer: OpenReviewer, axe: str) -> None:
    faces = drawn(tmp_path, {"arabic": ARABIC}, alone=True, language="ar")["arabic"]
    assert {face.template for face in faces} == set(TEMPLATES)
    page = reviewer("android")
    directions = """() => [...document.querySelectorAll("#qa [dir=auto]")].filter(each => each.textContent.trim())
      .map(each => [getComputedStyle(each).direction, each.lang, each.outerHTML])"""
    for sides in zip(*(face.sides for face in faces), strict=True):
        page.show(stacked(sides), width=320)
        page.use_everything()
        assert not page.is_too_wide()
        for direction, language, html in page.value(directions):
            assert (direction, language) == ("rtl", "ar"), html
    page.show(next(face for face in faces if face.template == "Tell the step").answer, width=320)
    assert complaints(page, axe) == []
