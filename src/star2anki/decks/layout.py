"""Notes -> decks: which subdeck each note goes to, and the order of new cards."""

import hashlib
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, replace

from star2anki import markup
from star2anki.decks.lock import LaidOut
from star2anki.decks.names import deck_name
from star2anki.decks.order import NewCard, as_listed, by_story, in_rounds
from star2anki.decks.recipe import Recipe, Split
from star2anki.decks.subdecks import numbered
from star2anki.notetypes import Note
from star2anki.notetypes.fragments import piece

_ORDERS = {"rounds": in_rounds, "stories": by_story}
_CREDIT = piece("credit")
_OTHER = "Other stories"
"""The subdeck for stories without a principle, or whose principle (or title) leaves nothing for a deck's name."""


@dataclass(frozen=True, slots=True)
class StoryNotes:
    """The notes of one story, or of another source, with what the layout wants to know about it."""

    id: str
    title: str
    principle: str | None
    notes: tuple[Note, ...]
    levels: tuple[str, ...] = ()
    """All levels for which the story has its own text."""
    license: str | None = None
    """The terms for sharing the story, as its source says."""
    is_story: bool = True
    """It is a story, and no framework or craft file."""

    def only(self, notetypes: Container[str], ids: Container[str] = ()) -> "StoryNotes":
        """Keep the notes of some note types, and of these, where ids are given, only the notes with these ids."""
        kept = [note for note in self.notes if note.notetype in notetypes and (not ids or note.id in ids)]
        return replace(self, notes=tuple(kept))


@dataclass(frozen=True, slots=True)
class Deck:
    """One deck of Anki's."""

    name: str
    """Full name, with `::` between parents and children."""
    description: str
    """HTML that Anki shows when the deck is opened."""
    notes: tuple[Note, ...]
    """Story by story, or as the recipe lists them."""
    cards: tuple[NewCard, ...] = ()
    """All cards of the notes, in the order in which new cards shall come."""
    is_own: bool = True
    """The recipe makes it. A deck above the recipe's own exists only so that Anki keeps descriptions."""

    @property
    def id(self) -> int:
        """Made from the name, because Anki recognizes decks by name; between 2**31 and 2**53."""
        digest = hashlib.blake2b(self.name.encode("utf-8"), digest_size=8).digest()
        return (1 << 31) + int.from_bytes(digest, "big") % ((1 << 53) - (1 << 31))


def lay_out(recipe: Recipe, stories: Iterable[StoryNotes], before: LaidOut | None = None) -> tuple[Deck, ...]:
    """Put stories into the decks of a recipe: the deck itself first, then its subdecks in the order of stories.

    Args:
        recipe: What makes the decks.
        stories: What goes in.
        before: How the recipe's decks were laid out last; a subdeck keeps its number.
    """
    root = deck_name(recipe.name)
    places = {id_: place for place, id_ in enumerate(recipe.notes)}
    chosen = [story for story in stories if story.notes]
    if places:
        chosen.sort(key=lambda story: min(places[note.id] for note in story.notes))
    subdecks = _subdecks(recipe.split, chosen, before)
    by_name: dict[str, list[Note]] = {root: []}
    for story in chosen:
        name = f"{root}::{subdecks[story.id]}" if story.id in subdecks else root
        by_name.setdefault(name, []).extend(story.notes)
    if places:
        for notes in by_name.values():
            notes.sort(key=lambda note: places[note.id])
    in_order = as_listed if places else _ORDERS[recipe.order]
    texts = {root: deck_description(recipe)}
    for name in list(by_name):
        for parent in _parents(name):  # Anki drops a deck's description if its parent is not in the package
            by_name.setdefault(parent, [])
    return tuple(
        Deck(
            name,
            texts.get(name, ""),
            tuple(notes),
            in_order(notes),
            is_own=name == root or name.startswith(f"{root}::"),
        )
        for name, notes in sorted(by_name.items(), key=lambda deck: deck[0].count("::"))
    )


def laid_out(recipe: Recipe, decks: Iterable[Deck]) -> LaidOut:
    """Describe for the lock how a recipe's decks are laid out."""
    root = deck_name(recipe.name)
    subdecks = {
        note.story: deck.name.removeprefix(f"{root}::")
        for deck in decks
        if deck.is_own and deck.name != root
        for note in deck.notes
    }
    return LaidOut(root, recipe.split, subdecks)


def deck_description(recipe: Recipe) -> str:
    """Make the description that learners read: the recipe's description, author and license."""
    credit = " · ".join(part for part in (recipe.author, recipe.license) if part)
    texts = [markup.html(recipe.description)] if recipe.description else []
    if credit:
        texts.append(_CREDIT(html=markup.plain(credit)))
    return "\n".join(texts)


def _subdecks(split: Split, stories: Iterable[StoryNotes], before: LaidOut | None) -> dict[str, str]:
    """Name the subdeck of each story, by the story's id; without stories that lie in the deck itself."""
    if split == "none":
        return {}
    spelled: dict[str, str] = {}
    wanted: dict[str, str] = {}
    for story in stories:
        by_title = split == "scenario" or not story.is_story
        words = markup.one_line(story.title if by_title else story.principle or "")
        name = deck_name(words.replace("::", ": ")) or _OTHER
        wanted[story.id] = spelled.setdefault(name.casefold(), name)
    return numbered(wanted, before.subdecks if before and before.split == split else {})


def _parents(name: str) -> Sequence[str]:
    parts = name.split("::")
    return ["::".join(parts[:length]) for length in range(1, len(parts))]
