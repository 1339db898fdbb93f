"""What every note has beside the part of the story that it is about: identity, shared fields, tags, digests."""

from typing import Any

import pytest

from project import STORY
from star2anki.notetypes import BY_KEY, Note, NoteSettings
from star2anki.notetypes.compose import compose, content_digest, guid, tag
from star2anki.notetypes.note_id import NoteId
from star2anki.scenario.framework import Framework, load_frameworks
from star2anki.scenario.model import Scenario

QUIZ = BY_KEY["quiz"]
ACME = Framework(id="acme-values", name="Acme", principles=())


def notes(
    *keys: str,
    settings: NoteSettings | None = None,
    framework: Framework | None = None,
    **changes: Any,  # noqa: ANN401 - any value the format has
) -> list[Note]:
    data = {key: value for key, value in {**STORY, **changes}.items() if value is not None}
    scenario = Scenario.model_validate(data)
    return list(compose(scenario, settings or NoteSettings(), [BY_KEY[key] for key in keys], framework))


def quiz(settings: NoteSettings | None = None, **changes: Any) -> Note:  # noqa: ANN401 - as above
    (note,) = notes("quiz", settings=settings, **changes)
    return note


def field(note: Note, name: str) -> str:
    return note.fields[BY_KEY[note.notetype].field_names.index(name)]


def test_a_note_has_a_readable_id_and_a_guid_that_is_made_of_it_alone() -> None:
    note = quiz()
    assert note.id == field(note, "ID") == "silent-queue-4kq7/quiz/which-opening-proves-ownership"
    assert note.guid == quiz(title="Another", tags=["x"]).guid == guid(NoteId.parse(note.id))
    assert guid(NoteId("a", "quiz", "b")) == A_QUIZ_B


A_QUIZ_B = "d59e9b4ef947a59f"
"""Frozen: learners' collections know notes by it."""


def test_notes_come_note_type_by_note_type_in_the_order_that_is_asked_for() -> None:
    assert [note.notetype for note in notes("quiz", "follow-up")] == ["quiz", "follow-up", "follow-up"]
    assert [note.notetype for note in notes("follow-up", "quiz")] == ["follow-up", "follow-up", "quiz"]


def test_all_notes_share_story_principle_framework_role_and_language() -> None:
    note = quiz(title="R&D", role="Clerk", language="de", framework=ACME, principle="Own <it>")
    shared = [field(note, name) for name in ("Story", "Principle", "Framework", "Role", "Language")]
    assert shared == ["R&amp;D", "Own &lt;it&gt;", "Acme", "Clerk", "de"]


def test_a_framework_is_called_as_people_know_it() -> None:
    (note,) = notes("quiz", framework=load_frameworks({})[0]["general-competencies"])
    assert field(note, "Framework") == "General competencies"


def test_a_story_without_principle_role_and_source_leaves_these_fields_empty() -> None:
    note = quiz(principle=None)
    assert [field(note, name) for name in ("Principle", "Role", "Source")] == ["", "", ""]


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ({"author": "Ada"}, "<span>Ada</span>"),
        (
            {"title": "The queue", "author": "Ada", "url": "x.org"},
            "".join(map("<span>{}</span>".format, ("The queue", "Ada", "x.org"))),
        ),
        (
            {"author": "Ada", "license": "CC0-1.0", "url": "x.org"},
            '<span>Ada</span><span class="whole">CC0-1.0</span><span>x.org</span>',
        ),
        ({"title": "The silent queue", "author": "Ada"}, "<span>Ada</span>"),
    ],
)
def test_the_source_is_credited_and_a_title_that_is_on_the_card_is_not_repeated(
    source: dict[str, str], shown: str
) -> None:
    assert field(quiz(source=source), "Source") == shown


def test_timer_and_voice_are_what_the_recipe_switches() -> None:
    assert (field(quiz(), "Timer"), field(quiz(), "Voice")) == ("1", "")
    switched = quiz(NoteSettings(voice="en_US", timer=False))
    assert field(switched, "Timer") == ""
    assert field(switched, "Voice") == "[anki:tts lang=en_US]Which opening proves ownership?[/anki:tts]"


def test_a_note_is_tagged_with_story_principle_the_authors_tags_and_its_kind() -> None:
    assert quiz(tags=["Late night", "late_night", "!!"]).tags == (
        "star2anki::story::silent-queue-4kq7",
        "star2anki::principle::Ownership",
        "late_night",
        "star2anki::kind::quiz",
    )


def test_steps_and_levels_are_tagged() -> None:
    assert "star2anki::step::task" in notes("star-step")[1].tags
    (level,) = notes("level")
    assert level.tags[-1] == "star2anki::level::Senior"


@pytest.mark.parametrize("principle", ["!!", None])
def test_words_of_which_no_tag_can_be_made_make_none(principle: str | None) -> None:
    assert not [tag for tag in quiz(principle=principle).tags if tag.startswith("star2anki::principle")]


@pytest.mark.parametrize(
    ("words", "made"),
    [("Earn  Trust", "Earn_Trust"), ("Don't; stop", "Dont_stop"), ("Café-2", "Café-2"), ("...", ""), (" a\n", "a")],
)
def test_a_tag_has_no_spaces(words: str, made: str) -> None:
    assert tag(words) == made


def test_the_digest_changes_with_all_that_a_learner_sees_or_finds() -> None:
    digests = {
        quiz().digest,
        quiz(title="Another").digest,
        quiz(tags=["x"]).digest,
        quiz(NoteSettings(timer=False)).digest,
    }
    assert len(digests) == 4
    assert quiz().digest == content_digest(quiz().content, quiz().tags)


def test_the_digest_tells_fields_from_tags() -> None:
    assert content_digest("a b", ["c"]) != content_digest("a", ["b", "c"])


def question(words: str, answer: str, **changes: str) -> Note:
    return quiz(quiz=[{"question": words, "answer": answer, "distractors": ["x", "y"], **changes}])


def test_the_substance_of_an_item_is_all_but_the_words_that_make_its_id() -> None:
    assert question("Who?", "I.").substance == question("Whom?", "I.").substance
    assert question("Who?", "I.").substance != question("Who?", "We.").substance
    assert question("Who?", "I.").digest != question("Whom?", "I.").digest


def test_an_item_says_whether_the_author_gave_it_its_id_and_what_its_words_would_make() -> None:
    assert (question("Who?", "I.").named, question("Who?", "I.").words_id) == (False, "who")
    named = question("Who?", "I.", id="mine")
    assert (named.named, named.words_id, named.id) == (True, "who", "silent-queue-4kq7/quiz/mine")


def test_what_is_no_item_of_a_list_has_no_substance_and_no_words() -> None:
    step = notes("star-step")[0]
    assert (step.substance, step.words_id, step.named) == ("", "", True)
