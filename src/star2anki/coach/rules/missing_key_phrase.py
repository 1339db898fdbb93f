"""missing-key-phrase: a key phrase is not in the text.

Key phrases are marked in the strong example and become the gaps on a card. That works only if the phrase is in the
text, word for word. Case, apostrophes and line breaks do not matter.

Fails:
    action:
      strong_example: I moved the nightly count to six in the evening.
      key_phrases: [moved the count to the evening]
Passes:
    action:
      strong_example: I moved the nightly count to six in the evening.
      key_phrases: [moved the nightly count]

Source: our own; see the Key phrases card.
"""

from collections.abc import Iterator

from rapidfuzz import fuzz

from star2anki.coach.rule import Rule
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Severity
from star2anki.phrase_search import Searched, fold
from star2anki.scenario.model import Telling

NEAR = 55
"""How alike, in per cent, the nearest words must be to be worth showing."""

LONGEST = 20
"""With more words it is a sentence, not a phrase, and the nearest words are not worth the search."""


def judge(story: SpokenStory) -> Iterator[Finding]:
    """Look for each key phrase as the cards do."""
    for (name, step), (_, heard) in zip(story.scenario.steps, story.heard.steps, strict=True):
        searched = Searched(_text(step))
        for number, phrase in enumerate(heard.key_phrases):
            if searched.occurrences(fold(" ".join(phrase.split()))):
                continue
            near = _nearest(phrase, _text(heard))
            hint = f'the nearest words are "{near}"' if near else "copy the words exactly from the strong example"
            yield Finding(
                (name, "key_phrases", number), f'the key phrase "{phrase}" is not in the text of the {name}', hint
            )


def _text(step: Telling) -> str:
    by_level = getattr(step, "by_level", {})
    return "\n\n".join([step.strong_example or "", *by_level.values()])


def _nearest(phrase: str, text: str) -> str | None:
    """Find the whole words of the text that are most like the phrase."""
    wanted = len(phrase.split())
    if wanted > LONGEST:
        return None
    words = text.split()
    windows = (
        " ".join(words[start : start + size])
        for size in range(max(1, wanted - 1), wanted + 3)
        for start in range(max(1, len(words) - size + 1))
    )
    folded = fold(phrase)
    score, best = max(((fuzz.ratio(folded, fold(window)), window) for window in windows), default=(0.0, ""))
    return best.strip('.,;:!?"“”()') if score >= NEAR else None


RULE = Rule("missing-key-phrase", Severity.WARNING, __doc__, judge, any_language=True)
