"""The page as bytes: how much memory it takes to make it."""

import tracemalloc

from project import Project
from star2anki.build.pipeline import build
from star2anki.build.plan import plan_recipes
from star2anki.preview.page import page


def test_no_more_than_one_page_is_in_memory_while_it_is_made(samples: Project) -> None:
    built = build(plan_recipes(samples.folder), package=False)
    decks = [deck for built_deck in built.decks for deck in built_deck.decks] * 10
    page(decks)  # what is kept for the next page is not counted
    tracemalloc.start()
    try:
        size = len(page(decks))
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert size > 2_000_000
    assert most < 1.5 * size
