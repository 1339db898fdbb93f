"""Each rule's manual page is true: what should fail does fail, and what should pass does pass."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from labelled import findings_in, story_with
from star2anki.coach import rules
from star2anki.coach.comparison import Comparison, tell
from star2anki.coach.registry import BY_CODE, COMPARISONS, RULES
from star2anki.coach.rule import Rule
from star2anki.diagnostics import Code, Severity
from star2anki.scenario.dump import dump
from star2anki.scenario.framework import load_frameworks
from star2anki.scenario.load import load_scenario

FRAMEWORKS, _ = load_frameworks({})
each_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
each_comparison = pytest.mark.parametrize("rule", COMPARISONS, ids=lambda rule: rule.code)


def example(rule: Rule | Comparison, which: str) -> Mapping[str, Any]:
    """Read one of the two examples of a manual page: parts of a story, as YAML."""
    found = re.search(rf"^{which}:\n(.*?)(?=^\w+:)", rule.page, re.MULTILINE | re.DOTALL)
    assert found, f"{rule.code} has no example that {which.lower()}"
    fields: Mapping[str, Any] = yaml.load(found[1], Loader=yaml.BaseLoader)  # noqa: S506 - it makes only text
    return fields


def codes_in(fields: Mapping[str, Any]) -> set[str]:
    return {code for code, _ in findings_in(fields)}


@each_rule
def test_the_example_that_fails_fails(rule: Rule) -> None:
    assert rule.code in codes_in(example(rule, "Fails"))


@each_rule
def test_the_example_that_passes_passes_every_rule(rule: Rule) -> None:
    found = codes_in(example(rule, "Passes"))
    assert rule.code not in found
    warnings = {code for code in found if BY_CODE[code].severity is not Severity.HINT}
    assert not warnings - {"story-length", "action-share"}, "an example that passes must not teach another fault"


def conflicts(rule: Comparison, which: str) -> list[str]:
    stories = []
    for name, fields in example(rule, which).items():
        scenario = story_with({"task": name, "result": name, **fields, "id": f"{name}-7q2m", "title": name}).scenario
        told = tell(load_scenario(f"{name}.yaml", dump(scenario).encode(), FRAMEWORKS))
        assert told
        stories.append(told)
    return [found.story.title for found in rule.compare(stories) if "this story's question" not in found.message]


@each_comparison
def test_the_two_stories_that_fail_fail_at_the_second(rule: Comparison) -> None:
    # Both stories have the same question; the examples are not about that.
    assert conflicts(rule, "Fails") == ["second"]


@each_comparison
def test_the_two_stories_that_pass_pass(rule: Comparison) -> None:
    assert conflicts(rule, "Passes") == []


@pytest.mark.parametrize("rule", BY_CODE.values(), ids=BY_CODE)
def test_a_page_begins_with_name_and_title_and_ends_with_its_source(rule: Rule | Comparison) -> None:
    first, blank, *_ = rule.page.splitlines()
    assert first.startswith(f"{rule.code}: ")
    assert first.endswith(".")
    assert not blank
    assert re.search(r"^Source: .", rule.page, re.MULTILINE)


def test_every_file_in_the_folder_is_a_registered_rule_with_that_name() -> None:
    files = {path.stem.replace("_", "-") for path in Path(rules.__file__).parent.glob("*.py")} - {"--init--"}
    assert files == set(BY_CODE)


def test_no_rule_has_the_name_of_another_finding() -> None:
    assert not set(BY_CODE) & {code.value for code in Code}


def test_no_rule_is_an_error_by_default() -> None:
    """Opinions never stop a build unless the author says so."""
    assert all(rule.severity is not Severity.ERROR for rule in BY_CODE.values())
