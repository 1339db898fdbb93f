"""Frameworks, craft files and the coach's rules -> notes. There are few of them, so this process does it alone."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import replace

from star2anki.build.compiled import Compiled
from star2anki.build.sources import COACH, CraftSource, SourceFile
from star2anki.decks.layout import StoryNotes
from star2anki.diagnostics import Diagnostic
from star2anki.lookups import hash_of
from star2anki.notetypes import BY_KEY, Note, NoteSettings, Notetype
from star2anki.notetypes.compose import compose_craft, compose_framework
from star2anki.scenario.craft import Craft
from star2anki.scenario.framework import Framework
from star2anki.scenario.load_craft import load_craft
from star2anki.scenario.tails import id_without_tail
from star2anki.yamlfile.decode import read_bytes

Variants = Mapping[NoteSettings, AbstractSet[str]]
"""For each set of switches that some deck asks for, the keys of the note types to make."""


def compile_craft(wanted: Mapping[CraftSource, Variants], frameworks: Mapping[str, Framework]) -> list[Compiled]:
    """Compile all craft sources, in order.

    Args:
        wanted: The sources, and in which ways.
        frameworks: All known frameworks.
    """
    return [_compile(source, variants, frameworks) for source, variants in wanted.items()]


def _compile(source: CraftSource, variants: Variants, frameworks: Mapping[str, Framework]) -> Compiled:
    if source.kind == "framework":
        return _of_framework(source, frameworks[source.framework], variants, frameworks)
    if source.file is None:
        from star2anki.coach.as_craft import rules_as_craft  # noqa: PLC0415 - its language libraries are slow to load

        return _of_craft(source, rules_as_craft(COACH), (), variants)
    raw, problems = read_bytes(source.file, source.path)
    if raw is None:
        return Compiled(source.path, tuple(problems), {})
    loaded = load_craft(source.path, raw)
    if loaded.craft is None:
        return Compiled(source.path, loaded.diagnostics, {})
    return replace(_of_craft(source, loaded.craft, loaded.diagnostics, variants), file_hash=hash_of(raw))


def _of_craft(source: CraftSource, craft: Craft, diagnostics: Iterable[Diagnostic], variants: Variants) -> Compiled:
    stories = {
        settings: _notes(craft, craft.title, compose_craft(craft, settings, _notetypes(keys)))
        for settings, keys in variants.items()
    }
    return Compiled(source.path, tuple(diagnostics), stories, craft.id)


def _of_framework(
    source: CraftSource, framework: Framework, variants: Variants, frameworks: Mapping[str, Framework]
) -> Compiled:
    stories = {
        settings: _notes(framework, framework.name, compose_framework(framework, settings, _notetypes(keys)))
        for settings, keys in variants.items()
    }
    diagnostics: list[Diagnostic] = []
    if source.file:
        tree = SourceFile("framework", source.file, source.path).open(frameworks).tree
        if tree:
            diagnostics += id_without_tail(framework.id, tree, "a peer's framework of the same name")
    return Compiled(source.path, tuple(diagnostics), stories, framework.id)


def _notes(content: Craft | Framework, title: str, notes: Iterable[Note]) -> StoryNotes:
    license_ = content.source.license if content.source else None
    return StoryNotes(content.id, title, None, tuple(notes), license=license_, is_story=False)


def _notetypes(keys: AbstractSet[str]) -> list[Notetype]:
    return [notetype for key, notetype in BY_KEY.items() if key in keys]
