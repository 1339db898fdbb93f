"""What a build changes: changed content is newer than anything handed out, and nothing else changes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.decks.changes import Changes
from star2anki.decks.entry import Entry
from star2anki.decks.lock import NOTE_ID_STEP, LaidOut, Lock
from star2anki.decks.update import Update, update
from star2anki.notetypes import Note

NOW = 1_790_000_000


def note(item: str, digest: str = "00", substance: str | None = None) -> Note:
    return Note(
        guid=f"guid{item}",
        notetype="quiz",
        id=f"story/quiz/{item}",
        content="",
        tags=(),
        digest=digest,
        substance=substance or digest,
        named=False,
        words_id=item,
    )


decks = st.dictionaries(
    st.sampled_from(["one", "two"]),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["00", "11", "22"])),
    min_size=1,
)
"""For each deck, its notes and their content."""


def built(lock: Lock, content: dict[str, dict[str, str]], now: int, known: Lock | None = None) -> Update:
    contents: dict[str, str] = {}
    for notes in content.values():
        for item, digest in notes.items():
            contents.setdefault(item, digest)  # two recipes never give one note different content
    notes_of = {name: [note(item, contents[item]) for item in notes] for name, notes in content.items()}
    return update(lock, notes_of, now, known=known)


def one(lock: Lock, now: int, *notes: Note, known: Lock | None = None, gone: frozenset[str] = frozenset()) -> Update:
    return update(lock, {"one": notes}, now, known=known, gone=gone)


@given(st.lists(st.tuples(decks, st.integers(-500, 500)), max_size=8))
def test_over_any_history_only_a_change_of_content_raises_mod(
    history: list[tuple[dict[str, dict[str, str]], int]],
) -> None:
    lock, now = Lock(), NOW
    for content, elapsed in history:
        now += elapsed  # clocks may be set back
        before = dict(lock.items())
        lock = built(lock, content, now).lock
        for guid, entry in lock.items():
            old = before.get(guid)
            if old is None:
                continue
            assert entry.note_id == old.note_id
            assert (entry.mod > old.mod) == (entry.digest != old.digest)
            assert (entry.mod == old.mod) == (entry.digest == old.digest)
        assert before.keys() <= dict(lock.items()).keys()
        ids = sorted(entry.note_id for _, entry in lock.items())
        assert all(later - earlier >= NOTE_ID_STEP for earlier, later in pairwise(ids))


@given(st.lists(st.tuples(decks, st.integers(-500, 500), st.integers(0, 5)), min_size=1, max_size=8))
def test_whichever_old_lock_comes_back_the_last_content_handed_out_has_the_greatest_mod(
    history: list[tuple[dict[str, dict[str, str]], int, int]],
) -> None:
    locks, known, now = [Lock()], Lock(), NOW
    handed_out: dict[str, tuple[int, str]] = {}
    for content, elapsed, which in history:
        now += elapsed
        before = locks[which % len(locks)]
        after = built(before, content, now, known).lock
        locks.append(after)
        known = known.joined(after)
        for guid in {f"guid{item}" for notes in content.values() for item in notes}:
            mod, digest = handed_out.get(guid, (0, ""))
            entry = after[guid]
            assert entry.mod > mod or (entry.mod, entry.digest) == (mod, digest)
            handed_out[guid] = entry.mod, entry.digest


def test_a_reverted_note_is_newer_than_the_version_that_was_handed_out() -> None:
    first = one(Lock(), NOW, note("a", "00")).lock
    second = one(first, NOW + 9, note("a", "11")).lock
    reverted = one(first, NOW + 5, note("a", "00"), known=second)
    assert reverted.lock["guida"].mod == NOW + 10
    assert reverted.changes["one"] == Changes(changed=("story/quiz/a",))


def test_an_older_lock_keeps_the_mod_of_content_that_was_handed_out_last() -> None:
    first = one(Lock(), NOW, note("a", "00")).lock
    second = one(first, NOW + 9, note("a", "11")).lock
    again = one(first, NOW + 50, note("a", "11"), known=second).lock
    assert again["guida"].mod == NOW + 9


def test_a_note_that_the_lock_does_not_know_keeps_the_mod_it_was_handed_out_with() -> None:
    known = Lock({"guida": Entry("story/quiz/a", "00", "00", NOW + 7, 990, ("trial",))})
    entry = one(Lock(), NOW, note("a", "00"), known=known).lock["guida"]
    assert entry == Entry("story/quiz/a", "00", "00", NOW + 7, 990, ("one",))


def test_two_notes_never_share_an_id_even_if_two_branches_gave_them_the_same() -> None:
    lock = Lock({"guida": Entry("story/quiz/a", "00", "00", NOW, 990, ("one",))})
    known = Lock({"guidb": Entry("story/quiz/b", "00", "00", NOW, 990)})
    after = one(lock, NOW, note("a"), note("b"), known=known).lock
    assert after["guida"].note_id != after["guidb"].note_id


def test_a_note_that_left_every_deck_comes_back_and_is_not_new() -> None:
    first = one(Lock(), NOW, note("a"), note("b")).lock
    left = one(first, NOW + 1, note("b"))
    assert left.changes["one"] == Changes(
        unchanged=("story/quiz/b",), removed=("story/quiz/a",), searches=('"ID:story/quiz/a"',)
    )
    assert left.lock["guida"].decks == ()
    back = one(left.lock, NOW + 2, note("a"), note("b"))
    assert back.changes["one"] == Changes(back=("story/quiz/a",), unchanged=("story/quiz/b",))
    assert back.lock["guida"].mod == NOW


def test_a_removed_note_in_another_deck_is_reported_as_elsewhere() -> None:
    both = update(Lock(), {"one": [note("a")], "two": [note("a")]}, NOW).lock
    left = one(both, NOW + 1)
    assert left.changes["one"] == Changes(removed=("story/quiz/a",), elsewhere=("story/quiz/a",))


def test_a_deck_whose_recipe_is_gone_leaves_the_lock_and_is_reported_once() -> None:
    both = update(Lock(), {"old": [note("a"), note("b")]}, NOW, layouts={"old": LaidOut("Stories", "none")}).lock
    renamed = one(both, NOW + 1, note("a"), gone=frozenset({"old"}))
    assert renamed.gone["old"].removed == ("story/quiz/a", "story/quiz/b")
    assert renamed.gone["old"].elsewhere == ("story/quiz/a",)
    assert renamed.changes["one"] == Changes(unchanged=("story/quiz/a",)), "learners have it from the old deck"
    assert [entry.decks for entry in renamed.lock.entries] == [("one",), ()]
    assert not renamed.lock.layouts


def test_a_question_to_the_author_stays_until_the_note_is_back() -> None:
    first = one(Lock(), NOW, note("a")).lock
    asked = update(first, {"one": [note("b")]}, NOW + 1, reworded={"guida": "b"}).lock
    assert asked["guida"].reworded == "b"
    assert one(asked, NOW + 2, note("b")).lock["guida"].reworded == "b"
    assert one(asked, NOW + 2, note("a")).lock["guida"].reworded == ""


def test_the_search_for_removed_notes_finds_none_that_are_in_another_deck() -> None:
    other = note("x")._replace(id="story/story/x")
    before = update(Lock(), {"one": [note("a")], "two": [other]}, NOW).lock
    assert one(before, NOW + 1).changes["one"].searches == ('"ID:story/quiz/*"',)


def test_the_lock_has_all_of_a_note_that_is_new_and_of_one_that_changed() -> None:
    first = one(Lock(), NOW, note("a", "00", "01")).lock
    assert first["guida"] == Entry("story/quiz/a", "00", "01", NOW, NOW * 1000, ("one",))
    second = one(first, NOW + 9, note("a", "11", "12")).lock
    assert second["guida"] == Entry("story/quiz/a", "11", "12", NOW + 9, NOW * 1000, ("one",))


def test_a_new_note_gets_an_id_after_all_that_are_known_where_the_clock_was_set_back() -> None:
    known = Lock({"guidz": Entry("story/quiz/z", "00", "00", 5, NOW * 1000 + 70)})
    assert one(Lock(), NOW, note("a"), known=known).lock["guida"].note_id == NOW * 1000 + 80


def test_the_lock_keeps_how_decks_are_laid_out_but_for_those_that_are_gone() -> None:
    old, new = LaidOut("Old", "none"), LaidOut("New", "scenario")
    before = Lock({}, {"changed": old, "kept": old, "gone": old})
    after = update(before, {"changed": []}, NOW, gone={"gone"}, layouts={"changed": new, "new": new}).lock
    assert after.layouts == {"changed": new, "kept": old, "new": new}


@pytest.mark.parametrize(
    ("taken", "known", "is_kept"),
    [
        (990, 980, True),
        (990, 985, False),
        (990, 990, False),
        (990, 995, False),
        (990, 1001, True),
        (991, 1000, False),
    ],
)
def test_a_note_keeps_the_id_that_learners_have_where_no_other_notes_cards_need_it(
    taken: int, known: int, is_kept: bool
) -> None:
    lock = Lock({"guida": Entry("story/quiz/a", "00", "00", NOW, taken, ("one",))})
    seen = Lock({"guidb": Entry("story/quiz/b", "00", "00", NOW, known)})
    after = one(lock, NOW, note("a"), note("b"), known=seen).lock
    assert (after["guidb"].note_id == known) == is_kept


def test_of_notes_that_learners_have_under_one_id_only_the_first_keeps_it() -> None:
    known = Lock({f"guid{item}": Entry(f"story/quiz/{item}", "00", "00", NOW, 990) for item in "ac"})
    after = one(Lock(), NOW, note("a"), note("b"), note("c"), known=known).lock
    assert after["guida"].note_id == 990
    assert len({entry.note_id for entry in after.entries}) == 3
