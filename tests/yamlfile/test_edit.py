"""An `id:` is written into a file, and every other letter stays."""

import pytest

from star2anki.yamlfile.edit import with_id
from star2anki.yamlfile.tree import Tree, read_tree


def tree_of(text: str) -> Tree:
    tree, problems = read_tree("x.yaml", text.encode("utf-8"))
    assert tree is not None
    assert problems == []
    return tree


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  - question: Why?\n", "a:\n  - id: new\n    question: Why?\n"),
        ("a:\r\n- question: Why?\r\n", "a:\r\n- id: new\r\n  question: Why?\r\n"),
        ("a: [{question: Why?}]\n", "a: [{id: new, question: Why?}]\n"),
        ("a:\n  - id: old  # mine\n    question: Why?\n", "a:\n  - id: new  # mine\n    question: Why?\n"),
    ],
)
def test_a_mapping_gets_the_id_as_its_first_line_or_in_place_of_the_old_one(before: str, after: str) -> None:
    assert with_id(tree_of(before), ("a", 0), "new") == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a:\n  - Why? # so\n  - How?\n", 'a:\n  - id: new\n    question: "Why?" # so\n  - How?\n'),
        ("a:\n- 'It''s why?'\n- How?\n", 'a:\n- id: new\n  question: "It\'s why?"\n- How?\n'),
        ("a: [Why?, How?]\n", 'a: [{id: new, question: "Why?"}, How?]\n'),
        (
            "a:\n  - >\n    Why, and\n    why not?\n  - How?\n",
            'a:\n  - id: new\n    question: "Why, and why not?"\n  - How?\n',
        ),
        ("a:\n  - Why, and\n    why not?\n", 'a:\n  - id: new\n    question: "Why, and why not?"\n'),
        ('a:\n  - "Why\\n  not?"\n', 'a:\n  - id: new\n    question: "Why\\n  not?"\n'),
    ],
)
def test_a_plain_text_becomes_a_block_with_the_id_and_the_text(before: str, after: str) -> None:
    changed = with_id(tree_of(before), ("a", 0), "new", lifted_to="question")
    assert changed == after
    items = tree_of(changed).data["a"]
    assert items[0] == {"id": "new", "question": tree_of(before).value(("a", 0)).strip()}  # type: ignore[union-attr, index]


def test_a_value_that_is_not_there_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        tree_of("a: [b]\n").value(("a", 1))
    with pytest.raises(KeyError):
        tree_of("a: [b]\n").value(("a", 0, "c"))
