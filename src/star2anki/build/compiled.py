"""What goes into the compiler and what comes out; both travel between processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from star2anki.coach.digest import StoryDigest
from star2anki.coach.settings import CoachSettings
from star2anki.decks.layout import StoryNotes
from star2anki.diagnostics import Diagnostic
from star2anki.notetypes import NoteSettings


@dataclass(frozen=True, slots=True)
class Job:
    """One file to compile, and in which ways. Whichever process compiles it also reads it: sending bytes is slow."""

    file: Path
    path: str
    """As the author should see it."""
    variants: tuple[tuple[NoteSettings, tuple[str, ...]], ...]
    """The settings that decks ask for, each with the keys of the note types to make."""
    coach: CoachSettings | None = None
    """How the coach judges the story, if it is asked."""
    only_errors: bool = False
    """Ask only the coach's rules that the project made errors."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """What became of one file. If there is no story, the diagnostics include an error."""

    path: str
    diagnostics: tuple[Diagnostic, ...]
    stories: Mapping[NoteSettings, StoryNotes]
    id: str | None = None
    digest: StoryDigest | None = None
    """What the coach compares with other stories, if it is asked."""
    file_hash: str = ""
    """The hash of the bytes that were compiled; empty if the file could not be read."""
