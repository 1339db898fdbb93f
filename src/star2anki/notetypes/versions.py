"""When each note type last changed, beside a hash of what a learner's Anki would see change.

A note type's `mod` rises with its templates, so that a newer star2anki wins over an older one, whoever built last. A
test compares the hashes; `python tools/raise_versions.py` writes this file anew after a change.
"""

from typing import NamedTuple


class Version(NamedTuple):
    """`mod` in seconds since 1970, and a hash of the fields, templates and style that it stands for."""

    mod: int
    content: str


VERSIONS: dict[str, Version] = {
    "story": Version(1_795_811_859, "a3ce17fe967a7aa7"),
    "question": Version(1_795_811_859, "1e333686c26acec4"),
    "star-step": Version(1_795_811_859, "9711eefbbca3ec75"),
    "follow-up": Version(1_795_811_859, "1d645dd50fab9155"),
    "weak-phrase": Version(1_795_811_859, "84280bd6cc208c64"),
    "quiz": Version(1_795_811_859, "e7ae739caa290c08"),
    "key-phrases": Version(1_795_811_859, "cec95b2d2cf6b220"),
    "common-mistake": Version(1_795_811_859, "acd76d1a88ba7715"),
    "weak-answer": Version(1_795_811_974, "466143545bbe2ef5"),
    "lens": Version(1_795_811_859, "6e8882d3bfd3664b"),
    "level": Version(1_795_811_859, "d4c4111e8c3513e2"),
    "principle": Version(1_795_812_562, "5e9af3897cc41af9"),
    "interview-question": Version(1_795_812_603, "e8bdb827b38ff064"),
    "telling-rule": Version(1_795_812_562, "f49d460b6188c87e"),
}
