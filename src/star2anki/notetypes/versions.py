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
    "star-step": Version(1_795_602_675, "57f0a2eed3f251ab"),
    "key-phrases": Version(1_795_602_675, "07ade640d1c9dfa6"),
    "common-mistake": Version(1_795_602_675, "7cc4729220f81c17"),
    "follow-up": Version(1_795_602_675, "cc84e89e934adbff"),
    "weak-answer": Version(1_795_602_675, "1e33044bf0e66a7d"),
    "weak-phrase": Version(1_795_602_675, "c31a43ab085fa25e"),
    "quiz": Version(1_795_613_011, "5e582502870a2774"),
    "story": Version(1_795_602_675, "5ddbbd6f22f30f70"),
    "lens": Version(1_795_602_675, "3b07f755109920c2"),
    "level": Version(1_795_602_675, "1ab620186e0cb645"),
}
