"""The recipe, `decks/NAME.yaml`: what makes one deck."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints, field_validator
from pydantic_core import PydanticCustomError

from star2anki.decks.names import deck_parts
from star2anki.diagnostics import Diagnostic, did_you_mean, has_errors
from star2anki.notetypes import BY_KEY, SETS, NoteSettings, Notetype
from star2anki.yamlfile.model import Line, Spelling, StrictModel, Text
from star2anki.yamlfile.tree import Tree, read_tree
from star2anki.yamlfile.validate import validate

Split = Literal["principle", "scenario", "none"]
Order = Literal["rounds", "stories"]
_NAMES = (*SETS, *BY_KEY)
"""What `notetypes` may name: sets, and single kinds."""


class Schedule(StrictModel):
    """Deck options that travel with the deck; docs/recipes.md says which imports bring them along."""

    new_per_day: Annotated[int, Field(ge=0, le=9999)] = 10
    """New cards per day."""
    reviews_per_day: Annotated[int, Field(ge=0, le=9999)] = 200
    """Reviews per day."""
    maximum_interval: Annotated[int, Field(ge=1, le=36500)] = 180
    """The longest time in days until a card comes back; interviews do not wait for years."""
    desired_retention: Annotated[float, Field(ge=0.7, le=0.99)] = 0.9
    """The share of cards that a learner should remember when they come back."""


Voice = Annotated[
    str,
    StringConstraints(pattern=r"^(off|[a-z]{2,3}_[A-Z]{2})$"),
    Spelling('"voice" is not a valid voice', lambda *_: "write `off`, or a language and country such as `en_US`"),
]
"""A language and country, as Anki names the system's voices, or off."""


class Recipe(StrictModel):
    """What makes one deck."""

    name: Line
    """The deck's name in Anki; `::` puts it below another deck."""
    scenarios: Annotated[tuple[Line, ...], Field(min_length=1)] = ("scenarios/**/*.yaml",)
    """Which stories go in: file patterns, from the folder that holds `decks/`. By default all, or none where the recipe
    has `frameworks`, `craft` or `rules`."""
    frameworks: tuple[Line, ...] = ()
    """Frameworks whose principles and questions go in, such as amazon-leadership-principles."""
    craft: tuple[Line, ...] = ()
    """Which craft files go in: file patterns, from the folder that holds `decks/`, such as craft/*.yaml."""
    rules: Literal["on", "off"] = "off"
    """The coach's rules as telling rules."""
    notetypes: Annotated[tuple[Line, ...], Field(min_length=1)] = Field(
        ("core", "craft"), json_schema_extra={"items": {"type": "string", "enum": list(_NAMES)}}
    )
    """Which note types go in: the sets core, all and craft, and single ones such as lens. By default core and craft;
    all where the recipe lists `notes`."""
    notes: Annotated[tuple[Line, ...], Field(min_length=1)] = ()
    """Only these notes, in this order, each by its ID (story/note type/item); all of them by default."""
    order: Order = "rounds"
    """The order of new cards: in rounds through all stories, or story by story."""
    split: Split = "none"
    """How the deck is split into subdecks; not at all by default."""
    description: Text | None = None
    """What learners read when they open the deck."""
    author: Line | None = None
    """Who made the deck."""
    license: Line | None = None
    """The terms for sharing it, such as CC-BY-4.0."""
    level: Line | None = None
    """Show only this level's texts if a story differs by level."""
    voice: Voice = "off"
    """The language in which Anki reads the interviewer's questions aloud, such as en_US; off by default."""
    timer: Literal["on", "off"] = "on"
    """The speak-aloud timer on the cards."""
    schedule: Schedule | None = None
    """Deck options that travel with the deck."""

    @field_validator("name")
    @classmethod
    def _whole_name(cls, name: str) -> str:
        if not all(deck_parts(name)):
            hint = "write a name on both sides of each `::`; colons alone are not a name"
            raise PydanticCustomError("deck_name", "has an empty part", {"hint": hint})
        return name

    @field_validator("notetypes")
    @classmethod
    def _known_notetypes(cls, names: tuple[str, ...]) -> tuple[str, ...]:
        for name in names:
            if name not in _NAMES:
                meant = did_you_mean(name, _NAMES)
                hint = (
                    f'did you mean "{meant}"?'
                    if meant
                    else f"there are the sets {', '.join(SETS)}, and the note types {', '.join(BY_KEY)}"
                )
                raise PydanticCustomError("notetype", "names a note type that does not exist", {"hint": hint})
        return names

    @field_validator("notes")
    @classmethod
    def _each_once(cls, ids: tuple[str, ...]) -> tuple[str, ...]:
        if twice := next((id_ for id_ in ids if ids.count(id_) > 1), None):
            raise PydanticCustomError("note_twice", "names a note twice", {"hint": f"list {twice} only once"})
        return ids

    @property
    def story_patterns(self) -> tuple[str, ...]:
        """Which stories go in. A recipe that says nothing about stories and has something of craft has none."""
        has_craft = bool(self.frameworks or self.craft or self.rules == "on")
        return () if has_craft and "scenarios" not in self.model_fields_set else self.scenarios

    @property
    def settings(self) -> NoteSettings:
        """What the recipe sets in the notes themselves."""
        return NoteSettings(self.level, None if self.voice == "off" else self.voice, self.timer == "on")

    @property
    def chosen_notetypes(self) -> tuple[Notetype, ...]:
        """The note types that go in, each once, in the order in which a story is learned."""
        names = ("all",) if self.notes and "notetypes" not in self.model_fields_set else self.notetypes
        chosen = {key for name in names for key in SETS.get(name, (name,))}
        return tuple(notetype for key, notetype in BY_KEY.items() if key in chosen)

    @property
    def craft_notetypes(self) -> tuple[Notetype, ...]:
        """The note types that go in of what is no story. The set craft has all of them, a craft file's phrases too."""
        chosen = {notetype.key for notetype in self.chosen_notetypes}
        if "craft" in self.notetypes:
            chosen |= {notetype.key for notetype in BY_KEY.values() if notetype.items and notetype.items.craft_at}
        return tuple(notetype for key, notetype in BY_KEY.items() if key in chosen)


def load_recipe(path: str, raw: bytes) -> tuple[Recipe | None, Tree | None, list[Diagnostic]]:
    """Read a recipe.

    Args:
        path: The file's name as the author should see it.
        raw: The file's bytes.

    Returns:
        The recipe if there is no error, the tree to find places in, and all diagnostics.
    """
    tree, diagnostics = read_tree(path, raw)
    if tree is None:
        return None, None, diagnostics
    recipe, mistakes = validate(Recipe, tree)
    return (None if has_errors(diagnostics) else recipe), tree, [*diagnostics, *mistakes]
