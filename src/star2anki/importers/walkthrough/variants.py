"""Reads lenses and levels: the same story for another principle, and at another level of seniority."""

from typing import Any

from star2anki.importers.durations import find_duration
from star2anki.importers.page import Account
from star2anki.importers.walkthrough.blocks import PageBlock, PagePart
from star2anki.importers.walkthrough.labels import Label
from star2anki.importers.walkthrough.ledger import end, fill, joined, leave, leave_parts, put, text_of


def read_lens(block: PageBlock, account: Account) -> None:
    """Read a lens: principle, advice, what to emphasize, what to downplay."""
    items = account.draft.setdefault("lenses", [])
    where = f"lenses[{len(items) + 1}]"
    item: dict[str, Any] = {}
    for part in block.parts:
        if part.label is None:
            _read_name(part, account, where, item, ("principle", "lead_with"))
        elif part.label in {Label.EMPHASIZE, Label.DOWNPLAY}:
            key = "emphasize" if part.label is Label.EMPHASIZE else "downplay"
            is_end = block.is_last and part.label is Label.DOWNPLAY
            fill(item, key, text_of(account, part, f"{where}.{key}", only_first=is_end))
        else:
            leave_parts(account, [part])
    items += [item] if item else []
    end(account, block, f"lens {len(items)}", item, ("principle", "lead_with", "emphasize", "downplay"))


def read_level(block: PageBlock, account: Account) -> None:
    """Read a level: name, text, reflection, bar, length."""
    items = account.draft.setdefault("levels", [])
    where = f"levels[{len(items) + 1}]"
    item: dict[str, Any] = {}
    for part in block.parts:
        if part.label is None:
            _read_name(part, account, where, item, ("level", "focus"))
        elif part.label in {Label.REFLECTION, Label.BAR}:
            key = "reflection" if part.label is Label.REFLECTION else "bar"
            kept = _read_length(part, account, where, item)
            is_end = block.is_last and kept is part
            fill(item, key, text_of(account, kept, f"{where}.{key}", only_first=is_end))
        else:
            leave_parts(account, [part])
    items += [item] if item else []
    end(account, block, f"level {len(items)}", item, ("level", "focus", "reflection", "bar", "length"))


def _read_name(part: PagePart, account: Account, where: str, item: dict[str, Any], keys: tuple[str, str]) -> None:
    """Read the first line as the name, and what is below it as a text."""
    for key, tokens in zip(keys, (part.lines[:1], part.lines[1:]), strict=True):
        put(account, tokens, f"{where}.{key}")
        fill(item, key, joined(tokens))


def _read_length(part: PagePart, account: Account, where: str, item: dict[str, Any]) -> PagePart:
    """Take the line with the length from below a label; whatever follows it belongs to no level."""
    first = 0 if part.head and part.head.found and part.head.found.value else 1
    for place, token in enumerate(part.lines[first:], start=first):
        length = find_duration(token.text)
        if length and "length" not in item:
            item["length"] = length.seconds
            put(account, [token], f"{where}.length")
            leave(account, part.lines[place + 1 :])
            if length.is_range:
                account.remark(f'{where}.length: of "{token.text}", the longer end was taken')
            return PagePart(part.head, part.lines[:place])
    return part
