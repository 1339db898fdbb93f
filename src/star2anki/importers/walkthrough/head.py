"""Reads what comes before the story, and finds the framework and the principle that the page names."""

import re
from collections.abc import Iterable, Mapping, Sequence

from star2anki.importers.page import Account, Reason, trimmed, words
from star2anki.importers.walkthrough.ledger import leave, put
from star2anki.importers.walkthrough.tokens import Token
from star2anki.scenario.framework import Framework

FAMILIES: Mapping[str, str | None] = {
    "amazon leadership principles": "amazon-leadership-principles",
    "general behavioral": "general-competencies",
    "google googleyness": None,
}
"""The headers of families of pages, and the framework of each, if star2anki has one."""
_MANY = 40
"""How many lenses are searched for the page's principle; no page has so many."""
_DASH = r"(?:[-–—]|[^\sA-Za-z0-9]{2,4})"
_TITLE = re.compile(
    rf"(?P<title>.*\S)\s+{_DASH}\s+(?:(?:(?!\s{_DASH}\s).){{1,40}}\s)?STAR\s+Walkthrough[\s\u200b\ufeff.]*",
    re.IGNORECASE | re.DOTALL,
)


def find_title(text: str) -> str | None:
    """Find the title in a line that ends the way titles of walkthroughs do.

    >>> find_title("A time you said no - and meant it - Amazon LP STAR Walkthrough")
    'A time you said no - and meant it'
    """
    found = _TITLE.fullmatch(text)
    return trimmed(found["title"]) if found else None


def read_head(tokens: Sequence[Token], account: Account) -> None:
    """Read the lines above the story. If there is a title, everything but title and family belongs to the site."""
    titled = next((token for token in tokens if find_title(token.text)), None)
    title = find_title(titled.text) if titled else None
    if titled is None or title is None:
        leave(account, tokens)
        return
    # The title of such a page is the interviewer's question.
    account.draft.update({"title": title, "question": title, "source": {"title": titled.text}})
    for token in tokens:
        if token is titled:
            put(account, [token], "title")
        else:
            account.set_aside(token.number, token.text, Reason.FURNITURE)


def read_principle(head: Sequence[Token], account: Account, frameworks: Mapping[str, Framework]) -> None:
    """Find the framework and the principle, if the page really names them.

    It can name them in two places: in a line above the story that is only a principle's name, or in a quiz question
    that mentions a story about the principle. If the page names two, nobody can know which one is meant.
    """
    family = next((family for token in head if (family := words(token.text).lower()) in FAMILIES), None)
    framework = frameworks.get(FAMILIES[family] or "") if family else None
    lenses = [lens["principle"] for lens in account.draft.get("lenses", ()) if "principle" in lens]
    known = dict.fromkeys([*(framework.names if framework else ()), *lenses[:_MANY]])
    lines = {words(token.text) for token in head}
    above = [name for name in known if name in lines]
    asked = _named_in((item.get("question", "") for item in account.draft.get("quiz", ())), known)
    named = above if len(above) == 1 else asked
    if len(named) == 1:
        account.draft["principle"] = named[0]
    else:
        account.remark(
            f"principle: the page names {'several' if named else 'none'}; add `principle: ...` if you know it"
        )
    if framework is None:
        if family:
            account.remark(f'framework: star2anki has none for "{family.title()}"; write your own, or leave it out')
        return
    everywhere = {name for each in frameworks.values() for name in each.names}
    strangers = [name for name in lenses if name not in everywhere]
    if account.draft.get("principle", framework.names[0]) not in framework.names:
        strangers.append(account.draft["principle"])
    if strangers:
        account.remark(f"framework: left out, because {framework.id} has no {', no '.join(dict.fromkeys(strangers))}")
    else:
        account.draft["framework"] = framework.id


def _named_in(questions: Iterable[str], names: Iterable[str]) -> list[str]:
    text = "\n".join(questions)
    return [
        name
        for name in names
        if re.search(rf"(?<!\w){re.escape(name)}\s+(?:\w+\s+)?(?:stor(?:y|ies)|answers?)\b", text)
    ]
