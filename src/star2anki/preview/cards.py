"""Notes -> what their cards show, on a page instead of in Anki."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from star2anki.notetypes import BY_KEY, Note, Notetype
from star2anki.notetypes.notetype import Template as CardTemplate
from star2anki.notetypes.notetype import card_script
from star2anki.page_templates import page_template
from star2anki.preview.template import TemplateError, filled_fields, side

_SPEECH = re.compile(r"\[anki:tts lang=(\w+)\](.*?)\[/anki:tts\]", re.DOTALL)
_NOT_OURS = re.compile(r"<(?=/?(?:script|noscript|style)\b|!--)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """One card, rendered."""

    note_id: str
    """The readable id of its note."""
    notetype: str
    """Key of the note type."""
    template: str
    """Name of the card template."""
    question: str
    """HTML of the front, without style and script."""
    answer: str
    """HTML of the back, the same."""


def cards_of(notes: Iterable[Note]) -> Iterator[Card]:
    """Render the cards that Anki makes from notes, in order."""
    for note in notes:
        notetype = BY_KEY[note.notetype]
        fields = dict(zip(notetype.field_names, note.fields, strict=True))
        filled = filled_fields(fields)
        for ordinal in card_ordinals(notetype, fields):
            template = notetype.templates[ordinal]
            front, back = without_script(template)
            question = side(front).render(fields, filled, is_answer=False)
            answer = side(back).render(fields, filled, is_answer=True)
            yield Card(note.id, notetype.key, template.name, _for_page(question), _for_page(answer))


def count_cards(note: Note) -> int:
    """Count the cards that Anki makes from a note, without rendering them."""
    notetype = BY_KEY[note.notetype]
    if notetype.is_cloze or len(notetype.templates) == 1:
        return 1
    return len(card_ordinals(notetype, dict(zip(notetype.field_names, note.fields, strict=True))))


def card_ordinals(notetype: Notetype, fields: dict[str, str]) -> tuple[int, ...]:
    """List the templates, counted from 0, that give a card in Anki. There is always one, even if it is blank."""
    if notetype.is_cloze:
        return (0,)
    filled = filled_fields(fields)
    shown = [number for number, each in enumerate(notetype.templates) if side(each.front).shows_any(filled)]
    return tuple(shown) or (0,)


@cache
def without_script(template: CardTemplate) -> tuple[str, str]:
    """Return front and back without the script that each card has in Anki; the page has it only once."""
    script = card_script()
    if not (template.front.endswith(script) and template.back.endswith(script)):
        raise TemplateError(f"the template {template.name} does not end with the shared script")
    return template.front.removesuffix(script).strip(), template.back.removesuffix(script).strip()


def _for_page(rendered: str) -> str:
    """Prepare a rendered side for the page: a button for speech, and nothing that could close the element around it.

    `markup` makes fields without such elements, but the page's safety should not depend on that.
    """
    inert = _NOT_OURS.sub("&lt;", rendered)
    return _SPEECH.sub(_play_button, inert) if "[anki:tts" in inert else inert


def _play_button(speech: re.Match[str]) -> str:
    language = speech[1].replace("_", "-")
    button = page_template("star2anki.preview", "play.html")
    return button.render(language=language, words=html.unescape(speech[2])).strip()
