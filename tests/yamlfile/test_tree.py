"""A YAML file as a tree: every text is what was written, and every value has a place."""

import pytest

from star2anki.diagnostics import Code, Location, Severity
from star2anki.yamlfile.tree import KeyPath, Plain, Tree, read_tree


def tree_of(text: str) -> Tree:
    tree, diagnostics = read_tree("x.yaml", text.encode())
    assert tree is not None
    assert diagnostics == []
    return tree


def found_in(text: str) -> list[tuple[str, str, int, int]]:
    """What is wrong: severity, code, line and column."""
    _, diagnostics = read_tree("x.yaml", text.encode())
    return [(each.severity, each.code, each.location.line, each.location.column) for each in diagnostics]


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("a: No\nb: 1:30\nc: 2026-01-01\nd: ~\n", {"a": "No", "b": "1:30", "c": "2026-01-01", "d": "~"}),
        ("a:\n", {"a": ""}),
        ("a: [b, c]\nd:\n- e\n- f: g\n", {"a": ["b", "c"], "d": ["e", {"f": "g"}]}),
        ("a: >\n  one\n  line\n\n  two\n", {"a": "one line\n\ntwo"}),
        ("a: |\n  - b\n  - c\n", {"a": "- b\n- c\n"}),
        ("a: one\n  line\n\n  two\n", {"a": "one line\n\ntwo"}),
        ("a: 'it''s'\nb: \"tab\\t\"\n", {"a": "it's", "b": "tab\t"}),
        ("a: {b: c}\n", {"a": {"b": "c"}}),
        ("a: b # a comment\n", {"a": "b"}),
        ('a: "b #c"\n', {"a": "b #c"}),
    ],
)
def test_every_value_is_the_text_that_was_written(text: str, data: dict[str, Plain]) -> None:
    assert tree_of(text).data == data


TREE = "title: One\nsteps:\n- say: I led.\n  tags: [a, b]\n- say: We\n    led.\nflow: {say: x}\n"


@pytest.mark.parametrize(
    ("path", "key", "place"),
    [
        ((), False, (1, 1)),
        (("title",), False, (1, 8)),
        (("title",), True, (1, 1)),
        (("steps", 0, "say"), False, (3, 8)),
        (("steps", 1), False, (5, 3)),
        (("steps", 0, "tags", 1), False, (4, 13)),
        (("steps", 9), False, (3, 1)),
        (("steps", 0, "nothing"), False, (3, 3)),
        (("steps", 0, "nothing"), True, (3, 3)),
        (("nothing",), False, (1, 1)),
        (("title", "deeper"), False, (1, 8)),
    ],
)
def test_a_value_or_its_key_has_a_place_and_what_is_not_there_that_of_what_is_around_it(
    path: KeyPath, key: bool, place: tuple[int, int]
) -> None:
    assert tree_of(TREE).locate(path, key=key) == Location("x.yaml", *place)


@pytest.mark.parametrize(
    ("text", "words", "place"),
    [
        ("a: we led, we led\n", 1, (1, 12)),
        ("a: we\n  led\n", 0, (1, 4)),
        ("a: 'it''s we led'\n", 0, (1, 11)),
        ("a: | # we led\n  x\n  we led\n", 0, (3, 3)),
        ("a: >\n  x we\n  led\n", 0, (2, 5)),
        ('a: "we\\tled"\n', 0, (1, 4)),
    ],
)
def test_words_have_a_place_however_yaml_wraps_them(text: str, words: int, place: tuple[int, int]) -> None:
    tree = tree_of(text)
    value = tree.data["a"]
    assert isinstance(value, str)
    start = -1
    for _ in range(words + 1):
        start = value.replace("\n", " ").replace("\t", " ").index("we led", start + 1)
    assert tree.locate_words(("a",), value, (start, start + 6)) == Location("x.yaml", *place)


def test_words_with_a_quote_in_them_are_found_in_quotes_of_the_same_kind() -> None:
    tree = tree_of("a: 'x it''s'\nb: \"x \\\"y\\\"\"\n")
    assert tree.locate_words(("a",), "x it's", (2, 6)) == Location("x.yaml", 1, 7)
    assert tree.locate_words(("b",), 'x "y"', (2, 5)) == Location("x.yaml", 2, 7)


def test_words_of_what_is_no_text_are_where_it_begins() -> None:
    assert tree_of(TREE).locate_words(("steps",), "x", (0, 1)) == Location("x.yaml", 3, 1)
    assert tree_of(TREE).locate_words(("title",), "One", (1, 1)) == Location("x.yaml", 1, 8)


def test_positions_in_the_text_are_those_of_the_values() -> None:
    tree = tree_of(TREE)
    assert TREE[slice(*tree.span(("steps", 0, "tags")))] == "[a, b]"
    assert TREE[tree.offset(("steps", 1)) :].startswith("say: We")
    assert tree.is_flow(("flow",))
    assert not tree.is_flow(("steps", 1))
    with pytest.raises(KeyError):
        tree.offset(("nothing",))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ("error", Code.EMPTY_FILE, 1, 1)),
        ("# x\n", ("error", Code.EMPTY_FILE, 1, 1)),
        ("- x\n", ("error", Code.WRONG_TYPE, 1, 1)),
        ("a: x\na: y\n", ("error", Code.DUPLICATE_KEY, 2, 1)),
        ("a: x\n[b]: y\n", ("error", Code.WRONG_TYPE, 2, 1)),
        ("a: x\nb: &y z\n", ("error", Code.YAML_FEATURE, 2, 4)),
        ("a: !!str x\n", ("error", Code.YAML_FEATURE, 1, 4)),
        ("a: x: y\n", ("error", Code.YAML_SYNTAX, 1, 5)),
        ('a: "\\0"\n', ("error", Code.CONTROL_CHARACTER, 1, 4)),
        ("a: x #5\n", ("warning", Code.TEXT_CUT, 1, 6)),
        ("a: >\n  - x\n  - y\n", ("warning", Code.FOLDED_LIST, 1, 4)),
        ("a: x\n<<<<<<< HEAD\nb: y\n>>>>>>> b\n", ("error", Code.YAML_SYNTAX, 2, 1)),
        ("a: " + "[" * 60 + "]" * 60 + "\n", ("error", Code.TOO_DEEP, 1, 24)),
    ],
)
def test_what_the_format_forbids_or_yaml_would_lose_is_found_at_its_place(
    text: str, found: tuple[str, str, int, int]
) -> None:
    assert found_in(text) == [found]


def test_every_mistake_in_the_syntax_is_found_at_once_at_its_own_place() -> None:
    text = "a: x: y\nb: fine\nc: @z\nc: again\n"
    places = [(code, line, column) for _, code, line, column in found_in(text)]
    assert places == [(Code.YAML_SYNTAX, 1, 5), (Code.YAML_SYNTAX, 3, 4), (Code.DUPLICATE_KEY, 4, 1)]


def test_of_a_file_with_a_merge_conflict_nothing_is_read() -> None:
    tree, _ = read_tree("x.yaml", b"a: x\n<<<<<<< HEAD\nb: y\n=======\nb: z\n>>>>>>> b\n")
    assert tree is None


def test_a_warning_leaves_the_tree_as_it_is() -> None:
    tree, diagnostics = read_tree("x.yaml", b"a: x #5\n")
    assert tree is not None
    assert tree.data == {"a": "x"}
    assert [each.severity for each in diagnostics] == [Severity.WARNING]


def test_a_sound_list_on_a_line_that_is_indented_too_far_is_not_blamed() -> None:
    _, (found,) = read_tree("x.yaml", b"title: x\n  tags: [a, b]\n")
    assert found.location.line == 2
    assert "list" not in found.message
    assert "tags: [a, b]" not in found.hint, "a proposal is never the line as it is"
