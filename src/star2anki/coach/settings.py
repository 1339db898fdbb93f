"""`coach.yaml` beside `scenarios/`: how the coach judges in this project."""

from typing import Annotated, Literal

from pydantic import Field

from star2anki.diagnostics import Severity
from star2anki.yamlfile.model import Line, StrictModel

RuleLevel = Literal["off", "hint", "warning", "error"]

PACE = 150
"""Words a minute. Conversational English is said at 140 to 170; interview coaches advise the slower half of that."""


class CoachSettings(StrictModel):
    """How the coach judges."""

    pace: Annotated[int, Field(ge=60, le=300)] = PACE
    """How many words a minute you say."""
    rules: dict[Line, RuleLevel] = Field(default_factory=dict)
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
        level = self.rules.get(code, own)
        if level == "off" or (only_errors and level != Severity.ERROR):
            return None
        return Severity(level)


def has_error_rules(settings: CoachSettings) -> bool:
    """Tell whether a diagnostic of the coach can be an error here; no rule is one by itself."""
    return "error" in settings.rules.values()
