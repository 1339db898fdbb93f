"""`build --watch` and `preview --watch`: no save is missed, whatever happens to the folders.

Each test waits for what the real program prints and writes. How often it builds for one change is not promised, so
every change is a new title, and what counts is that it arrives.
"""

import os
import queue
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from program import SAFETY_NET
from project import RECIPE, Project, until
from star2anki.apkg.reader import NotAPackageError, read_package

END = ""
"""Follows the last line of a program that has ended. No line is empty, for each has its line break."""


class Watching:
    """The program with --watch, and everything that it prints."""

    def __init__(self, project: Project, *arguments: str) -> None:
        self._project = project
        self.process = subprocess.Popen(
            [sys.executable, "-u", "-m", "star2anki", *arguments],
            cwd=project.folder,
            env={**os.environ, "NO_COLOR": "1"},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read)
        self._reader.start()
        self.said: list[str] = []

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(line)
        self._lines.put(END)

    def until(self, words: str) -> str:
        """Read up to the line that contains these words, and give that line."""
        while True:
            try:
                self.said.append(self._lines.get(timeout=SAFETY_NET))
            except queue.Empty:
                self.said.append(END)
            if self.said[-1] == END:
                pytest.fail(f"never said {words!r}, only: {''.join(self.said)}")
            if words in self.said[-1]:
                return self.said[-1]

    def until_told(self, title: str) -> None:
        """Wait until the deck, or the preview page, has a story with this title."""
        until(lambda: self._tells(title))
        while not self._lines.empty():
            self.said.append(self._lines.get())

    def _tells(self, title: str) -> bool:
        page = self._project.folder / "page.html"
        if page.exists():
            return title in page.read_text(encoding="utf-8")
        try:
            return title in str(read_package(self._project.deck).notes)
        except (FileNotFoundError, NotAPackageError):
            return False

    def end(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=SAFETY_NET)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout is not None
        self.process.stdout.close()


Start = Callable[..., Watching]


@pytest.fixture
def start(project: Project) -> Iterator[Start]:
    """Give a function that starts the program with --watch, and wait until it watches."""
    started: list[Watching] = []

    def begin(*arguments: str) -> Watching:
        started.append(Watching(project, *arguments, "--watch"))
        started[-1].until("Ctrl-C to stop")
        return started[-1]

    yield begin
    for watching in started:
        watching.close()


def retell(path: Path, new: str) -> None:
    """Save as many editors do: replace the old file by a new one."""
    lines = path.read_text(encoding="utf-8").splitlines()
    told = [f"title: {new}" if line.startswith("title:") else line for line in lines]
    beside = path.with_suffix(".new")
    beside.write_text("\n".join(told) + "\n", encoding="utf-8")
    beside.replace(path)


def test_every_save_is_noticed_as_soon_as_it_says_that_it_watches(project: Project, start: Start) -> None:
    story = project.story()
    watching = start("build")
    for title in ("Title one", "Title two", "Title three"):
        retell(story, title)
        watching.until(" scenarios/queue.yaml\n")
        watching.until_told(title)
    assert watching.end() == 130
    assert "Traceback" not in "".join(watching.said)


@pytest.mark.parametrize("command", [["build"], ["preview", "-o", "page.html"]])
def test_a_folder_that_disappears_and_comes_back_is_noticed_every_time(
    project: Project, start: Start, command: list[str], tmp_path: Path
) -> None:
    story = project.story()
    text = story.read_text(encoding="utf-8")
    watching = start(*command)
    for number in range(3):
        shutil.rmtree(story.parent)
        watching.until("no file matches")
        story.parent.mkdir()
        story.write_text(text.replace("The silent queue", f"Written {number}"), encoding="utf-8")
        watching.until_told(f"Written {number}")
        retell(story, f"Retold {number}")
        watching.until_told(f"Retold {number}")
    aside = tmp_path / "aside"
    story.parent.rename(aside)
    watching.until("no file matches")
    retell(aside / "queue.yaml", "StoryDigest elsewhere")
    aside.rename(story.parent)  # all at once, with the story in it
    watching.until_told("StoryDigest elsewhere")
    retell(story, "The end")
    watching.until_told("The end")
    assert watching.end() == 130


def test_a_folder_that_a_recipe_names_can_appear_later_disappear_and_come_back(project: Project, start: Start) -> None:
    project.recipe(RECIPE.replace("scenarios/*.yaml", "elsewhere/mine/**/*.yaml"))
    text = project.story().read_text(encoding="utf-8")
    watching = start("build")
    for number in range(2):
        project.write("elsewhere/mine/deep/down/queue.yaml", text.replace("The silent queue", f"Written {number}"))
        watching.until_told(f"Written {number}")
        retell(project.folder / "elsewhere/mine/deep/down/queue.yaml", f"Retold {number}")
        watching.until_told(f"Retold {number}")
        shutil.rmtree(project.folder / "elsewhere")
        watching.until("no file matches")


def test_it_follows_a_recipe_to_another_folder(project: Project, start: Start) -> None:
    story = project.story()
    other = project.write("other/queue.yaml", story.read_text(encoding="utf-8").replace("The silent queue", "Other"))
    watching = start("build")
    project.recipe(RECIPE.replace("scenarios/", "other/"))
    watching.until_told("Other")
    retell(other, "Another")
    watching.until_told("Another")


def test_craft_files_and_frameworks_are_noticed_when_they_appear_and_when_they_change(
    project: Project, start: Start
) -> None:
    project.recipe("name: Craft\nframeworks: [house-values-6kq7]\ncraft: [elsewhere/**/*.yaml]\n")
    watching = start("build")
    assert "unknown framework" in "".join(watching.said)
    project.framework()
    text = project.craft().read_text(encoding="utf-8")
    path = project.write("elsewhere/deep/telling.yaml", text)
    watching.until_told("House values")
    watching.until_told("Ways to tell")
    retell(path, "Ways to say it")
    watching.until_told("Ways to say it")
    project.framework(name="Values of the house")
    watching.until_told("Values of the house")


def test_the_coachs_settings_are_noticed_when_they_appear_and_when_they_change(project: Project, start: Start) -> None:
    project.story()
    watching = start("build")
    for name in ("coach.yaml", "coach.yml"):
        for number in range(2):
            beside = project.write("coach.new", f"rules: {{}}\nnonsense{number}: 1\n")
            beside.replace(project.folder / name)
            watching.until(f'"nonsense{number}"')
            beside = project.write("coach.new", f"rules: {{}}\nfolly{number}: 1\n")
            beside.replace(project.folder / name)
            watching.until(f'"folly{number}"')
            (project.folder / name).unlink()
            watching.until("16 notes")


def test_switching_branches_is_noticed_although_git_removes_folders(project: Project, start: Start) -> None:
    if shutil.which("git") is None:
        pytest.skip("needs git")

    def git(*arguments: str) -> None:
        who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "init.defaultBranch=main"]
        subprocess.run(["git", *who, *arguments], cwd=project.folder, check=True, capture_output=True)

    project.write(".gitignore", "*.apkg\n*.lock\n.star2anki/\n")
    recipe = RECIPE.replace("scenarios/*.yaml", "scenarios/**/*.yaml")
    project.recipe(recipe)
    git("init")
    git("add", ".")
    git("commit", "-m", "empty")
    git("checkout", "-b", "stories")
    project.write("scenarios/a/b/queue.yaml", project.story().read_text(encoding="utf-8"))
    (project.folder / "scenarios" / "queue.yaml").unlink()
    git("add", ".")
    git("commit", "-m", "one story")
    watching = start("build")
    for number in range(3):
        git("checkout", "main")
        assert not (project.folder / "scenarios" / "a").exists()
        watching.until("no file matches")
        git("checkout", "stories")
        story = project.folder / "scenarios" / "a" / "b" / "queue.yaml"
        retell(story, f"On the branch {number}")
        watching.until_told(f"On the branch {number}")
        git("commit", "-a", "-m", str(number))


def test_a_name_that_is_not_text_is_harmless_inside_a_folder_and_one_clear_line_as_its_name(
    project: Project, start: Start
) -> None:
    story = project.story()
    watching = start("build")
    try:
        (story.parent / os.fsdecode(b"\xff.yaml")).write_text("", encoding="utf-8")
    except OSError:
        pytest.skip("needs a file system on which a name may be any bytes")
    watching.until("error")
    watching.until("nothing was written")
    (story.parent / os.fsdecode(b"\xff.yaml")).unlink()
    retell(story, "Another")
    watching.until_told("Another")
    other = project.folder / os.fsdecode(b"s\xff")
    shutil.copytree(story.parent, other)
    done = project.run("build", "--watch", str(other), expect=1)
    assert done.stderr == f"Error: cannot watch {project.folder}/s\\udcff, because its name is not text\n"


def test_it_survives_losing_a_folder_and_ends_clearly_when_it_loses_the_working_folder(
    project: Project, start: Start
) -> None:
    project.story()
    watching = start("build")
    shutil.rmtree(project.folder)
    watching.until("Error: the current folder has been deleted")
    assert watching.process.wait(timeout=SAFETY_NET) == 1
    assert "Traceback" not in "".join(watching.said)
