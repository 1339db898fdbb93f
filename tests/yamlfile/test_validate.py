"""A tree that a model refuses: each mistake is one diagnostic, at its place, with what to write instead."""

from typing import Annotated, Literal

import pytest
from pydantic import Field, StringConstraints

from star2anki.diagnostics import Code, Diagnostic, Location
from star2anki.yamlfile.model import Line, Spelling, StrictModel, Text
from star2anki.yamlfile.tree import read_tree
from star2anki.yamlfile.validate import MAX_DIAGNOSTICS, validate

Short = Annotated[
    str,
    StringConstraints(pattern="^[a-z]+$"),
    Spelling("it has small letters", lambda written, *_: f"write {written.lower()}", lambda data: f"x{len(data)}"),
]


class Inner(StrictModel):
    """A block of a file."""

    text: Text
    """What it says."""
    note: Line | None = None
    """More of it."""


class Outer(StrictModel):
    """A file."""

    name: Short
    """What it is called."""
    inner: Inner | None = None
    """A block."""
    items: Annotated[tuple[Inner, ...], Field(min_length=1)] | None = None
    """Several blocks."""
    kind: Literal["big", "small"] = "big"
    """Which kind it is."""
    count: Annotated[int, Field(ge=1, le=9)] = 1
    """How many there are."""
    share: Annotated[float, Field(le=1)] = 1
    """Which part of them."""
    code: Annotated[str, StringConstraints(max_length=3)] = ""
    """Some letters."""


def mistakes(text: str) -> list[Diagnostic]:
    tree, diagnostics = read_tree("x.yaml", text.encode())
    assert tree is not None
    assert diagnostics == []
    outer, found = validate(Outer, tree)
    assert outer is None
    return found


def mistake(text: str) -> Diagnostic:
    (found,) = mistakes(text)
    return found


def test_a_sound_tree_becomes_a_model() -> None:
    tree, _ = read_tree("x.yaml", b"name: owl\nitems:\n- text: Who?\ncount: 3\n")
    assert tree is not None
    assert validate(Outer, tree) == (Outer(name="owl", items=(Inner(text="Who?"),), count=3), [])


@pytest.mark.parametrize(
    ("line", "code", "place", "words"),
    [
        ("kind: middle", Code.BAD_VALUE, (2, 7), ("kind", "'big' or 'small'")),
        ("count: 10", Code.BAD_VALUE, (2, 8), ("count", "at most 9")),
        ("count: 0", Code.BAD_VALUE, (2, 8), ("count", "at least 1")),
        ("count: ten", Code.BAD_VALUE, (2, 8), ("count", "whole number", "10")),
        ("count: [1]", Code.BAD_VALUE, (2, 8), ("count", "whole number")),
        ("share: half", Code.BAD_VALUE, (2, 8), ("share", "a number", "0.9")),
        ("code: abcd", Code.BAD_VALUE, (2, 7), ("code", "too long", "3")),
        ("inner: x", Code.WRONG_TYPE, (2, 8), ("inner", "not text", "key: value")),
        ("inner: [x]", Code.WRONG_TYPE, (2, 8), ("inner", "a list")),
        ("inner:", Code.WRONG_TYPE, (2, 7), ("inner", "empty")),
        ("items: x", Code.WRONG_TYPE, (2, 8), ("items", "not text", "dash")),
        ("items: []", Code.EMPTY_TEXT, (2, 8), ("items", "empty list")),
        ("items: [x]", Code.WRONG_TYPE, (2, 9), ("item", "`key: value` lines")),
        ("inner: {text: ''}", Code.EMPTY_TEXT, (2, 15), ("text", "empty")),
        ("inner: {text: [[x]]}", Code.WRONG_TYPE, (2, 15), ("text", "a list", "quotes")),
        ("inner: {text: {so: it was}}", Code.WRONG_TYPE, (2, 15), ("not `key: value` lines", "'so: it was'")),
        ("inner: {}", Code.MISSING_KEY, (2, 8), ("text", "`text: ...`")),
        ("inner: {text: x, note: ''}", Code.EMPTY_TEXT, (2, 24), ("note", "remove")),
        ("knid: big", Code.UNKNOWN_KEY, (2, 1), ("knid", '"kind"')),
        ("what is this: x", Code.UNKNOWN_KEY, (2, 1), ("what is this", "quotes around all of it")),
        ("zzz: x", Code.UNKNOWN_KEY, (2, 1), ("zzz", "name, inner, items, kind, count, share, code")),
        ("inner: {text: x, zzz: y}", Code.UNKNOWN_KEY, (2, 18), ("zzz", "text, note")),
        ("kind:big: x", Code.UNKNOWN_KEY, (2, 1), ("space", '"kind:"')),
    ],
)
def test_each_kind_of_mistake_is_explained_at_its_place(
    line: str, code: Code, place: tuple[int, int], words: tuple[str, ...]
) -> None:
    found = mistake(f"name: owl\n{line}\n")
    assert (found.code, found.location) == (code, Location("x.yaml", *place))
    assert [word for word in words if word not in f"{found.message}\n{found.hint}"] == []


def test_only_a_text_that_need_not_be_there_may_be_removed() -> None:
    assert "remove" in mistake("name: owl\ninner: {text: x, note: ''}\n").hint
    assert "remove" not in mistake("name: owl\ninner: {text: ''}\n").hint


def test_a_pattern_is_explained_by_its_field() -> None:
    found = mistake("name: OWL\n")
    assert (found.code, found.message, found.hint) == (Code.BAD_VALUE, "it has small letters", "write owl")


def test_a_missing_key_is_shown_as_it_could_be_written_and_one_that_is_mistyped_is_not_missing() -> None:
    assert "`name: x1`" in mistake("kind: big\n").hint
    found = mistake("nmae: owl\n")
    assert (found.code, '"name"' in found.hint) == (Code.UNKNOWN_KEY, True)


def test_all_mistakes_are_found_at_once_and_of_too_many_the_first() -> None:
    assert [each.location.line for each in mistakes("name: OWL\nkind: x\ncount: x\n")] == [1, 2, 3]
    items = "- {text: ''}\n" * (MAX_DIAGNOSTICS + 1)
    assert len(mistakes(f"name: owl\nitems:\n{items}")) == MAX_DIAGNOSTICS
