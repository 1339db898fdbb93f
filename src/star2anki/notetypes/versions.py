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
    "star-step": Version(1_795_600_516, "01ae463f61208a7a"),
    "key-phrases": Version(1_795_600_516, "84ebffc5bf353d27"),
    "common-mistake": Version(1_795_600_516, "4ae31ac7b11e8416"),
    "follow-up": Version(1_795_600_516, "1d5693ac800aec90"),
    "weak-answer": Version(1_795_600_516, "9b1f9e14f95c71a3"),
    "weak-phrase": Version(1_795_600_516, "700dded20cbfbdc6"),
    "quiz": Version(1_795_600_516, "fbc039eb12f13dbc"),
    "story": Version(1_795_600_516, "dd46fb84fff64564"),
    "lens": Version(1_795_600_516, "6768b5c20e814ba3"),
    "level": Version(1_795_600_516, "51c375e2c97e461d"),
}
