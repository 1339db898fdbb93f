"""A learner with the real Anki engine: imports packages, answers cards, looks at what is there."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal

import anki.collection  # noqa: F401 - the engine's other modules fail unless this one is loaded first
from anki.cards import Card
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from anki.decks import DeckId
from anki.lang import set_lang
from anki.notes import Note

IF_NEWER = 0
"""The default of a new profile: notes and note types are updated if the package's are newer."""


@dataclass(frozen=True)
class Imported:
    """What Anki said about an import: how many notes of each kind."""

    new: int = 0
    updated: int = 0
    duplicate: int = 0
    conflicting: int = 0


class Learner:
    """Somebody who studies with Anki, with their own collection."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.col = Collection(str(folder / "collection.anki2"))

    def take(self, package: Path, *, with_presets: bool = False) -> Imported:
        """Import a package the way the desktop does with its default options."""
        options = ImportAnkiPackageOptions(with_deck_configs=with_presets)
        request = ImportAnkiPackageRequest(package_path=str(package), options=options)
        log = self.col.import_anki_package(request).log
        self.col.models._clear_cache()  # noqa: SLF001 - the engine has no public way to forget old note types
        return Imported(len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting))

    def take_by_tool(self, package: Path) -> None:
        """Import a package like tools that use Anki's old importer, such as AnkiConnect's `importPackage`.

        Anki 26.09 has a replacement for it, which imports as if all boxes were ticked.
        """
        set_lang("en")  # the old importer writes a log
        import_module("anki.importing").AnkiPackageImporter(self.col, str(package)).run()
        self.col.models._clear_cache()  # noqa: SLF001 - as above

    def study(self, rating: Literal[1, 2, 3, 4] = 3) -> int:
        """Answer every new card once, and count them."""
        answered = 0
        for card_id in self.col.find_cards("is:new"):
            card = self.col.get_card(card_id)
            card.start_timer()
            self.col.sched.answerCard(card, rating)
            answered += 1
        return answered

    def next_day(self) -> None:
        """Let a day pass: to Anki, the collection becomes a day older."""
        database, path = self.col.db, self.col.path
        assert database is not None
        database.execute("update col set crt = crt - 86400, mod = mod + 1")
        self.col.close()
        self.col = Collection(path)

    def notes(self, search: str = "") -> list[Note]:
        """Find notes as the browser does."""
        return [self.col.get_note(note_id) for note_id in self.col.find_notes(search)]

    def note(self, readable_id: str) -> Note:
        """Find the note with a readable id; there must be exactly one."""
        (found,) = self.notes(f'"ID:{readable_id}"')
        return found

    def cards(self, search: str = "") -> list[Card]:
        """Find cards as the browser does."""
        return [self.col.get_card(card_id) for card_id in self.col.find_cards(search)]

    def history(self) -> dict[str, tuple[object, ...]]:
        """Everything that studying changes, by readable id and card: reviews, intervals, due dates, decks."""
        database = self.col.db
        assert database is not None
        earned: dict[str, tuple[object, ...]] = {}
        for card in self.cards():
            reviews = database.all("select id, ease, ivl, time from revlog where cid = ? order by id", card.id)
            key = f"{card.note()['ID']} {card.ord}"
            earned[key] = (reviews, card.type, card.queue, card.due, card.ivl, card.factor, card.reps, card.did)
        return earned

    def kinds(self) -> Counter[str]:
        """Count notes by note type."""
        return Counter(str((note.note_type() or {})["name"]) for note in self.notes())

    def options(self) -> dict[str, dict[str, Any]]:
        """Give the options (the preset) of each deck."""
        decks = self.col.decks
        return {deck.name: decks.config_dict_for_deck_id(DeckId(deck.id)) for deck in decks.all_names_and_ids()}

    def deck_sizes(self) -> dict[str, int]:
        """Count the cards in each deck itself, without its subdecks."""
        return {
            deck.name: self.col.decks.card_count(DeckId(deck.id), include_subdecks=False)
            for deck in self.col.decks.all_names_and_ids()
            if deck.name != "Default"
        }


@contextmanager
def learner(folder: Path) -> Iterator[Learner]:
    """Open a collection in a folder, and close it at the end."""
    somebody = Learner(folder)
    try:
        yield somebody
    finally:
        somebody.col.close()
