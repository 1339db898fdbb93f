"""Make `docs/library.md` and the pages of `docs/library/` anew, from the stories in `scenarios/`.

Run it after a change of a story. A test fails as long as the pages are not what it writes.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from star2anki.coach.settings import Settings
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
    """Give each page and what belongs into it."""
    frameworks, _ = load_frameworks({})
    stories = dict(_stories(frameworks))
    coverages = [cover(tuple(stories.values()), framework, Settings()) for framework in frameworks.values()]
    names = {scenario.id: name for name, scenario in stories.items()}
    yield INDEX, _text(_index(coverages, names))
    for name, scenario in stories.items():
        framework = frameworks[scenario.framework or ""]
        row = next(row for coverage in coverages for row in coverage.rows if row.scenario is scenario)
        yield PAGES / f"{name}.md", _text(_page(scenario, framework, row.seconds, name))


def _stories(frameworks: dict[str, Framework]) -> Iterator[tuple[str, Scenario]]:
    for path in sorted((REPOSITORY / "scenarios").glob("*.yaml")):
        loaded = load_scenario(path.name, path.read_bytes(), frameworks)
        if loaded.scenario is None:
            raise SystemExit(f"{path.name} has errors; run `star2anki check`")
        yield path.stem, loaded.scenario


def _text(lines: Iterator[str]) -> str:
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def _index(coverages: Sequence[Coverage], names: dict[str, str]) -> Iterator[str]:
    rows: list[Row] = [row for coverage in coverages for row in coverage.rows]
    count = len({row.scenario.id for row in rows})
    yield f"# The library: {count} stories\n\n{_NOTE}\n"
    yield (
        "Invented, plausible, and told in different voices from different trades. Learn them as patterns of how a\n"
        "strong answer is made, and then write your own: [CONTRIBUTING.md](../CONTRIBUTING.md#write-a-story)\n"
        "has a guide for each field. The titles lead to the stories as text; the decks have them as cards.\n"
    )
    for coverage in coverages:
        framework = coverage.framework
        numbers = range(1, len(framework.names) + 1)
        yield f"## {framework.name}\n"
        yield f"{coverage.summary}; as `star2anki coverage` draws them:"
        yield "● the story was written for the principle, ○ it has a lens for it.\n"
        yield f"| story | time | {' | '.join(map(str, numbers))} |"
        yield f"|---|---|{'---|' * len(numbers)}"
        for row in coverage.rows:
            signs = " | ".join(_SIGNS[row.fit(name, framework)] for name in framework.names)
            yield f"| {_link(row, names)} | {minutes(row.seconds)} | {signs} |"
        yield ""
        yield from (f"{number}. {name}" for number, name in zip(numbers, framework.names, strict=True))
        yield "\nWeak spots that the tool sees:\n"
        yield from (f"- {spot}" for spot in coverage.weak_spots or ("none",))
        yield "\nThe story for each common question:\n"
        for principle in framework.principles:
            yield f"- **{principle.name}**"
            for answer in coverage.answers_for(principle):
                if answer.row:
                    yield f"  - {answer.question} {_link(answer.row, names)}"
        yield ""


def _link(row: Row, names: dict[str, str]) -> str:
    return f"[{row.scenario.title}](library/{names[row.scenario.id]}.md)"


def _page(scenario: Scenario, framework: Framework, seconds: int, name: str) -> Iterator[str]:
    yield f"# {scenario.title}\n\n{_NOTE}\n"
    yield f"> {scenario.question}\n"
    yield f"{scenario.principle} ({framework.name}) · {scenario.role} · {minutes(seconds)} to tell ·"
    yield f"[the file](../../scenarios/{name}.yaml)\n"
    yield f"{scenario.overview}\n"
    yield f"**To take away:** {scenario.summary}\n"
    for step_name, step in scenario.steps:
        target = f" ({format_duration(step.target)})" if step.target else ""
        yield f"## {step_name.capitalize()}{target}\n"
        yield f"{step.strong_example}\n"
        if step_name == "reflection" and scenario.reflection:
            yield from (f"- **{level}:** {text}" for level, text in scenario.reflection.by_level.items())
        yield f"\n*Coaching.* {step.coaching}\n"
        yield f"*Common mistake.* {step.common_mistake}\n"
    yield from _answers(scenario)
    yield "## For other principles\n"
    for lens in scenario.lenses:
        yield f"- **{lens.principle}.** *Lead with:* {lens.lead_with}"
        yield f"  *Emphasize:* {lens.emphasize} *Downplay:* {lens.downplay}"
    yield "\n## At other levels\n"
    for level in scenario.levels:
        length = f" ({format_duration(level.length)})" if level.length else ""
        yield f"- **{level.level}**{length}. {level.focus} *The bar:* {level.bar}"
    yield f"\nBy {scenario.source.author}, {scenario.source.license}." if scenario.source else ""


def _answers(scenario: Scenario) -> Iterator[str]:
    yield "## Follow-ups\n"
    for item in scenario.follow_ups:
        yield f"### {item.question}\n"
        yield f"*It probes:* {item.probes}\n"
        yield f"{item.strong_answer}\n"
        yield f"*The line to remember:* {item.key_line}\n"
        yield f"*Weak:* {item.weak_answer} *Why:* {item.why_weak}\n"
    if scenario.weak_answer:
        yield "## The same story, told badly\n"
        yield f"{scenario.weak_answer.text}\n"
        for weakness in scenario.weak_answer.weaknesses:
            phrase = f"“{weakness.phrase}”: " if weakness.phrase else "What is missing: "
            yield f"- {phrase}{weakness.why_it_fails} *Say instead:* {weakness.say_instead or '–'}"
        yield f"\n*The interviewer thinks:* {scenario.weak_answer.interviewer_thinks}\n"
    yield "## Quiz\n"
    for question in scenario.quiz:
        yield f"- **{question.question}** {question.answer}"
        yield f"  (Not: {' '.join(question.distractors)}) {question.explanation}"
    yield ""


if __name__ == "__main__":
    main()
