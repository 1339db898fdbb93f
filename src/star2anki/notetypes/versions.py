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
    "story": Version(1_795_814_054, "0487b252eec26629"),
    "question": Version(1_795_814_054, "51b1521c6df58a6a"),
    "star-step": Version(1_795_814_054, "7289f178e3a86d91"),
    "follow-up": Version(1_795_814_054, "d6af8c9413052c2a"),
    "weak-phrase": Version(1_795_814_054, "4f524e711501bd3b"),
    "quiz": Version(1_795_814_054, "15c74c27d7e1765a"),
    "key-phrases": Version(1_795_814_054, "700bf83707ade2fe"),
    "common-mistake": Version(1_795_814_054, "87940317a5f9165c"),
    "weak-answer": Version(1_795_814_054, "7de9215e8afa0a7f"),
    "lens": Version(1_795_814_054, "63dfeb43c1f963dd"),
    "level": Version(1_795_814_054, "50b94781f311e7f6"),
    "principle": Version(1_795_814_054, "5002b5a938ec01a2"),
    "interview-question": Version(1_795_814_054, "d6bc9917e661dcd4"),
    "telling-rule": Version(1_795_814_054, "18cf700896047103"),
}
