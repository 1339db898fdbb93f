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
    "story": Version(1_795_814_746, "0faff8d8de25e0d6"),
    "question": Version(1_795_814_746, "c1f83170a4174e8c"),
    "star-step": Version(1_795_814_746, "23b223217ef72dbe"),
    "follow-up": Version(1_795_814_746, "885ecaf99e2be452"),
    "weak-phrase": Version(1_795_814_746, "7fbbd77cd72d42bd"),
    "quiz": Version(1_795_814_746, "63237c8160490a32"),
    "key-phrases": Version(1_795_814_746, "b00d75f4e8914eae"),
    "common-mistake": Version(1_795_814_746, "b05d33bd241b8a2c"),
    "weak-answer": Version(1_795_814_746, "ea04d222274b37ab"),
    "lens": Version(1_795_814_746, "35670d146a195908"),
    "level": Version(1_795_814_746, "473966ed1438a7e3"),
    "principle": Version(1_795_814_746, "80110684b9a04d03"),
    "interview-question": Version(1_795_814_746, "c77a9921da7550ca"),
    "telling-rule": Version(1_795_814_746, "7e452369a5618116"),
}
