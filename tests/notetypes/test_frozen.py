"""How learners' collections identify our note types. Once published, these numbers and names never change."""

import re

import pytest

from star2anki.notetypes import NOTETYPES, Notetype
from star2anki.notetypes.compose import guid
from star2anki.notetypes.fingerprint import fingerprint
from star2anki.notetypes.note_id import NoteId
from star2anki.notetypes.notetype import SHARED_FIELDS
from star2anki.notetypes.versions import VERSIONS

SHARED = {
    101: "Story",
    102: "Principle",
    103: "Framework",
    104: "Role",
    105: "Language",
    106: "Voice",
    107: "Timer",
    108: "Source",
    109: "Spare 1",
    110: "Spare 2",
    111: "Spare 3",
}
FROZEN = {
    "story": (
        1_795_000_005,
        "Story (star2anki)",
        (
            "ID",
            "Question",
            "Spine",
            "Opening",
            "Landing",
            "Numbers",
            "Total",
            "Seconds",
            "Hint",
            "Overview",
            "Summary",
            "Derived",
            "Framework ID",
            "Source title",
            "Source author",
            "Source URL",
            "Source license",
            "Words to find it by",
            "Coach ignores",
        ),
        {1: "Recall the beats", 2: "Open it", 3: "Land it", 4: "Name its numbers", 5: "Tell the story"},
    ),
    "question": (
        1_795_000_011,
        "Question (star2anki)",
        ("ID", "Question", "Opening"),
        {1: "Choose the story"},
    ),
    "star-step": (
        1_795_000_001,
        "STAR step (star2anki)",
        (
            "ID",
            "Name",
            "Step",
            "Target",
            "Seconds",
            "Beats",
            "Strong example",
            "Key phrases",
            "By level",
            "Coaching",
            "Common mistake",
            "Why it fails",
            "Hint",
            "Reflected",
        ),
        {1: "Tell the step"},
    ),
    "follow-up": (
        1_795_000_002,
        "Follow-up (star2anki)",
        ("ID", "Question", "Key line", "Strong answer", "Probes", "Weak answer", "Why weak"),
        {1: "Answer the follow-up"},
    ),
    "weak-phrase": (
        1_795_000_004,
        "Weak phrase (star2anki)",
        ("ID", "Phrase", "Sentence", "Fault", "Why it fails", "Say instead"),
        {1: "Weigh the phrase"},
    ),
    "quiz": (
        1_795_000_003,
        "Quiz (star2anki)",
        ("ID", "Question", "Choices", "Answer", "Explanation"),
        {1: "Answer the question"},
    ),
    "key-phrases": (
        1_795_000_006,
        "Key phrases (star2anki)",
        ("ID", "Text", "Name", "Step", "Phrases", "Reflected"),
        {1: "Fill the gaps"},
    ),
    "common-mistake": (
        1_795_000_007,
        "Common mistake (star2anki)",
        ("ID", "Mistake", "Step", "Why it fails", "Coaching", "Strong example", "Reflected"),
        {1: "See the mistake"},
    ),
    "weak-answer": (
        1_795_000_008,
        "Weak answer (star2anki)",
        (
            "ID",
            "Name",
            "Question",
            "Answer",
            "Marked answer",
            "Faults",
            "Fault count",
            "Missing",
            "Missing count",
            "Interviewer thinks",
        ),
        {1: "Judge the answer"},
    ),
    "lens": (
        1_795_000_009,
        "Lens (star2anki)",
        ("ID", "Lens", "Name", "Question", "Lead with", "Emphasize", "Downplay"),
        {1: "Change the lens"},
    ),
    "level": (
        1_795_000_010,
        "Level (star2anki)",
        ("ID", "Level", "Name", "Question", "Length", "Seconds", "Focus", "Bar", "Reflection"),
        {1: "Change the level"},
    ),
    "principle": (
        1_795_000_012,
        "Principle (star2anki)",
        ("ID", "Name", "Listens for", "Count"),
        {1: "What is listened for", 2: "Which principle it is"},
    ),
    "interview-question": (
        1_795_000_013,
        "Interview question (star2anki)",
        ("ID", "Question", "Asks for", "Shows", "Count"),
        {1: "Hear what it is after"},
    ),
    "telling-rule": (
        1_795_000_014,
        "Telling rule (star2anki)",
        ("ID", "Rule", "Fails", "Passes", "Why it fails"),
        {1: "Say it better"},
    ),
}

each_notetype = pytest.mark.parametrize("notetype", NOTETYPES, ids=lambda notetype: notetype.key)


@each_notetype
def test_ids_names_and_order_of_fields_and_templates_are_frozen(notetype: Notetype) -> None:
    number, name, fields, templates = FROZEN[notetype.key]
    assert (notetype.id, notetype.name) == (number, name)
    assert {field.id: field.name for field in (*notetype.fields,)} == dict(enumerate(fields, start=1)) | SHARED
    assert notetype.field_names == (*fields, *SHARED.values())
    assert {template.id: template.name for template in notetype.templates} == templates


def test_the_frozen_table_names_every_note_type() -> None:
    assert set(FROZEN) == {notetype.key for notetype in NOTETYPES}
    assert len({notetype.id for notetype in NOTETYPES}) == len(NOTETYPES)
    assert {field.id: field.name for field in SHARED_FIELDS} == SHARED


@each_notetype
def test_mod_rises_with_every_change_to_fields_templates_or_style(notetype: Notetype) -> None:
    version = VERSIONS[notetype.key]
    assert version.content == fingerprint(notetype), (
        "the note type has changed: run `python tools/raise_versions.py`, so that learners get the change"
    )
    assert version.mod > 1_700_000_000


def test_guids_are_frozen() -> None:
    assert guid(NoteId("late-invoices-7q2m", "star-step", "action")) == "261b64e3b5861e22"
    assert guid(NoteId("late-invoices-7q2m", "follow-up", "win-over-the-owner")) == "0a1fc55186268364"


NEVER_EMPTY = ("Story", "Question", "Phrase", "Name", "Listens for", "Fails")


@each_notetype
def test_every_front_shows_a_field_that_is_never_empty(notetype: Notetype) -> None:
    known = [f"{{{{{name}}}}}" for name in NEVER_EMPTY if name in notetype.field_names]
    for template in notetype.templates:
        bare = re.sub(r"\{\{[#^](.*?)\}\}.*?\{\{/\1\}\}", "", template.front, flags=re.DOTALL)
        assert template.requires or any(field in bare for field in known)


@each_notetype
def test_scripts_cannot_be_mistaken_for_template_syntax(notetype: Notetype) -> None:
    for template in notetype.templates:
        for side in (template.front, template.back):
            script = side.split("<script>")[1].split("</script>")[0]
            assert "{{" not in script
            assert "}}" not in script
