"""The writer lays down just the cards that Anki would make of the notes, each at its place."""

from dataclasses import replace

import pytest

from project import STORY
from star2anki.apkg.writer import BrokenNoteError, write_package
from star2anki.build.compile import story_notes
from star2anki.decks.layout import Deck, lay_out
from star2anki.decks.lock import Lock
from star2anki.decks.order import NewCard
from star2anki.decks.recipe import Recipe
from star2anki.decks.update import update
from star2anki.notetypes import SETS, NoteSettings
from star2anki.scenario.model import Scenario

STORIES = [story_notes(Scenario.model_validate(STORY), NoteSettings(), SETS["core"], None)]


@pytest.fixture
def deck() -> Deck:
    (made,) = lay_out(Recipe(name="Acme"), STORIES)
    return made


def written(deck: Deck) -> bytes:
    return write_package([deck], update(Lock(), {"deck": STORIES[0].notes}, 5).lock)


def test_the_layout_knows_which_cards_a_note_has(deck: Deck) -> None:
    assert written(deck)


def test_a_card_without_a_place_is_a_mistake_of_the_program(deck: Deck) -> None:
    with pytest.raises(BrokenNoteError, match="has cards that have no place"):
        written(replace(deck, cards=deck.cards[1:]))


def test_a_card_that_anki_would_not_make_is_a_mistake_of_the_program(deck: Deck) -> None:
    numbers = 3
    extra = NewCard(deck.cards[0].note, numbers)  # the story names no numbers
    with pytest.raises(BrokenNoteError, match="has no card 3 in Anki"):
        written(replace(deck, cards=(*deck.cards, extra)))


def test_a_card_with_two_places_is_a_mistake_of_the_program(deck: Deck) -> None:
    with pytest.raises(BrokenNoteError, match="or has it twice"):
        written(replace(deck, cards=(*deck.cards, deck.cards[0])))
