"""A tree of plain text -> a model, or every mistake with its place, in words that an author understands."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from star2anki.diagnostics import Code, Diagnostic, Severity, did_you_mean
from star2anki.yamlfile.model import Spelling
from star2anki.yamlfile.tree import KeyPath, Plain, Tree

Model = TypeVar("Model", bound=BaseModel)

MAX_DIAGNOSTICS = 100
"""The most mistakes per file. A file with more is not a story gone wrong but something else."""


def validate(model: type[Model], tree: Tree) -> tuple[Model | None, list[Diagnostic]]:
    """Check a tree against a model; every mistake becomes a diagnostic with its place."""
    try:
        return model.model_validate(tree.data), []
    except ValidationError as error:
        details = error.errors(include_url=False)
    mistyped = _mistyped(model, tree, details)
    details = [detail for detail in details if detail["type"] != "missing" or detail["loc"] not in mistyped]
    details = [detail for detail in details if not _has_enough_items(detail)]
    return None, [_explain(model, tree, detail) for detail in details[:MAX_DIAGNOSTICS]]


def _has_enough_items(detail: ErrorDetails) -> bool:
    """Tell whether a list is too short only because some of its items are mistakes, each of which is reported."""
    return detail["type"] == "too_short" and len(detail["input"]) >= detail.get("ctx", {}).get("min_length", 1)


def _mistyped(model: type[BaseModel], tree: Tree, details: list[ErrorDetails]) -> set[tuple[int | str, ...]]:
    """Find the keys that are missing only because their names are mistyped."""
    unknown = [detail["loc"] for detail in details if detail["type"] == "extra_forbidden"]
    return {(*loc[:-1], meant) for loc in unknown if (meant := _meant(model, _real_path(tree.data, loc)))}


def _explain(model: type[BaseModel], tree: Tree, detail: ErrorDetails) -> Diagnostic:
    path = _real_path(tree.data, detail["loc"])
    kind = detail["type"]
    explain = _EXPLANATIONS.get(kind, _explain_value)
    code, message, hint = explain(_Mistake(model, path, detail, tree.data))
    place = path[:-1] if kind == "missing" else path
    return Diagnostic(tree.locate(place, key=kind == "extra_forbidden"), Severity.ERROR, code, message, hint)


@dataclass(frozen=True, slots=True)
class _Mistake:
    model: type[BaseModel]
    path: KeyPath
    detail: ErrorDetails
    data: dict[str, Plain]
    """The whole file."""

    @property
    def name(self) -> str:
        return str(self.path[-1]) if self.path else ""

    @property
    def subject(self) -> str:
        """What the mistake is about, in the author's words."""
        if not self.path:
            return "the file"
        return "this item" if isinstance(self.path[-1], int) else f'"{self.name}"'


_Explanation = tuple[Code, str, str]
"""Code, message and hint."""


def _explain_unknown_key(mistake: _Mistake) -> _Explanation:
    return Code.UNKNOWN_KEY, f'unknown key "{mistake.name}"', _hint_for_unknown(mistake.model, mistake.path)


def _explain_missing_key(mistake: _Mistake) -> _Explanation:
    spelling = _spelling_of(mistake.model, mistake.path)
    value = spelling.example(mistake.data) if spelling else "..."
    return Code.MISSING_KEY, f'the key "{mistake.name}" is missing', f"add a line `{mistake.name}: {value}`"


def _explain_empty(mistake: _Mistake) -> _Explanation:
    required = _is_required(mistake.model, mistake.path)
    return Code.EMPTY_TEXT, f"{mistake.subject} is empty", f"write the text{'' if required else ', or remove the key'}"


def _explain_no_text(mistake: _Mistake) -> _Explanation:
    found = _not_what_it_is(mistake.detail["input"])
    hint = "if it is one piece of text, put quotes around it"
    if proposal := _as_one_text(mistake.detail["input"]):
        hint += f":\n{proposal}"
    return Code.WRONG_TYPE, f"{mistake.subject} must be text{found}", hint


def _explain_no_list(mistake: _Mistake) -> _Explanation:
    found = _not_what_it_is(mistake.detail["input"])
    hint = "write one item per line, each after a dash; or remove the key"
    return Code.WRONG_TYPE, f"{mistake.subject} must be a list{found}", hint


def _explain_no_mapping(mistake: _Mistake) -> _Explanation:
    found = _not_what_it_is(mistake.detail["input"])
    hint = "write `key: value` lines below it, indented"
    return Code.WRONG_TYPE, f"{mistake.subject} must hold `key: value` lines{found}", hint


def _explain_empty_list(mistake: _Mistake) -> _Explanation:
    return Code.EMPTY_TEXT, f"{mistake.subject} is an empty list", "write at least one item, or remove the key"


def _explain_long_list(mistake: _Mistake) -> _Explanation:
    most = mistake.detail["ctx"]["max_length"]
    return Code.BAD_VALUE, f"{mistake.subject} has more than {most} items", f"keep the {most} that matter most"


def _explain_number(mistake: _Mistake) -> _Explanation:
    if mistake.detail["type"].startswith("int"):
        return Code.BAD_VALUE, f"{mistake.subject} must be a whole number", "write only digits, such as 10"
    return Code.BAD_VALUE, f"{mistake.subject} must be a number", "write it with a decimal point, such as 0.9"


def _explain_pattern(mistake: _Mistake) -> _Explanation:
    spelling = _spelling_of(mistake.model, mistake.path)
    if spelling is None:
        raise TypeError(f"the field {mistake.name} has a pattern but does not say how it is spelled")
    hint = spelling.hint(str(mistake.detail["input"]), mistake.path, mistake.data)
    return Code.BAD_VALUE, spelling.message, hint


def _explain_lack(mistake: _Mistake) -> _Explanation:
    """Explain that a block lacks a key, although one of several would do."""
    hint = str(mistake.detail.get("ctx", {}).get("hint", ""))
    return Code.MISSING_KEY, f"{mistake.subject} {mistake.detail['msg']}", hint


def _explain_value(mistake: _Mistake) -> _Explanation:
    context = mistake.detail.get("ctx", {})
    if "hint" in context:
        return Code.BAD_VALUE, f"{mistake.subject} {mistake.detail['msg']}", str(context["hint"])
    if "max_length" in context:
        return Code.BAD_VALUE, f"{mistake.subject} is too long", f"use at most {context['max_length']} characters"
    if "expected" in context:
        return Code.BAD_VALUE, f"{mistake.subject} has an unknown value", f"use {context['expected']}"
    if "ge" in context or "le" in context:
        bound = f"at least {context['ge']}" if "ge" in context else f"at most {context['le']}"
        return Code.BAD_VALUE, f"{mistake.subject} is out of range", f"use {bound}"
    reason = mistake.detail["msg"].replace("Input should be", "it should be")
    return Code.BAD_VALUE, f"{mistake.subject} has a wrong value", reason


_EXPLANATIONS: dict[str, Callable[[_Mistake], _Explanation]] = {
    "extra_forbidden": _explain_unknown_key,
    "missing": _explain_missing_key,
    "no_answer": _explain_lack,
    "no_reflection": _explain_lack,
    "string_too_short": _explain_empty,
    "string_type": _explain_no_text,
    "tuple_type": _explain_no_list,
    "model_type": _explain_no_mapping,
    "dict_type": _explain_no_mapping,
    "string_pattern_mismatch": _explain_pattern,
    "too_short": _explain_empty_list,
    "too_long": _explain_long_list,
    "int_parsing": _explain_number,
    "int_parsing_size": _explain_number,
    "int_type": _explain_number,
    "float_parsing": _explain_number,
    "float_type": _explain_number,
}
"""The explanations, by pydantic's name for the error."""


def _real_path(data: Plain, loc: tuple[int | str, ...]) -> KeyPath:
    """Drop the steps that pydantic adds for its own use, such as the name of a union's member."""
    path: list[int | str] = []
    node: Any = data
    for number, step in enumerate(loc):
        last = number == len(loc) - 1
        if isinstance(node, dict) and (step in node or last):
            node = node.get(step)
        elif isinstance(node, list) and isinstance(step, int) and step < len(node):
            node = node[step]
        else:
            continue
        path.append(step)
    return tuple(path)


def _hint_for_unknown(model: type[BaseModel], path: KeyPath) -> str:
    known = _known(model, path)
    name = str(path[-1])
    meant = _meant(model, path)
    if meant and name.startswith(f"{meant}:"):
        return f'put a space after the colon of "{meant}:", and quotes around the text that follows'
    if meant:
        return f'did you mean "{meant}"?'
    if " " in name:
        return "if this is text with a colon in it, put quotes around all of it"
    return f"known keys: {', '.join(known)}"


def _is_required(model: type[BaseModel], path: KeyPath) -> bool:
    owner = _model_at(model, path[:-1])
    field = owner.model_fields.get(str(path[-1])) if owner is not None else None
    return field is not None and field.is_required()


def _known(model: type[BaseModel], path: KeyPath) -> list[str]:
    owner = _model_at(model, path[:-1])
    return list(owner.model_fields) if owner is not None else []


def _meant(model: type[BaseModel], path: KeyPath) -> str | None:
    """Find the key that an unknown one stands for: one with a similar spelling, or with no space after it."""
    name, known = str(path[-1]), _known(model, path)
    begins = name.partition(":")[0]
    return begins if begins in known else did_you_mean(name.replace("-", "_").replace(" ", "_"), known)


def _as_one_text(found: object) -> str | None:
    """Rewrite text that YAML took for a key with a value, so that it stays text."""
    if not isinstance(found, dict) or len(found) != 1:
        return None
    ((key, value),) = found.items()
    if not isinstance(value, str) or "\n" in value:
        return None
    return "'" + f"{key}: {value}".strip().replace("'", "''") + "'"


def _model_at(model: type[BaseModel], path: KeyPath) -> type[BaseModel] | None:
    """Follow the keys of a path through the models' annotations."""
    current: type[BaseModel] | None = model
    for step in path:
        if isinstance(step, int) or current is None:
            continue
        field = current.model_fields.get(step)
        current = _block_in(field.annotation) if field else None
    return current


def _spelling_of(model: type[BaseModel], path: KeyPath) -> Spelling | None:
    owner = _model_at(model, path[:-1])
    field = owner.model_fields.get(str(path[-1])) if owner is not None else None
    return next(_spellings_in((*field.metadata, field.annotation)), None) if field else None


def _spellings_in(annotations: Iterable[Any]) -> Iterator[Spelling]:
    for annotation in annotations:
        if isinstance(annotation, Spelling):
            yield annotation
        yield from _spellings_in((*get_args(annotation), *getattr(annotation, "__metadata__", ())))


def _block_in(annotation: Any) -> type[BaseModel] | None:  # noqa: ANN401 - annotations have no common type
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((block for part in get_args(annotation) if (block := _block_in(part)) is not None), None)


def _not_what_it_is(value: object) -> str:
    """Say what an author wrote in place of what is wanted, to go after "must be a list"."""
    if isinstance(value, dict):
        return ", not `key: value` lines"
    if isinstance(value, list):
        return ", not a list"
    return ", not text" if value else ", but it is empty"
