"""Scenario -> notes: what every note has in addition to its part of the story."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from star2anki import markup
from star2anki.notetypes.note_id import NoteId
from star2anki.notetypes.notetype import FIELD_SEPARATOR, Note, NoteDraft, NoteSettings, Notetype
from star2anki.scenario.model import Scenario, Source


def compose(
    scenario: Scenario, settings: NoteSettings, notetypes: Iterable[Notetype], framework: str | None = None
) -> Iterator[Note]:
    """Make all notes of a scenario, note type by note type, each in the order of the story.

    Args:
        scenario: The story.
        settings: What the recipe sets.
        notetypes: Which note types to make.
        framework: The framework's name, as people know it; by default its id.
    """
    shared = _shared_fields(scenario, settings, framework or scenario.framework or "")
    tags = _scenario_tags(scenario)
    for notetype in notetypes:
        for draft in notetype.drafts(scenario, settings):
            yield _note(scenario, settings, notetype, draft, shared, tags)


def guid(note: NoteId) -> str:
    """Make a note's identity. It depends only on ids, so an edit under the same id reaches the learner as an edit."""
    return hashlib.blake2b(str(note).encode("ascii"), digest_size=8).hexdigest()


def _note(  # noqa: PLR0913, PLR0917 - what a note is made of
    scenario: Scenario,
    settings: NoteSettings,
    notetype: Notetype,
    draft: NoteDraft,
    shared: dict[str, str],
    scenario_tags: tuple[str, ...],
) -> Note:
    note_id = NoteId(scenario.id, notetype.key, draft.item)
    values = {"ID": str(note_id), **draft.fields, **shared}
    if settings.voice and draft.spoken:
        values["Voice"] = markup.speech(draft.spoken, settings.voice)
    names = notetype.field_names
    if not values.keys() <= notetype.known_fields:
        raise KeyError(f"note type {notetype.key} has no field {values.keys() - notetype.known_fields}")
    content = FIELD_SEPARATOR.join([values.get(name, "") for name in names])
    tags = (*scenario_tags, f"star2anki::kind::{notetype.key}")
    if draft.step:
        tags += (f"star2anki::step::{draft.step}",)
    if draft.level and (level := tag(draft.level)):
        tags += (f"star2anki::level::{level}",)
    items = notetype.items
    return Note(
        guid=guid(note_id),
        notetype=notetype.key,
        id=str(note_id),
        content=content,
        tags=tags,
        digest=content_digest(content, tags),
        substance=_digest(*(text for name, text in draft.fields.items() if name != items.wording)) if items else "",
        named=draft.named,
        words_id=draft.words_id,
    )


def _shared_fields(scenario: Scenario, settings: NoteSettings, framework: str) -> dict[str, str]:
    return {
        "Story": markup.plain(scenario.title),
        "Principle": markup.plain(scenario.principle or ""),
        "Framework": markup.plain(framework),
        "Role": markup.plain(scenario.role or ""),
        "Language": scenario.language,
        "Voice": "",
        "Timer": "1" if settings.timer else "",
        "Source": markup.plain(_attribution(scenario.source, scenario.title)) if scenario.source else "",
    }


def _attribution(source: Source, story: str) -> str:
    title = source.title if source.title != story else None  # the card shows it already
    return " · ".join(part for part in (title, source.author, source.license, source.url) if part)


def _scenario_tags(scenario: Scenario) -> tuple[str, ...]:
    tags = [f"star2anki::story::{scenario.id}"]
    if scenario.principle and (principle := tag(scenario.principle)):
        tags.append(f"star2anki::principle::{principle}")
    own = {slug.casefold(): None for name in scenario.tags if (slug := tag(name))}
    return (*tags, *own)


def tag(words: str) -> str:
    """Turn words into an Anki tag. Anki separates tags with spaces.

    >>> tag("Have Backbone; Disagree and Commit")
    'Have_Backbone_Disagree_and_Commit'
    """
    return re.sub(r"[^\w-]+", "_", re.sub(r"['’]", "", markup.one_line(words))).strip("_")


def content_digest(content: str, tags: Iterable[str]) -> str:
    """Hash everything in a note that a learner would see change, or find by another search."""
    return _digest(f"{content}\x1e{' '.join(tags)}")


def _digest(*texts: str) -> str:
    return hashlib.blake2b(FIELD_SEPARATOR.join(texts).encode("utf-8"), digest_size=8).hexdigest()
