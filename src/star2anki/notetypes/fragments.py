"""The few elements that join rendered texts to one field: list items and definitions."""

from collections.abc import Iterable
from functools import lru_cache

from star2anki import markup


def items(rendered: Iterable[tuple[str, str]]) -> str:
    """Join list items; each is a class of ours (or nothing) and HTML that is safe already."""
    return "".join([f'<li class="{name}">{html}</li>' if name else f"<li>{html}</li>" for name, html in rendered])


def definitions(texts: Iterable[tuple[str, str]]) -> str:
    """Join terms and what belongs to them; both are the author's text."""
    return "".join([f"<dt>{markup.plain(term)}</dt><dd>{markup.html(text)}</dd>" for term, text in texts])


def optional(text: str | None) -> str:
    """Render a text that may be missing."""
    return markup.html(text) if text else ""


@lru_cache(maxsize=64)  # the story's card repeats the hints of its steps
def hint(text: str | None) -> str:
    """Give the first words of a text: at most five, and never more than a third of it."""
    words = markup.visible_text(markup.html(text)).split() if text else []
    few = words[: min(5, -(-len(words) // 3))]
    if len(words) == 1:  # a script without spaces would give everything away as one word
        few = [words[0][: -(-len(words[0]) // 3)][:8]]
    return f"<p>{markup.plain(' '.join(few))} …</p>" if few else ""


def spoken_length(seconds: int | None) -> str:
    """Show a duration as people read it: 30 s, 2 min, 1 min 30 s; nothing where there is none."""
    if not seconds:
        return ""
    minutes, rest = divmod(seconds, 60)
    return " ".join(part for part in (f"{minutes} min" if minutes else "", f"{rest} s" if rest else "") if part)
