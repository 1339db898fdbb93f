"""Readable identifiers in kebab-case, made from people's words: the same words always give the same id."""

import hashlib
import json
import re
import secrets
import unicodedata
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import count

ID_PATTERN = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_MESSAGE = "an id has only lowercase letters, digits and single dashes"
"""The message for an id that does not match the pattern."""
MAX_ID_LENGTH = 80
_WORDS_LENGTH = 56
_ALPHABET = "abcdefghjkmnpqrstvwxyz23456789"
"""Without letters that are easily confused when an id is read aloud or typed."""
_TAIL_LENGTH = 4


@lru_cache(maxsize=1024)  # each item is asked for its id several times
def slug(words: str) -> str:
    """Turn words into a kebab-case id of at most 80 characters.

    Long texts are cut after a whole word. Texts that lose letters (other scripts, long texts) end with a hash of the
    whole text, so that different texts give different ids.

    >>> slug("How did you win over the owner?")
    'how-did-you-win-over-the-owner'
    """
    plain = _without_accents(words)
    kebab = re.sub(r"[^a-z0-9]+", "-", re.sub(r"['’‘ʼ]", "", plain)).strip("-")
    lost_letters = not plain.isascii() and any(c.isalnum() and not c.isascii() for c in plain)
    if kebab and not lost_letters and len(kebab) <= _WORDS_LENGTH:
        return kebab
    kept = kebab if len(kebab) <= _WORDS_LENGTH else kebab[:_WORDS_LENGTH].rsplit("-", 1)[0]
    digest = hashlib.blake2b(" ".join(words.split()).encode("utf-8"), digest_size=4).hexdigest()
    return "-".join(filter(None, (kept, digest)))


def _without_accents(words: str) -> str:
    if words.isascii():
        return words.lower()
    decomposed = unicodedata.normalize("NFKD", words).casefold()
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def random_tail() -> str:
    """Make a short tail that keeps two authors' ids apart (about 800,000 possibilities)."""
    while True:
        tail = "".join(secrets.choice(_ALPHABET) for _ in range(_TAIL_LENGTH))
        if has_tail(f"x-{tail}"):
            return tail


def derived_tail(words: str) -> str:
    """Make a short tail from words. The same words give the same tail, on which the ids of imported stories depend.

    >>> derived_tail("The late train")
    'n9gj'
    """
    for attempt in count():
        digest = hashlib.blake2b(f"{attempt}\0{words}".encode(), digest_size=_TAIL_LENGTH).digest()
        tail = "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest)
        if has_tail(f"x-{tail}"):
            return tail
    raise AssertionError("one in two attempts mixes letters and digits")


def with_tail(words: str, tail: str) -> str:
    """Join an id of words and a tail; the words are cut if the whole would be too long."""
    return f"{words[: MAX_ID_LENGTH - len(tail) - 1].rstrip('-')}-{tail}"


def proposed_id(words: str, content: Mapping[str, object]) -> str:
    """Propose an id for a story: its words, and a tail made from everything in its file.

    Authors who follow the proposal get different ids, unless their files say the same.

    Args:
        words: What the author wrote as an id, or the story's title.
        content: The file as plain data. Its own `id` does not count.
    """
    base = words if re.fullmatch(ID_PATTERN, words) else slug(words)
    if has_tail(base):
        return base
    told = json.dumps({key: value for key, value in content.items() if key != "id"}, sort_keys=True)
    return with_tail(base, derived_tail(told))


def has_tail(scenario_id: str) -> bool:
    """Return whether an id ends with a tail: a last word with both letters and digits."""
    last = scenario_id.rsplit("-", 1)[-1] if "-" in scenario_id else ""
    return len(last) >= _TAIL_LENGTH and not last.isalpha() and not last.isdigit()


def example_of_scenario_id(content: Mapping[str, object]) -> str:
    """Propose an id for a story that has none.

    Args:
        content: The file as plain data.
    """
    title = content.get("title")
    return proposed_id(title, content) if isinstance(title, str) and title else "..."


def hint_for_scenario_id(written: str, _: object, content: Mapping[str, object]) -> str:
    """Propose an id from the author's own words, to replace one that is not valid.

    Args:
        written: What the author wrote.
        content: The file as plain data.
    """
    words = written.strip() or _called(content)
    return f"write `id: {proposed_id(words, content)}`" if words else "write a few words, joined by dashes"


def hint_for_id(written: str, at: Sequence[object], content: Mapping[str, object]) -> str:
    """Propose an id from the author's own words, to replace an invalid one that need not be unique in the world.

    Args:
        written: What the author wrote.
        at: The keys that lead to it.
        content: The file as plain data.
    """
    is_of_an_item = len(at) > 1
    words = written.strip() or ("" if is_of_an_item else _called(content))
    if words:
        return f"write `id: {slug(words)}`"
    return f"write a few words, joined by dashes{'; or remove the line' if is_of_an_item else ''}"


def _called(content: Mapping[str, object]) -> str:
    """Return the file's own title or name."""
    return next((text.strip() for key in ("title", "name") if isinstance(text := content.get(key), str)), "")
