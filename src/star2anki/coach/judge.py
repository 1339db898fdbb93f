"""A story, judged by all rules, with findings reported as everywhere else."""

from collections.abc import Iterable, Iterator
from itertools import islice

from star2anki.coach.load_settings import meant
from star2anki.coach.registry import BY_CODE, RULES
from star2anki.coach.rule import Rule
from star2anki.coach.settings import CoachSettings
from star2anki.coach.story import Finding, SpokenStory
from star2anki.diagnostics import Code, Diagnostic, Location, Severity
from star2anki.scenario.load import Loaded
from star2anki.scenario.model import Scenario
from star2anki.yamlfile.tree import KeyPath, Tree

_GRAVITY = {severity: place for place, severity in enumerate(Severity)}
MOST = 50
"""The most findings of one rule in one story. A text that breaks it more often is not a story."""


def judge(loaded: Loaded, settings: CoachSettings, *, only_errors: bool = False) -> list[Diagnostic]:
    """Judge how a story is told.

    Args:
        loaded: A story that was read; one with errors is not judged.
        settings: The project's.
        only_errors: Ask only the rules that the settings made errors.
    """
    scenario, tree = loaded.scenario, loaded.tree
    if scenario is None or tree is None:
        return []
    story = SpokenStory(scenario, settings)
    found = [
        (rule, severity, finding)
        for rule in RULES
        if (rule.any_language or story.is_english)
        and (severity := settings.severity(rule.code, rule.severity, only_errors=only_errors))
        for finding in islice(rule.judge(story), MOST)
    ]
    ignored = {item.code for item in story.heard.ignored}
    needed = ignored & {rule.code for rule, _, _ in found}
    kept = [(rule, severity, finding) for rule, severity, finding in found if rule.code not in ignored]
    spans = [(_GRAVITY[severity], finding.path, *finding.span) for _, severity, finding in kept if finding.span]
    diagnostics = [
        Diagnostic(_locate(tree, scenario, finding), severity, rule.code, finding.message, finding.hint)
        for rule, severity, finding in kept
        if not _is_part_of_another(finding, _GRAVITY[severity], spans)
    ]
    if not only_errors:
        diagnostics += _doubtful_ignores(story.heard, tree, settings, needed)
        diagnostics += _judged_in_part(story, tree)
    return diagnostics


def _is_part_of_another(finding: Finding, gravity: int, spans: Iterable[tuple[int, KeyPath, int, int]]) -> bool:
    """Return whether an equally serious finding covers these words and more: "really" within "went really well"."""
    if finding.span is None:
        return False
    start, end = finding.span
    return any(
        other <= gravity and path == finding.path and first <= start and end <= last and (first, last) != (start, end)
        for other, path, first, last in spans
    )


def _locate(tree: Tree, scenario: Scenario, finding: Finding) -> Location:
    """Find where a finding's words are in the file, or where the text is that contains them."""
    if finding.span is None:
        return tree.locate(finding.path)
    return tree.locate_words(finding.path, _text_at(scenario, finding), finding.span)


def _text_at(scenario: Scenario, finding: Finding) -> str:
    value: object = scenario
    for key in finding.path:
        # The path comes from the scenario itself.
        value = value[key] if isinstance(value, dict | tuple) else getattr(value, str(key))  # type: ignore[index]
    return str(value)


def _judged_in_part(story: SpokenStory, tree: Tree) -> Iterator[Diagnostic]:
    for cut in islice(story.cuts, MOST):
        message = f"the coach reads only the first {cut.kept} of these {cut.size}"
        hint = "nobody would listen to all of it; keep what proves the principle"
        yield Diagnostic(tree.locate(cut.path), Severity.HINT, Code.JUDGED_IN_PART, message, hint)


def _doubtful_ignores(
    scenario: Scenario, tree: Tree, settings: CoachSettings, needed: set[str]
) -> Iterator[Diagnostic]:
    for number, item in enumerate(scenario.ignored):
        place = tree.locate(("coach", "ignore", number))
        if item.code not in BY_CODE:
            yield Diagnostic(
                place, Severity.WARNING, Code.UNKNOWN_RULE, f'there is no rule "{item.code}"', meant(item.code, BY_CODE)
            )
        elif (
            isinstance(BY_CODE[item.code], Rule)
            and item.code not in needed
            and settings.severity(item.code, Severity.HINT)
        ):
            message = f'the rule "{item.code}" no longer finds anything in this story'
            yield Diagnostic(place, Severity.HINT, Code.NEEDLESS_IGNORE, message, "delete the item")
