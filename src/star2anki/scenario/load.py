"""A tree of plain text -> a Scenario, or everything that is wrong with it, with places."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from star2anki.diagnostics import Code, Diagnostic, Severity, did_you_mean, has_errors, in_order
from star2anki.scenario.framework import Framework
from star2anki.scenario.ids import slug
from star2anki.scenario.items import repeated_items
from star2anki.scenario.model import MAIN_WORDING, Scenario
from star2anki.scenario.tails import id_without_tail
from star2anki.yamlfile.decode import read_bytes
from star2anki.yamlfile.tree import KeyPath, Plain, Tree, read_tree
from star2anki.yamlfile.validate import validate

_ITEM_LISTS: tuple[tuple[tuple[str, ...], str], ...] = (
    (("asked_as",), "wordings"),
    (("follow_ups",), "follow-ups"),
    (("weak_answer", "weaknesses"), "weaknesses"),
    (("quiz",), "quiz questions"),
    (("lenses",), "lenses"),
    (("levels",), "levels"),
)


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario file that was read: the scenario if there is no error, and the tree, if there is one, for places."""

    scenario: Scenario | None
    tree: Tree | None
    diagnostics: tuple[Diagnostic, ...]


def load_file(file: Path, path: str, frameworks: Mapping[str, Framework]) -> Loaded:
    """Read a scenario from a file; one that cannot be read is a diagnostic.

    Args:
        file: The file.
        path: Its name as the author should see it.
        frameworks: All known frameworks by their id.
    """
    raw, problems = read_bytes(file, path)
    return Loaded(None, None, tuple(problems)) if raw is None else load_scenario(path, raw, frameworks)


def load_scenario(path: str, raw: bytes, frameworks: Mapping[str, Framework]) -> Loaded:
    """Read a scenario.

    Args:
        path: The file's name as the author should see it.
        raw: The file's bytes.
        frameworks: All known frameworks by their id.

    Returns:
        The scenario, unless there is an error among the diagnostics.
    """
    tree, diagnostics = read_tree(path, raw)
    if tree is None:
        return Loaded(None, None, tuple(diagnostics))
    scenario, mistakes = validate(Scenario, tree)
    diagnostics += mistakes
    diagnostics += _unknown_principles(tree, frameworks)
    if scenario is not None:
        for at, what in _ITEM_LISTS:
            diagnostics += repeated_items(scenario, tree, at, what)
        diagnostics += _wordings_called_like_the_question(scenario, tree)
        diagnostics += id_without_tail(scenario.id, tree, "a peer's story of the same name")
    return Loaded(None if has_errors(diagnostics) else scenario, tree, tuple(in_order(diagnostics)))


def _wordings_called_like_the_question(scenario: Scenario, tree: Tree) -> Iterable[Diagnostic]:
    for number, wording in enumerate(scenario.asked_as):
        if wording.key == MAIN_WORDING:
            message = f'"{MAIN_WORDING}" is the id of the story\'s own question'
            hint = "reword this one, or give it another `id:`"
            yield Diagnostic(tree.locate(("asked_as", number)), Severity.ERROR, Code.DUPLICATE_ID, message, hint)
        elif wording.words_id == slug(scenario.question):
            message = "this wording is the story's own question once more"
            hint = "write other words that interviewers use, or delete it"
            yield Diagnostic(tree.locate(("asked_as", number)), Severity.ERROR, Code.DUPLICATE_ID, message, hint)


def _unknown_principles(tree: Tree, frameworks: Mapping[str, Framework]) -> Iterable[Diagnostic]:
    """Look at the tree, not the scenario, so that these are reported together with the file's other mistakes."""
    name = _line(tree.data.get("framework"))
    if name is None:
        return
    framework = frameworks.get(name)
    if framework is None:
        meant = did_you_mean(name, frameworks)
        message = f'unknown framework "{name}"'
        hint = f'did you mean "{meant}"?' if meant else "`star2anki frameworks` lists them; your own go in frameworks/"
        yield Diagnostic(tree.locate(("framework",)), Severity.ERROR, Code.UNKNOWN_FRAMEWORK, message, hint)
        return
    own = framework.names
    anywhere = {name for known in frameworks.values() for name in known.names}
    lenses = tree.data.get("lenses")
    named: list[tuple[KeyPath, Plain | None, Iterable[str]]] = [(("principle",), tree.data.get("principle"), own)]
    # A lens may belong to another company's principles.
    named += [
        (("lenses", n, "principle"), lens.get("principle"), anywhere)
        for n, lens in enumerate(lenses if isinstance(lenses, list) else ())
        if isinstance(lens, dict)
    ]
    for path, value, known in named:
        principle = _line(value)
        if principle is not None and principle not in known:
            meant = did_you_mean(principle, own) or did_you_mean(principle, known)
            message = f'"{principle}" is not a principle of {framework.name}'
            hint = f'did you mean "{meant}"?' if meant else f"`star2anki frameworks {framework.id}` lists them"
            yield Diagnostic(tree.locate(path), Severity.ERROR, Code.UNKNOWN_PRINCIPLE, message, hint)


def _line(value: Plain | None) -> str | None:
    """Return text as the model would, or None if it is empty or not text, which the model reports."""
    return value.strip() or None if isinstance(value, str) else None
