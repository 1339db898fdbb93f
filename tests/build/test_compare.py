"""What only shows when files are compared: with one another, between recipes, and with what was published."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from project import Project
from star2anki.build.compare import NAMED, Compared, compare
from star2anki.build.compiled import Compiled
from star2anki.build.plan import DeckPlan, Plan
from star2anki.coach.settings import CoachSettings
from star2anki.decks.entry import Entry
from star2anki.decks.layout import StoryNotes
from star2anki.decks.lock import Lock
from star2anki.decks.recipe import Recipe
from star2anki.diagnostics import Code, Location, Severity
from star2anki.notetypes import Note, NoteSettings
from star2anki.scenario.framework import load_frameworks

PLAIN = NoteSettings()
Decks = dict[str, tuple[Recipe, Sequence[StoryNotes]]]


def note(story: str, item: str = "who", digest: str = "00", *, named: bool = False) -> Note:
    readable = f"{story}/follow-up/{item}"
    return Note(
        guid=f"guid-{readable}",
        notetype="follow-up",
        id=readable,
        content="",
        tags=(),
        digest=digest,
        substance=f"{story}-answer",
        named=named,
        words_id=item,
    )


def story(name: str, *notes: Note, levels: tuple[str, ...] = (), license_: str | None = None) -> StoryNotes:
    return StoryNotes(name, name, None, notes or (note(name),), levels, license_)


class Made:
    """Decks of stories that were compiled, in a project whose story files are written where a place is looked up."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder)
        self.compiled: list[Compiled] = []

    def file(self, name: str, *stories: StoryNotes) -> None:
        """Compile a file; without stories it has an error."""
        by_settings = {NoteSettings(level=str(n) if n else None): each for n, each in enumerate(stories)}
        self.compiled.append(Compiled(f"scenarios/{name}.yaml", (), by_settings, stories[0].id if stories else None))

    def compare(self, decks: Decks, lock: Lock | None = None) -> Compared:
        folder = self.project.folder
        plans = tuple(
            DeckPlan(
                name,
                recipe,
                tuple(folder / item.path for item in self.compiled),
                Location(f"decks/{name}.yaml"),
                note_places=tuple(Location(f"decks/{name}.yaml", number) for number, _ in enumerate(recipe.notes, 3)),
            )
            for name, (recipe, _) in decks.items()
        )
        plan = Plan(folder, folder / "decks", plans, load_frameworks({})[0], CoachSettings(), ())
        stories = {name: each for name, (_, each) in decks.items()}
        compared = compare(plan, self.compiled, stories, lock or Lock())
        assert all(each.message and each.hint for each in compared.diagnostics), (
            "each says what is wrong and what to do"
        )
        return compared

    def found(self, decks: Decks, lock: Lock | None = None) -> list[tuple[str, str]]:
        return [(each.code, str(each.location)) for each in self.compare(decks, lock).diagnostics]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return Made(tmp_path)


def recipe(**fields: object) -> Recipe:
    return Recipe.model_validate({"name": "All", **fields})


def test_stories_that_differ_and_agree_are_no_finding(made: Made) -> None:
    one, two = story("one-7q2m"), story("two-7q2m")
    made.file("one", one)
    made.file("two", two)
    compared = made.compare({"all": (recipe(), [one, two]), "some": (recipe(), [one])})
    assert (compared.diagnostics, compared.rewordings) == ((), ())


def test_an_id_that_two_files_have_is_an_error_in_each_but_the_first(made: Made) -> None:
    one = story("silent-queue-4kq7")
    for name in ("a", "b", "c"):
        made.project.story(name)
        made.file(name, one)
    made.file("broken")
    made.file("broken-too")
    assert made.found({"all": (recipe(), [one])}) == [
        (Code.DUPLICATE_ID, "scenarios/b.yaml:1:5"),
        (Code.DUPLICATE_ID, "scenarios/c.yaml:1:5"),
    ]
    found = made.compare({"all": (recipe(), [one])}).diagnostics
    assert {each.severity for each in found} == {Severity.ERROR}
    assert all("scenarios/a.yaml" in each.message for each in found)


def test_recipes_that_give_a_note_different_content_disagree_and_each_says_so_once(made: Made) -> None:
    plain = story("one-7q2m", note("one-7q2m", "a"), note("one-7q2m", "b"))
    other = story("one-7q2m", note("one-7q2m", "a", "11"), note("one-7q2m", "b", "11"))
    made.file("one", plain, other)
    decks: Decks = {"a": (recipe(), [plain]), "b": (recipe(), [other]), "c": (recipe(), [plain])}
    assert made.found(decks) == [(Code.CONFLICTING_CONTENT, "decks/b.yaml:1:1")]
    (found,) = made.compare(decks).diagnostics
    assert found.severity is Severity.ERROR
    assert '"one-7q2m/follow-up/a"' in found.message
    assert 'the deck "a"' in found.message


def test_each_recipe_that_disagrees_with_an_earlier_one_says_so(made: Made) -> None:
    plain, other = story("one-7q2m"), story("one-7q2m", note("one-7q2m", digest="11"))
    made.file("one", plain, other)
    decks: Decks = {"a": (recipe(), [plain]), "b": (recipe(), [other]), "c": (recipe(), [other])}
    assert [place for _, place in made.found(decks)] == ["decks/b.yaml:1:1", "decks/c.yaml:1:1"]


def test_two_contents_within_one_deck_are_no_disagreement_of_recipes(made: Made) -> None:
    one, again = story("one-7q2m"), story("one-7q2m", note("one-7q2m", digest="11"))
    made.file("one", one)
    assert made.found({"all": (recipe(), [one, again])}) == []


def test_a_level_that_no_story_of_the_deck_has_is_a_warning(made: Made) -> None:
    one, two = story("one-7q2m", levels=("Senior", "Staff")), story("two-7q2m", levels=("Principal",))
    made.file("one", one)
    made.file("two", two)
    decks: Decks = {
        "fine": (recipe(level="Staff"), [one]),
        "mistyped": (recipe(level="Staf"), [one]),
        "elsewhere": (recipe(level="Principal"), [one]),
        "none": (recipe(level="x"), []),
    }
    compared = made.compare(decks)
    assert [(each.code, each.location.path, each.severity) for each in compared.diagnostics] == [
        (Code.UNKNOWN_LEVEL, f"decks/{name}.yaml", Severity.WARNING) for name in ("mistyped", "elsewhere", "none")
    ]
    assert '"Staff"' in compared.diagnostics[0].hint
    assert "Senior, Staff" in compared.diagnostics[1].hint
    assert "known levels: none" in compared.diagnostics[2].hint


def test_a_chosen_note_that_no_story_of_the_deck_has_is_an_error_at_its_line(made: Made) -> None:
    one, two = story("one-7q2m", note("one-7q2m"), note("one-7q2m", "why")), story("two-7q2m")
    made.file("one", one)
    made.file("two", two)
    wanted = recipe(notes=["one-7q2m/follow-up/who", "one-7q2m/follow-up/whoo", "two-7q2m/follow-up/who", "zzz"])
    compared = made.compare({"all": (wanted, [one]), "plain": (recipe(), [two])})
    assert [(each.code, str(each.location)) for each in compared.diagnostics] == [
        (Code.NO_MATCH, f"decks/all.yaml:{line}:1") for line in (4, 5, 6)
    ]
    mistyped, left_out, unknown = (each.hint for each in compared.diagnostics)
    assert '"one-7q2m/follow-up/who"' in mistyped
    assert "leave it out" in left_out
    assert "first field" in unknown


def test_where_a_story_has_an_error_no_chosen_note_is_missed(made: Made) -> None:
    made.file("broken")
    assert made.found({"all": (recipe(notes=["one-7q2m/quiz/who"]), [])}) == []


def test_a_deck_with_a_license_names_the_stories_that_have_none(made: Made) -> None:
    names = [f"story-{number}-7q2m" for number in range(NAMED + 2)]
    without = [story(name) for name in names]
    licensed = story("mine-7q2m", license_="CC0-1.0")
    empty = StoryNotes("empty-7q2m", "empty", None, ())
    compared = made.compare({"all": (recipe(license="CC0-1.0"), [*reversed(without), licensed, empty])})
    (found,) = compared.diagnostics
    assert (found.code, found.severity) == (Code.NO_LICENSE, Severity.WARNING)
    assert found.message.endswith(f"{', '.join(names[:NAMED])} and 2 more")
    (found,) = made.compare({"all": (recipe(license="CC0-1.0"), without[:NAMED])}).diagnostics
    assert found.message.endswith(", ".join(names[:NAMED]))
    assert made.found({"all": (recipe(), without), "mine": (recipe(license="CC0-1.0"), [licensed])}) == []


def published(story_id: str, item: str, *, decks: tuple[str, ...] = ("all",)) -> Lock:
    readable = f"{story_id}/follow-up/{item}"
    return Lock({f"guid-{readable}": Entry(readable, "00", f"{story_id}-answer", 5, 50, decks)})


QUEUE = "silent-queue-4kq7"
OWNERS = "how-did-you-win-over-the-owners"


def test_an_item_that_was_reworded_is_asked_about_at_its_place(made: Made) -> None:
    one = story(QUEUE, note(QUEUE, "what-would-you-do-differently"))
    made.project.story("one")
    made.file("one", one)
    compared = made.compare({"all": (recipe(), [one])}, published(QUEUE, "what-would-you-change"))
    (found,) = compared.diagnostics
    line = (made.project.folder / "scenarios" / "one.yaml").read_text(encoding="utf-8")[:].split("\n")
    assert (found.code, found.severity) == (Code.REWORDED, Severity.WARNING)
    assert "What would you do differently?" in line[found.location.line - 1]
    assert "`id: what-would-you-change`" in found.hint
    assert "`id: what-would-you-do-differently`" in found.hint
    assert [each.old_item for each in compared.rewordings] == ["what-would-you-change"]


@pytest.mark.parametrize(("old", "severity"), [(OWNERS, Severity.ERROR), ("other", Severity.WARNING)])
def test_an_id_that_was_changed_is_an_error_where_it_is_certain_and_else_a_warning(
    made: Made, old: str, severity: Severity
) -> None:
    one = story(QUEUE, note(QUEUE, "mine", named=True)._replace(words_id=OWNERS))
    made.file("one", one)
    (found,) = made.compare({"all": (recipe(), [one])}, published(QUEUE, old)).diagnostics
    assert (found.code, found.severity, str(found.location)) == (Code.CHANGED_ID, severity, "scenarios/one.yaml:1:1")
    assert f"`id: {old}`" in found.hint


def test_a_story_under_another_id_is_asked_about_at_its_id(made: Made) -> None:
    one = story(QUEUE, note(QUEUE)._replace(substance="late-7q2m-answer"))
    made.project.story("one")
    made.file("one", one)
    decks: Decks = {"all": (recipe(), [one])}
    assert made.found(decks, published("late-7q2m", "who")) == [(Code.CHANGED_ID, "scenarios/one.yaml:1:5")]
    assert made.found(decks, published("late-7q2m", "who", decks=("other",))) == [], "another deck has it still"
    (found,) = made.compare(decks, published("late-7q2m", "who")).diagnostics
    assert found.severity is Severity.WARNING
    assert '"late-7q2m"' in found.message
    assert "`id: late-7q2m`" in found.hint


def test_a_changed_id_and_a_reworded_item_are_both_asked_about(made: Made) -> None:
    """Each in words of its own, whichever comes first."""
    named = note(QUEUE, "mine", named=True)._replace(words_id=OWNERS)
    reworded = note(QUEUE, "what-would-you-do-differently")._replace(substance="other")
    one = story(QUEUE, named, reworded)
    made.file("one", one)
    entries = dict(published(QUEUE, OWNERS).items())
    late = Entry(f"{QUEUE}/follow-up/what-would-you-do", "00", "other", 5, 90, ("all",))
    for lock in (Lock({**entries, "late": late}), Lock({"late": late, **entries})):
        codes = [each.code for each in made.compare({"all": (recipe(), [one])}, lock).diagnostics]
        assert sorted(codes) == [Code.CHANGED_ID, Code.REWORDED]


def test_a_deck_without_notes_is_an_error_unless_a_file_with_an_error_might_make_them(made: Made) -> None:
    empty = StoryNotes("one-7q2m", "one", None, ())
    made.file("one", empty)
    assert made.found({"all": (recipe(), [empty])}) == [(Code.NO_MATCH, "decks/all.yaml:1:1")]
    made.file("broken")
    assert made.found({"all": (recipe(), [empty])}) == []
