"""The matrix for other programs: JSON, and CSV for spreadsheets."""

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from star2anki.coverage.matrix import Coverage

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""How formulas begin in spreadsheets. An author's text must never become one."""


def as_json(coverages: Sequence[Coverage]) -> str:
    """Write everything as one array, with an object for each framework."""
    return json.dumps([_object(coverage) for coverage in coverages], indent=2, ensure_ascii=False) + "\n"


def as_csv(coverages: Sequence[Coverage]) -> str:
    """Write the matrices one below another, with an empty line between: a row per story, a column per principle."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for number, coverage in enumerate(coverages):
        if number:
            writer.writerow([])
        names = coverage.framework.names
        writer.writerow(["framework", "id", "title", "seconds", "figure in the result", *map(_cell, names)])
        for row in coverage.rows:
            fits = (row.fit(name, coverage.framework) for name in names)
            scenario = row.scenario
            figure = "yes" if row.has_figure else "no"
            writer.writerow(
                [
                    coverage.framework.id,
                    scenario.id,
                    _cell(scenario.title),
                    row.seconds,
                    figure,
                    *(str(fit or "") for fit in fits),
                ]
            )
    return out.getvalue()


def _object(coverage: Coverage) -> dict[str, Any]:
    framework = coverage.framework
    return {
        "framework": framework.id,
        "name": framework.name,
        "seconds": coverage.seconds,
        "weak_spots": list(coverage.weak_spots),
        "stories": [
            {
                "id": row.scenario.id,
                "title": row.scenario.title,
                "question": row.scenario.question,
                "seconds": row.seconds,
                "figure_in_the_result": row.has_figure,
                "principles": {name: str(fit) for name in framework.names if (fit := row.fit(name, framework))},
            }
            for row in coverage.rows
        ],
        "questions": [
            {
                "principle": principle.name,
                "question": answer.question,
                "story": answer.row.scenario.id if answer.row else None,
            }
            for principle in framework.principles
            for answer in coverage.answers_for(principle)
        ],
    }


def _cell(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
