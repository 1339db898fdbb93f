"""What we ask of somebody who reports or contributes something."""

import re
from pathlib import Path

import pytest
import yaml

from project import REPOSITORY

FORMS = sorted((REPOSITORY / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))


def test_a_pull_request_is_asked_for_every_check_of_the_guide() -> None:
    guide = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")
    table = guide.split("| command | what it checks |")[1].split("\n\n")[0]
    commands = {command for row in table.splitlines()[2:] for command in re.findall("`([^`]+)`", row.split("|")[1])}
    assert len(commands) > 4
    template = (REPOSITORY / ".github" / "pull_request_template.md").read_text(encoding="utf-8")
    asked = "\n".join(line for line in template.splitlines() if line.startswith("- [ ] "))
    assert {command for command in commands if f"`{command}`" not in asked} == set()


def test_a_bug_is_reported_with_version_command_and_output() -> None:
    form = yaml.safe_load((REPOSITORY / ".github" / "ISSUE_TEMPLATE" / "bug.yml").read_text(encoding="utf-8"))
    required = {field["id"] for field in form["body"] if field.get("validations", {}).get("required")}
    assert required == {"version", "command", "output"}


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_a_form_is_short_and_each_field_says_what_goes_into_it(path: Path) -> None:
    form = yaml.safe_load(path.read_text(encoding="utf-8"))
    fields = [field for field in form["body"] if field["type"] != "markdown"]
    assert form["name"]
    assert form["description"]
    assert len(fields) <= 6
    assert len({field["id"] for field in fields}) == len(fields)
    assert all(field["attributes"]["label"] for field in fields)
