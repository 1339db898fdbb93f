"""Reads lenses and levels: the same story for another principle, and at another level of seniority."""

from typing import Literal

from star2anki.importers.draft import LensDraft, LevelDraft
from star2anki.importers.durations import find_duration
from star2anki.importers.page import Account
from star2anki.importers.walkthrough.blocks import PageBlock, PagePart
from star2anki.importers.walkthrough.labels import Label
from star2anki.importers.walkthrough.ledger import end, joined, leave, leave_parts, put, text_of


def read_lens(block: PageBlock, account: Account) -> None:
    """Read a lens: principle, advice, what to emphasize, what to downplay."""
    items = account.draft.setdefault("lenses", [])
    where = f"lenses[{len(items) + 1}]"
    item: LensDraft = {}
    for part in block.parts:
        if part.label is None:
            name, text = _read_name(part, account, where, ("principle", "lead_with"))
            if name:
                item["principle"] = name
            if text:
                item["lead_with"] = text
        elif part.label in {Label.EMPHASIZE, Label.DOWNPLAY}:
            key: Literal["emphasize", "downplay"] = "emphasize" if part.label is Label.EMPHASIZE else "downplay"
            is_end = block.is_last and part.label is Label.DOWNPLAY
            if advice := text_of(account, part, f"{where}.{key}", only_first=is_end):
                item[key] = advice
        else:
            leave_parts(account, [part])
    items += [item] if item else []
    end(account, block, f"lens {len(items)}", item, ("principle", "lead_with", "emphasize", "downplay"))


def read_level(block: PageBlock, account: Account) -> None:
    """Read a level: name, text, reflection, bar, length."""
    items = account.draft.setdefault("levels", [])
    where = f"levels[{len(items) + 1}]"
    item: LevelDraft = {}
    for part in block.parts:
        if part.label is None:
            name, text = _read_name(part, account, where, ("level", "focus"))
            if name:
                item["level"] = name
            if text:
                item["focus"] = text
        elif part.label in {Label.REFLECTION, Label.BAR}:
            key: Literal["reflection", "bar"] = "reflection" if part.label is Label.REFLECTION else "bar"
            kept = _read_length(part, account, where, item)
            is_end = block.is_last and kept is part
            if said := text_of(account, kept, f"{where}.{key}", only_first=is_end):
                item[key] = said
        else:
            leave_parts(account, [part])
    items += [item] if item else []
    end(account, block, f"level {len(items)}", item, ("level", "focus", "reflection", "bar", "length"))


def _read_name(part: PagePart, account: Account, where: str, keys: tuple[str, str]) -> tuple[str, str]:
    """Read the first line as the name, and the lines below it as text; either may be empty."""
    name, text = part.lines[:1], part.lines[1:]
    put(account, name, f"{where}.{keys[0]}")
    put(account, text, f"{where}.{keys[1]}")
    return joined(name), joined(text)


def _read_length(part: PagePart, account: Account, where: str, item: LevelDraft) -> PagePart:
    """Take the line with the length from below a label. Whatever follows it does not belong to the level."""
    first = 0 if part.head and part.head.found and part.head.found.value else 1
    for place, token in enumerate(part.lines[first:], start=first):
        length = find_duration(token.text)
        if length and "length" not in item:
            item["length"] = length.seconds
            put(account, [token], f"{where}.length")
            leave(account, part.lines[place + 1 :])
            if length.is_range:
                account.remark(f'{where}.length: "{token.text}" is a range; the longer time was used')
            return PagePart(part.head, part.lines[:place])
    return part
