"""The lock: what was published is never forgotten, and an update is always newer."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.decks.lock import NOTE_ID_STEP, BadLockError, Lock
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
    )


decks = st.dictionaries(
    st.sampled_from(["one", "two"]),
    st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["00", "11", "22"])),
    min_size=1,
)
"""For each deck, which notes it holds with which content."""


def built(lock: Lock, content: dict[str, dict[str, str]], now: int) -> Lock:
    contents: dict[str, str] = {}
    for notes in content.values():
        for item, digest in notes.items():
            contents.setdefault(item, digest)  # two recipes never give one note different content
    return lock.update({name: [note(item, contents[item]) for item in notes] for name, notes in content.items()}, now)[
        0
    ]


@given(st.lists(st.tuples(decks, st.integers(-500, 500)), max_size=8))
def test_over_any_history_content_changes_make_mod_rise_and_nothing_else_does(
    history: list[tuple[dict[str, dict[str, str]], int]],
) -> None:
    lock, now = Lock(), NOW
    for content, elapsed in history:
        now += elapsed  # clocks may be set back
        before = dict(lock.items())
        lock = built(lock, content, now)
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


@given(st.lists(decks, max_size=4))
def test_a_lock_reads_back_as_it_was_written(history: list[dict[str, dict[str, str]]]) -> None:
    lock = Lock()
    for step, content in enumerate(history):
        lock = built(lock, content, NOW + step)
    again = Lock.loads(lock.dumps())
    assert dict(again.items()) == dict(lock.items())
    assert again.dumps() == lock.dumps()
    json.loads(lock.dumps())


def test_a_lock_has_one_line_a_note_sorted_by_the_readable_id() -> None:
    lock = built(Lock(), {"one": {"b": "11", "a": "00"}}, NOW)
    assert lock.dumps() == (
        '{"format": 1, "notes": {\n'
        '"guida": {"id": "story/quiz/a", "digest": "00", "substance": "00", "mod": 1790000000, '
        '"note": 1790000000010, "decks": ["one"]},\n'
        '"guidb": {"id": "story/quiz/b", "digest": "11", "substance": "11", "mod": 1790000000, '
        '"note": 1790000000000, "decks": ["one"]}\n'
        "}}\n"
    )


def test_a_note_that_left_every_deck_stays_with_the_time_at_which_it_left() -> None:
    lock = built(Lock(), {"one": {"a": "00"}, "two": {"a": "00"}}, NOW)
    lock = built(lock, {"one": {}}, NOW + 1)
    assert (lock["guida"].decks, lock["guida"].left) == (("two",), 0)
    lock = built(lock, {"two": {}}, NOW + 2)
    assert (lock["guida"].decks, lock["guida"].left) == ((), NOW + 2)
    lock = built(lock, {"two": {"a": "00"}}, NOW + 3)
    assert (lock["guida"].decks, lock["guida"].left, lock["guida"].mod) == (("two",), 0, NOW)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "no JSON"),
        ("[]", 1, "a form that"),
        ('{"format": 2, "notes": {}}', 1, "a form that"),
        ('{"format": 1, "notes": {\n"x": {}\n}}', 2, "does not describe a note"),
        ('{"format": 1,\n<<<<<<< mine\n', 2, "merge conflict"),
        ("[" * 100_000, 1, "nested too deep"),
    ],
)
def test_a_broken_lock_is_refused_with_its_line(text: str, line: int, message: str) -> None:
    with pytest.raises(BadLockError, match=message) as caught:
        Lock.loads(text)
    assert caught.value.line == line
