"""A story as long as a learner can finish: told in two minutes and a quarter, with as many items as core counts on."""

from typing import Any

from project import STORY

LEAN: dict[str, Any] = {
    **STORY,
    "asked_as": ["When did you go beyond your job?", "Tell me about a problem that was nobody's."],
    "opening": "Every ninth message was lost, and nobody knew.",
    "landing": "Losses went from one in nine to none.",
    "numbers": [{"figure": "one in nine", "means": "messages were lost"}, {"figure": "none", "means": "after the fix"}],
    **{
        name: {"target": target, "beats": ["what was lost", "who owned it"], "strong_example": "word " * words}
        for name, target, words in (
            ("situation", "25s", 62),
            ("task", "15s", 37),
            ("action", "65s", 162),
            ("result", "20s", 50),
            ("reflection", "10s", 25),
        )
    },
    "follow_ups": [
        {"question": f"Why did you not do it the {way} way?", "strong_answer": "word " * 60, "key_line": "word " * 12}
        for way in ("first", "second", "third", "fourth")
    ],
    "weak_answer": {
        "text": "It was lost. They sorted it out. We helped. It was fine in the end.",
        "weaknesses": [
            {"phrase": phrase, "fault": "hidden cost", "why_it_fails": "word " * 18, "say_instead": "word " * 12}
            for phrase in ("It was lost", "They sorted it out", "We helped", "It was fine")
        ],
    },
    "quiz": [
        {
            "question": f"Which opening proves ownership the {way} way?",
            "answer": "word " * 11,
            "distractors": ["word " * 11, "word " * 12, "word " * 10],
            "explanation": "word " * 25,
        }
        for way in ("first", "second", "third")
    ],
}
"""Its texts are only as long as they should be."""
