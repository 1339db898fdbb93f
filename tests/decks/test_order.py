"""The order of new cards: breadth first, a story's cards apart, and each card at a place of its own."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.decks.order import NewCard, as_listed, by_story, in_rounds
from star2anki.notetypes import BY_KEY, Note
from star2anki.notetypes.note_id import NoteId
from star2anki.notetypes.notetype import FIELD_SEPARATOR, Stage

STAGES = [Stage.SPINE, Stage.QUESTION, Stage.OPENING, Stage.STEP, Stage.FOLLOW_UP, Stage.QUIZ]


def note(readable_id: str, stage: int = 0, *, tag: str = "") -> Note:
    """Make a note of which only the ID, the stage and the tag matter; all of its fields are filled."""
    name, key, _ = NoteId.parse(readable_id)
    content = FIELD_SEPARATOR.join([readable_id, *["x"] * (len(BY_KEY[key].fields) - 1)])
    return Note(
        readable_id,
        key,
        readable_id,
        content,
        (tag or f"star2anki::story::{name}",),
        "00",
        "00",
        named=False,
        stage=stage,
    )


def story(name: str, follow_ups: int = 3, quiz: int = 2) -> list[Note]:
    """Make a story's notes, one for each early stage, and some of the later ones, in no good order."""
    late = [note(f"{name}/quiz/q{number}", Stage.QUIZ) for number in range(quiz)]
    late += [note(f"{name}/follow-up/f{number}", Stage.FOLLOW_UP) for number in range(follow_ups)]
    steps = [note(f"{name}/star-step/s{number}", Stage.STEP) for number in range(5)]
    return [*late, *steps, *(note(f"{name}/quiz/{stage.name.lower()}", stage) for stage in STAGES[2::-1])]


def stories_of(cards: Sequence[NewCard]) -> list[str]:
    return [NoteId.parse(card.note.id).story for card in cards]


def items_of(cards: Sequence[NewCard]) -> list[str]:
    return [card.note.id.partition("/")[2] for card in cards]


def repeated(cards: Sequence[NewCard]) -> int:
    """Count how often two cards of one story come in a row."""
    told = stories_of(cards)
    return sum(one == other for one, other in pairwise(told))


EIGHT = [each for name in "abcdefgh" for each in story(name)]


def test_stories_take_turns_stage_by_stage() -> None:
    cards = in_rounds(EIGHT)
    assert stories_of(cards[:8]) == list("abcdefgh")
    assert items_of(cards[:24]) == ["quiz/spine"] * 8 + ["quiz/question"] * 8 + ["quiz/opening"] * 8
    assert set(stories_of(cards[8:16])) == set(stories_of(cards[16:24])) == set("abcdefgh")


def test_the_order_of_one_round_does_not_tell_that_of_the_next() -> None:
    told = stories_of(in_rounds(EIGHT))
    assert len({tuple(told[start : start + 8]) for start in (0, 8, 16)}) == 3


def test_each_story_goes_through_its_own_stages_in_order_and_its_steps_as_they_are_told() -> None:
    for name in "abcdefgh":
        own = [card for card in in_rounds(EIGHT) if card.note.id.startswith(f"{name}/")]
        assert [card.note.stage for card in own] == sorted(card.note.stage for card in own)
        assert [item for item in items_of(own) if item.startswith("star-step")] == [
            f"star-step/s{number}" for number in range(5)
        ]


def test_half_of_the_stories_come_between_two_cards_of_one() -> None:
    told = stories_of(in_rounds(EIGHT))[:-10]
    for place, name in enumerate(told):
        assert name not in told[place + 1 : place + 5]


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=1, max_size=6))
def test_two_cards_of_one_story_follow_each_other_only_where_no_order_avoids_it(sizes: list[tuple[int, int]]) -> None:
    notes = [each for number, size in enumerate(sizes) for each in story(f"s{number}", *size)]
    most = max(8 + sum(size) for size in sizes)
    assert repeated(in_rounds(notes)) == max(0, most - (len(notes) - most) - 1)


def test_a_card_that_is_added_moves_no_other_far() -> None:
    before = [card.note.id for card in in_rounds(EIGHT)]
    added = note("c/follow-up/new", Stage.FOLLOW_UP)
    after = [card.note.id for card in in_rounds([*EIGHT, added])]
    after.remove(added.id)
    moved = [abs(after.index(each) - place) for place, each in enumerate(before)]
    assert max(moved) <= 4
    assert sum(map(bool, moved)) < len(before) / 4


def test_a_story_that_is_added_leaves_the_others_in_their_order() -> None:
    before = [card.note.id for card in in_rounds(EIGHT)][:24]
    after = [card.note.id for card in in_rounds([*EIGHT, *story("new")])]
    kept = [each for each in after if each in before]
    assert sum(one != other for one, other in zip(before, kept, strict=True)) <= 6


def test_story_by_story_means_all_of_one_and_then_all_of_the_next() -> None:
    cards = by_story(EIGHT)
    assert list(dict.fromkeys(stories_of(cards))) == list("abcdefgh")
    assert repeated(cards) == len(cards) - 8
    assert items_of(cards)[:3] == ["quiz/spine", "quiz/question", "quiz/opening"]


def test_chosen_notes_keep_their_order_and_each_its_cards_together() -> None:
    chosen = [note("b/story/story"), note("a/quiz/who", Stage.SPINE)]
    templates = len(BY_KEY["story"].templates)
    assert as_listed(chosen) == (*(NewCard(chosen[0], number) for number in range(templates)), NewCard(chosen[1], 0))


def test_cards_of_one_note_have_places_of_their_own() -> None:
    notes = [note(f"{name}/story/story") for name in "abcd"]
    cards = in_rounds(notes)
    assert len(set(cards)) == len(cards) == 4 * len(BY_KEY["story"].templates)
    assert repeated(cards) == 0


def test_a_note_has_no_card_whose_field_is_empty() -> None:
    full = note("a/story/story")
    names = BY_KEY["story"].field_names
    values = ["" if name == "Numbers" else value for name, value in zip(names, full.fields, strict=True)]
    ordinals = [card.ordinal for card in in_rounds([full._replace(content=FIELD_SEPARATOR.join(values))])]
    required = [template.requires for template in BY_KEY["story"].templates]
    assert sorted(ordinals) == [number for number, field in enumerate(required) if field != "Numbers"]


def craft(principles: int = 6, questions: int = 4, rules: int = 9) -> list[Note]:
    """Make craft notes, kind by kind, as a framework and a craft file give them."""
    names = [f"p{number}" for number in range(principles)]
    made = [note(f"frame/principle/{name}", tag=f"star2anki::principle::{name}") for name in names]
    made += [
        note(f"frame/interview-question/{name}-{number}", tag=f"star2anki::principle::{name}")
        for name in names
        for number in range(questions)
    ]
    made += [note(f"file/telling-rule/r{number}", tag="star2anki::craft::file") for number in range(rules)]
    return [*made, *(note(f"file/weak-phrase/w{number}", tag="star2anki::craft::file") for number in range(rules))]


def test_the_kinds_of_craft_take_turns() -> None:
    kinds = [NoteId.parse(card.note.id).notetype for card in in_rounds(craft())]
    assert kinds[:3] == ["principle", "telling-rule", "weak-phrase"]
    early = kinds[:28]
    assert not any(one == other for one, other in pairwise(early))
    assert min(early.count(kind) for kind in set(kinds)) >= 5


def test_a_principle_comes_before_what_asks_for_it_and_both_are_apart() -> None:
    about = [tag.rpartition("::")[2] for card in in_rounds(craft()) for tag in card.note.tags]
    kinds = [NoteId.parse(card.note.id).notetype for card in in_rounds(craft())]
    for name in (f"p{number}" for number in range(6)):
        places = [place for place, each in enumerate(about) if each == name]
        assert kinds[places[0]] == "principle"
        assert min(later - earlier for earlier, later in pairwise(places)) > 2


def test_the_reverse_of_a_principle_comes_when_all_have_been_asked_forwards() -> None:
    asked = [card.ordinal for card in in_rounds(craft()) if "/principle/" in card.note.id]
    assert asked == [0] * 6 + [1] * 6


def test_craft_is_spread_evenly_between_the_stories() -> None:
    mixed = in_rounds([*craft(), *EIGHT])
    told = [card.note.tags[0].startswith("star2anki::story::") for card in mixed]
    share = told.count(True) / len(told)
    for start in range(0, len(told) - 20, 20):
        assert abs(told[start : start + 20].count(True) / 20 - share) < 0.1
    assert [card for card, is_story in zip(mixed, told, strict=True) if is_story] == [*in_rounds(EIGHT)]


def test_story_by_story_craft_comes_behind() -> None:
    assert by_story([*craft(), *EIGHT]) == (*by_story(EIGHT), *in_rounds(craft()))


def test_a_thousand_stories_are_laid_out_in_the_order_that_all_their_stages_ask_for() -> None:
    notes = [each for number in range(1000) for each in story(f"s{number}")]
    cards = in_rounds(notes)
    assert {*cards} == {*as_listed(notes)}
    assert items_of(cards[:1000]) == ["quiz/spine"] * 1000
    assert repeated(cards) == 0


@pytest.mark.parametrize("order", [in_rounds, by_story, as_listed])
def test_no_notes_are_no_cards(order: object) -> None:
    assert callable(order)
    assert order([]) == ()
