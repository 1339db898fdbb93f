"""The matrix as a page to print: one HTML file, whole in itself."""

import html
from collections.abc import Sequence
from functools import cache
from importlib import resources
from string import Template

from star2anki.coverage.matrix import Coverage, Fit, minutes

_SIGNS = {Fit.OWN: ("own", "●", "written for it"), Fit.LENS: ("lens", "○", "through a lens")}


def as_page(coverages: Sequence[Coverage]) -> str:
    """Make the page."""
    sections = "\n".join(_section(coverage) for coverage in coverages)
    return _file("page.html").substitute(style=_file("page.css").template, sections=sections)


def _section(coverage: Coverage) -> str:
    names = coverage.framework.names
    heads = "".join(f'<th scope="col"><span>{html.escape(name)}</span></th>' for name in names)
    stories = len(coverage.rows)
    return _file("section.html").substitute(
        name=html.escape(coverage.framework.name),
        summary=f"{stories} {'story' if stories == 1 else 'stories'}, {minutes(coverage.seconds)} to tell",
        heads=heads,
        rows="\n".join(_row(coverage, number) for number in range(stories)),
        sums="".join(f"<td>{len(coverage.of(name)) or '–'}</td>" for name in names),
        spots="".join(f"<li>{html.escape(spot)}</li>" for spot in coverage.weak_spots) or "<li>none found</li>",
        questions=_questions(coverage),
    )


def _row(coverage: Coverage, number: int) -> str:
    row = coverage.rows[number]
    cells = "".join(_cell(row.fit(name, coverage.framework)) for name in coverage.framework.names)
    title = html.escape(row.scenario.title)
    return f'<tr><th scope="row">{title}</th><td class="time">{minutes(row.seconds)}</td>{cells}</tr>'


def _cell(fit: Fit | None) -> str:
    if fit is None:
        return "<td></td>"
    kind, sign, words = _SIGNS[fit]
    return f'<td class="{kind}"><span aria-hidden="true">{sign}</span><span class="said">{words}</span></td>'


def _questions(coverage: Coverage) -> str:
    lines = []
    for principle in coverage.framework.principles:
        answers = [answer for answer in coverage.answers if answer.principle == principle.name]
        if not answers:
            continue
        items = "".join(
            f"<dt>{html.escape(answer.question)}</dt>"
            f"<dd>{html.escape(answer.row.scenario.title) if answer.row else 'no story yet'}</dd>"
            for answer in answers
        )
        lines.append(f"<section><h3>{html.escape(principle.name)}</h3><dl>{items}</dl></section>")
    return "\n".join(lines)


@cache
def _file(name: str) -> Template:
    return Template((resources.files("star2anki.coverage") / name).read_text(encoding="utf-8"))
