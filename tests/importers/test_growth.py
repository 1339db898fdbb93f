"""A page of twice the size takes twice the work, whatever it repeats: the worst 1 MB is read in seconds."""

import time
from collections.abc import Callable

import pytest

from star2anki.importers import read_page
from star2anki.importers.page import Refused
from star2anki.importers.reading import open_page
from star2anki.scenario.framework import load_frameworks

FRAMEWORKS, _ = load_frameworks({})
SMALL = 1 << 14
TIMES = 8
MOST = 2 * TIMES
"""How much longer it may take at most. With the square of the page, it would take 64 times as long."""
STORY = (
    "Tell me about a lamp - Amazon LP STAR Walkthrough\nScenario Overview\nI did it.\nThe candidate did it.\n"
    "Target: 20s\nS\nStrong Example\nI went.\n"
)
WEAK = f"{STORY}Weak Answer\nIt went on.\n"
QUIZ = f"{WEAK}- why\nInterviewer Thinks: no\n"
TABLE = "situation,task,action,result"


def many(piece: str, size: int) -> str:
    return piece * (size // len(piece.encode()))


def numbered(piece: str, size: int) -> str:
    return "".join(piece.format(number) for number in range(size // len(piece)))


PAGES: dict[str, Callable[[int], str]] = {
    "questions": lambda size: STORY + many("Q: a\n", size),
    "bullets": lambda size: STORY + many("- a\n", size),
    "rules": lambda size: STORY + many("---\n", size),
    "emoji": lambda size: STORY + many("⭐\n", size),
    "spaces": lambda size: STORY + "x" + many(" ", size) + "x\n",
    "bullets below the weak answer": lambda size: WEAK + many("- a\n", size),
    "damaged bullets below the weak answer": lambda size: WEAK + many("~ a\n", size),
    "quotes of a long weak answer": lambda size: (
        STORY + "Weak Answer\n" + many("it went on ", size // 2) + "\n" + many('- see "it went on" a\n', size // 2)
    ),
    "quotation marks that are never closed": lambda size: WEAK + "- " + many("“a ‘a ", size),
    "lines of a weak answer": lambda size: STORY + "a?\nProbes: a\nWeak\n" + many('"a\n', size),
    "lines of a strong answer": lambda size: STORY + "a?\nStrong\n" + many("a\n", size),
    "options of a quiz question": lambda size: QUIZ + "a?\n" + many("A) b\n", size),
    "lenses and quiz questions": lambda size: (
        QUIZ + many("q?\nb\n", size // 2) + numbered("P{}\na\nEmphasize\na\nDownplay\nb\n", size // 2)
    ),
    "levels with a range each": lambda size: STORY + numbered("L{}\nf\nReflection: a\nBar: b\n1-2 min\n", size),
    "columns": lambda size: TABLE + many(",x", size // 2) + "\n" + many("a\n", size // 2),
    "rows": lambda size: TABLE + "\n" + many("a\n", size),
    "brackets in a column's name": lambda size: TABLE + "," + many("(", size) + "\na,b,c,d\n",
    "cells of HTML in one line": lambda size: "<html><table><tr>" + many("<td>a", size),
    "comments": lambda size: many("<!-- a -->", size) + "a",
}


def work(text: str) -> float:
    """Give the processor time, in seconds, that reading a page takes."""
    started = time.process_time()
    page, findings = open_page("page.txt", text.encode())
    assert page is not None, findings
    read_page(page, FRAMEWORKS)
    return time.process_time() - started


@pytest.mark.parametrize("name", PAGES)
def test_the_work_is_proportional_to_the_page_and_not_to_its_square(name: str) -> None:
    small, large = PAGES[name](SMALL), PAGES[name](SMALL * TIMES)
    work(STORY)  # whatever is loaded or compiled only once
    # The processor is shared; one undisturbed attempt in three is enough.
    assert any(work(large) < MOST * max(work(small), 0.002) for _ in range(3))


@pytest.mark.parametrize(
    ("columns", "rows", "why"),
    [
        (4, 1001, "it has over 1,000 rows; split it into several files"),
        (101, 1, "it has 101 columns; delete those that are not about stories, to keep 100 or fewer"),
        (100, 1000, None),
    ],
)
def test_a_spreadsheet_of_more_stories_or_columns_than_anybody_has_is_refused(
    columns: int, rows: int, why: str | None
) -> None:
    page, _ = open_page("page.csv", (TABLE + ",x" * (columns - 4) + "\n" + "a,b,c,d\n" * rows).encode())
    assert page is not None
    read = read_page(page, FRAMEWORKS)
    assert read == Refused(why) if why else isinstance(read, tuple) and len(read) == rows
