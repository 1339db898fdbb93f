"""Why YAML stumbled over a line, and the line as it could be written: each proposal is one that YAML reads."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from star2anki.yamlfile.parser import problem_in
from star2anki.yamlfile.prose_hints import mistake_at


@pytest.mark.parametrize(
    ("line", "column", "mended"),
    [
        ("task: So: I called", 8, "task: 'So: I called'"),
        ("task: It's so: yes", 13, 'task: "It\'s so: yes"'),
        ("- So: I: called", 7, "- So: 'I: called'"),
        ("task: @home", 6, "task: '@home'"),
        ("task: 50% off", None, None),
        ("task: %off", 6, "task: '%off'"),
        ("task: *bold* words", 6, "task: '*bold* words'"),
        ("task: [so] it was", 6, "task: '[so] it was'"),
        ("task: - so", 6, "task: '- so'"),
        ('task: "So" it was', 6, "task: '\"So\" it was'"),
        ("task: 'tis mine", 6, "task: 'tis mine'"),
        ('task: "open', 6, "task: 'open'"),
        ('task: "a\\d"', 8, "task: 'a\\d'"),
        ("task: 'it's mine'", 9, 'task: "it\'s mine"'),
        ("task:mine", 4, "task: mine"),
        ("\ttask: mine", 0, "  task: mine"),
        ("  \t task: mine", 2, "     task: mine"),
        ("* mine", 0, "- mine"),
        ("  * mine: so", 2, "  - 'mine: so'"),
        ("task: | mine", 6, "task: |\n  mine"),
        ("  task: >- mine", 8, "  task: >-\n    mine"),
        ("tags: [a, b: c", 6, "tags: [a, 'b: c']"),
        ("tags: [a, @b]", 6, "tags: [a, '@b']"),
        ("- @mine", 2, "- '@mine'"),
        ("  - task: @mine", 10, "  - task: '@mine'"),
    ],
)
def test_a_line_is_explained_at_its_column_and_mended(line: str, column: int | None, mended: str | None) -> None:
    found = mistake_at(line)
    assert (found and found.column, found and found.line) == (column, mended)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "task",
        "task: mine",
        "- mine",
        "task: 'mine'",
        "task: |",
        "task: >- # mine",
        "tags: [a, b]",
        "a: {b: c",
        "# x",
    ],
)
def test_a_line_that_is_sound_or_that_quotes_would_not_mend_is_left_alone(line: str) -> None:
    assert mistake_at(line) is None


signs = st.sampled_from([*"'\"[]{}:-@&*!|>%`,#?\\ ", "a", "I", ": ", " #"])


@given(st.sampled_from(["task: ", "- ", "  - task: ", "tags: ["]), st.lists(signs, max_size=8).map("".join))
@example("- ", "a:'")
@example("tags: [", "?'")
@example("tags: [", "','")
def test_every_proposal_is_one_that_yaml_reads(begin: str, value: str) -> None:
    found = mistake_at(begin + value)
    if found is not None:
        assert problem_in(found.line) is None
        assert found.message
        assert 0 <= found.column <= len(begin + value)
