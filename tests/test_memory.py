"""What a build knows about earlier ones: any single witness keeps an update newer than what was handed out."""

import contextlib
import os
import re
import shutil
import sqlite3
import tempfile
import zipfile
from pathlib import Path
from unittest.mock import patch

import pytest

from engine import Imported, learner
from history import DAY, MONDAY, Author, assert_has
from star2anki.apkg.reader import read_package
from star2anki.build.plan import plan_recipes
from star2anki.build.publish import publish
from star2anki.build.scratch import SCRATCH
from star2anki.decks.lock import Lock
from star2anki.diagnostics import Code, Severity

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="needs git")
ANSWER = "one-4kq7/follow-up/what-did-you-say"


@pytest.fixture
def author(tmp_path: Path) -> Author:
    return Author(tmp_path / "project")


def mod_of(author: Author, folder: str = "decks") -> int:
    text = (author.folder / folder / "star2anki.lock").read_text(encoding="utf-8")
    return next(entry.mod for entry in Lock.loads(text).entries if entry.id == ANSWER)


def edited_and_handed_out(author: Author) -> int:
    """Build A, commit, build B, commit; give the `mod` of B."""
    author.build()
    author.commit()
    author.clock += DAY
    author.write("one", "B")
    author.build()
    author.commit()
    return mod_of(author)


def built_twice(author: Author) -> tuple[bytes, int]:
    """Build A, and B a day later; give the lock of A and the `mod` of B."""
    author.build()
    old_lock = author.project.lock.read_bytes()
    author.clock += DAY
    author.write("one", "B")
    author.build()
    return old_lock, mod_of(author)


@needs_git
@pytest.mark.parametrize("lost", [[], [SCRATCH], [SCRATCH, "star2anki.lock"], [SCRATCH, "star2anki.lock", "all.apkg"]])
def test_a_revert_reaches_learners(author: Author, tmp_path: Path, lost: list[str]) -> None:
    author.build()
    author.commit()
    with learner(tmp_path / "learner") as somebody:
        somebody.take(author.project.deck)
        author.clock += DAY
        author.write("one", "B")
        author.build()
        author.commit()
        assert somebody.take(author.project.deck).updated == 1
        author.git("revert", "--no-edit", "HEAD")
        author.lose(*lost)
        author.build()
        assert somebody.take(author.project.deck).updated == 1
        assert_has(somebody, author.project.deck)


@needs_git
def test_git_history_knows_what_another_clone_handed_out_and_reverted(author: Author, tmp_path: Path) -> None:
    handed_out = edited_and_handed_out(author)
    author.git("revert", "--no-edit", "HEAD")
    clone = tmp_path / "clone"
    author.git("clone", "--quiet", str(author.folder), str(clone))
    with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": str(MONDAY)}):
        (deck,) = publish(plan_recipes(clone)).decks
    assert deck.changes.changed == (ANSWER,)
    lock = Lock.loads((clone / "decks" / "star2anki.lock").read_text(encoding="utf-8"))
    assert next(entry.mod for entry in lock.entries if entry.id == ANSWER) > handed_out


@needs_git
def test_an_older_lock_from_git_does_not_make_a_build_give_out_an_old_mod(author: Author) -> None:
    handed_out = edited_and_handed_out(author)
    author.git("checkout", "HEAD~1", "--", "decks/star2anki.lock")
    author.clock -= 2 * DAY
    author.write("one", "C")
    author.build()
    assert mod_of(author) > handed_out


def test_without_git_the_scratch_folder_knows_a_lock_that_was_lost_while_the_clock_was_set_back(
    author: Author,
) -> None:
    author.build()
    handed_out = mod_of(author)
    author.lose("star2anki.lock", "all.apkg")
    shutil.rmtree(author.folder / ".git")
    author.clock -= 2 * DAY
    author.write("one", "B")
    author.build()
    assert mod_of(author) > handed_out


def test_a_package_that_is_newer_than_the_lock_is_a_witness(author: Author) -> None:
    old_lock, handed_out = built_twice(author)
    author.lose(SCRATCH)
    author.project.lock.write_bytes(old_lock)
    author.write("one", "A")
    author.clock = MONDAY
    author.build()
    assert mod_of(author) > handed_out


def test_a_build_elsewhere_that_was_handed_out_and_undone_is_remembered(author: Author, tmp_path: Path) -> None:
    author.build()
    with learner(tmp_path / "learner") as somebody:
        somebody.take(author.project.deck)
        author.write("one", "B")
        out = tmp_path / "out"
        author.build(author.elsewhere(out))
        assert somebody.take(out / "all.apkg") == Imported(updated=1, duplicate=9)
        author.write("one", "A")
        author.build()
        assert somebody.take(author.project.deck) == Imported(updated=1, duplicate=9)
        assert_has(somebody, author.project.deck)


def test_a_build_elsewhere_starts_from_what_the_project_knows(author: Author, tmp_path: Path) -> None:
    author.build()
    before = mod_of(author)
    author.clock += DAY
    author.build(author.elsewhere(tmp_path / "out"))
    lock = Lock.loads((tmp_path / "out" / "star2anki.lock").read_text(encoding="utf-8"))
    assert {entry.mod for entry in lock.entries} == {before}


def test_a_trial_build_leaves_the_lock_alone_but_is_remembered(author: Author, tmp_path: Path) -> None:
    author.build()
    before = author.project.lock.read_bytes()
    author.write("one", "B")
    author.build(author.trial("one"))
    assert author.project.lock.read_bytes() == before
    with learner(tmp_path / "learner") as somebody:
        somebody.take(author.folder / "decks" / "one.apkg")
        author.write("one", "A")
        author.build()
        somebody.take(author.project.deck)
        assert_has(somebody, author.project.deck)
        author.build(author.trial("one"))
        assert not somebody.take(author.folder / "decks" / "one.apkg").updated, "trial and project agree"


def test_without_any_recipe_the_lock_includes_decks_built_from_stories(author: Author) -> None:
    (author.folder / "decks" / "all.yaml").unlink()
    author.build(author.trial("one"))
    assert "one-4kq7" in author.project.lock.read_text(encoding="utf-8")


def test_a_broken_or_hostile_record_is_ignored(author: Author) -> None:
    author.build()
    before = author.project.lock.read_bytes()
    scratch = author.folder / "decks" / SCRATCH
    for text in (b"", b"\xff", b"[]", b"{}", b'{"commit": "--output=x", "packages": {}}\n[[[', b"[" * 100_000):
        for name in ("handed-out.jsonl", "last.lock"):
            (scratch / name).write_bytes(text)
        author.build()
        assert author.project.lock.read_bytes() == before
    assert not list(author.folder.rglob("x"))


def test_a_witness_from_the_far_future_is_not_believed(author: Author) -> None:
    author.build()
    memory = author.folder / "decks" / SCRATCH / "handed-out.jsonl"
    guid, entry = next(iter(Lock.loads(author.project.lock.read_text(encoding="utf-8")).items()))
    header = memory.read_text(encoding="utf-8").splitlines()[0]
    line = entry.dumps(guid).replace(f'"mod": {entry.mod}', f'"mod": {(1 << 40) - 1}')
    memory.write_text(f"{header}\n{line}\n", encoding="utf-8")
    author.write("two", "B")
    author.build()
    Lock.loads(author.project.lock.read_text(encoding="utf-8"))
    author.write("two", "C")
    author.build()


@needs_git
def test_a_git_hook_that_builds_asks_the_right_repository(author: Author, monkeypatch: pytest.MonkeyPatch) -> None:
    handed_out = edited_and_handed_out(author)
    author.git("revert", "--no-edit", "HEAD")
    author.lose(SCRATCH)
    monkeypatch.setenv("GIT_DIR", "elsewhere/.git")
    author.build()
    assert mod_of(author) > handed_out


@needs_git
def test_settings_in_a_strangers_repository_run_no_program(author: Author, tmp_path: Path) -> None:
    edited_and_handed_out(author)
    marker = tmp_path / "ran"
    program = tmp_path / "program"
    program.write_text(f"#!/bin/sh\ntouch {marker}\ncat\n", encoding="utf-8")
    program.chmod(0o755)
    for name in ("core.fsmonitor", "core.pager", "diff.external", "diff.x.textconv", "diff.x.command", "gpg.program"):
        author.git("config", name, str(program))
    author.git("config", "log.showSignature", "true")
    author.project.write(".gitattributes", "*.lock diff=x filter=x\n")
    author.lose(SCRATCH)
    author.build()
    assert not marker.exists()


def test_a_warning_says_that_a_read_only_project_does_not_remember_a_build_elsewhere(
    author: Author, tmp_path: Path
) -> None:
    author.build()
    author.lose(SCRATCH)
    (author.folder / "decks" / SCRATCH).write_text("a file in the folder's place", encoding="utf-8")
    findings = author.build(author.elsewhere(tmp_path / "out")).diagnostics
    assert [finding.code for finding in findings] == [Code.NOT_REMEMBERED]


@needs_git
def test_a_shallow_clone_gives_a_hint_and_uses_the_rest_of_the_history_when_it_arrives(
    author: Author, tmp_path: Path
) -> None:
    handed_out = edited_and_handed_out(author)
    author.git("revert", "--no-edit", "HEAD")
    clone = tmp_path / "clone"
    author.git("clone", "--quiet", "--depth", "1", f"file://{author.folder}", str(clone))
    with patch.dict(os.environ, {"SOURCE_DATE_EPOCH": str(MONDAY)}):
        said = publish(plan_recipes(clone)).diagnostics
        assert [(each.severity, each.code) for each in said] == [(Severity.HINT, Code.NOT_REMEMBERED)]
        author.git("-C", str(clone), "fetch", "--quiet", "--unshallow")
        assert publish(plan_recipes(clone)).diagnostics == ()
    lock = Lock.loads((clone / "decks" / "star2anki.lock").read_text(encoding="utf-8"))
    assert next(entry.mod for entry in lock.entries if entry.id == ANSWER) > handed_out


@needs_git
def test_a_hint_says_that_git_cannot_read_the_repository(author: Author) -> None:
    author.build()
    author.commit()
    (author.folder / ".git" / "config").write_text("[core\n", encoding="utf-8")
    author.lose(SCRATCH)
    assert [each.code for each in author.build().diagnostics] == [Code.NOT_REMEMBERED]


def test_packages_with_the_same_name_in_two_folders_both_count(author: Author, tmp_path: Path) -> None:
    author.build()
    old_lock = author.project.lock.read_bytes()
    out = tmp_path / "zout"
    author.build(author.elsewhere(out))
    author.clock += DAY
    author.write("one", "B")
    author.build()
    handed_out = mod_of(author)
    author.project.lock.write_bytes(old_lock)
    author.lose(SCRATCH)
    author.clock = MONDAY
    author.write("one", "A")
    author.build(author.elsewhere(out))
    author.build()
    assert mod_of(author) > handed_out


def test_a_package_that_appears_in_the_folder_counts_even_if_nothing_else_has_changed(
    author: Author, tmp_path: Path
) -> None:
    other = Author(tmp_path / "other")
    other.clock += DAY
    other.write("one", "B")
    other.build()
    author.build()
    shutil.copy(other.project.deck, author.folder / "decks" / "handed-out-on-tuesday.apkg")
    author.build()
    assert mod_of(author) > mod_of(other)


def test_a_package_that_could_not_be_unpacked_is_read_the_next_time(
    author: Author, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_lock, handed_out = built_twice(author)
    author.project.lock.write_bytes(old_lock)
    author.lose(SCRATCH)
    with monkeypatch.context() as without_room:
        without_room.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))  # in which packages are unpacked
        with pytest.raises(FileNotFoundError):
            read_package(author.project.deck)
        author.build(author.trial("two"))
    author.clock = MONDAY
    author.write("one", "A")
    author.build()
    assert mod_of(author) > handed_out


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE notes SET flds = x'00'",
        "UPDATE notes SET flds = NULL",
        "UPDATE notes SET tags = NULL",
        "ALTER TABLE notes DROP COLUMN flds",
        "ALTER TABLE notes RENAME TO n; CREATE VIEW notes AS SELECT * FROM n",
        "UPDATE notes SET id = id + 9007199254740991 - (SELECT max(id) FROM notes)",
        "UPDATE notes SET mod = 1099511627775",
    ],
)
def test_an_odd_package_in_the_folder_does_no_harm(author: Author, tmp_path: Path, change: str) -> None:
    author.build()
    with zipfile.ZipFile(author.project.deck) as package:
        collection = tmp_path / "collection.anki2"
        collection.write_bytes(package.read("collection.anki2"))
    with contextlib.closing(sqlite3.connect(collection)) as database, contextlib.suppress(sqlite3.Error):
        database.execute("CREATE TABLE IF NOT EXISTS spare (id)")
        database.executescript(f"PRAGMA ignore_check_constraints = on; PRAGMA writable_schema = on; {change}")
        database.commit()
    odd = author.folder / "decks" / "odd.apkg"
    with zipfile.ZipFile(odd, "w") as package:
        package.write(collection, "collection.anki2")
        package.writestr("media", "{}")
    for answer in "BC":
        author.write("one", answer)
        author.write(f"new-{answer.lower()}", answer)
        author.build()


def test_notes_with_neighbouring_ids_get_room_for_their_cards(author: Author) -> None:
    author.build()
    lines = author.project.lock.read_text(encoding="utf-8").splitlines()
    close = [re.sub(r'"note": \d+', f'"note": {1000 + number}', line) for number, line in enumerate(lines)]
    author.project.lock.write_text("\n".join([*close, ""]), encoding="utf-8")
    author.write("one", "B")
    author.build()
    assert len(read_package(author.project.deck).cards) == 10


@pytest.mark.parametrize("name", ["👩\u200d💻 Stories", "a\u200cb", "a\u00a0b"])
def test_a_deck_with_any_name_can_be_built_again(author: Author, name: str) -> None:
    author.project.recipe(f'name: "{name}"\nscenarios: [scenarios/*.yaml]\nsplit: scenario\n', f"my\u00a0{name[:2]}")
    author.build()
    author.write("one", "B")
    author.build()


def test_a_recipe_that_is_gone_is_reported_even_if_it_was_not_in_the_last_build(author: Author) -> None:
    other = author.project.recipe("name: Other\nscenarios: [scenarios/*.yaml]\n", "other")
    author.build()
    author.build(plan_recipes(author.folder, only=[author.folder / "decks" / "all.yaml"]))
    other.unlink()
    assert list(author.build().gone) == ["other"]
    assert list(author.build().gone) == []


def test_a_resolved_conflict_is_not_reported_again(author: Author) -> None:
    author.build()
    text = author.project.lock.read_text(encoding="utf-8")
    author.project.lock.write_text(f"{text}<<<<<<< a\n=======\n>>>>>>> b\n", encoding="utf-8")
    assert [each.code for each in author.build().diagnostics] == [Code.LOCK_CONFLICT]
    assert author.build().diagnostics == ()


def test_builds_elsewhere_also_ask_about_a_rewording_every_time(author: Author, tmp_path: Path) -> None:
    author.build()
    author.project.replace("scenarios/one.yaml", "What did you say?", "What did you say then?")
    for answer in "BC":
        author.write("two", answer)
        findings = author.build(author.elsewhere(tmp_path / "out")).diagnostics
        assert [each.code for each in findings] == [Code.REWORDED]


def test_a_trial_reports_once_what_left_it(author: Author) -> None:
    author.build()
    author.build(author.trial("one"))
    author.project.story("one", id="one-4kq7", title="one", **dict.fromkeys(("follow_ups", "quiz", "lenses", "levels")))
    (first,) = author.build(author.trial("one")).decks
    assert ANSWER in first.changes.removed
    author.project.replace("scenarios/one.yaml", "Nobody owned it", "No team owned it")
    (second,) = author.build(author.trial("one")).decks
    assert second.changes.removed == ()


def test_notes_of_a_trial_are_new_in_the_first_build_and_not_back_again(author: Author) -> None:
    author.build(author.trial("one"))
    (deck,) = author.build().decks
    assert (len(deck.changes.new), deck.changes.back) == (10, ())


def test_a_trial_does_not_replace_a_deck_that_no_trial_made(author: Author) -> None:
    gone = author.project.recipe("name: One\nscenarios: [scenarios/one.yaml]\n", "one")
    author.build()
    before = (author.folder / "decks" / "one.apkg").read_bytes()
    gone.unlink()
    author.build()
    with pytest.raises(AssertionError, match="no trial that star2anki remembers made it"):
        author.build(author.trial("one"))
    assert (author.folder / "decks" / "one.apkg").read_bytes() == before


def test_the_notes_of_a_lock_from_before_1_0_are_left_alone_and_the_deck_begins_anew(author: Author) -> None:
    count = len(author.build().decks[0].changes.new)
    text = author.project.lock.read_text(encoding="utf-8")
    before = re.sub(r'"guid": "(\w{16})"', lambda found: f'"guid": "{found[1][::-1]}"', text)
    author.project.lock.write_text(before, encoding="utf-8")
    shutil.rmtree(author.folder / "decks" / ".star2anki")
    (said,) = (each for each in author.build().diagnostics if each.code == Code.OLD_IDENTITY)
    assert f"this lock has {count} notes of a star2anki before 1.0" in said.message
    assert author.project.lock.read_text(encoding="utf-8") == text
    assert author.build().diagnostics == ()
