"""The documentation is true: its links lead somewhere, its YAML loads, its commands print what it shows.

A block marked `console` runs as a learner would type it, in a separate folder for each page. `...` in the output
stands for anything. HTML comments prepare the folder; CONTRIBUTING.md lists them.
"""

import doctest
import os
import pkgutil
import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import get_args

import click
import pytest
from pydantic import BaseModel

import star2anki
from program import run_program
from project import REPOSITORY
from star2anki.apkg.reader import read_package
from star2anki.cli import COMMANDS, main
from star2anki.coach.load_settings import load_settings
from star2anki.coach.registry import BY_CODE
from star2anki.coach.settings import CoachSettings
from star2anki.decks.recipe import Recipe, Schedule, load_recipe
from star2anki.diagnostics import Diagnostic
from star2anki.notetypes import BY_KEY
from star2anki.scenario.craft import Craft, CraftPhrase, TellingRule
from star2anki.scenario.framework import Framework, load_framework, load_frameworks
from star2anki.scenario.load import load_scenario
from star2anki.scenario.load_craft import load_craft
from star2anki.scenario.model import Scenario
from star2anki.yamlfile.tree import read_tree

PAGES = sorted(
    path.relative_to(REPOSITORY).as_posix()
    for folder in ("", "docs", "docs/library")
    for path in (REPOSITORY / folder).glob("*.md")
)
SHOWS_MISTAKES = {"docs/diagnostics.md"}
"""Pages whose YAML is wrong on purpose."""

FENCED = re.compile(r"^```(?P<language>\w*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
STEP = re.compile(
    rf"^<!-- (?P<verb>file|edit|delete): (?P<argument>.*?) *-->$|{FENCED.pattern}", re.MULTILINE | re.DOTALL
)
LINK = re.compile(r"\]\(([^)\s]+)\)|\bsrc=\"([^\"]+)\"")
INLINE_COMMAND = re.compile(r"(?<!`)`star2anki ([^`]+)`")
FRAMEWORKS, _ = load_frameworks({})

each_page = pytest.mark.parametrize("page", PAGES)


@dataclass(frozen=True)
class Step:
    """What happens on a page, in order: a comment that prepares the folder, or a block."""

    verb: str
    """`file`, `edit`, `delete`, or the language of a block."""
    text: str


def read(page: str) -> str:
    return (REPOSITORY / page).read_text(encoding="utf-8")


def steps(page: str) -> Iterator[Step]:
    for found in STEP.finditer(read(page)):
        yield Step(found["verb"] or found["language"], found["argument"] or found["text"] or "")


def prose(page: str) -> str:
    return FENCED.sub("", read(page))


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page, named as GitHub names them."""
    headings = re.findall(r"^#+ (.+)$", FENCED.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


@each_page
def test_every_link_and_picture_exists(page: str) -> None:
    missing = []
    for found in LINK.finditer(re.sub(r"`[^`\n]*`", "", prose(page))):
        link = found[1] or found[2]
        if re.match(r"https?:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (REPOSITORY / page).parent / path if path else REPOSITORY / page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            missing.append(link)
    assert not missing, f"{page} links to {missing}"


def findings_of(page: str, text: str, path: str) -> list[Diagnostic]:
    """Load a block as what it is; part of a story first gets the missing required keys."""
    tree, findings = read_tree(path, text.encode("utf-8"))
    if tree is None:
        return [] if page in SHOWS_MISTAKES or not re.search(r"^[^#\s]", text, re.MULTILINE) else findings
    keys = set(tree.data)
    raw = text.encode("utf-8")
    is_recipe = path.startswith("decks/") or ("name" in keys and page not in SHOWS_MISTAKES)
    others: list[tuple[bool, Callable[[], list[Diagnostic]]]] = [
        (path == "coach.yaml", lambda: load_settings(path, raw)[1]),
        (path.startswith("frameworks/") or "principles" in keys, lambda: load_framework(path, raw)[2]),
        (path.startswith("craft/"), lambda: list(load_craft(path, raw).diagnostics)),
        (is_recipe, lambda: load_recipe(path, raw)[2]),
    ]
    if load := next((load for is_it, load in others if is_it), None):
        return load()
    required = {name: field for name, field in Scenario.model_fields.items() if field.is_required()}
    missing = [] if path.endswith("late-train.yaml") else [name for name in required if name not in keys]
    if missing and page in SHOWS_MISTAKES:
        return []
    added = "".join(f"{name}: {'late-train-7q2m' if name == 'id' else 'words'}\n" for name in missing)
    return list(load_scenario(path, f"{text}{added}".encode(), FRAMEWORKS).diagnostics)


@each_page
def test_every_piece_of_yaml_loads(page: str) -> None:
    path = "block.yaml"
    for step in steps(page):
        if step.verb == "file":
            path = step.text
        elif step.verb == "yaml":
            assert not findings_of(page, step.text, path), step.text
            path = "block.yaml"


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page != "README.md" and any(step.verb == "console" for step in steps(page))]
)
def test_every_command_says_what_the_page_shows(page: str, tmp_path: Path) -> None:
    Shell(tmp_path, tmp_path).walk(steps(page))


def test_every_command_of_the_readme_says_what_it_shows_and_changes_nothing_in_a_checkout(tmp_path: Path) -> None:
    checkout, home = tmp_path / "checkout", tmp_path / "home"
    for folder in ("scenarios", "decks"):
        shutil.copytree(REPOSITORY / folder, checkout / folder)
    home.mkdir()
    before = contents(checkout)
    Shell(checkout, home).walk(steps("README.md"))
    assert contents(checkout) == before
    assert (home / "my-stories" / "decks" / "my-stories.apkg").exists()


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class Shell:
    """Runs what a page shows, but only the commands `star2anki` and `cd`."""

    def __init__(self, folder: Path, home: Path) -> None:
        """Start in a folder; `~` is another folder, or the same."""
        self.folder = folder
        self._home = home
        self._next_file = ""

    def walk(self, page: Iterator[Step]) -> None:
        for step in page:
            if step.verb == "file":
                self._next_file = step.text
            elif step.verb == "yaml" and self._next_file:
                self._write(self._next_file, step.text)
                self._next_file = ""
            elif step.verb == "edit":
                self._edit(step.text)
            elif step.verb == "delete":
                (self.folder / step.text).unlink()
            elif step.verb == "console":
                self._type(step.text)

    def _write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _edit(self, argument: str) -> None:
        name, words = argument.split(": ", 1)
        old, new = (part.strip(" ").replace("\\n", "\n") for part in f"{words} ".split(" -> ", 1))
        text = (self.folder / name).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} is {text.count(old)} times in {name}"
        self._write(name, text.replace(old, new))

    def _type(self, transcript: str) -> None:
        for command, expected in re.findall(r"^\$ (.+)\n((?:(?!\$ ).*\n)*)", transcript, re.MULTILINE):
            said = self._run(command)
            pattern = re.escape(expected.strip()).replace(re.escape("..."), ".*")
            assert re.fullmatch(pattern, said.strip(), re.DOTALL), f"$ {command}\n{said}\nThe page shows:\n{expected}"

    def _run(self, command: str) -> str:
        words, _, target = command.partition(" > ")
        program, *arguments = shlex.split(words)
        if program == "cd":
            self.folder = self._home if arguments == ["~"] else self.folder / arguments[0]
            return ""
        assert program == "star2anki", f"a page may not run {program}"
        # Without it, pipes on Windows hold only a few letters. Elsewhere it would only keep the run from being a copy.
        letters = {"PYTHONUTF8": "1"} if os.name == "nt" else {}
        environment = {**os.environ, "COLUMNS": "80", "NO_COLOR": "1", "PYTHONWARNINGS": "error", **letters}
        done = run_program(arguments, self.folder, environment, one_stream=True)
        assert "Traceback" not in done.stdout
        if not target:
            return done.stdout
        self._write(target, done.stdout)
        return ""


@each_page
def test_every_command_and_option_that_the_prose_names_exists(page: str) -> None:
    for typed in INLINE_COMMAND.findall(prose(page)):
        name, *rest = typed.split()
        options = {word for word in rest if word.startswith("-")}
        if name.startswith("-") or not name.islower():
            continue
        assert name in COMMANDS, f"{page} names `star2anki {typed}`"
        command = main.get_command(click.Context(main), name)
        assert command is not None
        known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
        assert options <= known, f"{page} names `star2anki {typed}`"


def test_the_readme_has_the_two_commands_that_need_no_other_set_up() -> None:
    blocks = [step.text.strip() for step in steps("README.md") if step.verb == "sh"]
    assert blocks == ["pip install . && star2anki build", "pip install '.[test]' && pytest"]


def test_the_readme_installs_in_one_line_each() -> None:
    lines = dict(re.findall(r"^\| (venv|pipx|uv) \| `(.+)` \|$", read("README.md"), re.MULTILINE))
    assert list(lines) == ["venv", "pipx", "uv"]
    assert all(line.endswith(" install .") for line in lines.values())


def test_the_readmes_table_names_every_command() -> None:
    named = re.findall(r"^\| `star2anki ([a-z]+)", read("README.md"), re.MULTILINE)
    assert sorted(named) == sorted(COMMANDS)


def test_the_readme_offers_every_deck_and_counts_its_cards() -> None:
    readme = " ".join(read("README.md").split())
    for path in sorted((REPOSITORY / "decks").glob("*.apkg")):
        package = read_package(path)
        offer = readme.split(f"](decks/{path.name}):")[1].split("- [")[0]
        assert f"({len(package.cards)} cards)" in offer or (len(package.cards) == 30 and "thirty cards" in offer)


def models_in(model: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """Find a model and every model in it."""
    yield model
    for field in model.model_fields.values():
        yield from models_in_annotation(field.annotation)


def models_in_annotation(annotation: object) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield from models_in(annotation)
    for part in get_args(annotation):
        yield from models_in_annotation(part)


FORMAT = {model.__name__: model for root in (Scenario, Framework) for model in models_in(root)}


@pytest.mark.parametrize("model", FORMAT.values(), ids=FORMAT)
def test_the_page_of_the_format_names_every_key_and_whether_it_is_required(model: type[BaseModel]) -> None:
    page = read("docs/scenario-format.md")
    for name, field in model.model_fields.items():
        required = "yes" if field.is_required() else ""
        assert re.search(rf"^\| `{name}`[^|]*\| {required}", page, re.MULTILINE), f"{model.__name__}.{name}"


@pytest.mark.parametrize("model", [Craft, TellingRule, CraftPhrase])
def test_the_page_of_craft_names_every_key(model: type[BaseModel]) -> None:
    page = read("docs/craft.md")
    assert [name for name in model.model_fields if f"`{name}`" not in page] == []


def test_the_page_of_the_coach_has_every_rule_with_its_level_in_the_order_of_telling() -> None:
    rows = re.findall(r"^\| `([a-z-]+)` \| (hint|warning|error) \| (.+) \|$", read("docs/coach.md"), re.MULTILINE)
    assert [(code, level) for code, level, _ in rows] == [(rule.code, rule.severity) for rule in BY_CODE.values()]
    for code, _, title in rows:
        rule = BY_CODE[code]
        assert title.removesuffix(" (Any language.)").lower() == rule.title.lower()
        assert title.endswith("(Any language.)") == getattr(rule, "any_language", True)


def test_the_page_of_the_coach_names_every_setting_and_its_default() -> None:
    for name, field in CoachSettings.model_fields.items():
        found = re.search(rf"^\| `{name}` \|([^|]*)\|", read("docs/coach.md"), re.MULTILINE)
        assert found, name
        assert found[1].strip("` ") == (str(field.default) if isinstance(field.default, int) else "")


@pytest.mark.parametrize("model", [Recipe, Schedule])
def test_the_page_of_the_recipe_names_every_key_and_its_default(model: type[BaseModel]) -> None:
    page = read("docs/recipes.md")
    for name, field in model.model_fields.items():
        found = re.search(rf"^\| `{name}` \| ([^|]+) \|", page, re.MULTILINE)
        assert found, name
        if field.is_required():
            assert found[1] == "required"
        elif isinstance(field.default, int | float | str):
            assert found[1].strip("`") == str(field.default)


def test_the_page_of_the_recipe_names_every_note_type_in_the_order_of_learning() -> None:
    table = read("docs/recipes.md").split("| note type | set | is made of |")[1].split("\n\n")[0]
    assert re.findall(r"^\| `([a-z-]+)`", table, re.MULTILINE) == list(BY_KEY)


@pytest.mark.parametrize(
    "module",
    sorted(
        found.name for found in pkgutil.walk_packages(star2anki.__path__, "star2anki.") if "__main__" not in found.name
    ),
)
def test_examples_in_docstrings_are_true(module: str) -> None:
    assert doctest.testmod(import_module(module)).failed == 0
