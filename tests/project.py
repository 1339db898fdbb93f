"""An author's folder with stories and recipes, where the real program runs."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from program import SAFETY_NET, run_program
from star2anki.scenario.craft import Craft
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import Framework
from star2anki.scenario.model import Scenario

REPOSITORY = Path(__file__).parent.parent
LIBRARY = sorted((REPOSITORY / "scenarios").glob("*.yaml"))
SAMPLE_STORIES = [
    path
    for path in LIBRARY
    if path.stem in {"backups-nobody-could-open", "forecast-that-baked-less", "phones-we-left-behind"}
]
"""Three of them, for tests in which the whole library would only take longer."""

RECIPE = "name: Interview stories\nscenarios: [scenarios/*.yaml]\nnotetypes: [all]\n"

COST = "  19 cards: 8 minutes for one pass, 1 day at Anki's 20 new a day\n"
"""What a build says that the story below costs, with all note types."""

STORY: dict[str, Any] = {
    "id": "silent-queue-4kq7",
    "title": "The silent queue",
    "question": "Tell me about a time you fixed something outside your remit.",
    "framework": "amazon-leadership-principles",
    "principle": "Ownership",
    "situation": {
        "target": "30s",
        "strong_example": "Every ninth message was lost, and I noticed.",
        "key_phrases": ["every ninth message", "nobody knew"],
        "coaching": "Say what was lost first.",
        "common_mistake": "Explaining queues.",
    },
    "task": "Nobody owned it, so I took it on.",
    "action": {
        "target": "90s",
        "strong_example": "I read the logs. I wrote the fix.",
        "key_phrases": ["I read the logs"],
    },
    "result": "Losses went from one in nine to none.",
    "follow_ups": [
        {"question": "How did you win over the owners?", "strong_answer": "I brought the fix along."},
        {"question": "What would you do differently?", "strong_answer": "I would measure first."},
    ],
    "weak_answer": {
        "text": "It was lost and they sorted it out.",
        "weaknesses": [
            {"phrase": "they sorted it out", "why_it_fails": "It hides what you did.", "say_instead": "I fixed it."},
            {"why_it_fails": "There is no number."},
        ],
    },
    "quiz": [
        {
            "question": "Which opening proves ownership?",
            "answer": "I noticed it.",
            "distractors": ["We found it.", "I was asked to."],
            "explanation": "It names who acted.",
        }
    ],
    "lenses": [{"principle": "Dive Deep", "lead_with": "The logs."}],
    "levels": [{"level": "Senior", "focus": "The team's alarms.", "length": "2m30s"}],
    "tags": ["queues"],
}
"""A short story with every block."""

CRAFT: dict[str, Any] = {
    "id": "ways-to-tell-5kq7",
    "title": "Ways to tell",
    "telling_rules": [
        {
            "rule": "Say what it cost.",
            "fails": "The outage was quite expensive.",
            "why_it_fails": "Nobody can write that down.",
            "passes": "The outage cost 40,000 euros.",
        }
    ],
    "weak_phrases": [
        {
            "phrase": "pulled together",
            "sentence": "In the end, we all pulled together.",
            "fault": "we",
            "why_it_fails": "Nobody hears what you did.",
            "say_instead": "I rang the three owners that night.",
        }
    ],
    "tags": ["telling"],
}
"""A short craft file with every block."""

FRAMEWORK: dict[str, Any] = {
    "id": "house-values-6kq7",
    "name": "House values",
    "principles": [
        {
            "name": "Candour",
            "listens_for": ["You said a hard word.", "You said it first."],
            "questions": ["When were you blunt?", "Tell me about a hard talk."],
        },
        {
            "name": "Patience",
            "listens_for": "A wait that paid.",
            "questions": ["When did you wait?", "Tell me about a hard talk."],
        },
    ],
    "source": {"author": "Ada Example", "license": "CC0-1.0"},
}
"""A short framework; one of its questions stands under both principles."""

CRAFT_KEYS = "frameworks: [general-competencies]\ncraft: [craft/*.yaml]\nrules: on\n"
"""Of a recipe: with them, a deck has every note type that needs no story."""

FULL_STORY: dict[str, Any] = STORY | {
    "asked_as": [
        {"question": "When did you go beyond your job?"},
        {"id": "nobody-asked", "question": "What did you do that nobody had asked for?"},
    ],
    "role": "Engineer",
    "language": "en-GB",
    "overview": "The *whole* of it.\n\nAnd more: `x < y & z`.",
    "summary": "- It stays.\n- It counts.",
    "opening": "I lost one message in nine, and nobody knew.",
    "landing": "Since then, none.",
    "numbers": [{"figure": "1 in 9", "means": "Lost on every day."}, {"figure": "40 %", "means": "Fewer **calls**."}],
    "situation": STORY["situation"]
    | {
        "beats": ["A parcel vanished", "Nobody owned the queue"],
        "common_mistake": {"mistake": "Explaining queues.", "why_it_fails": "You love tools more than people."},
    },
    "task": {"strong_example": "Nobody owned it.\n\nSo I took it on.", "key_phrases": ["not in the text"]},
    "action": STORY["action"] | {"strong_example": "1. I read the logs.\n2. I wrote\n   the fix."},
    "result": {"strong_example": "Losses went to none.", "common_mistake": "Forgetting the number."},
    "reflection": {
        "target": "20s",
        "strong_example": "I would measure first.",
        "by_level": {"Senior": "A *rule*.", "Junior": "A habit."},
    },
    "follow_ups": [
        {
            "id": "win-over",
            "question": "How?",
            "probes": "Influence",
            "weak_answer": "They did it.",
            "why_weak": "No deed.",
            "strong_answer": "I brought the fix along.",
            "key_line": "A fix, no complaint.",
        },
        {"question": "And then?", "strong_answer": "I left."},
    ],
    "weak_answer": {
        "text": "It was lost and they sorted it out, luckily.",
        "weaknesses": [
            {"why_it_fails": "There is no number.", "say_instead": "One in nine."},
            {
                "id": "sorted",
                "phrase": "they sorted it out",
                "fault": "borrowed deed",
                "why_it_fails": "It hides what you did.",
                "say_instead": "I fixed it.",
            },
            {"id": "no-date", "fault": "no date", "why_it_fails": "When was it?"},
            {"phrase": "words that are *elsewhere*", "why_it_fails": "They are not even there."},
        ],
        "interviewer_thinks": "No evidence.",
    },
    "quiz": [
        {
            "id": "opening",
            "question": "Which opening proves ownership?",
            "answer": "I noticed it.",
            "distractors": ["We found it.", "I was asked to.", "It was found."],
            "explanation": "It names who acted.",
        },
        {"question": "What does it prove?", "answer": "That it held."},
        {"question": "Why?", "explanation": "Because."},
    ],
    "lenses": [
        {"id": "deep", "principle": "Dive Deep", "lead_with": "Logs.", "emphasize": "Numbers.", "downplay": "Names."},
        {"principle": "Frugality"},
    ],
    "levels": [
        {
            "id": "sr",
            "level": "Senior",
            "focus": "Alarms.",
            "reflection": "Rules.",
            "bar": "A team.",
            "length": "2m30s",
        },
        {"level": "Junior"},
    ],
    "source": {"title": "Where", "author": "Who", "url": "https://example.org/a?b=1&c", "license": "CC0-1.0"},
    "tags": ["Queues and logs", "queues", "Été"],
    "coach": {"ignore": [{"code": "action-in-we", "reason": "They did it *together*."}]},
}
"""A story that has every key of the format."""

REWORDED = ("How did you win over the owners?", "How did you win over the new owners?")
"""One of its questions, and the same in other words."""


def until(is_so: Callable[[], bool], pause: Callable[[float], object] = time.sleep) -> None:
    """Wait for something to become true, however long that takes; fail only if it never seems to.

    Args:
        is_so: Whether it is true now.
        pause: Lets some seconds pass between two checks.
    """
    given_up = time.monotonic() + SAFETY_NET
    while not is_so():
        assert time.monotonic() < given_up, "it has not become true"
        pause(0.02)


class Project:
    """A folder with `scenarios/` and `decks/`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        for name in ("scenarios", "decks"):
            (folder / name).mkdir(parents=True, exist_ok=True)

    @property
    def deck(self) -> Path:
        """The deck of the recipe `decks/all.yaml`."""
        return self.folder / "decks" / "all.apkg"

    @property
    def lock(self) -> Path:
        return self.folder / "decks" / "star2anki.lock"

    def recipe(self, text: str = RECIPE, name: str = "all") -> Path:
        return self.write(f"decks/{name}.yaml", text)

    def story(self, name: str = "queue", **changes: Any) -> Path:  # noqa: ANN401 - any value the format has
        """Write the short story, with some keys changed or (if None) left out."""
        data = {key: value for key, value in {**STORY, **changes}.items() if value is not None}
        return self.write(f"scenarios/{name}.yaml", dump(Scenario.model_validate(data)))

    def craft(self, name: str = "telling", **changes: Any) -> Path:  # noqa: ANN401 - any value the format has
        """Write the short craft file, with some keys changed or (if None) left out."""
        data = {key: value for key, value in {**CRAFT, **changes}.items() if value is not None}
        return self.write(f"craft/{name}.yaml", dump(Craft.model_validate(data)))

    def framework(self, file: str = "house", **changes: Any) -> Path:  # noqa: ANN401 - any value the format has
        """Write the short framework, with some keys changed or (if None) left out."""
        data = {key: value for key, value in {**FRAMEWORK, **changes}.items() if value is not None}
        return self.write(f"frameworks/{file}.yaml", dump(Framework.model_validate(data)))

    def write(self, name: str, text: str) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def replace(self, name: str, old: str, new: str) -> None:
        """Edit a file as an author would; the old words must occur exactly once."""
        path = self.folder / name
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(
        self,
        *arguments: str | bytes,
        at: int | None = None,
        expect: int | None = 0,
        typed: bytes = b"",
        out: Path | None = None,
        memory: int = 0,
        fresh: bool = False,
    ) -> subprocess.CompletedProcess[str]:
        """Run the program in a separate process.

        Args:
            arguments: The command line's arguments.
            at: The time of the build, in seconds since 1970.
            expect: The exit code; None if the test looks at it itself.
            typed: Its standard input.
            out: A file or device to use as its standard output. The result then has none.
            memory: The most memory that it may have, in bytes; 0 sets no limit.
            fresh: Whether to start with nothing loaded; `program.py` says when a test needs that.
        """
        environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONWARNINGS": "error"}
        environment.pop("SOURCE_DATE_EPOCH", None)
        if at is not None:
            environment["SOURCE_DATE_EPOCH"] = str(at)
        done = run_program(arguments, self.folder, environment, typed=typed, out=out, memory=memory, fresh=fresh)
        assert expect in {None, done.returncode}, f"exit code {done.returncode}\n{done.stdout}\n{done.stderr}"
        return done

    @contextmanager
    def running(
        self, *arguments: str, program: tuple[str, ...] = ("-m", "star2anki")
    ) -> Iterator["subprocess.Popen[str]"]:
        """Run the program beside the test, with one stream for all its output, and end it whatever happens.

        Args:
            arguments: The command line's arguments.
            program: What Python is to run.
        """
        process = subprocess.Popen(
            [sys.executable, "-u", *program, *arguments],
            cwd=self.folder,
            env={**os.environ, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        net = threading.Timer(SAFETY_NET, process.kill)  # whoever waits for a line then gets the end of the stream
        net.start()
        try:
            yield process
        finally:
            net.cancel()
            process.kill()
            process.communicate()


def hear(process: "subprocess.Popen[str]", words: str) -> list[str]:
    """Read a running program's output up to a line with these words, and give the lines."""
    assert process.stdout is not None
    lines: list[str] = []
    while words not in (lines or [""])[-1]:
        line = process.stdout.readline()
        assert line, f"it ended without {words!r}: {lines}"
        lines.append(line)
    return lines
