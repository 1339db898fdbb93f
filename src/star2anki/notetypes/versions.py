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
    "story": Version(1_795_815_206, "b16888fec048b716"),
    "question": Version(1_795_815_206, "9cf9baa0da4c2251"),
    "star-step": Version(1_795_815_206, "8000e72e14c95a61"),
    "follow-up": Version(1_795_815_206, "7b11fd629f5b1161"),
    "weak-phrase": Version(1_795_815_206, "4d1937c38d177543"),
    "quiz": Version(1_795_815_206, "a696b7741d3bdebf"),
    "key-phrases": Version(1_795_815_206, "c1c9e34578a4a3ea"),
    "common-mistake": Version(1_795_815_206, "fe22c272aae4e614"),
    "weak-answer": Version(1_795_815_206, "eb37b49f08a7bdc9"),
    "lens": Version(1_795_815_206, "86fc0cf9a69c5450"),
    "level": Version(1_795_815_206, "5f31907eaf5b4195"),
    "principle": Version(1_795_815_206, "a4efe038ea6b9a8e"),
    "interview-question": Version(1_795_815_206, "3106a510415c94e1"),
    "telling-rule": Version(1_795_815_206, "3187a75d4bf725bc"),
}
