"""`coach.yaml` beside `scenarios/`: how the coach judges in this project."""

from collections.abc import Iterable
from typing import Annotated, Literal

from pydantic import Field

from star2anki.diagnostics import Code, Diagnostic, Severity, did_you_mean, has_errors
from star2anki.scenario.model import Block, Line
from star2anki.scenario.source import read_tree
from star2anki.scenario.validate import validate

Level = Literal["off", "hint", "warning", "error"]

PACE = 150
"""Words a minute. Conversational English is said at 140 to 170; interview coaches advise the slower half of that."""


class Settings(Block):
    """How the coach judges."""

    pace: Annotated[int, Field(ge=60, le=300)] = PACE
    """How many words a minute you say."""
    rules: dict[Line, Level] = Field(default_factory=dict)
    """The level of a rule, by its name, where it is not to have its own: off, hint, warning or error."""
    terms: tuple[Line, ...] = ()
    """Abbreviations and terms that your interviewers know, so that they need no explanation."""

    def severity(self, code: str, own: Severity, *, only_errors: bool = False) -> Severity | None:
        """Give the level of a rule, or None where it is not to be asked.

        Args:
            code: The rule's name.
            own: The level that it has by itself.
            only_errors: Ask only rules that are errors here.
        """
        level = self.rules.get(code)
        severity = own if level is None else None if level == "off" else Severity(level)
        return None if only_errors and severity is not Severity.ERROR else severity


def has_error_rules(settings: Settings) -> bool:
    """Tell whether a finding of the coach can be an error here; no rule is one by itself."""
    return "error" in settings.rules.values()


def load_settings(path: str, raw: bytes) -> tuple[Settings | None, list[Diagnostic]]:
    """Read a project's `coach.yaml`.

    Args:
        path: The file's name as the author shall see it.
        raw: The file's bytes.

    Returns:
        The settings where there is no error, and all findings.
    """
    tree, findings = read_tree(path, raw)
    if [finding.code for finding in findings] == [Code.EMPTY_FILE]:  # all of it may be switched off by a #
        return Settings(), []
    if tree is None:
        return None, findings
    settings, mistakes = validate(Settings, tree)
    findings += mistakes
    if settings is None or has_errors(findings):
        return None, findings
    if settings.rules:
        from star2anki.coach.registry import BY_CODE  # noqa: PLC0415 - all rules; few projects need them to build

        for code in settings.rules:
            if code not in BY_CODE:
                place = tree.locate(("rules", code), key=True)
                message = f'there is no rule "{code}"'
                findings.append(Diagnostic(place, Severity.ERROR, Code.UNKNOWN_RULE, message, meant(code, BY_CODE)))
    return (None if has_errors(findings) else settings), findings


def meant(code: str, known: Iterable[str]) -> str:
    """Say which rule a mistyped name most likely stands for."""
    near = did_you_mean(code, known)
    return f'did you mean "{near}"?' if near else "`star2anki rules` lists them"
