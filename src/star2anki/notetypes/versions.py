"""When each note type last changed, with a hash of what a learner's Anki would see change.

A note type's `mod` goes up when its templates change, so that a newer star2anki wins over an older one, whoever built
last. A test compares the hashes; after a change, `python tools/raise_versions.py` rewrites this file.
"""

from typing import NamedTuple


class Version(NamedTuple):
    """`mod` in seconds since 1970, and a hash of the fields, templates and style that it stands for."""

    mod: int
    content: str


VERSIONS: dict[str, Version] = {
    "story": Version(1_795_812_861, "bb324713499bb9e0"),
    "question": Version(1_795_812_861, "ee3ef5afc4ff2b76"),
    "star-step": Version(1_795_812_861, "6da00b7a68702fb3"),
    "follow-up": Version(1_795_812_861, "4c5e37d6afd0d2ec"),
    "weak-phrase": Version(1_795_812_861, "26a97a5009477ae3"),
    "quiz": Version(1_795_812_861, "65015da07cc68aba"),
    "key-phrases": Version(1_795_812_861, "dcdde0bb2a6e9fcf"),
    "common-mistake": Version(1_795_812_861, "548664278c07415d"),
    "weak-answer": Version(1_795_812_861, "ededae0ec158b35e"),
    "lens": Version(1_795_812_861, "d65d5dd89bbc3698"),
    "level": Version(1_795_812_861, "52eb9415d247d2d0"),
    "principle": Version(1_795_812_861, "052a634ba13840b0"),
    "interview-question": Version(1_795_812_861, "a602c2e72ea11018"),
    "telling-rule": Version(1_795_812_861, "2ff338d42f483830"),
}
