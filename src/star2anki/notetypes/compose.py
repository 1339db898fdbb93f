"""Source -> notes: what every note has beside the part of the source that it is about."""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from star2anki import markup
from star2anki.notetypes.fragments import piece
from star2anki.notetypes.note_id import NoteId
from star2anki.notetypes.notetype import FIELD_SEPARATOR, Items, Note, NoteDraft, NoteSettings, Notetype
from star2anki.scenario.craft import Craft
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario, Source

_PART, _WHOLE_PART = map(piece, ("source_part", "source_part_whole"))


def compose(
    scenario: Scenario, settings: NoteSettings, notetypes: Iterable[Notetype], framework: Framework | None = None
) -> Iterator[Note]:
    """Make all notes of a scenario, note type by note type, each in the order of the story.

    Args:
        scenario: The story.
        settings: What the recipe sets.
        notetypes: Which note types to make.
        framework: The scenario's framework; without it, cards call it by its id.
    """
    shared = _shared(settings, scenario.language, scenario.source, scenario.title) | {
        "Story": markup.plain(scenario.title),
        "Principle": markup.plain(scenario.principle or ""),
        "Framework": markup.plain(framework.name if framework else scenario.framework or ""),
        "Role": markup.plain(scenario.role or ""),
    }
    principles = [scenario.principle] if scenario.principle else []
    tags = [f"star2anki::story::{scenario.id}", *_principle_tags(principles), *_own_tags(scenario.tags)]
    origin = _Origin(scenario.id, settings, shared, tuple(tags))
    for notetype in notetypes:
        for draft in notetype.drafts(scenario, settings, framework):
            yield _note(origin, notetype, draft)


def compose_framework(framework: Framework, settings: NoteSettings, notetypes: Iterable[Notetype]) -> Iterator[Note]:
    """Make all notes of a framework itself, note type by note type."""
    shared = _shared(settings, framework.language, framework.source, framework.name) | {
        "Framework": markup.plain(framework.name)
    }
    origin = _Origin(framework.id, settings, shared, (f"star2anki::framework::{framework.id}",))
    for notetype in notetypes:
        for draft in notetype.framework_drafts(framework):
            yield _note(origin, notetype, draft)


def compose_craft(craft: Craft, settings: NoteSettings, notetypes: Iterable[Notetype]) -> Iterator[Note]:
    """Make all notes of a craft file, note type by note type."""
    shared = _shared(settings, craft.language, craft.source, craft.title) | {"Story": markup.plain(craft.title)}
    origin = _Origin(craft.id, settings, shared, (f"star2anki::craft::{craft.id}", *_own_tags(craft.tags)))
    for notetype in notetypes:
        for draft in notetype.craft_drafts(craft):
            yield _note(origin, notetype, draft)


_IDENTITY = b"star2anki 1.0"
"""Frozen. Before 1.0 there was none, so its notes, which have other fields, never meet ours in a collection."""


def guid(note: NoteId | str) -> str:
    """Make a note's identity from its readable id, and from nothing else, so that an edit of a text stays an edit."""
    return hashlib.blake2b(str(note).encode("ascii"), digest_size=8, person=_IDENTITY).hexdigest()


@dataclass(frozen=True, slots=True)
class _Origin:
    """What all notes of one source have in common."""

    id: str
    settings: NoteSettings
    shared: dict[str, str]
    tags: tuple[str, ...]


def _note(origin: _Origin, notetype: Notetype, draft: NoteDraft) -> Note:
    note_id = NoteId(origin.id, notetype.key, draft.item)
    values = {"ID": str(note_id), **draft.fields, **origin.shared}
    if draft.principles:
        values["Principle"] = markup.plain(" · ".join(draft.principles))
    if origin.settings.voice and draft.spoken:
        values["Voice"] = markup.speech(draft.spoken, origin.settings.voice)
    names = notetype.field_names
    if not values.keys() <= notetype.known_fields:
        raise KeyError(f"note type {notetype.key} has no field {values.keys() - notetype.known_fields}")
    content = FIELD_SEPARATOR.join([values.get(name, "") for name in names])
    tags = (*origin.tags, *_principle_tags(draft.principles), f"star2anki::kind::{notetype.key}")
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
        substance=_substance(draft, items) if items else "",
        named=draft.named,
        words_id=draft.words_id,
        stage=draft.stage,
    )


def _substance(draft: NoteDraft, items: Items) -> str:
    """Hash what stays of an item when it is only reworded; nothing where it is nothing but its words."""
    own = [text for name, text in draft.fields.items() if name not in {items.wording, *items.echoes}]
    return _digest(*own) if any(own) else ""


def _shared(settings: NoteSettings, language: str, source: Source | None, title: str) -> dict[str, str]:
    return {
        "Language": language,
        "Voice": "",
        "Timer": "1" if settings.timer else "",
        "Source": _attribution(source, title) if source else "",
    }


def _attribution(source: Source, known: str) -> str:
    title = source.title if source.title != known else None  # it stands on the card already
    parts = ((_PART, title), (_PART, source.author), (_WHOLE_PART, source.license), (_PART, source.url))
    return "".join([shown(text=markup.plain(text)) for shown, text in parts if text])


def _principle_tags(principles: Iterable[str]) -> Iterator[str]:
    return (f"star2anki::principle::{name}" for principle in principles if (name := tag(principle)))


def _own_tags(words: Iterable[str]) -> Iterator[str]:
    return iter({name.casefold(): None for each in words if (name := tag(each))})


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
