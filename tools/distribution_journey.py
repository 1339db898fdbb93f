"""What an author does with an installed star2anki in an empty folder, and what must happen."""

import json
import os
import re
import subprocess
import zipfile
from pathlib import Path

SPREADSHEET = """\
Question,Situation,Task,Action,Result
When did you keep a promise?,The lamp went dark.,It was mine.,I called.,It burned.
"""
MINUTES = 10


class Journey:
    """A folder, a program, and everything that went wrong."""

    def __init__(self, program: Path, folder: Path, version: str) -> None:
        """Begin.

        Args:
            program: The installed `star2anki`.
            folder: An empty folder outside any checkout.
            version: What `--version` must say.
        """
        self.problems: list[str] = []
        self._program = program
        self._folder = folder
        self._version = version

    def go(self) -> list[str]:
        """Run the commands one after the other, and say what went wrong."""
        self._expect("--version", says=self._version)
        self._expect("init", ".", writes=("scenarios/example.yaml", "decks/*.yaml"))
        self._expect("build", says="new", writes=("decks/*.apkg", "decks/star2anki.lock"))
        self._expect("build", "--check")
        self._expect("check", "--strict", says="1 story: no problems")
        self._expect("preview", "-o", "cards.html", writes=("cards.html",))
        self._expect("frameworks", says="amazon-leadership-principles")
        self._expect("rules", says="filler")
        self._is_json(self._expect("coverage", "--format", "json"), "coverage")
        self._is_json(self._expect("schema"), "schema")
        (self._folder / "lamps.csv").write_text(SPREADSHEET, encoding="utf-8")
        self._expect("import", "lamps.csv", writes=("scenarios/when-did-you-keep-a-promise-*.yaml",))
        self._expect("check", "--no-coach", says="2 stories")
        if not self.problems:
            self._look()
        return self.problems

    def _look(self) -> None:
        """Look into the files that the commands wrote."""
        for deck in (self._folder / "decks").glob("*.apkg"):
            with zipfile.ZipFile(deck) as opened:
                if not any(name.startswith("collection.") for name in opened.namelist()):
                    self.problems.append(f"wheel: {deck.name} has no collection in it")
        story = (self._folder / "scenarios" / "example.yaml").read_text(encoding="utf-8")
        [question] = re.findall(r"^question: (.+)$", story, re.MULTILINE)
        if question not in (self._folder / "cards.html").read_text(encoding="utf-8"):
            self.problems.append(f"wheel: the preview does not show {question!r}")

    def _expect(self, *arguments: str, says: str = "", writes: tuple[str, ...] = ()) -> str:
        command = " ".join(["star2anki", *arguments])
        done = subprocess.run(  # noqa: S603 - the program that is to be checked
            [self._program, *arguments],
            cwd=self._folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
            capture_output=True,
            encoding="utf-8",
            timeout=60 * MINUTES,
            check=False,
        )
        said = f"{done.stdout}{done.stderr}"
        if done.returncode != 0:
            self.problems.append(f"wheel: `{command}` ended with {done.returncode}: {said}")
        if says not in said:
            self.problems.append(f"wheel: `{command}` did not say {says!r}: {said}")
        self.problems += [f"wheel: `{command}` wrote no {name}" for name in writes if not any(self._folder.glob(name))]
        return done.stdout

    def _is_json(self, text: str, command: str) -> None:
        try:
            json.loads(text)
        except ValueError:
            self.problems.append(f"wheel: `star2anki {command}` printed no JSON")
