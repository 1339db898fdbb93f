"""The phrases of `disowned`: each is a pattern that nobody can read without the example above it."""

from collections.abc import Iterator

import pytest

from labelled import findings_in
from star2anki.coach.english.phrases import any_of, compiled
from star2anki.coach.rules import disowned
from star2anki.phrase_search import fold


def examples() -> Iterator[tuple[str, str]]:
    """Read each example and the phrase below it; a phrase without one fails here."""
    for phrases in (disowned.NOT_MINE, disowned.HANDED_ON, disowned.GIVEN_AWAY):
        lines = [line.strip() for line in phrases.splitlines() if line.strip()]
        for example, phrase in zip(lines[::2], lines[1::2], strict=True):
            assert example.startswith("# ")
            assert not phrase.startswith("# ")
            yield example.removeprefix("# "), phrase


@pytest.mark.parametrize(("example", "phrase"), list(examples()), ids=lambda text: text[:40])
def test_the_phrase_finds_its_example_and_so_does_the_rule(example: str, phrase: str) -> None:
    assert compiled(any_of(phrase, **disowned.PARTS)).search(fold(example))
    assert "disowned" in {code for code, _ in findings_in({"action": example})}
