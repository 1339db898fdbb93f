"""Make the pictures in `docs/pictures/`: cards of the sample stories, and the library's coverage page.

The real Anki engine renders the cards, and a real Chromium shows them and the page.

Run it after a visible change, and look at the result. It needs the test dependencies, Pillow, and a Chromium on PATH.
"""

import io
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PIL import Image

REPOSITORY = Path(__file__).parent.parent
sys.path.insert(0, str(REPOSITORY / "tests"))  # the tests have the engine and the page

from anki_page import Face, Reviewer, chromium, sample_faces  # noqa: E402 - found only from here on
from project import Project  # noqa: E402 - as above

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect

PICTURES = REPOSITORY / "docs" / "pictures"
STORY = "backups-nobody-could-open-k4t9"
WIDTH = 360
"""The width of a phone, in CSS pixels."""
SCALE = 1.5
"""Device pixels per CSS pixel."""
TALLEST = 900
"""Longer cards are cut here, below the last whole block that fits, in CSS pixels."""
MARGIN = 20
"""Below the last block, in CSS pixels."""
COLOURS = 64
"""Colours per picture. Text on plain backgrounds needs no more, and the files stay small."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A card to be photographed, both sides."""

    name: str
    template: str
    item: str
    """The note type and item of the card's note, or their beginning."""
    night: bool = False
    pressed: tuple[str, ...] = ()
    """Names of the controls to press on the front."""
    seconds: int = 0
    """How long the clock then runs."""
    ticked: tuple[str, ...] = ()
    """Names of the controls to press on the back."""


DECK = (
    Picture("beats", "Recall the beats", "story/", ticked=("Task",)),
    Picture("opening", "Open it", "story/", night=True),
    Picture("tell", "Tell the story", "story/", pressed=("Hint",)),
    Picture("choose", "Choose the story", "question/question", night=True),
    Picture(
        "step",
        "Tell the step",
        "star-step/task",
        night=True,
        pressed=("Start the clock",),
        seconds=17,
        ticked=("networks, not", "on nobody", "I decided", "leave behind"),
    ),
    Picture("follow-up", "Answer the follow-up", "follow-up/who-gave", ticked=("Weak answer",)),
    Picture("weak-phrase", "Weigh the phrase", "weak-phrase/we-generated"),
    Picture("quiz", "Answer the question", "quiz/which-sentence", pressed=("My manager",)),
    Picture("gaps", "Fill the gaps", "key-phrases/situation", pressed=("Show gap 1",)),
    Picture("mistake", "See the mistake", "common-mistake/task", night=True),
    Picture("weak-answer", "Judge the answer", "weak-answer/", night=True, ticked=("we generated",)),
    Picture("lens", "Change the lens", "lens/dive-deep", night=True),
    Picture("level", "Change the level", "level/senior"),
)


def main() -> None:
    """Photograph all cards."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        faces = sample_faces(Path(folder))
        for picture in DECK:
            context = browser.new_context(
                device_scale_factor=SCALE,
                offline=True,
            )
            page = Reviewer(context)
            page.begin("android", still=True)  # a fold that still opens would be photographed half open
            photograph(picture, find(faces, picture), page)
            context.close()
        photograph_coverage(browser)


def photograph_coverage(browser: "Browser") -> None:
    """Photograph the table on the page that `star2anki coverage --format html` makes for the library."""
    page = browser.new_page(viewport={"width": 1200, "height": 900}, color_scheme="light")
    page.set_content(Project(REPOSITORY).run("coverage", "--format", "html", "scenarios").stdout)
    shot = page.locator("table").first.screenshot()
    few = Image.open(io.BytesIO(shot)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / "coverage.png", optimize=True)
    page.close()


def find(faces: list[Face], picture: Picture) -> Face:
    """Find the card for a picture."""
    return next(
        face for face in faces if face.template == picture.template and face.note.startswith(f"{STORY}/{picture.item}")
    )


def photograph(picture: Picture, face: Face, page: Reviewer) -> None:
    """Use a card as a learner would, and photograph the question at first and the answer at the end."""
    page.page.add_init_script("Math.random = () => 0.4")  # the choices have the same order in every run
    page.page.clock.install()
    page.show(face.question, night=picture.night, width=WIDTH, height=TALLEST)
    for name in picture.pressed:
        page.press(name)
    if picture.seconds:
        page.page.clock.run_for(1000 * picture.seconds)
    save(page, picture, "question")
    page.show(face.answer, night=picture.night, width=WIDTH, height=TALLEST)
    for name in picture.ticked:
        page.press(name)
    save(page, picture, "answer")


def save(page: Reviewer, picture: Picture, side: str) -> None:
    """Write one picture, with few colours so that the file is small."""
    page.value("() => { document.activeElement.blur(); scrollTo(0, 0); }")
    blocks: list[tuple[float, float]] = page.value(
        "() => [...document.querySelectorAll('.s2a p, .s2a button, .s2a summary, .s2a footer, .s2a blockquote')]"
        ".filter(each => each.matches('summary') || !each.closest('details:not([open])'))"
        ".map(each => each.getBoundingClientRect()).map(({top, bottom}) => [top, bottom])"
    )
    last = max(bottom for _, bottom in blocks if bottom <= TALLEST)
    height = int(min([last + MARGIN, *(top for top, _ in blocks if top >= last)]))
    clip: FloatRect = {"x": 0, "y": 0, "width": WIDTH, "height": height}
    shot = Image.open(io.BytesIO(page.page.screenshot(clip=clip))).convert("RGB")
    few = shot.quantize(COLOURS, dither=Image.Dither.NONE)
    few.save(PICTURES / f"{picture.name}-{side}-{'night' if picture.night else 'day'}.png", optimize=True)


if __name__ == "__main__":
    main()
