"""The lines of a story that are learned by heart, and what stands for them where the author wrote none."""

from star2anki import markup
from star2anki.scenario.model import Scenario, Telling

FEWEST_WORDS = 5
"""Of a sentence that can stand for a line: "No." opens no story."""


def opening(scenario: Scenario) -> str:
    """Give the sentence with which the story begins, as plain text; nothing where there is none of five words."""
    found = markup.sentences(scenario.situation.strong_example)
    return _if_long(found[0]) if found else ""


def landing(scenario: Scenario) -> str:
    """Give the sentence with which the story ends, as plain text; nothing where there is none of five words."""
    found = markup.sentences(scenario.result.strong_example)
    return _if_long(found[-1]) if found else ""


def first_beat(step: Telling, texts: tuple[str, ...] = ()) -> str:
    """Say in one line, as plain text, what a step says first: its first beat, else a sentence, else its key phrases.

    Args:
        step: The step.
        texts: Other ways in which it is told, such as those of each level.
    """
    if step.beats:
        return step.beats[0]
    for text in filter(None, (step.strong_example, *texts)):
        found = markup.sentences(text)
        long = [sentence for sentence in found if _if_long(sentence)]
        if found:
            return (long or found)[0]
    return ", ".join(step.key_phrases)


def _if_long(sentence: str) -> str:
    return sentence if len(sentence.split()) >= FEWEST_WORDS else ""
