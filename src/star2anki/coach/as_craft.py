"""The coach's rules as telling rules: those whose manual page says what to remember."""

import re
from collections.abc import Iterator

from star2anki.coach.registry import RULES
from star2anki.coach.rule import Rule
from star2anki.scenario.craft import Craft, TellingRule
from star2anki.scenario.model import Source
from star2anki.yamlfile.tree import read_tree

_SECTION = re.compile(r"^(Remember|Fails|Passes|Source):(.*?)(?=^\w+:|\Z)", re.MULTILINE | re.DOTALL)


def rules_as_craft(craft_id: str) -> Craft:
    """Make a craft of the rules, each with the id that is its name.

    Args:
        craft_id: The id of the whole.
    """
    return Craft(
        id=craft_id,
        title="The coach's rules",
        telling_rules=tuple(_telling_rules()),
        source=Source(author="star2anki contributors", license="MIT"),
    )


def _telling_rules() -> Iterator[TellingRule]:
    for rule in RULES:
        sections = dict(_SECTION.findall(rule.manual))
        if "Remember" in sections:
            yield TellingRule(
                id=rule.code,
                rule=" ".join(sections["Remember"].split()),
                fails=_example(rule, sections["Fails"]),
                why_it_fails=_reason(rule),
                passes=_example(rule, sections["Passes"]),
            )


def _reason(rule: Rule) -> str:
    """Give the paragraph below the title, on one line."""
    return " ".join(rule.manual.split("\n\n")[1].split())


def _example(rule: Rule, yaml: str) -> str:
    """Give the one text of an example, which is part of a story as YAML."""
    tree, _ = read_tree(rule.code, yaml.encode("utf-8"))
    (value,) = tree.data.values() if tree else (None,)
    if not isinstance(value, str):
        raise TypeError(f"an example of {rule.code} is more than one text, so it cannot stand on a card")
    return value.strip()
