"""Reads the overview, the steps, and the reflection for each level."""

from collections.abc import Sequence
from typing import Literal

from star2anki.importers.draft import Draft, StepDraft
from star2anki.importers.durations import find_duration
from star2anki.importers.page import Account, trimmed
from star2anki.importers.walkthrough.blocks import PageBlock, PagePart, step_of
from star2anki.importers.walkthrough.labels import Label
from star2anki.importers.walkthrough.ledger import end, joined, leave, leave_parts, put, text_of
from star2anki.importers.walkthrough.quotes import phrases, unquoted
from star2anki.importers.walkthrough.tokens import Token
from star2anki.scenario.model import StepName

_USUAL: tuple[str, ...] = ("target", "strong_example", "key_phrases", "coaching", "common_mistake")
_LEVEL_NAME_LENGTH = 80


def read_overview(block: PageBlock, account: Account) -> None:
    """Read two paragraphs: one in the first person, one in the third."""
    part, *others = block.parts
    leave_parts(account, others)
    breaks = [place for place, token in enumerate(part.lines) if place and token.after_blank]
    split = breaks[0] if len(breaks) == 1 else 1
    first, second = part.lines[:split], part.lines[split:]
    if not second and any("the candidate" in token.text.lower() for token in first):
        first, second = second, first
    put(account, [part.head], "overview")
    _read_half(account, "overview", first)
    _read_half(account, "summary", second)
    end(account, block, "the overview", account.draft, ("overview", "summary"))


def _read_half(account: Account, key: Literal["overview", "summary"], tokens: Sequence[Token]) -> None:
    if key in account.draft:
        leave(account, tokens)
        return
    put(account, tokens, key)
    if text := joined(tokens):
        account.draft[key] = text


def read_step(block: PageBlock, account: Account) -> None:
    """Read one step. Its letter counts only between target and strong example."""
    name, letter = _name_of(block, account.draft)
    if name is None or name in account.draft:
        leave_parts(account, block.parts)
        end(account, block, "a step", {}, _USUAL)
        return
    step: StepDraft = {}
    put(account, [letter], name)
    for part in block.parts:
        lines = tuple(token for token in part.lines if token is not letter)
        if part.label is Label.TARGET:
            _read_target(PagePart(part.head, lines), account, name, step)
        elif part.label is Label.STRONG_EXAMPLE and not {"strong_example", "key_phrases"} & set(step):
            _read_example(PagePart(part.head, lines), account, name, step)
        elif part.label in {Label.COACHING, Label.COMMON_MISTAKE}:
            _read_advice(block, part, account, name, step)
        else:
            leave(account, (part.head, *lines))
    account.draft[name] = step
    usual = _USUAL
    if name == "reflection" and "strong_example" not in step:
        usual = (*(key for key in _USUAL if key != "strong_example"), "by_level")
    end(account, block, f"the {name}", step, usual)


def _name_of(block: PageBlock, draft: Draft) -> tuple[StepName | None, Token | None]:
    lines = [token for part in block.parts if part.label in {None, Label.TARGET} for token in part.lines]
    for token in lines:
        name = step_of(token)
        if name is not None:
            return ("reflection" if name == "result" and name in draft else name), token
    # The reflection has an emoji instead of a letter, and the emoji may be lost.
    if "result" in draft and "reflection" not in draft:
        return "reflection", lines[0] if lines else None
    return None, None


def _read_target(part: PagePart, account: Account, name: StepName, step: StepDraft) -> None:
    value = part.head.found.value if part.head and part.head.found else ""
    leave(account, part.lines)
    found = find_duration(value)
    if found is None or "target" in step:
        leave(account, [part.head])
        return
    put(account, [part.head], f"{name}.target")
    step["target"] = found.seconds
    if found.is_range:
        account.remark(f'{name}.target: "{trimmed(value)}" is a range; the longer time was used')


def _read_example(part: PagePart, account: Account, name: StepName, step: StepDraft) -> None:
    lines = list(part.lines)
    rows: list[Token] = []
    while lines and (found := phrases(lines[-1].text)):
        if len(lines) == len(found) == 1 and name != "reflection":
            break  # an answer in quotes, not a row of phrases
        rows.append(lines.pop())
    rows.reverse()
    put(account, [part.head, *lines], f"{name}.strong_example")
    put(account, rows, f"{name}.key_phrases")
    if text := unquoted(joined(lines)):
        step["strong_example"] = text
    if rows:
        step["key_phrases"] = [phrase for row in rows for phrase in phrases(row.text)]


def _read_advice(block: PageBlock, part: PagePart, account: Account, name: StepName, step: StepDraft) -> None:
    key: Literal["coaching", "common_mistake"] = "coaching" if part.label is Label.COACHING else "common_mistake"
    if key in step:
        leave_parts(account, [part])
        return
    # The last mistake of a step may be followed by lines that begin something without a label.
    runs_on = key == "common_mistake" and name in {"result", "reflection"}
    is_end = block.is_last and part is block.parts[-1]
    if text := text_of(account, part, f"{name}.{key}", only_first=is_end and runs_on):
        step[key] = text


def read_level_reflection(block: PageBlock, account: Account) -> None:
    """Read the reflection as one level would give it."""
    part, *others = block.parts
    leave_parts(account, others)
    level = part.head.found.value if part.head and part.head.found else ""
    reflection = account.draft.get("reflection", {})
    by_level = reflection.get("by_level", {})
    if level in by_level:
        leave_parts(account, [part])
        return
    where = f"reflection.by_level.{level}"
    put(account, [part.head], where)
    if text := text_of(account, PagePart(None, part.lines), where, only_first=block.is_last):
        by_level[level] = text
    if by_level:
        account.draft["reflection"] = {**reflection, "by_level": by_level}
    end(account, block, f"the {level} reflection", by_level, ["text"] if level not in by_level else [])
