"""`coach.yaml`, next to `scenarios/`: how the coach judges in this project."""

from typing import Annotated, Literal

from pydantic import Field

from star2anki.diagnostics import Severity
from star2anki.yamlfile.model import Line, StrictModel

RuleLevel = Literal["off", "hint", "warning", "error"]

PACE = 150
"""Words a minute. People speak English at 140 to 170; interview coaches recommend the slower half of that."""


class CoachSettings(StrictModel):
    """How the coach judges."""

    pace: Annotated[int, Field(ge=60, le=300)] = PACE
    """How many words you speak per minute."""
    rules: dict[Line, RuleLevel] = Field(default_factory=dict)
    """The level of a rule, by its name, if it should differ from the usual one: off, hint, warning or error."""
    terms: tuple[Line, ...] = ()
    """Abbreviations and terms that your interviewers know, so they need no explanation."""

    def severity(self, code: str, own: Severity, *, only_errors: bool = False) -> Severity | None:
        """Return the level of a rule, or None if it should not be asked.

        Args:
            code: The rule's name.
            own: The level that it usually has.
            only_errors: Ask only rules that are errors here.
        """
        level = self.rules.get(code, own)
        if level == "off" or (only_errors and level != Severity.ERROR):
            return None
        return Severity(level)


def has_error_rules(settings: CoachSettings) -> bool:
    """Return whether the coach can report errors here. No rule does unless the settings say so."""
    return "error" in settings.rules.values()
