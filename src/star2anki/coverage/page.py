"""The matrix as a page to print: one HTML file, whole in itself."""

import html
from collections.abc import Sequence
from functools import cache
from importlib import resources
from string import Template

from star2anki.coverage.matrix import Coverage, Fit, Row, minutes
from star2anki.scenario.framework import Framework

_SIGNS = {Fit.OWN: ("own", "●", "written for it"), Fit.LENS: ("lens", "○", "through a lens")}


def as_page(coverages: Sequence[Coverage]) -> str:
    """Make the page."""
    sections = "\n".join(_section(coverage) for coverage in coverages)
    return _file("page.html").substitute(style=_file("page.css").template, sections=sections)


def _section(coverage: Coverage) -> str:
    names = coverage.framework.names
    heads = "".join(f'<th scope="col"><span>{html.escape(name)}</span></th>' for name in names)
    return _file("section.html").substitute(
        name=html.escape(coverage.framework.name),
        summary=coverage.summary,
        heads=heads,
        rows="\n".join(_row(row, coverage.framework) for row in coverage.rows),
        sums="".join(f"<td>{len(coverage.of(name)) or '–'}</td>" for name in names),
        spots="".join(f"<li>{html.escape(spot)}</li>" for spot in coverage.weak_spots) or "<li>none found</li>",
        questions=_questions(coverage),
    )


def _row(row: Row, framework: Framework) -> str:
    cells = "".join(_cell(row.fit(name, framework)) for name in framework.names)
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
        answers = coverage.answers_for(principle)
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
