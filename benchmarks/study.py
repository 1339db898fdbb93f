"""Study a deck in Anki's own engine, day by day, and say when every card has been seen.

    python benchmarks/study.py [--minutes 20] [--days 21] [--lean] [--steps "1m 10m"] [--stories 8] [--craft 90]

A learner has so many minutes a day. Reviews that are due come first; while there is time left, new cards follow in the
order of the deck. The deck holds the core of the first stories of the library, and craft cards (Amazon's principles and
their questions, and the coach's rules) between them.

What is assumed:

- each look at a card takes the seconds that `star2anki.decks.effort` estimates, the tenth look as long as the first;
- a new card is known at its first look (Good), and again when its learning step brings it back;
- a review is remembered as often as FSRS itself expects at that moment (with its default parameters, 90 % desired
  retention), by chance with a fixed seed; else the answer is Again, and one more look follows;
- no day is missed; a card that was begun is finished, and the next day is shorter by the time that this took.

`--lean` takes stories of one's own instead of the library's: told in two minutes and a quarter, with beats, four
follow-ups, three quiz questions and four weak phrases (`tests/lean_story.py`).
"""

import argparse
import random
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import anki.collection  # noqa: F401 - the engine's other modules fail unless this one is loaded first
from anki.cards import Card
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

from lean_story import LEAN
from star2anki.build.pipeline import build
from star2anki.build.plan import plan_recipes
from star2anki.decks.effort import seconds_of
from star2anki.notetypes.note_id import NoteId
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_file
from star2anki.scenario.model import Scenario

if TYPE_CHECKING:
    from anki.decks import DeckId

LIBRARY = sorted((Path(__file__).parent.parent / "scenarios").glob("*.yaml"))
RECIPE = """\
name: Interview
scenarios: [scenarios/*.yaml]
frameworks: [amazon-leadership-principles]
rules: on
"""
NEW, LEARNING, REVIEW = 0, 1, 2
AGAIN: Literal[1] = 1
GOOD: Literal[3] = 3


@dataclass(frozen=True)
class Day:
    """What happened on one day."""

    minutes: float
    new: int
    looks: int
    seen: int
    """New cards so far."""


def main() -> None:
    """Read the command line, study, and print a line a day."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--days", type=int, default=21)
    parser.add_argument("--lean", action="store_true")
    parser.add_argument("--steps", default="1m 10m")
    parser.add_argument("--stories", type=int, default=8)
    parser.add_argument("--craft", type=int, default=90)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        stories = own_stories(arguments.stories) if arguments.lean else library(arguments.stories)
        costs = make_deck(folder, stories, arguments.craft)
        total = sum(costs.values()) / 60
        print(f"{len(costs)} cards, {total:.0f} minutes for one pass; {arguments.minutes:g} minutes a day")
        steps = [float(step.removesuffix("m")) for step in arguments.steps.split()]
        learner = Learner(folder, costs, steps)
        for number, day in enumerate(learner.study(arguments.minutes * 60, arguments.days), start=1):
            print(
                f"day {number:2}: {day.minutes:5.1f} minutes, {day.looks:3} looks, {day.new:3} new, {day.seen:3} seen"
            )
        learner.close()


def library(number: int) -> list[Scenario]:
    """Read the first stories of the library."""
    frameworks, _ = load_frameworks({})
    loaded = [load_file(path, path.name, frameworks).scenario for path in LIBRARY[:number]]
    return [scenario for scenario in loaded if scenario]


def own_stories(number: int) -> list[Scenario]:
    """Make stories of one's own, which differ in their ids."""
    return [Scenario.model_validate({**LEAN, "id": f"own-story-{place}-7q2m"}) for place in range(number)]


def make_deck(folder: Path, stories: Sequence[Scenario], craft: int) -> dict[str, float]:
    """Build the deck of a project with some stories.

    Returns:
        The seconds of each card that is to be studied, by its note's ID and template: all cards of the stories, and the
        first ones of craft.
    """
    (folder / "scenarios").mkdir()
    for scenario in stories:
        (folder / "scenarios" / f"{scenario.id}.yaml").write_text(dump(scenario), encoding="utf-8")
    (folder / "decks").mkdir()
    (folder / "decks" / "deck.yaml").write_text(RECIPE, encoding="utf-8")
    (deck,) = build(plan_recipes(folder)).decks
    (folder / "deck.apkg").write_bytes(deck.data)
    ids = {scenario.id for scenario in stories}
    costs: dict[str, float] = {}
    for card in (card for each in deck.decks for card in each.cards):
        is_craft = NoteId.parse(card.note.id).story not in ids
        craft -= is_craft
        if not is_craft or craft >= 0:
            costs[f"{card.note.id}#{card.ordinal}"] = seconds_of(card)
    return costs


class Learner:
    """Somebody with a fresh collection, FSRS switched on."""

    def __init__(self, folder: Path, costs: dict[str, float], steps: list[float]) -> None:
        self._path = str(folder / "collection.anki2")
        self._costs = costs
        self._chance = random.Random(1)
        self._col = Collection(self._path)
        self._col.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(folder / "deck.apkg"), options=ImportAnkiPackageOptions())
        )
        self._col.set_config("fsrs", True)  # noqa: FBT003 - Anki's own signature
        deck = self._col.decks.id_for_name("Interview")
        if deck is None:
            raise SystemExit("the deck did not arrive")
        self._deck: DeckId = deck
        options = self._col.decks.config_dict_for_deck_id(deck)
        options["new"]["perDay"] = 0
        options["new"]["delays"] = steps
        options["rev"]["perDay"] = 9999
        self._col.decks.update_config(options)
        self._col.decks.select(deck)
        left_out = [card for card in self._col.find_cards("") if self._key(self._col.get_card(card)) not in costs]
        self._col.sched.suspend_cards(left_out)

    def close(self) -> None:
        """Close the collection."""
        self._col.close()

    def study(self, seconds: float, days: int) -> Iterator[Day]:
        """Study for some seconds a day."""
        seen, left = 0, 0.0
        for _ in range(days):
            day = self._study_day(seconds + left, seen)
            seen, left = day.seen, left + seconds - day.minutes * 60
            yield day
            self._sleep()

    def _study_day(self, seconds: float, seen: int) -> Day:
        spent, looks, new = 0.0, 0, 0
        while spent < seconds:
            card = self._col.sched.getCard()
            if card is None:
                self._col.sched.extend_limits(1, 0)
                card = self._col.sched.getCard()
                if card is None:
                    break
            if card.type == NEW:
                new += 1
            rating = self._rating(card)
            card.start_timer()
            self._col.sched.answerCard(card, rating)
            spent += self._costs[self._key(card)]
            looks += 1
        return Day(spent / 60, new, looks, seen + new)

    def _rating(self, card: Card) -> Literal[1, 3]:
        if card.type != REVIEW:
            return GOOD
        stats = self._col.card_stats_data(card.id)
        return GOOD if self._chance.random() < stats.fsrs_retrievability else AGAIN

    def _sleep(self) -> None:
        """Let a day pass: to Anki, the collection becomes a day older, and so does all that happened in it."""
        database = self._col.db
        if database is None:
            raise SystemExit("the collection is closed")
        database.execute("update col set crt = crt - 86400, mod = mod + 1")
        database.execute("update revlog set id = id - 86400000")
        database.execute(
            "update cards set data = json_set(data, '$.lrt', json_extract(data, '$.lrt') - 86400) "
            "where json_extract(nullif(data, ''), '$.lrt') is not null"
        )
        self._col.close()
        self._col = Collection(self._path)

    @staticmethod
    def _key(card: Card) -> str:
        return f"{card.note()['ID']}#{card.ord}"


if __name__ == "__main__":
    main()
