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
    "story": Version(1_795_815_500, "bc9475ce8508204c"),
    "question": Version(1_795_815_500, "8828314a26ff40eb"),
    "star-step": Version(1_795_815_500, "01a57ae7bd070d4f"),
    "follow-up": Version(1_795_815_500, "595458308db12167"),
    "weak-phrase": Version(1_795_815_500, "a42ce51211ea0388"),
    "quiz": Version(1_795_815_500, "390028f3ba2a1dee"),
    "key-phrases": Version(1_795_815_500, "368c3cb50e940c3d"),
    "common-mistake": Version(1_795_815_500, "c9d4e094f94393ed"),
    "weak-answer": Version(1_795_815_500, "e9084a6116218cca"),
    "lens": Version(1_795_815_500, "01ab0248684e88de"),
    "level": Version(1_795_815_500, "89c5020bfc65efe4"),
    "principle": Version(1_795_815_500, "bdd6b742c94e473b"),
    "interview-question": Version(1_795_815_500, "0813d61e8a0176b6"),
    "telling-rule": Version(1_795_815_500, "bd54baf5ed4b48e6"),
}
