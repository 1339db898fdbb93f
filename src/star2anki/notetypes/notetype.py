"""What a note type is, in Anki's terms (note type, field, card template, note), frozen where learners depend on it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import cache, cached_property
from importlib import resources
from typing import Literal, NamedTuple

from star2anki.notetypes.fragments import piece
from star2anki.notetypes.versions import VERSIONS
from star2anki.scenario.craft import Craft
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario, StepName

FIELD_SEPARATOR = "\x1f"
"""Separates the fields of a note in Anki's database. No field contains it: `markup` drops control characters."""


@dataclass(frozen=True, slots=True)
class NoteSettings:
    """What a recipe sets in the notes themselves. It is kept in fields, never in templates."""

    level: str | None = None
    """Show only this level's texts if a story differs by level."""
    voice: str | None = None
    """Anki's name for the language in which it reads the interviewer's questions aloud, such as en_US; or None."""
    timer: bool = True
    """Offer the speak-aloud timer."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a note type. The id is frozen: it is how Anki recognizes a renamed field."""

    id: int
    name: str


NoteSet = Literal["core", "extra", "craft"]
"""Core: what a story is learned by. Extra: what some learners want beside. Craft: what needs no story."""


class Stage(IntEnum):
    """When a card comes, where stories interleave: breadth first, and whole tellings early."""

    SPINE = 1
    QUESTION = 2
    OPENING = 3
    NUMBERS = 4
    LANDING = 5
    TELL = 6
    STEP = 7
    FOLLOW_UP = 8
    WEAK_PHRASE = 9
    QUIZ = 10
    WORDING = 11
    """Other wordings of the question."""
    EXTRA = 12


@dataclass(frozen=True, slots=True)
class Template:
    """A card template. The id is frozen; front and back are Anki's mustache over HTML."""

    id: int
    name: str
    front: str
    back: str
    stage: Stage
    requires: str | None = None
    """The field without which a note has no such card; None where every note has it."""


@dataclass(frozen=True, slots=True)
class NoteDraft:
    """What a note type makes of one part of a source, before everything that all notes share is added."""

    item: str
    """The part's id within its source and note type."""
    fields: dict[str, str]
    """HTML by field name. A field without an entry stays empty."""
    step: StepName | None = None
    level: str | None = None
    spoken: str | None = None
    """The text on the front that a recipe's voice reads aloud."""
    named: bool = True
    """The item's id does not depend on its words."""
    words_id: str = ""
    """The id that is made from the item's words, if the item is in a list."""
    stage: int = 0
    """When the note's cards come, where it is not when the templates say; 0 leaves that to them."""
    principles: tuple[str, ...] = ()
    """The principles that the note is about, where it is of a framework."""


class Note(NamedTuple):
    """A note as it goes into a deck. It is a plain tuple because thousands of them are sent between processes."""

    guid: str
    notetype: str
    """Key of the note type."""
    id: str
    """Readable, for people: source/note type/item."""
    content: str
    """HTML of all fields, in the order of the note type's fields, joined as Anki stores them."""
    tags: tuple[str, ...]
    digest: str
    """A hash of fields and tags. It changes when the learner would see or find something else."""
    substance: str
    """A hash of the fields without the one whose words make the item's id, so that it stays the same if an item is only
    reworded. Empty if the note type does not use items, or if an item is nothing but its words."""
    named: bool
    """Its id does not depend on its words: the author wrote an `id:`, or there is only one of its kind."""
    words_id: str = ""
    """The id that its item's words would make; empty if the note type does not use items."""
    stage: int = 0
    """When its cards come (a `Stage`), where it is not when the templates say; 0 leaves that to them."""

    @property
    def story(self) -> str:
        """The id of its scenario."""
        return self.id.partition("/")[0]

    @property
    def fields(self) -> tuple[str, ...]:
        """HTML of each field, in the order of the note type's fields."""
        return tuple(self.content.split(FIELD_SEPARATOR))


@dataclass(frozen=True, slots=True)
class Items:
    """A list of a source from whose items notes are made."""

    at: tuple[str, ...]
    """The keys that lead to the list, through all items of lists on the way."""
    wording: str
    """The field whose words give an item its id, unless the author wrote one."""
    echoes: tuple[str, ...] = ()
    """Fields that change with these words, or are the same for all items, and say nothing of their own."""
    craft_at: tuple[str, ...] = ()
    """The same as `at` in a craft file, where that has such items as well."""


@dataclass(frozen=True)
class Notetype:
    """A note type: what it asks, how it looks, and how it is made from a story, a framework or a craft file."""

    key: str
    """Used in ids and recipes. Frozen, because guids are made from it."""
    id: int
    """Frozen, because learners' collections know the note type by this number."""
    name: str
    own_fields: tuple[Field, ...]
    templates: tuple[Template, ...]
    sort_field: str
    """The field that Anki's browser shows and sorts by."""
    drafts: Callable[[Scenario, NoteSettings, Framework | None], Iterable[NoteDraft]] = lambda *_: ()
    """Makes the notes of a scenario. The framework is the scenario's own, where it has one that is known."""
    craft_drafts: Callable[[Craft], Iterable[NoteDraft]] = lambda _: ()
    """Makes the notes of a craft file."""
    framework_drafts: Callable[[Framework], Iterable[NoteDraft]] = lambda _: ()
    """Makes the notes of a framework itself."""
    items: Items | None = None
    """The list from which the notes are made; None if there is one note for each step or story."""
    is_cloze: bool = False
    set: NoteSet = "core"

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in order. The first is the note's readable id."""
        return (ID_FIELD, *self.own_fields, *SHARED_FIELDS)

    @cached_property
    def field_names(self) -> tuple[str, ...]:
        """The names of all fields in order."""
        return tuple(field.name for field in self.fields)

    @cached_property
    def known_fields(self) -> frozenset[str]:
        """The names of all fields, to look one up."""
        return frozenset(self.field_names)

    @property
    def css(self) -> str:
        """The style sheet, the same for all note types."""
        return shared_file("style.css")

    @property
    def mod(self) -> int:
        """When the templates last changed, in seconds since 1970. In Anki, newer templates replace older ones."""
        return VERSIONS[self.key].mod


ID_FIELD = Field(1, "ID")
SHARED_FIELDS = (
    Field(101, "Story"),
    Field(102, "Principle"),
    Field(103, "Framework"),
    Field(104, "Role"),
    Field(105, "Language"),
    Field(106, "Voice"),
    Field(107, "Timer"),
    Field(108, "Source"),
    Field(109, "Spare 1"),
    Field(110, "Spare 2"),
    Field(111, "Spare 3"),
)
"""They follow each note type's own fields. The spare ones are for later: adding a field is a conflict in Anki."""


def template(  # noqa: PLR0913 - what a template has
    module: str,
    *,
    id: int,  # noqa: A002 - Anki's own word
    name: str,
    stage: Stage,
    prefix: str = "",
    requires: str | None = None,
) -> Template:
    """Read a card template from the HTML files beside a note type's module, and give each side the script.

    Args:
        module: `__name__` of the note type's module.
        id: The template's frozen id.
        name: The name that Anki shows for it.
        stage: When its cards come.
        requires: The field without which a note has no such card.
        prefix: Put before `front.html` and `back.html` if a note type has several templates.
    """
    folder = resources.files(module)
    front, back = ((folder / f"{prefix}{side}.html").read_text(encoding="utf-8") for side in ("front", "back"))
    script = card_script()
    return Template(id, name, f"{front.strip()}\n{script}", f"{back.strip()}\n{script}", stage, requires)


@cache
def card_script() -> str:
    """Return the script element that ends each side of every card."""
    return piece("script")(script=shared_file("card.js").strip())


@cache
def shared_file(name: str) -> str:
    """Read a file that all note types share: `style.css` or `card.js`."""
    return (resources.files("star2anki.notetypes") / name).read_text(encoding="utf-8")
