"""Reads follow-ups, the weak answer and what the interviewer thinks of it, and the quiz."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cache

from star2anki import phrase_search
from star2anki.importers.draft import FollowUpDraft, QuizDraft, WeaknessDraft
from star2anki.importers.page import Account
from star2anki.importers.walkthrough.blocks import PageBlock, PagePart, without_bullet
from star2anki.importers.walkthrough.labels import Label
from star2anki.importers.walkthrough.ledger import end, ends_of_lines, joined, leave, leave_parts, put, text_of
from star2anki.importers.walkthrough.quotes import ends_of_quote, is_quoted, leading_phrase, quoted_words, unquoted
from star2anki.importers.walkthrough.tokens import Token

_FOLLOW_UP = ("question", "probes", "weak_answer", "why_weak", "strong_answer", "key_line")
_BULLET_LENGTH = 4
"""The most letters that a wrong encoding makes of one bullet."""
_LONGEST_ANSWER = 1 << 14
"""How many letters of a weak answer are searched for its weak phrases; usually there are one or two thousand."""
_OPTION = re.compile(r"(?:\(?[A-Ha-h1-8][.)]|[○●◯☐☑□■◻◼⚪🔘✓✔✅])[\s\ufe0f]+")


def read_follow_up(block: PageBlock, account: Account) -> None:
    """Read a follow-up question, with its weak and strong answers."""
    items = account.draft.setdefault("follow_ups", [])
    where = f"follow_ups[{len(items) + 1}]"
    item: FollowUpDraft = {}
    for part in block.parts:
        if part.label is None:
            put(account, part.lines, f"{where}.question")
            if text := joined(part.lines):
                item["question"] = text
        elif part.label is Label.PROBES and "probes" not in item:
            if probes := text_of(account, part, f"{where}.probes"):
                item["probes"] = probes
        elif part.label is Label.WEAK and "weak_answer" not in item:
            _read_weak(part, account, where, item)
        elif part.label is Label.STRONG and "strong_answer" not in item:
            _read_strong(part, account, where, item, at_end=block.is_last)
        else:
            leave_parts(account, [part])
    if item:
        items.append(item)
    end(account, block, f"follow-up {max(len(items), 1)}", item, _FOLLOW_UP)


def _read_weak(part: PagePart, account: Account, where: str, item: FollowUpDraft) -> None:
    """Split the answer from the reason why it is weak: at the quotes, at the empty line, or after one line."""
    answer, why = _split(part.lines)
    put(account, [part.head, *answer], f"{where}.weak_answer")
    put(account, why, f"{where}.why_weak")
    if text := unquoted(joined(answer)):
        item["weak_answer"] = text
    if text := joined(why):
        item["why_weak"] = text


def _split(lines: Sequence[Token]) -> tuple[Sequence[Token], Sequence[Token]]:
    text = joined(lines)
    counts = {end: count for count, end in enumerate(ends_of_lines(lines), start=1)}
    quoted = next((counts[end] for end in ends_of_quote(text) if end in counts), None)
    if quoted is not None:
        return lines[:quoted], lines[quoted:]
    breaks = [place for place, token in enumerate(lines) if place and token.after_blank]
    count = breaks[0] if len(breaks) == 1 else 1
    return lines[:count], lines[count:]


def _read_strong(part: PagePart, account: Account, where: str, item: FollowUpDraft, *, at_end: bool) -> None:
    lines = part.lines
    key_line: Sequence[Token] = ()
    quoted = [place for place, token in enumerate(lines) if place and is_quoted(token.text)]
    if at_end:
        # At the end of the page, a line without quotes may be the next question.
        last = quoted[0] + 1 if quoted else 1
        leave(account, lines[last:])
        lines = lines[:last]
    if quoted and quoted[-1 if not at_end else 0] == len(lines) - 1:
        lines, key_line = lines[:-1], lines[-1:]
    put(account, [part.head, *lines], f"{where}.strong_answer")
    put(account, key_line, f"{where}.key_line")
    if text := unquoted(joined(lines)):
        item["strong_answer"] = text
    if text := unquoted(joined(key_line)):
        item["key_line"] = text


def read_weak_answer(block: PageBlock, account: Account) -> None:
    """Read the whole story, told badly, and the list of what is wrong with it."""
    part, *others = block.parts
    leave_parts(account, others)
    if "text" in account.draft.get("weak_answer", {}):
        leave_parts(account, [part])
        return
    weak = account.draft.setdefault("weak_answer", {})
    beginnings = Counter(first for first, space, _ in (token.text.partition(" ") for token in part.lines) if space)
    items = [_item(token.text, beginnings, len(part.lines)) for token in part.lines]
    bulleted = [place for place, item in enumerate(items) if item is not None]
    first = max(bulleted[0], 1) if bulleted else 1
    put(account, [part.head, *part.lines[:first]], "weak_answer.text")
    if answer := unquoted(joined(part.lines[:first])):
        weak["text"] = answer
    weaknesses: list[WeaknessDraft] = []
    occurrences = cache(phrase_search.Searched(weak.get("text", "")[:_LONGEST_ANSWER]).occurrences)
    for token, text in zip(part.lines[first:], items[first:], strict=True):
        if text is None and bulleted:
            leave(account, [token])
            continue
        weaknesses.append(_weakness(text or token.text, occurrences))
        put(account, [token], f"weak_answer.weaknesses[{len(weaknesses)}]")
    if weaknesses:
        weak["weaknesses"] = weaknesses
    if not weak:
        del account.draft["weak_answer"]
    end(account, block, "the weak answer", weak, ("text", "weaknesses", "interviewer_thinks"))


def _item(text: str, beginnings: Mapping[str, int], count: int) -> str | None:
    """Remove the bullet from an item. One that a wrong encoding damaged is the same on all items.

    Args:
        text: A line.
        beginnings: How many lines begin with each word that a space follows.
        count: How many lines there are.
    """
    if (bare := without_bullet(text)) is not None:
        return bare
    first, _, rest = text.partition(" ")
    if not rest or len(first) > _BULLET_LENGTH or re.search(r"[A-Za-z0-9\"'“”„«»‘’]", first):
        return None
    return rest.lstrip() if not first.isalpha() or 1 < beginnings[first] >= count - 1 else None


def _weakness(text: str, occurrences: Callable[[str], list[phrase_search.Span]]) -> WeaknessDraft:
    """Split a quoted phrase from its reason; a reason alone names something missing."""
    if leading := leading_phrase(text):
        return {"phrase": leading[0], "why_it_fails": leading[1]}
    quoted = [words for words in quoted_words(text) if " " in words and occurrences(phrase_search.fold(words))]
    return {"phrase": quoted[0], "why_it_fails": text} if len(quoted) == 1 else {"why_it_fails": text}


def read_interviewer_thinks(block: PageBlock, account: Account) -> None:
    """Read what the interviewer notes down about the weak answer."""
    part, *others = block.parts
    leave_parts(account, others)
    weak = account.draft.setdefault("weak_answer", {})
    if "interviewer_thinks" in weak:
        leave_parts(account, [part])
        return
    if text := text_of(account, part, "weak_answer.interviewer_thinks", only_first=block.is_last):
        weak["interviewer_thinks"] = text
    if not weak:
        del account.draft["weak_answer"]
    end(account, block, "the weak answer", weak, ("interviewer_thinks",))


def read_quiz_question(block: PageBlock, account: Account) -> None:
    """Read a quiz question and its explanation. Copying a page loses the options."""
    items = account.draft.setdefault("quiz", [])
    where = f"quiz[{len(items) + 1}]"
    part, *others = block.parts
    leave_parts(account, others)
    question, *lines = part.lines
    options = [token for token in lines if _OPTION.match(token.text)]
    if options:
        account.remark(
            f"{where}: the page has options but does not say which is right, so they are listed as not understood"
        )
    leave(account, options)
    explanation = [token for token in lines if not _OPTION.match(token.text)]
    if block.is_last:
        leave(account, explanation[1:])
        explanation = explanation[:1]
    put(account, [question], f"{where}.question")
    put(account, explanation, f"{where}.explanation")
    item: QuizDraft = {"question": question.text}
    if text := joined(explanation):
        item["explanation"] = text
    items.append(item)
    end(account, block, f"quiz question {len(items)}", item, ("explanation",))
