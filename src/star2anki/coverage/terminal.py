"""The matrix of stories and principles in a terminal."""

import textwrap
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console, OverflowMethod
from rich.table import Table
from rich.text import Text

from star2anki.coverage.matrix import Coverage, Fit, Row, minutes
from star2anki.scenario.framework import Framework
from star2anki.wording import counted, printable

_SIGNS = {Fit.OWN: ("●", "X", "bold green"), Fit.LENS: ("○", "o", "blue")}
"""The sign, its replacement for terminals with only plain letters, and the style."""
_TIME_WIDTH = len(" 10m30s ")
_PRINCIPLE_WIDTH = len("16 ")
_NARROWEST = 40
_TITLE_WIDTH = 22
"""The least width for a story's title; below that, the principles are split into several tables."""


def as_text(coverage: Coverage, *, questions: bool) -> str:
    """Draw the coverage for a terminal, in its width and with letters that it can show.

    Args:
        coverage: What to draw.
        questions: Add the common questions, and the story for each.
    """
    console = Console(highlight=False)
    console.width = max(console.width, _NARROWEST)
    with console.capture() as captured:
        _print(console, coverage, questions=questions)
    return "\n".join(line.rstrip() for line in captured.get().rstrip().split("\n"))  # rich pads lines with blanks


def _print(console: Console, coverage: Coverage, *, questions: bool) -> None:
    is_plain = not console.encoding.lower().startswith("utf")
    others = counted(coverage.others, "other story covers", "other stories cover")
    console.print(Text(printable(coverage.framework.name), style="bold"))
    console.print(coverage.summary, markup=False)
    if coverage.others:
        console.print(f"{others} none of these principles", markup=False)
    for names in _pieces(coverage.framework.names, console.width):
        console.print()
        console.print(_matrix(coverage, names, console.width, is_plain=is_plain))
    console.print()
    console.print(_legend(coverage, is_plain=is_plain))
    console.print(Text("\nWeak spots", style="bold"))
    for spot in coverage.weak_spots or ("none found",):
        _bullet(console, spot)
    if questions:
        _print_questions(console, coverage)


def _pieces(names: Sequence[str], width: int) -> list[list[int]]:
    """Split the principles, numbered from 0, so that each table fits the terminal."""
    fitting = max(1, (width - _TITLE_WIDTH - _TIME_WIDTH) // _PRINCIPLE_WIDTH)
    return [list(range(start, min(start + fitting, len(names)))) for start in range(0, len(names), fitting)]


def _matrix(coverage: Coverage, numbers: Sequence[int], width: int, *, is_plain: bool) -> Table:
    longest = max([len("stories for each"), *(cell_len(row.scenario.title) for row in coverage.rows)])
    room = width - _TIME_WIDTH - _PRINCIPLE_WIDTH * len(numbers)
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_footer=True)
    overflow: OverflowMethod = "crop" if is_plain else "ellipsis"
    table.add_column(
        "Story", footer="stories for each", no_wrap=True, overflow=overflow, width=max(1, min(longest, room))
    )
    table.add_column("time", justify="right", no_wrap=True, width=_TIME_WIDTH - 2)
    names = coverage.framework.names
    for number in numbers:
        footer = str(len(coverage.of(names[number])) or "-")
        table.add_column(str(number + 1), footer=footer, justify="right", no_wrap=True, width=2, overflow="crop")
    for row in coverage.rows:
        cells = [_sign(row, names[number], coverage.framework, is_plain=is_plain) for number in numbers]
        table.add_row(Text(printable(row.scenario.title)), minutes(row.seconds), *cells)
    return table


def _sign(row: Row, name: str, framework: Framework, *, is_plain: bool) -> Text:
    fit = row.fit(name, framework)
    if fit is None:
        return Text("." if is_plain else "·", style="dim")
    sign, letter, style = _SIGNS[fit]
    return Text(letter if is_plain else sign, style=style)


def _legend(coverage: Coverage, *, is_plain: bool) -> Table:
    own, lens = (_SIGNS[fit][is_plain] for fit in (Fit.OWN, Fit.LENS))
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for number, name in enumerate(coverage.framework.names, 1):
        table.add_row(str(number), Text(printable(name)))
    table.add_row(own, "the story was written for it")
    table.add_row(lens, "it has a lens for it")
    return table


def _bullet(console: Console, words: str) -> None:
    lines = textwrap.fill(printable(words), console.width, initial_indent="- ", subsequent_indent="  ")
    console.print(Text(lines))


def _print_questions(console: Console, coverage: Coverage) -> None:
    console.print(Text("\nCommon questions, and the story for each", style="bold"))
    for principle in coverage.framework.principles:
        answers = coverage.answers_for(principle)
        console.print(Text(f"\n{printable(principle.name)}", style="bold"))
        if not any(answer.row for answer in answers):
            console.print(Text("    no story yet", style="red"))
            continue
        for answer in answers:
            _bullet(console, answer.question)
            console.print(Text(f"    {printable(answer.row.scenario.title) if answer.row else ''}", style="cyan"))
