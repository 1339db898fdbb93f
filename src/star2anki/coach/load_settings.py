"""Read `coach.yaml`. It is apart from the settings because it needs the rules, which need the settings."""

from collections.abc import Iterable

from star2anki.coach.settings import CoachSettings
from star2anki.diagnostics import Code, Diagnostic, Severity, did_you_mean, has_errors
from star2anki.yamlfile.tree import read_tree
from star2anki.yamlfile.validate import validate


def load_settings(path: str, raw: bytes) -> tuple[CoachSettings | None, list[Diagnostic]]:
    """Read a project's `coach.yaml`.

    Args:
        path: The file's name as the author should see it.
        raw: The file's bytes.

    Returns:
        The settings if there is no error, and all diagnostics.
    """
    tree, diagnostics = read_tree(path, raw)
    if [diagnostic.code for diagnostic in diagnostics] == [Code.EMPTY_FILE]:  # every line may be commented out
        return CoachSettings(), []
    if tree is None:
        return None, diagnostics
    settings, mistakes = validate(CoachSettings, tree)
    diagnostics += mistakes
    if settings is None or has_errors(diagnostics):
        return None, diagnostics
    if settings.rules:
        from star2anki.coach.registry import BY_CODE  # noqa: PLC0415 - loads all rules; few projects need them to build

        for code in settings.rules:
            if code not in BY_CODE:
                place = tree.locate(("rules", code), key=True)
                message = f'there is no rule "{code}"'
                diagnostics.append(Diagnostic(place, Severity.ERROR, Code.UNKNOWN_RULE, message, meant(code, BY_CODE)))
    return (None if has_errors(diagnostics) else settings), diagnostics


def meant(code: str, known: Iterable[str]) -> str:
    """Say which rule a mistyped name most likely stands for."""
    near = did_you_mean(code, known)
    return f'did you mean "{near}"?' if near else "`star2anki rules` lists them"
