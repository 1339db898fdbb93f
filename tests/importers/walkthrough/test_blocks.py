"""A walkthrough page is cut where its blocks begin, whether they begin with a label or with words of their own."""

import pytest

from star2anki.importers.page import Account, Page
from star2anki.importers.walkthrough.blocks import BlockKind, PageBlock, cut, step_of, without_bullet
from star2anki.importers.walkthrough.tokens import tokenize


def blocks_of(*lines: str) -> tuple[list[str], list[PageBlock]]:
    """The lines before the first block, and the blocks."""
    head, blocks = cut(tokenize(Page("page.txt", "\n".join(lines)), Account()))
    return [token.text for token in head], blocks


def cut_at(*lines: str) -> list[tuple[BlockKind, str]]:
    """What each block is about, and the line with which it begins."""
    return [(block.kind, first_line(block)) for block in blocks_of(*lines)[1]]


def first_line(block: PageBlock) -> str:
    part = block.parts[0]
    return part.head.text if part.head else part.lines[0].text


STEPS = ("Target: 30s", "S", "Strong Example", "It was dark.", "Target: 20s", "T", "Strong Example", "It was mine.")
FOLLOW_UP = ("Why you?", "Probes: ownership", "Weak", "I had to.", "Strong", "I saw it first.")


def test_what_stands_before_the_first_block_is_its_head() -> None:
    head, blocks = blocks_of("Title", "Scenario Overview", "It was dark.")
    assert head == ["Title"]
    assert [block.kind for block in blocks] == [BlockKind.OVERVIEW]


def test_a_page_without_a_block_is_all_head() -> None:
    assert blocks_of("Title", "Words.") == (["Title", "Words."], [])


def test_each_target_begins_a_step() -> None:
    assert cut_at("Scenario Overview", "x", *STEPS)[1:] == [
        (BlockKind.STEP, "Target: 30s"),
        (BlockKind.STEP, "Target: 20s"),
    ]


def test_a_step_whose_target_is_lost_begins_at_its_letter_or_at_its_example() -> None:
    page = ("Scenario Overview", "x", "S", "Strong Example", "It was dark.", "Strong Example", "It was mine.")
    assert cut_at(*page)[1:] == [(BlockKind.STEP, "S"), (BlockKind.STEP, "Strong Example")]


def test_a_follow_up_begins_at_the_question_before_its_first_label() -> None:
    second = ("What then?", "Weak", "Nothing.", "Strong", "I measured.")
    assert cut_at("Scenario Overview", "x", *STEPS, *FOLLOW_UP, *second)[3:] == [
        (BlockKind.FOLLOW_UP, "Why you?"),
        (BlockKind.FOLLOW_UP, "What then?"),
    ]


def test_labels_of_one_follow_up_are_its_parts() -> None:
    _, blocks = blocks_of("Scenario Overview", "x", *STEPS, *FOLLOW_UP)
    parts = [(part.label, [line.text for line in part.lines]) for part in blocks[-1].parts]
    assert [lines for _, lines in parts] == [["Why you?"], [], ["I had to."], ["I saw it first."]]
    assert parts[0][0] is None


def test_only_the_last_block_ends_with_the_page() -> None:
    _, blocks = blocks_of("Scenario Overview", "x", *STEPS)
    assert [block.is_last for block in blocks] == [False, False, True]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("• one", "one"),
        ("- one", "one"),
        ("❌ one", "one"),
        ("â€¢ one", "one"),
        ("\ufffd one", "one"),
        ("✗\ufe0f one", "one"),
        ("one", None),
        ("-one", None),
        ("", None),
    ],
)
def test_a_bullet_is_taken_away_even_one_that_a_wrong_encoding_broke(text: str, rest: str | None) -> None:
    assert without_bullet(text) == rest


@pytest.mark.parametrize(
    ("line", "step"),
    [("S", "situation"), ("(t)", "task"), ("Action", "action"), ("R:", "result"), ("x", None), ("St", None)],
)
def test_a_step_is_known_by_its_letter_or_its_name(line: str, step: str | None) -> None:
    (token,) = tokenize(Page("page.txt", line), Account())
    assert step_of(token) == step
