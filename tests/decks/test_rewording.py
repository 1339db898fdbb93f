"""star2anki asks about a reworded item until its author decides, whatever is built meanwhile."""

from dataclasses import replace

import pytest

from star2anki.decks.entry import Entry
from star2anki.decks.lock import Lock
from star2anki.decks.rewording import Renaming, Rewording, find_renamings, find_rewordings
from star2anki.decks.update import update
from star2anki.notetypes import Note

NOW = 1_790_000_000
DAY = 86_400
CALM = "how-did-you-stay-calm"
CALM_THAT_DAY = "how-did-you-stay-calm-that-day"
CALM_IN_THE_END = "how-did-you-stay-calm-in-the-end"
SLEEP = "who-slept"


def note(item: str, answer: str = "aa", *, words: str | None = None) -> Note:
    """A follow-up. With `words`, the author wrote its id."""
    return Note(
        guid=f"guid-{item}",
        notetype="follow-up",
        id=f"late-7q2m/follow-up/{item}",
        content="",
        tags=(),
        digest=f"{item}-{answer}",
        substance=answer,
        named=words is not None,
        words_id=words or item,
    )


def built(lock: Lock, *notes: Note, deck: str = "all") -> Lock:
    """Build as the program does: the lock records what was asked."""
    asked = {each.old_guid: each.new_item for each in find_rewordings(lock, notes)}
    return update(lock, {deck: notes}, NOW, reworded=asked).lock


def asked(lock: Lock, *notes: Note) -> list[tuple[str, str]]:
    return [(each.old_item, each.new_item) for each in find_rewordings(lock, notes)]


def test_an_item_with_other_words_and_the_same_answer_is_reworded() -> None:
    lock = built(Lock(), note(CALM))
    assert list(find_rewordings(lock, [note(SLEEP)])) == [
        Rewording("late-7q2m", "follow-up", CALM, SLEEP, f"guid-{CALM}")
    ]


def test_an_item_with_half_of_its_words_and_another_answer_is_reworded() -> None:
    lock = built(Lock(), note(CALM))
    assert asked(lock, note(CALM_THAT_DAY, "bb")) == [(CALM, CALM_THAT_DAY)]
    assert asked(lock, note(SLEEP, "bb")) == []


@pytest.mark.parametrize("builds", [0, 1, 3])
def test_a_rewording_stays_one_after_any_number_of_builds(builds: int) -> None:
    lock = built(Lock(), note(CALM))
    for _ in range(builds):
        lock = built(lock, note(CALM_THAT_DAY, "bb"))
    assert asked(lock, note(CALM_THAT_DAY, "bb")) == [(CALM, CALM_THAT_DAY)]
    assert asked(lock, note(CALM_THAT_DAY, "cc")) == [(CALM, CALM_THAT_DAY)], "though its answer changed as well"


def test_a_rewording_is_not_forgotten_if_another_deck_still_has_the_old_note() -> None:
    lock = update(Lock(), {"all": [note(CALM)], "evening": [note(CALM)]}, NOW).lock
    lock = built(lock, note(CALM_THAT_DAY), deck="all")
    assert asked(lock, note(CALM_THAT_DAY)) == [(CALM, CALM_THAT_DAY)]
    lock = built(lock, note(CALM_THAT_DAY), deck="evening")
    assert asked(lock, note(CALM_THAT_DAY)) == [(CALM, CALM_THAT_DAY)]


def test_the_old_id_settles_it_and_so_does_the_id_of_the_new_words() -> None:
    lock = built(built(Lock(), note(CALM)), note(CALM_THAT_DAY))
    assert asked(lock, note(CALM, words=CALM_THAT_DAY)) == []
    assert asked(lock, note(CALM_THAT_DAY, words=CALM_THAT_DAY)) == []


def test_items_that_were_published_side_by_side_are_different_however_similar() -> None:
    lock = built(Lock(), note(CALM), note(CALM_THAT_DAY))
    assert asked(lock, note(CALM_THAT_DAY)) == []


def test_an_item_reworded_twice_before_a_decision_goes_back_to_the_id_that_learners_had_first() -> None:
    lock = built(built(Lock(), note(CALM)), note(CALM_THAT_DAY))
    assert asked(lock, note(CALM_IN_THE_END)) == [(CALM, CALM_IN_THE_END)]
    lock = built(lock, note(CALM_IN_THE_END))
    assert asked(lock, note(CALM_IN_THE_END)) == [(CALM, CALM_IN_THE_END)]


def test_an_item_that_has_just_left_its_deck_is_a_better_match_than_one_that_left_long_ago() -> None:
    lock = built(built(Lock(), note(CALM, "bb"), note(SLEEP)), note(SLEEP))
    assert asked(lock, note(CALM_THAT_DAY)) == [(SLEEP, CALM_THAT_DAY)]


def test_an_id_added_to_a_published_item_certainly_means_that_item() -> None:
    lock = built(Lock(), note(CALM))
    (found,) = find_rewordings(lock, [note("calm", "bb", words=CALM)])
    assert (found.old_item, found.new_item, found.is_named, found.is_certain) == (CALM, "calm", True, True)


def test_a_changed_id_is_reported_if_everything_else_is_the_same() -> None:
    lock = built(Lock(), note("calm", words=CALM))
    (found,) = find_rewordings(lock, [note("calmer", words=CALM)])
    assert (found.old_item, found.is_named, found.is_certain) == ("calm", True, False)
    assert asked(lock, note("calmer", "bb", words=CALM)) == []
    for _ in range(2):
        lock = built(lock, note("calmer", words=CALM))
        assert asked(lock, note("calmer", words=CALM)) == [("calm", "calmer")], "and it is not forgotten"


def test_a_removed_id_is_a_rewording() -> None:
    lock = built(Lock(), note("calm", words=CALM))
    assert asked(lock, note(CALM)) == [("calm", CALM)]


def test_a_story_with_another_id_and_most_of_its_items_was_renamed() -> None:
    lock = built(Lock(), note(CALM), note(SLEEP, "bb"))
    renamed = [
        each._replace(id=each.id.replace("late", "tardy"), guid=f"{each.guid}-t")
        for each in (note(CALM), note(SLEEP, "bb"))
    ]
    assert list(find_renamings(lock, renamed, {"all"})) == [Renaming("late-7q2m", "tardy-7q2m")]
    kept = Lock({guid: replace(entry, decks=("other",)) for guid, entry in lock.items()})
    assert list(find_renamings(kept, renamed, {"all"})) == [], "another deck has the old story"
    assert isinstance(lock["guid-" + SLEEP], Entry)


def test_an_item_that_vanished_and_has_no_like_is_no_rewording() -> None:
    lock = built(Lock(), note(CALM), note(SLEEP, "bb"))
    assert asked(lock, note(CALM)) == []
    assert asked(lock) == [], "though the whole story is gone"


def test_an_item_with_just_half_of_the_words_is_reworded_and_with_fewer_it_is_not() -> None:
    lock = built(Lock(), note("one-two"))
    assert asked(lock, note("one-six", "bb")) == [("one-two", "one-six")]
    assert asked(lock, note("one-six-ten", "bb")) == []


def test_of_several_like_it_the_item_that_has_most_of_its_words_is_meant() -> None:
    lock = built(Lock(), note(CALM))
    for order in (1, -1):
        now = [note(CALM_IN_THE_END, "bb"), note("how-did-you-stay-calm-then", "cc")][::order]
        assert asked(lock, *now) == [(CALM, "how-did-you-stay-calm-then")]


def test_two_items_may_be_reworded_at_once_and_each_is_asked_about_once() -> None:
    lock = built(Lock(), note("how-did-you-begin"), note("who-slept-at-night", "bb"))
    now = [note("how-did-you-begin-then", "cc"), note("who-slept-at-noon", "dd")]
    pairs = [("how-did-you-begin", "how-did-you-begin-then"), ("who-slept-at-night", "who-slept-at-noon")]
    assert sorted(asked(lock, *now)) == pairs
    assert sorted(asked(built(lock, *now), *now)) == pairs


def test_one_new_item_takes_the_place_of_one_old_item_and_no_second_one() -> None:
    lock = built(Lock(), note(CALM), note(CALM_THAT_DAY, "bb"), note("why-not", "cc"))
    assert asked(lock, note(CALM_IN_THE_END, "dd"), note("why", "cc")) == [("why-not", "why"), (CALM, CALM_IN_THE_END)]


def test_an_item_that_went_round_in_a_circle_of_words_ends() -> None:
    entries = {
        f"guid-{old}": Entry(f"late-7q2m/follow-up/{old}", "00", "aa", NOW, 10 * number, (), new)
        for number, (old, new) in enumerate([(CALM, CALM_THAT_DAY), (CALM_THAT_DAY, CALM)], 1)
    }
    assert len(asked(Lock(entries), note(CALM_IN_THE_END))) == 1


@pytest.mark.parametrize("kind", ["story", "star-step", "a-kind-of-tomorrow"])
def test_a_note_that_is_no_item_of_a_list_or_of_an_unknown_type_is_never_reworded(kind: str) -> None:
    lock = Lock({"aa": Entry(f"late-7q2m/{kind}/{CALM}", "00", "aa", NOW, 10)})
    now = note(CALM_THAT_DAY)._replace(id=f"late-7q2m/{kind}/{CALM_THAT_DAY}", notetype=kind)
    assert list(find_rewordings(lock, [now])) == []


def story(name: str, *answers: str) -> list[Note]:
    """The follow-ups of a story; each answer is one."""
    return [
        note(f"{name}-{number}", answer)._replace(id=f"{name}-7q2m/follow-up/item-{number}")
        for number, answer in enumerate(answers)
    ]


def renamed(lock: Lock, *notes: Note) -> list[Renaming]:
    return list(find_renamings(lock, notes, {"all"}))


RENAMED = [Renaming("late-7q2m", "tardy-7q2m")]


def test_a_story_with_more_than_half_of_its_items_was_renamed_and_with_half_it_is_another() -> None:
    lock = built(Lock(), *story("late", "aa", "bb", "cc"))
    assert renamed(lock, *story("tardy", "aa", "bb", "xx")) == RENAMED
    assert renamed(lock, *story("tardy", "aa", "xx")) == []


def test_a_story_that_is_still_there_was_not_renamed() -> None:
    lock = built(Lock(), *story("late", "aa", "bb"))
    assert renamed(lock, *story("late", "aa", "bb"), *story("tardy", "aa", "bb")) == []


def test_a_renaming_stays_one_after_a_build_and_is_none_of_a_story_that_was_there_before() -> None:
    lock = built(Lock(), *story("late", "aa", "bb"))
    lock = update(lock, {"all": story("tardy", "aa", "bb")}, NOW + DAY).lock
    assert renamed(lock, *story("tardy", "aa", "bb")) == RENAMED
    assert renamed(lock, *story("late", "aa", "bb")) == [], "it was first"


def test_stories_that_have_no_items_are_never_taken_for_each_other() -> None:
    steps = [each._replace(substance="") for each in story("late", "aa", "bb")]
    lock = built(Lock(), *steps)
    assert renamed(lock, *(each._replace(substance="") for each in story("tardy", "aa", "bb"))) == []


def test_of_the_items_only_those_with_content_of_their_own_count() -> None:
    def steps(name: str) -> list[Note]:
        return [each._replace(substance="") for each in story(name, "x", "y")]

    lock = built(Lock(), *steps("late"), *(each._replace(guid="own") for each in story("late", "aa")))
    assert renamed(lock, *steps("tardy"), *story("tardy", "bb", "cc")) == []


def test_an_item_that_is_still_there_was_not_reworded_however_alike_a_new_one_is() -> None:
    lock = built(Lock(), note(CALM))
    assert asked(lock, note(CALM), note(CALM_THAT_DAY)) == []


def test_what_left_long_ago_does_not_count_against_what_left_just_now_though_it_is_more_like() -> None:
    first = built(Lock(), note(CALM), note("how-did-you-begin", "bb"))
    lock = built(first, note("how-did-you-begin", "bb"))
    assert asked(lock, note("how-did-you-begin-again")) == [("how-did-you-begin", "how-did-you-begin-again")]


def test_an_item_that_has_its_pair_takes_no_second_one_and_leaves_the_next_to_the_next() -> None:
    lock = built(Lock(), note("a-b-c-d", "1"), note("a-b-x-y", "2"))
    now = [note("a-b-c-d-e", "3"), note("a-b-c-y", "4")]
    assert asked(lock, *now) == [("a-b-c-d", "a-b-c-d-e"), ("a-b-x-y", "a-b-c-y")]
    others = [note("a-b-c-d-e", "3"), note("a-b-x-y-z", "2"), note("a-b-c-q", "4")]
    assert sorted(asked(lock, *others)) == [("a-b-c-d", "a-b-c-d-e"), ("a-b-x-y", "a-b-x-y-z")]


def test_an_item_with_an_id_is_the_one_that_had_its_words_rather_than_the_one_that_had_its_answer() -> None:
    lock = built(Lock(), note(CALM, "bb"), note(SLEEP, "aa"))
    assert asked(lock, note("calm", "aa", words=CALM)) == [(CALM, "calm")]
