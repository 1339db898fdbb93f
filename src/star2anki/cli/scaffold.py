"""Files to start with: what `init` and `new` write, without ever overwriting anything."""

import re
from importlib import resources
from pathlib import Path

from star2anki.atomic_files import create, write_atomically
from star2anki.limited_files import holds
from star2anki.scenario.dump import scalar
from star2anki.scenario.ids import random_tail, slug, with_tail
from star2anki.scenario.model import Scenario
from star2anki.yamlfile.schema import schema_text

SCHEMA_FILE = "scenario.schema.json"


def new_id(title: str) -> str:
    """Make an id from a title's words and a random tail that sets it apart from other people's."""
    return with_tail(slug(title), random_tail())


def story_template(title: str, question: str) -> bytes:
    """Fill the commented scenario with a title and a question."""
    return _filled(
        "scenario.yaml", id=new_id(title), title=scalar(title), question=scalar(question) if question else ""
    )


def example_story() -> bytes:
    """Return the example story, with a new id for each folder."""
    return _filled("example.yaml", id=new_id("alarm nobody heard"))


def example_recipe() -> bytes:
    """Return the recipe for all stories in a folder."""
    return _filled("recipe.yaml")


def git_attributes() -> bytes:
    """Return the settings that make git merge the lock line by line and leave decks to the next build."""
    return _filled("gitattributes.txt")


def write_new(path: Path, data: bytes) -> bool:
    """Write a file unless one exists, even if it appears at the same moment; return whether it was written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return create(path, data)


def write_schema(folder: Path) -> bool:
    """Put the schema next to the stories, for editors; the first line of each story names it."""
    path = folder / SCHEMA_FILE
    data = schema_text(Scenario).encode("utf-8")
    if path.exists() and holds(path, data):
        return False
    folder.mkdir(parents=True, exist_ok=True)
    write_atomically(path, data)
    return True


def _filled(name: str, **values: str) -> bytes:
    text = (resources.files("star2anki.cli") / "templates" / name).read_text(encoding="utf-8")
    filled = re.sub(r"\{(id|title|question)\}", lambda found: values.get(found[1], found[0]), text)
    return filled.encode("utf-8")
