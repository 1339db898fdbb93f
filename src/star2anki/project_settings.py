"""What applies to all stories of a project: its frameworks, and how the coach judges."""

from pathlib import Path

from star2anki.coach.load_settings import load_settings
from star2anki.coach.settings import CoachSettings
from star2anki.diagnostics import Diagnostic
from star2anki.lookups import Lookups
from star2anki.project import COACH, FRAMEWORKS, SUFFIXES, shown
from star2anki.scenario.framework import Framework, load_framework, load_frameworks


def read_frameworks(folder: Path, lookups: Lookups) -> tuple[dict[str, Framework], list[Diagnostic]]:
    """Read the built-in frameworks and those in a project's `frameworks/`."""
    own: dict[str, bytes] = {}
    files, problems = lookups.find(folder, f"{FRAMEWORKS}/*.yaml")
    for path in files:
        raw, problem = lookups.read(path, shown(path, folder))
        problems += problem
        if raw is not None:
            own[shown(path, folder)] = raw
    frameworks, diagnostics = load_frameworks(own)
    return frameworks, [*problems, *diagnostics]


def find_framework(folder: Path, framework_id: str, lookups: Lookups) -> Path | None:
    """Find the file of one of the frameworks in a project's `frameworks/`, by the framework's id."""
    for path in lookups.find(folder, f"{FRAMEWORKS}/*.yaml")[0]:
        raw, _ = lookups.read(path, shown(path, folder))
        framework = load_framework(shown(path, folder), raw)[0] if raw is not None else None
        if framework is not None and framework.id == framework_id:
            return path
    return None


def read_coach(folder: Path, lookups: Lookups) -> tuple[CoachSettings, list[Diagnostic]]:
    """Read how the coach judges in a project; without a `coach.yaml`, use the defaults."""
    places = [(folder / COACH).with_suffix(suffix) for suffix in SUFFIXES]
    path = next((each for each in places if lookups.place(each) != "nothing"), None)
    if path is None:
        return CoachSettings(), []
    raw, problems = lookups.read(path, shown(path, folder))
    if raw is None:
        return CoachSettings(), problems
    settings, diagnostics = load_settings(shown(path, folder), raw)
    return settings or CoachSettings(), diagnostics
