"""Decks -> one self-contained HTML page that shows every card. It needs no network and can be read without scripts."""

import base64
import hashlib
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from star2anki import markup
from star2anki.decks.layout import Deck
from star2anki.notetypes import BY_KEY, Note
from star2anki.notetypes.note_id import NoteId
from star2anki.notetypes.notetype import shared_file
from star2anki.page_templates import Markup, page_template
from star2anki.preview.cards import Card, cards_of, count_cards
from star2anki.wording import noun

MARK = b'<meta name="generator" content="star2anki preview">'
"""Near the start of every page that we make, so that no other file is mistaken for one."""
MARK_WITHIN = 512
"""The mark is within this many bytes from the start."""

_STORY_TAG = "star2anki::story::"
"""With the story's id, a tag of all notes of stories, and of no others."""
_NUMBERS = {key: str(number) for number, key in enumerate(BY_KEY)}


@dataclass(frozen=True, slots=True)
class _Card:
    """A card, as the page template shows it."""

    key: str
    kind: str
    item: str
    question: Markup
    answer: Markup


@dataclass(frozen=True, slots=True)
class _Story:
    """A story's cards in one subdeck, as the page template shows them."""

    id: str
    title: str
    principle: str
    deck: str
    """The root of the subdeck."""
    subdeck: str
    kinds: str
    """Numbers of the cards' note types."""
    cards: Iterable[_Card]


def page(decks: Sequence[Deck], *, version: int | None = None) -> bytes:
    """Make the page, as UTF-8.

    Args:
        decks: All decks of a build with their subdecks, in the order in which to show them.
        version: The version of a page that is served and reloads itself. Without one, the page contacts nobody.
    """
    # A page with many stories is large. It is made piece by piece, so that memory holds only one copy of it.
    written = io.BytesIO()
    for piece in _pieces(decks, version):
        written.write(piece.encode("utf-8", errors="replace"))
    return written.getvalue()


def _pieces(decks: Sequence[Deck], version: int | None) -> Iterator[str]:
    is_live = version is not None
    early, script, style = _file("early.js"), _script(is_live=is_live), _style()
    # Only files of this program, and what it made from them, are Markup here.
    return page_template("star2anki.preview", "page.html").generate(
        version="" if version is None else str(version),
        policy=Markup(_policy(style, (early, script), is_live=is_live)),
        style=Markup(style),
        early_script=Markup(early),
        script=Markup(script),
        stories=_stories(decks),
        **_contents(decks),
    )


def _contents(decks: Sequence[Deck]) -> dict[str, object]:
    """Describe the page's content: its title, how much there is, and what the filters offer."""
    roots = dict.fromkeys(_root(deck) for deck in decks)
    used = {note.notetype for deck in decks for note in deck.notes}
    principles: set[str] = set()
    stories: dict[str, str] = {}
    are_stories = True
    cards = 0
    for deck in decks:
        cards += sum(map(count_cards, deck.notes))
        for story, notes in groupby(deck.notes, key=_story_of):
            first = next(notes)
            are_stories &= _STORY_TAG + story in first.tags
            stories[story], principle = _heading(first)
            principles.add(principle)
    words = ("story", "stories") if are_stories else ("source", "sources")
    return {
        "title": " · ".join(roots) or "No cards",
        "summary": f"{_count(cards, 'card', 'cards')} from {_count(len(stories), *words)}",
        "choices": {
            "kinds": [(_NUMBERS[key], _kind(key)) for key in BY_KEY if key in used],
            "principles": [(principle, principle) for principle in sorted(principles - {""})],
            "stories": stories.items(),
            "decks": [(root, root) for root in roots],
        },
    }


def _stories(decks: Sequence[Deck]) -> Iterator[_Story]:
    for deck in decks:
        for story, notes in groupby(deck.notes, key=_story_of):
            own_notes = list(notes)
            title, principle = _heading(own_notes[0])
            cards = list(cards_of(own_notes))
            kinds = " ".join([_NUMBERS[card.notetype] for card in cards])
            yield _Story(story, title, principle, _root(deck), deck.name, kinds, map(_shown, cards))


def _heading(note: Note) -> tuple[str, str]:
    """Give title and principle of the story that a note is of; a framework has a name, and many principles."""
    title = _text_of(note, "Story")
    return (title, _text_of(note, "Principle")) if title else (_text_of(note, "Framework"), "")


def _shown(card: Card) -> _Card:
    has_several = len(BY_KEY[card.notetype].templates) > 1
    return _Card(
        key=f"{card.note_id}/{card.template}",
        kind=card.template if has_several else _kind(card.notetype),
        item=card.note_id.rpartition("/")[2],
        question=Markup(card.question),  # its fields are safe HTML, made by `markup`
        answer=Markup(card.answer),
    )


def _story_of(note: Note) -> str:
    return NoteId.parse(note.id).story


def _text_of(note: Note, field: str) -> str:
    return markup.visible_text(note.fields[BY_KEY[note.notetype].field_names.index(field)]).strip()


def _root(deck: Deck) -> str:
    return deck.name.partition("::")[0]


def _kind(key: str) -> str:
    return BY_KEY[key].name.removesuffix(" (star2anki)")


def _count(number: int, one: str, many: str) -> str:
    return f"{number:,} {noun(number, one, many)}"


@cache
def _style() -> str:
    """Join the style sheets of the cards and the page, and adapt them to each other.

    Here, a card is as wide as its column, not as the window. A script sets night mode as a class; without scripts, the
    same rules follow the reader's system.
    """
    cards = shared_file("style.css").replace("@media (min-width:", "@container p-side (min-width:")
    day = f"{cards}\n{_file('page.css')}"
    night = day.replace(".nightMode", ".unscripted")
    return f"{day}\n@media screen and (prefers-color-scheme: dark) {{\n{night}\n}}\n"


@cache
def _script(*, is_live: bool) -> str:
    files = ("stories.js", "search.js", "page.js", *(("live.js",) if is_live else ()))
    return "\n".join(map(_file, files)).replace("/* card.js */", shared_file("card.js").strip())


def _policy(style: str, scripts: Iterable[str], *, is_live: bool) -> str:
    """Forbid everything except the page's own style and scripts; a served page may also ask its server for news."""
    rules = [
        "default-src 'none'",
        f"style-src {_hash(style)}",
        f"script-src {' '.join(map(_hash, scripts))}",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join([*rules, "connect-src 'self'"] if is_live else rules)


def _hash(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest())
    return f"'sha256-{digest.decode('ascii')}'"


@cache
def _file(name: str) -> str:
    return (resources.files("star2anki.preview") / name).read_text(encoding="utf-8")
