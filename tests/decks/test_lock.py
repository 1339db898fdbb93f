"""The lock as a file: what was published is never forgotten, whatever version control makes of its lines."""

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from star2anki.decks.entry import UNKNOWN, Entry
from star2anki.decks.lock import BadLockError, LaidOut, Lock, PublishedNote, next_note_id, read_note
from star2anki.notetypes.compose import content_digest

OLD = (
    '{"format": 1, "notes": {\n'
    '"aa": {"id": "story/quiz/a", "digest": "00", "substance": "11", "mod": 5, "note": 50, "decks": ["one"]},\n'
    '"bb": {"id": "story/quiz/b", "digest": "22", "mod": 6, "note": 60, "left": 7}\n'
    "}}\n"
)
"""A lock in format 1."""

guids = st.sampled_from(["aa", "bb", "cc", "dd"])
numbers = st.integers(1, 3)


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    return Entry(
        id="story/quiz/a",
        digest=draw(st.sampled_from(["00", "11"])),
        substance=draw(st.sampled_from(["", "22"])),
        mod=draw(numbers),
        note_id=draw(numbers) * 10,
        decks=tuple(sorted(draw(st.sets(st.sampled_from(["one", "zwölf"]))))),
        reworded=draw(st.sampled_from(["", "b"])),
    )


@st.composite
def locks(draw: st.DrawFn) -> Lock:
    found = draw(st.dictionaries(guids, entries()))
    notes = {
        guid: replace(entry, id=f"story/quiz/{guid}", note_id=number * 10)
        for number, (guid, entry) in enumerate(sorted(found.items()), 1)
    }
    subdecks = draw(st.dictionaries(st.sampled_from(["late-7q2m", "early-7q2m"]), st.sampled_from(["A", "Ä::b"])))
    return Lock(notes, {"one": LaidOut("Interview stories", "principle", subdecks)} if subdecks else {})


def lines_of(lock: Lock) -> list[str]:
    return lock.dumps().splitlines()


@given(locks())
def test_a_lock_reads_back_as_it_was_written(lock: Lock) -> None:
    again = Lock.loads(lock.dumps())
    assert dict(again.items()) == dict(lock.items())
    assert again.layouts == lock.layouts
    assert again.dumps() == lock.dumps()


@given(locks())
def test_each_line_stands_alone_and_all_are_sorted(lock: Lock) -> None:
    header, *rest = lines_of(lock)
    assert json.loads(header) == {"format": 2}
    assert all(isinstance(json.loads(line), dict) for line in rest)
    notes = [json.loads(line)["id"] for line in rest if "guid" in json.loads(line)]
    assert notes == sorted(notes)


def test_a_note_is_one_line_that_begins_with_its_readable_id() -> None:
    lock = Lock({"aa": Entry("story/quiz/a", "00", "11", 1790000000, 1790000000010, ("one",), "b")})
    assert lines_of(lock)[1] == (
        '{"id": "story/quiz/a", "guid": "aa", "digest": "00", "substance": "11", "mod": 1790000000, '
        '"note": 1790000000010, "decks": ["one"], "reworded": "b"}'
    )


def test_a_lock_of_format_1_is_read() -> None:
    assert dict(Lock.loads(OLD).items()) == {
        "aa": Entry("story/quiz/a", "00", "11", 5, 50, ("one",)),
        "bb": Entry("story/quiz/b", "22", "", 6, 60),
    }


@given(locks(), locks(), st.randoms(use_true_random=False))
def test_the_lines_of_both_sides_in_any_order_join_both_sides(one: Lock, other: Lock, random: object) -> None:
    """What `merge=union` leaves, or an author who keeps both sides of a conflict."""
    header, *mine = lines_of(one)
    theirs = lines_of(other)[1:]
    both = [*mine, *theirs]
    random.shuffle(both)  # type: ignore[attr-defined]  # hypothesis declares no type for it
    merged = Lock.loads("\n".join([header, *both]))
    expected = one.joined(other)
    for guid, entry in merged.items():
        assert (entry.digest, entry.mod, entry.decks) == (
            expected[guid].digest,
            expected[guid].mod,
            expected[guid].decks,
        )
    assert len(merged) == len(expected)
    assert len({entry.note_id for entry in merged.entries}) == len(merged), "no two notes have one id"


@pytest.mark.parametrize("style", ["merge", "diff3"])
def test_a_merge_conflict_in_the_lock_joins_both_sides(style: str) -> None:
    mine, theirs, base = (
        Lock({"aa": Entry("story/quiz/a", digest, "", mod, 50, (deck,))}).dumps()
        for digest, mod, deck in (("11", 6, "one"), ("22", 7, "two"), ("00", 5, "one"))
    )
    header = mine.splitlines()[0]
    parts = [header, "<<<<<<< HEAD", mine.splitlines()[1]]
    parts += ["||||||| base", base.splitlines()[1]] if style == "diff3" else []
    parts += ["=======", theirs.splitlines()[1], ">>>>>>> theirs", ""]
    lock = Lock.loads("\n".join(parts))
    assert lock.had_conflict
    assert lock["aa"] == Entry("story/quiz/a", "22", "", 7, 50, ("one", "two"))


def test_both_sides_of_a_conflict_in_format_1_are_read_though_each_added_the_last_line() -> None:
    added = OLD.replace(
        "\n}}", ',\n"cc": {"id": "story/quiz/c", "digest": "33", "mod": 8, "note": 70, "decks": []}\n}}'
    )
    both = added.replace('"cc"', '"dd": {"id": "story/quiz/d", "digest": "3", "mod": 8, "note": 80, "decks": []}\n"cc"')
    assert {guid for guid, _ in Lock.loads(both).items()} == {"aa", "bb", "cc", "dd"}


@given(entries(), entries(), entries())
def test_joining_does_not_depend_on_the_order(one: Entry, two: Entry, three: Entry) -> None:
    assert one.joined(two).mod == max(one.mod, two.mod)
    assert one.joined(two) == two.joined(one)
    left, right = one.joined(two).joined(three), one.joined(two.joined(three))
    assert (left.mod, left.decks, left.note_id) == (right.mod, right.decks, right.note_id)


def test_two_contents_with_the_same_mod_count_as_no_content() -> None:
    one, other = (Entry("story/quiz/a", digest, "", 5, 50) for digest in ("00", "11"))
    assert one.joined(other).digest == UNKNOWN
    assert one.joined(one).digest == "00"


@pytest.mark.parametrize("line", ["", "{", "[]", '{"format": 2}', '{"id": "a", "guid": "b"}', "<<<<<<< x", "[" * 9999])
def test_a_line_that_is_not_a_note_is_none(line: str) -> None:
    assert read_note(line) is None


NOTE = '{"id": "story/quiz/a", "guid": "aa", "digest": "00", "mod": 5, "note": 50, "decks": []}'
ENTRY = Entry("story/quiz/a", "00", "", 5, 50)
"""What the line says."""


@pytest.mark.parametrize("line", [NOTE, f" {NOTE}\r", NOTE.replace("{", '"aa": {', 1) + ","])
def test_one_line_of_a_lock_of_either_format_is_read_on_its_own(line: str) -> None:
    assert read_note(line) == ("aa", ENTRY)


@pytest.mark.parametrize("line", [NOTE.replace('"guid": "aa", ', ""), NOTE.replace('"mod": 5', '"mod": 0')])
def test_a_line_of_a_note_without_guid_or_time_is_none(line: str) -> None:
    assert read_note(line) is None


def test_a_lock_without_a_conflict_says_so() -> None:
    assert not Lock.loads(f'{{"format": 2}}\n{NOTE}\n').had_conflict
    assert not Lock().had_conflict


def test_a_deck_that_has_no_subdecks_reads_back_without_any() -> None:
    layouts = {"one": LaidOut("Interview stories", "none")}
    assert Lock.loads(Lock({}, layouts).dumps()).layouts == layouts


def test_two_sides_know_the_layouts_of_both_and_of_one_recipe_the_own() -> None:
    own, others = LaidOut("Own", "none"), LaidOut("Others", "scenario")
    joined = Lock({}, {"both": own}).joined(Lock({"aa": ENTRY}, {"both": others, "new": others}))
    assert joined.layouts == {"both": own, "new": others}


def test_a_lock_that_holds_nothing_adds_nothing() -> None:
    lock = Lock({"aa": ENTRY})
    assert lock.joined(Lock()) is lock


def test_two_notes_that_have_one_readable_id_are_sorted_by_guid() -> None:
    text = Lock({"bb": ENTRY, "aa": replace(ENTRY, note_id=90)}).dumps()
    assert text.index('"aa"') < text.index('"bb"')


def test_notes_whose_ids_leave_no_room_for_cards_get_others_and_the_first_keeps_its_own() -> None:
    sides = [Lock({guid: replace(ENTRY, id=f"story/quiz/{guid}")}) for guid in ("aa", "bb", "cc")]
    joined = sides[0].joined(sides[1]).joined(sides[2])
    assert {guid: entry.note_id for guid, entry in joined.items()} == {"aa": 50, "bb": 60, "cc": 70}


def test_of_two_notes_that_lie_too_close_the_one_with_the_smaller_id_keeps_it() -> None:
    late = Lock({"aa": replace(ENTRY, note_id=59)})
    joined = late.joined(Lock({"bb": replace(ENTRY, id="story/quiz/b")}))
    assert {guid: entry.note_id for guid, entry in joined.items()} == {"aa": 69, "bb": 50}


def test_a_note_id_has_room_after_those_that_are_taken_but_for_what_no_clock_gave() -> None:
    assert next_note_id([]) == 10
    assert next_note_id([50, 20]) == 60
    assert next_note_id([50, 1 << 50]) == 60
    assert next_note_id([(1 << 50) - 1]) == (1 << 50) + 9


def packed(item: str, mod: int = 5, note_id: int = 50) -> PublishedNote:
    """A note as a package has it."""
    return PublishedNote(note_id, f"guid-{item}", mod, " quiz  step ", f"story/quiz/{item}\x1fWho?\x1fI.")


def test_a_lost_lock_is_made_anew_of_the_decks() -> None:
    digest = content_digest("story/quiz/a\x1fWho?\x1fI.", ("quiz", "step"))
    recovered = Lock.recovered({"one": [packed("a"), packed("b", note_id=90)], "two": [packed("a", mod=6, note_id=60)]})
    assert dict(recovered.items()) == {
        "guid-a": Entry("story/quiz/a", digest, "", 6, 50, ("one", "two")),
        "guid-b": Entry(
            "story/quiz/b", content_digest("story/quiz/b\x1fWho?\x1fI.", ("quiz", "step")), "", 5, 90, ("one",)
        ),
    }


def test_notes_of_a_deck_that_no_build_made_are_passed_over_and_the_others_count() -> None:
    odd = [
        packed("a")._replace(content=b"\0"),
        packed("b")._replace(tags=None),
        packed("c")._replace(content="somebody else's note"),
        packed("d")._replace(mod=0),
    ]
    assert [guid for guid, _ in Lock.recovered({"one": [*odd, packed("e")]}).items()] == ["guid-e"]


def test_notes_of_decks_whose_ids_leave_no_room_get_others() -> None:
    recovered = Lock.recovered({"one": [packed("a"), packed("b")]})
    assert {entry.note_id for entry in recovered.entries} == {50, 60}


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "a format that"),
        ("[]", 1, "does not describe"),
        ("nonsense", 1, "not JSON"),
        ('{"format": 3}', 1, "a format that"),
        (f'{NOTE}\n{{"format": 2}}', 1, "a format that"),
        ('{"format": 2}\n{"guid": "x"}', 2, "does not describe a note"),
        (f'{{"format": 2}}\n{NOTE}\n\n{NOTE.replace("50", "5" * 5000)}', 4, "too long"),
        (f'{{"format": 2}}\n{NOTE.replace(": 5,", ": 0,")}', 2, "does not describe a note"),
        ('{"format": 2}\n{"deck": "one", "name": 3, "split": ""}', 2, "not a name"),
        ('{"format": 2}\n{"deck": "one", "name": "\\ud800", "split": ""}', 2, "not a name"),
        ('{"format": 2}\n{"story": 3, "subdecks": {}}', 2, "not a name"),
        ('{"format": 2}\n{"story": "a", "subdecks": {"one": 3}}', 2, "not a name"),
        ('{"format": 2}\n{"story": "a", "subdecks": []}', 2, "does not describe a story"),
        ('{"format": 1, "notes": {\n"x": {}\n}}', 2, "does not describe a note"),
        ("[" * 100_000, 1, "nested too deep"),
    ],
)
def test_a_broken_lock_is_refused_with_the_number_of_the_line(text: str, line: int, message: str) -> None:
    with pytest.raises(BadLockError, match=message) as caught:
        Lock.loads(text)
    assert caught.value.line == line
