"""The few elements that join rendered texts into one field: list items and definitions.

They are files in `pieces/`, because HTML is never a Python string. They do not use jinja2, because loading it takes as
long as filling all of them in a build.
"""

from collections.abc import Callable, Iterable
from functools import lru_cache
from importlib import resources

from star2anki import markup
from star2anki.scenario.model import Scenario


def piece(name: str) -> Callable[..., str]:
    """Read one of the files in `pieces/`.

    Returns:
        A function that fills it with values that are already safe HTML, by the names in its braces.
    """
    file = resources.files("star2anki.notetypes") / "pieces" / f"{name}.html"
    return file.read_text(encoding="utf-8").strip("\n").format


_ITEM, _ITEM_OF_CLASS, _DEFINITION, _HINT = map(piece, ("item", "item_of_class", "definition", "hint"))


def items(rendered: Iterable[tuple[str, str]]) -> str:
    """Join list items. Each has a class (or an empty string) and HTML that is already safe."""
    return "".join([_ITEM_OF_CLASS(name=name, html=html) if name else _ITEM(html=html) for name, html in rendered])


def definitions(texts: Iterable[tuple[str, str]]) -> str:
    """Join terms and their definitions; both are the author's text."""
    return "".join([_DEFINITION(term=markup.plain(term), html=markup.html(text)) for term, text in texts])


def of_step(scenario: Scenario, step: str) -> str:
    """Name a step so that it can be told from all others in a list: the story, and which step of it."""
    return named(scenario, step.capitalize())


def named(scenario: Scenario, part: str) -> str:
    """Name a part of a story so that it can be told from all others in a list."""
    return markup.plain(f"{scenario.title}: {part}")


def optional(text: str | None) -> str:
    """Render text that may be missing."""
    return markup.html(text) if text else ""


@lru_cache(maxsize=64)  # the story's card repeats its steps' hints
def hint(text: str | None) -> str:
    """Return the first words of a text: at most five, and at most a third of it."""
    words = markup.visible_text(markup.html(text)).split() if text else []
    few = words[: min(5, -(-len(words) // 3))]
    if len(words) == 1:  # a script without spaces would give away everything as one word
        few = [words[0][: -(-len(words[0]) // 3)][:8]]
    return _HINT(text=markup.plain(" ".join(few))) if few else ""


def spoken_length(seconds: int | None) -> str:
    """Show a duration as people read it: 30 s, 2 min, 1 min 30 s; an empty string if there is none."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return " ".join(part for part in (f"{minutes} min" if minutes else "", f"{rest} s" if rest else "") if part)
