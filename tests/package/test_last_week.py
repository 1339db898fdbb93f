"""What docs/studying.md says of the last week is true in Anki's engine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.decks import DeckId, FilteredDeckConfig

import star2anki
from engine import Learner, learner
from project import LIBRARY, REPOSITORY

PAGE = (REPOSITORY / "docs" / "studying.md").read_text(encoding="utf-8")
SEARCHES = re.findall(r"^ *\| `([^`]+)` \|", PAGE, re.MULTILINE)


@pytest.fixture
def somebody(tmp_path: Path) -> Iterator[Learner]:
    """Give a learner who has learned two stories, with FSRS on, and has not looked at them for two months."""
    stories = [each.scenario for each in star2anki.read_stories(*LIBRARY[:2]) if each.scenario]
    recipe = star2anki.Recipe(name="Stories")
    renamed = [story.model_copy(update={"principle": "Ownership"}) for story in stories]
    package = tmp_path / "stories.apkg"
    package.write_bytes(star2anki.build_deck(renamed, recipe))
    with learner(tmp_path / "learner") as made:
        made.col.set_config("fsrs", val=True)
        made.take(package)
        made.study(rating=4)
        for _ in range(60):
            made.next_day()
        database = made.col.db
        assert database is not None
        database.execute(
            "update cards set data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - 60 * 86400), mod = mod + 1"
        )
        yield made


def test_the_page_has_searches() -> None:
    assert len(SEARCHES) == 5


@pytest.mark.parametrize("search", SEARCHES)
def test_each_search_of_the_page_finds_cards(somebody: Learner, search: str) -> None:
    assert somebody.cards(search)


def test_a_filtered_deck_that_does_not_reschedule_leaves_all_intervals_as_they_are(somebody: Learner) -> None:
    before = {card.id: (card.due, card.ivl, card.type, card.memory_state) for card in somebody.cards()}
    scheduler = somebody.col.sched
    deck = scheduler.get_or_create_filtered_deck(DeckId(0))
    deck.config.reschedule = False
    del deck.config.search_terms[:]
    deck.config.search_terms.append(FilteredDeckConfig.SearchTerm(search=SEARCHES[0], limit=10))
    made = DeckId(scheduler.add_or_update_filtered_deck(deck).id)
    somebody.col.decks.select(made)
    looks = 0
    while card := scheduler.getCard():
        scheduler.answerCard(card, 4)
        looks += 1
    assert looks == 2
    scheduler.empty_filtered_deck(made)
    assert {card.id: (card.due, card.ivl, card.type, card.memory_state) for card in somebody.cards()} == before
