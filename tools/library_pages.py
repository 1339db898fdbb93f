"""Make `docs/library.md` and the pages in `docs/library/` from the stories in `scenarios/`.

Run it after you change a story. A test fails until the pages are up to date.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import quote

from as_markdown import blocks, bold, line, run_in
from star2anki.coach.settings import CoachSettings
from star2anki.coverage.matrix import Coverage, Fit, Row, cover, minutes
from star2anki.scenario.framework import Framework, load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.model import Scenario, format_duration

REPOSITORY = Path(__file__).parent.parent
INDEX = REPOSITORY / "docs" / "library.md"
PAGES = REPOSITORY / "docs" / "library"
_SIGNS = {Fit.OWN: "●", Fit.LENS: "○", None: ""}
_NOTE = "<!-- Made by tools/library_pages.py from the stories; change those. -->"


def main() -> None:
    """Write all pages, and delete those of stories that are gone."""
    PAGES.mkdir(exist_ok=True)
    pages = dict(made())
    for path in PAGES.glob("*.md"):
        if path not in pages:
            path.unlink()
    for path, text in pages.items():
        path.write_text(text, encoding="utf-8", newline="\n")


def made() -> Iterator[tuple[Path, str]]:
    """Give each page and its text."""
    frameworks, _ = load_frameworks({})
    stories = dict(_stories(frameworks))
    coverages = [cover(tuple(stories.values()), framework, CoachSettings()) for framework in frameworks.values()]
    names = {scenario.id: name for name, scenario in stories.items()}
    yield INDEX, _text(index(coverages, names))
    for name, scenario in stories.items():
        framework = frameworks[scenario.framework or ""]
        row = next(row for coverage in coverages for row in coverage.rows if row.scenario is scenario)
        yield PAGES / f"{name}.md", _text(page(scenario, framework, row.seconds, name))


def _stories(frameworks: dict[str, Framework]) -> Iterator[tuple[str, Scenario]]:
    for path in sorted((REPOSITORY / "scenarios").glob("*.yaml")):
        loaded = load_scenario(path.name, path.read_bytes(), frameworks)
        if loaded.scenario is None:
            raise SystemExit(f"{path.name} has errors; run `star2anki check`")
        yield path.stem, loaded.scenario


def _text(lines: Iterator[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def index(coverages: Sequence[Coverage], names: dict[str, str]) -> Iterator[str]:
    """Write the page that lists the stories; `names` has the file of each story's id."""
    rows: list[Row] = [row for coverage in coverages for row in coverage.rows]
    count = len({row.scenario.id for row in rows})
    yield f"# The library: {count} stories\n\n{_NOTE}\n"
    yield (
        "These stories are invented but plausible, and told in different voices from different jobs. Learn from them\n"
        "what makes a strong answer, then write your own: [CONTRIBUTING.md](../CONTRIBUTING.md#write-a-story) has a\n"
        "guide to each field. Click a title to read the story. The decks have the same stories as cards.\n"
    )
    for coverage in coverages:
        framework = coverage.framework
        numbers = range(1, len(framework.names) + 1)
        yield f"## {line(framework.name)}\n"
        yield f"{coverage.summary}. This is the table that `star2anki coverage` makes:"
        yield "● the story was written for the principle, ○ it has a lens for it.\n"
        yield f"| story | time | {' | '.join(map(str, numbers))} |"
        yield f"|---|---|{'---|' * len(numbers)}"
        for row in coverage.rows:
            signs = " | ".join(_SIGNS[row.fit(name, framework)] for name in framework.names)
            yield f"| {_link(row, names)} | {minutes(row.seconds)} | {signs} |"
        yield ""
        yield from (f"{number}. {line(name)}" for number, name in zip(numbers, framework.names, strict=True))
        yield "\nWeak spots that the tool finds:\n"
        yield from (f"- {line(spot)}" for spot in coverage.weak_spots or ("none",))
        yield "\nThe story for each common question:\n"
        for principle in framework.principles:
            yield f"- **{line(principle.name)}**"
            for answer in coverage.answers_for(principle):
                if answer.row:
                    yield f"  - {line(answer.question)} {_link(answer.row, names)}"
        yield ""


def _link(row: Row, names: dict[str, str]) -> str:
    return f"[{line(row.scenario.title)}](library/{quote(names[row.scenario.id])}.md)"


def page(scenario: Scenario, framework: Framework, seconds: int, name: str) -> Iterator[str]:
    """Write the page of a story that is in the file `name` and takes that many seconds to tell."""
    yield f"# {line(scenario.title)}\n\n{_NOTE}\n"
    yield f"> {run_in(scenario.question)}\n"
    yield f"{line(scenario.principle)} ({line(framework.name)}) · {line(scenario.role)} · {minutes(seconds)} to tell ·"
    yield f"[the file](../../scenarios/{quote(name)}.yaml)\n"
    yield f"{blocks(scenario.overview)}\n"
    yield f"**To take away:** {run_in(scenario.summary)}\n"
    for step_name, step in scenario.steps:
        target = f" ({format_duration(step.target)})" if step.target else ""
        yield f"## {step_name.capitalize()}{target}\n"
        yield f"{blocks(step.strong_example)}\n"
        if step_name == "reflection" and scenario.reflection:
            yield from (f"- **{line(level)}:** {run_in(text)}" for level, text in scenario.reflection.by_level.items())
        yield f"\n*Coaching.* {run_in(step.coaching)}\n"
        if step.common_mistake:
            yield f"*Common mistake.* {run_in(step.common_mistake.mistake)}\n"
    yield from _answers(scenario)
    yield "## For other principles\n"
    for lens in scenario.lenses:
        yield f"- **{line(lens.principle)}.** *Lead with:* {run_in(lens.lead_with)}"
        yield f"  *Emphasize:* {run_in(lens.emphasize)} *Downplay:* {run_in(lens.downplay)}"
    yield "\n## At other levels\n"
    for level in scenario.levels:
        length = f" ({format_duration(level.length)})" if level.length else ""
        yield f"- **{line(level.level)}**{length}. {run_in(level.focus)} *The bar:* {run_in(level.bar)}"
    if scenario.source:
        yield f"\nBy {line(scenario.source.author)}, {line(scenario.source.license)}."


def _answers(scenario: Scenario) -> Iterator[str]:
    yield "## Follow-ups\n"
    for item in scenario.follow_ups:
        yield f"### {run_in(item.question)}\n"
        yield f"*It probes:* {run_in(item.probes)}\n"
        yield f"{blocks(item.strong_answer)}\n"
        yield f"*The line to remember:* {run_in(item.key_line)}\n"
        yield f"*Weak:* {run_in(item.weak_answer)} *Why:* {run_in(item.why_weak)}\n"
    if scenario.weak_answer:
        yield "## The same story, told badly\n"
        yield f"{blocks(scenario.weak_answer.text)}\n"
        for weakness in scenario.weak_answer.weaknesses:
            phrase = f"“{run_in(weakness.phrase)}”: " if weakness.phrase else "What is missing: "
            yield f"- {phrase}{run_in(weakness.why_it_fails)} *Say instead:* {run_in(weakness.say_instead) or '–'}"
        yield f"\n*The interviewer thinks:* {run_in(scenario.weak_answer.interviewer_thinks)}\n"
    yield "## Quiz\n"
    for question in scenario.quiz:
        yield f"- {bold(question.question)} {run_in(question.answer)}"
        yield f"  (Not: {' '.join(map(run_in, question.distractors))}) {run_in(question.explanation)}"
    yield ""


if __name__ == "__main__":
    main()
