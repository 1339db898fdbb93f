"""STAR walkthroughs, copied from the web: a story with everything that a coach has to say about it."""

import re
from collections.abc import Callable, Mapping

from star2anki.importers.draft import identify, separate
from star2anki.importers.page import Account, Imported, Page
from star2anki.importers.walkthrough.answers import (
    read_follow_up,
    read_interviewer_thinks,
    read_quiz_question,
    read_weak_answer,
)
from star2anki.importers.walkthrough.blocks import BlockKind, PageBlock, cut
from star2anki.importers.walkthrough.head import read_head, read_principle
from star2anki.importers.walkthrough.lookalikes import is_walkthrough
from star2anki.importers.walkthrough.steps import read_level_reflection, read_overview, read_step
from star2anki.importers.walkthrough.tokens import tokenize
from star2anki.importers.walkthrough.variants import read_lens, read_level
from star2anki.scenario.framework import Framework

NAME = "a STAR walkthrough page"

_READERS: Mapping[BlockKind, Callable[[PageBlock, Account], None]] = {
    BlockKind.OVERVIEW: read_overview,
    BlockKind.STEP: read_step,
    BlockKind.LEVEL_REFLECTION: read_level_reflection,
    BlockKind.FOLLOW_UP: read_follow_up,
    BlockKind.WEAK_ANSWER: read_weak_answer,
    BlockKind.INTERVIEWER_THINKS: read_interviewer_thinks,
    BlockKind.QUIZ: read_quiz_question,
    BlockKind.LENS: read_lens,
    BlockKind.LEVEL: read_level,
}

_END = re.compile(r"[^\w\s,;:–—-]$")
_NO_OPTIONS = (
    "quiz: copying a page loses the options, and the answers with them; if you know the right one, "
    "add it as `answer`. Until then, the card shows the explanation"
)


def recognizes(page: Page) -> bool:
    """Return whether a page is a walkthrough."""
    return is_walkthrough(page)


def read(page: Page, frameworks: Mapping[str, Framework]) -> tuple[Imported, ...]:
    """Read the one story of a walkthrough."""
    account = Account()
    tokens = tokenize(page, account)
    head, blocks = cut(tokens)
    read_head(head, account)
    for block in blocks:
        _READERS[block.kind](block, account)
    read_principle(head, account, frameworks)
    if account.draft.get("quiz"):
        account.remark(_NO_OPTIONS)
    if tokens and tokens[-1].is_text and not account.incomplete and not _END.search(tokens[-1].text):
        account.remark(f"the last line, {tokens[-1].number}, ends without a full stop; is the page cut off there?")
    separate(account.draft)
    identify(account.draft)
    return (account.imported(),)
