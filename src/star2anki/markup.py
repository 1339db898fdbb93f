r"""Small Markdown -> HTML that is safe in an Anki field.

Small Markdown has paragraphs, lists, bold, italic and code. Everything else appears as it was typed: HTML, links,
images, entities, and anything that would act inside Anki (media and speech tags, LaTeX, MathJax, clozes, template
fields). A backslash makes an ordinary character of a `*`, a `_`, a backquote, or the dash, plus or full stop that would
begin a list; anywhere else, the backslash itself is an ordinary character.
"""

import html as _html
import re
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from star2anki import phrase_search

WORD_JOINER = "\u2060"
"""Invisible. It separates two characters that Anki would act on, and it survives an edit in Anki."""

_NUMBER = "<sup>{number}</sup>".format
_BLANK = "_"

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_BETWEEN_TAGS = re.compile(r"(<[^>]*>)")
_FOLDED = re.compile(r"(?<=</summary>).*?(?=</details>)", re.DOTALL)
_TAGS = r"(?:<[^>]*>)*"
_ACTIVE_BRACKET = re.compile(r"\[(?=sound:|/?anki:|/?latex\]|/?\$\$?\]|\[type:)", re.IGNORECASE)
_ACTIVE_BACKSLASH = re.compile(rf"\\(?={_TAGS}[()\[\]])")
_ACTIVE_BRACE = re.compile(rf"\{{(?={_TAGS}\{{)|\}}(?={_TAGS}\}})")
_ACTIVE_COLON = re.compile(rf":(?={_TAGS}:)")

_ORDINARY = re.compile(r"(?![-+*\s]|[0-9]{1,9}[.)])[^*_`\\\n]+")
"""A paragraph in which no character has a meaning in small Markdown."""
_BLOCK_END = re.compile(r"</p>|</li>|<[uo]l[^>]*>")
_WORD_MARK = re.compile(r"</?(?:strong|em|code)>")
"""Stands within words, or against a full stop."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[.!?…][\"'”’)])\s+|(?<=[\u3002\uff01\uff1f])")
_LIST_MARK = re.compile(r"(?:^|\n)[ \t]*(?:[0-9]{1,9})?$")


@lru_cache(maxsize=1024)  # a story's question is on ten of its cards
def html(text: str) -> str:
    """Render small Markdown as HTML for a field of a note.

    Args:
        text: What the author wrote; it can be any text.

    Returns:
        HTML with `p`, `ul`, `ol`, `li`, `strong`, `em`, `code` and `br` elements, in which nothing acts.
    """
    if text.isprintable() and _is_ordinary(text):
        return f"<p>{_defuse(_escape(text))}</p>"
    text = _clean(text)
    paragraphs = text.split("\n\n")
    if all(map(_is_ordinary, paragraphs)):
        # Most text is ordinary. The Markdown parser gives the same (as a property test shows) in six times the time.
        return _defuse("\n".join([f"<p>{_escape(paragraph)}</p>" for paragraph in paragraphs]))
    return _defuse(_parser().render(text).strip("\n"))


def tokens(text: str) -> list[Token]:
    """Parse small Markdown to show it in another way: markdown-it's tokens for the elements that `html` has."""
    return _parser().parse(_clean(text))


@lru_cache(maxsize=256)
def plain(text: str) -> str:
    """Render a single line of text, such as a title, as HTML for a field: no Markdown, no elements."""
    return _defuse(_escape(" ".join(_clean(text).split())))


def speech(text: str, language: str) -> str:
    """Wrap small Markdown in Anki's markup for text to speech. The markup is ours, so it is not defused.

    Args:
        text: What to speak.
        language: Anki's name for the language, such as en_US.
    """
    words = plain(visible_text(html(text)))
    return f"[anki:tts lang={language}]{words}[/anki:tts]"


def visible_text(rendered: str) -> str:
    """Return what a reader sees of rendered HTML, as text."""
    return _html.unescape(without_tags(rendered)).replace(WORD_JOINER, "")


def without_tags(rendered: str) -> str:
    """Put a space in the place of each tag. What is left is still HTML, but has all words, and only words."""
    return _BETWEEN_TAGS.sub(" ", rendered) if "<" in rendered else rendered


def without_folds(rendered: str) -> str:
    """Leave only the heading of each fold, which is what a reader sees before they unfold it."""
    return _FOLDED.sub("", rendered) if "</summary>" in rendered else rendered


def one_line(text: str) -> str:
    """Fold text into one line without control characters. It stays text, for places that cannot have HTML."""
    return " ".join(_clean(text).split())


@lru_cache(maxsize=32)  # a step and its gap card mark the same phrases
def mark(rendered: str, phrases: tuple[str, ...]) -> tuple[str, tuple[bool, ...]]:
    """Put `mark` elements around phrases where they occur in rendered HTML.

    Case, the kind of apostrophe and the width of white space do not matter. A phrase that crosses other markup is not
    found.

    Args:
        rendered: What `html` returned.
        phrases: Plain text, in the order in which they were written.

    Returns:
        The marked HTML, and for each phrase whether it occurs.
    """
    pieces = _BETWEEN_TAGS.split(rendered)
    wanted = [phrase_search.fold(_defuse(one_line(phrase))) for phrase in phrases]
    found = [False] * len(wanted)
    for number in range(0, len(pieces), 2):
        # Compare characters, not their escapes: the phrase "amp" must not be found in "&amp;".
        text = _html.unescape(pieces[number])
        spans = []
        searched = phrase_search.Searched(text)
        for index, phrase in enumerate(wanted):
            places = searched.occurrences(phrase)
            found[index] = found[index] or bool(places)
            spans += places
        if spans:
            pieces[number] = _mark_text(text, phrase_search.without_overlaps(spans))
    return "".join(pieces), tuple(found)


def number(rendered: str, phrases: tuple[str, ...]) -> str:
    """Put `mark` elements around phrases as `mark` does, each with the number of its phrase, from 1, behind it.

    A phrase that is not in the text, or only across another one, leaves its number out.

    Args:
        rendered: What `html` returned.
        phrases: Plain text, in the order of their numbers.
    """
    pieces = _BETWEEN_TAGS.split(rendered)
    folded = [phrase_search.fold(_defuse(one_line(phrase))) for phrase in phrases]
    for place in range(0, len(pieces), 2):
        text = _html.unescape(pieces[place])
        searched = phrase_search.Searched(text)
        numbers = {span: index for index, phrase in enumerate(folded, start=1) for span in searched.occurrences(phrase)}
        if numbers:
            kept = phrase_search.without_overlaps(numbers)
            pieces[place] = _mark_text(text, kept, {span: _NUMBER(number=number) for span, number in numbers.items()})
    return "".join(pieces)


def cloze(rendered: str, phrases: tuple[str, ...]) -> str | None:
    """Turn phrases in rendered HTML into gaps of one cloze card; each gap shows how long its words are.

    Returns:
        The text of a cloze field, or None if it contains no phrase.
    """
    marked, found = mark(rendered, phrases)
    if not any(found):
        return None
    return re.sub(r"<mark>([^<]*)</mark>", lambda gap: _gap(gap[1]), marked)


def _gap(escaped: str) -> str:
    words = _html.unescape(escaped).replace(WORD_JOINER, "")
    blank = re.sub(r"[^\s]", _BLANK, words)
    inside = _ACTIVE_COLON.sub(f":{WORD_JOINER}", escaped)  # two colons begin a hint
    if inside.endswith((":", "}")):
        inside += WORD_JOINER  # or the gap would end one letter early
    return f"{{{{c1::{inside}::{blank}}}}}"


def sentences(text: str) -> list[str]:
    """Give the sentences of small Markdown as plain text, each within one paragraph or list item."""
    blocks = _BLOCK_END.split(html(text))  # the marks of bold and the like would be torn apart
    return [
        sentence
        for block in blocks
        for sentence in _SENTENCE_END.split(" ".join(visible_text(_WORD_MARK.sub("", block)).split()))
        if sentence
    ]


def _clean(text: str) -> str:
    return _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def _is_ordinary(paragraph: str) -> bool:
    return _ORDINARY.fullmatch(paragraph) is not None and not (paragraph[-1].isspace() or paragraph[0].isspace())


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def _defuse(rendered: str) -> str:
    """Separate the characters of every sequence that Anki or MathJax would act on. The elements themselves stay."""
    if "[" in rendered:
        rendered = _ACTIVE_BRACKET.sub("[" + WORD_JOINER, rendered)
    if "\\" in rendered:
        rendered = _ACTIVE_BACKSLASH.sub(lambda found: found[0] + WORD_JOINER, rendered)
    if "{" in rendered or "}" in rendered:
        rendered = _ACTIVE_BRACE.sub(lambda found: found[0] + WORD_JOINER, rendered)
    return rendered


def _mark_text(text: str, spans: Iterable[tuple[int, int]], behind: Mapping[tuple[int, int], str] | None = None) -> str:
    marked = []
    end = 0
    for start, stop in spans:
        inner = _escape(text[start:stop]) + (behind[start, stop] if behind else "")
        marked += [_escape(text[end:start]), "<mark>", inner, "</mark>"]
        end = stop
    return "".join([*marked, _escape(text[end:])])


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero").enable(["list", "emphasis", "backticks", "newline", "escape"])
    parser.inline.ruler.at("escape", _escape_rule)
    return parser


def _escape_rule(state: StateInline, silent: bool) -> bool:  # noqa: FBT001 - the parser calls it by position
    if state.src[state.pos] != "\\" or state.pos + 1 >= state.posMax:
        return False
    letter = state.src[state.pos + 1]
    if letter not in "*_`" and not (letter in "-+.)" and _would_begin_list(state.src[: state.pos], letter)):
        return False
    if not silent:
        token = state.push("text_special", "", 0)
        token.content = letter
        token.markup = "\\" + letter
        token.info = "escape"
    state.pos += 2
    return True


def _would_begin_list(before: str, letter: str) -> bool:
    found = _LIST_MARK.search(before)
    return found is not None and before[-1:].isdigit() == (letter in ".)")
