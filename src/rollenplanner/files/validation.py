"""Turns what pydantic refuses into problems that a planner can act on.

Each problem gets the place of the value in the file where it stands, and a sentence of our own in
place of pydantic's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from rollenplanner.domain.catalogue_values import REFUSED
from rollenplanner.domain.errors import Problem
from rollenplanner.domain.text import Text, text, text_n
from rollenplanner.files.nearest import Nearest
from rollenplanner.files.nodes import (
    ListNode,
    Loc,
    MapNode,
    Node,
    ScalarNode,
    Step,
    find,
    locate,
    problem_at,
    shown_value,
)
from rollenplanner.files.scalars import number_advice, quotes_advice, truth_advice
from rollenplanner.files.schema_walk import allowed_keys

#: Steps that pydantic adds to a location for a branch of a union start with this sign here.
BRANCH = "#"
#: Type of the errors that say a number is expected.
NUMBER_EXPECTED = "rollenplanner_number"
#: Type of the errors that carry several refusals of one mapping: ctx["refusals"], (key, Text) each.
SEVERAL_REFUSED = "rollenplanner_several"

_KEY_MARK = "[key]"

Details = Mapping[str, Any]


def problems_from(
    error: ValidationError, node: Node, schema: Mapping[str, Any], nearest: Nearest | None = None
) -> list[Problem]:
    """All problems of a pydantic error, in the order of the file.

    Args:
        error: What pydantic found.
        node: The root of the content that was validated.
        schema: JSON Schema of the model, to name the keys that are known at a place.
        nearest: Suggests names; give one to share its bound on the work.
    """
    translator = _Translator(node, schema, nearest or Nearest())
    found = error.errors(include_url=False, include_input=False)
    return sorted(problem for details in found for problem in translator.problems(details))


class _Translator:
    """Makes problems from the details of pydantic errors, for one file."""

    def __init__(self, node: Node, schema: Mapping[str, Any], nearest: Nearest) -> None:
        self._node = node
        self._schema = schema
        self._nearest = nearest

    def problems(self, details: Details) -> Iterator[Problem]:
        """One problem for most errors, several where a mapping was refused for several reasons."""
        kind: str = details["type"]
        loc, is_key = _clean(details["loc"])
        if kind == SEVERAL_REFUSED:
            for key, message in details["ctx"]["refusals"]:
                yield self._at([*loc, key] if key else loc, message)
            return
        if kind == "missing":
            yield self._at(loc, text('The key "{key}" is missing.', key=shown_value(loc[-1])))
            return
        if kind == "extra_forbidden":
            yield self._at(loc, self._unknown_key(loc), key=True)
            return
        target = find(self._node, loc)
        message = self._key_text(details, loc) if is_key else _value_text(details, loc, target)
        yield self._at(loc, message, key=is_key)

    def _at(self, loc: Loc, message: Text, *, key: bool = False) -> Problem:
        exists = find(self._node, loc) is not None
        return problem_at(locate(self._node, loc, key=key or not exists), loc, message)

    def _unknown_key(self, loc: Loc) -> Text:
        key = str(loc[-1])
        message = text('Unknown key "{key}".', key=shown_value(key))
        known = allowed_keys(self._schema, loc[:-1])
        near = self._nearest.name(key, known)
        if near is None and 0 < len(known) <= 12:
            return text("{sentence} Known here: {keys}.", sentence=message, keys=tuple(known))
        return self._nearest.hint(message, key, known)

    def _key_text(self, details: Details, loc: Loc) -> Text:
        if details["type"] == REFUSED:
            return _refused_text(details)
        return text(
            'The key "{key}" is no id: only letters, digits, dots, underscores and hyphens, '
            "and a letter or digit first.",
            key=shown_value(loc[-1]),
        )


def _clean(loc: tuple[Step, ...]) -> tuple[list[Step], bool]:
    """The location without the noise of unions, and whether it is a key that is wrong."""
    is_key = bool(loc) and loc[-1] == _KEY_MARK
    steps = loc[:-1] if is_key else loc
    return [s for s in steps if not (isinstance(s, str) and s.startswith(BRANCH))], is_key


def _refused_text(details: Details) -> Text:
    message = details["ctx"]["text"]
    if not isinstance(message, Text):
        raise TypeError("a refusal carries a Text")
    return message


def _value_text(details: Details, loc: Loc, node: Node | None) -> Text:
    kind: str = details["type"]
    if kind == REFUSED:
        return _refused_text(details)
    if kind in _EXPECTED:
        return _expected_text(kind, loc, node)
    if kind in _BOUNDS:
        template, key = _BOUNDS[kind]
        return template(details["ctx"][key])
    if kind in {"literal_error", "enum"}:
        return _choice_text(str(details["ctx"]["expected"]), loc, node)
    if kind in _FIXED:
        return _FIXED[kind]
    return text("This value is not allowed here.")


def _choice_text(expected: str, loc: Loc, node: Node | None) -> Text:
    choices = tuple(part.strip("' ") for part in expected.replace(" or ", ",").split(",") if part)
    if len(choices) == 1:
        return _with_found(text("Expected {choice}.", choice=choices[0]), loc, node)
    near = Nearest().name(node.text, choices) if isinstance(node, ScalarNode) else None
    message = text("Expected one of: {choices}.", choices=choices)
    if near is not None:
        message = text('{sentence} Did you mean "{nearest}"?', sentence=message, nearest=near)
    return _with_found(message, loc, node)


def _expected_text(kind: str, loc: Loc, node: Node | None) -> Text:
    message = text("Expected {what}.", what=_EXPECTED[kind])
    advice = _advice(kind, node)
    if advice is not None:
        found = shown_value(node.text) if isinstance(node, ScalarNode) else ""
        return text(
            'Expected {what}, found "{found}": {advice}.',
            what=_EXPECTED[kind],
            found=found,
            advice=advice,
        )
    return _with_found(message, loc, node)


def _advice(kind: str, node: Node | None) -> Text | None:
    if not isinstance(node, ScalarNode):
        return None
    if kind == "bool_type":
        return truth_advice(node)
    if kind == "string_type":
        return quotes_advice(node)
    return number_advice(node) if kind in _NUMBERS else None


def _with_found(message: Text, loc: Loc, node: Node | None) -> Text:
    """The sentence with what stands there; never free text about a person, who stays private."""
    if node is None:
        return message
    if isinstance(node, ScalarNode) and isinstance(node.value, str) and loc[:1] == ["staff"]:
        return message
    return text("{sentence} Found: {found}.", sentence=message, found=_found(node))


def _found(node: Node) -> Text | str:
    if isinstance(node, ListNode):
        return text("a list")
    if isinstance(node, MapNode):
        return text("keys with values")
    if node.value is None:
        return text("nothing")
    return f'"{shown_value(node.text)}"'


_WHOLE_NUMBER = text("a whole number")
_NUMBER = text("a number")
_LIST = text("a list")
_KEYS = text("keys with values")

_EXPECTED: dict[str, Text] = {
    "bool_type": text("true or false"),
    "string_type": text("text"),
    "int_type": _WHOLE_NUMBER,
    "int_from_float": _WHOLE_NUMBER,
    NUMBER_EXPECTED: _NUMBER,
    "decimal_type": _NUMBER,
    "float_type": _NUMBER,
    "is_instance_of": _NUMBER,
    "list_type": _LIST,
    "tuple_type": _LIST,
    "set_type": _LIST,
    "frozen_set_type": _LIST,
    "dict_type": _KEYS,
    "mapping_type": _KEYS,
    "model_type": _KEYS,
    "model_attributes_type": _KEYS,
    "dataclass_type": _KEYS,
}
_NUMBERS = frozenset({"int_type", "int_from_float", NUMBER_EXPECTED, "decimal_type", "float_type"})

_FIXED: dict[str, Text] = {
    "string_pattern_mismatch": text(
        "This is no id: only letters, digits, dots, underscores and hyphens, and a letter or "
        "digit first."
    ),
    "string_too_short": text("This text may not be empty."),
}


def _at_least(bound: object) -> Text:
    return text("Expected {bound} or more.", bound=bound)


def _at_most(bound: object) -> Text:
    return text("Expected {bound} or less.", bound=bound)


def _above(bound: object) -> Text:
    return text("Expected more than {bound}.", bound=bound)


def _below(bound: object) -> Text:
    return text("Expected less than {bound}.", bound=bound)


def _longer(bound: object) -> Text:
    return text_n("At least {n} entry is needed.", "At least {n} entries are needed.", _int(bound))


def _shorter(bound: object) -> Text:
    return text_n("At most {n} entry is allowed.", "At most {n} entries are allowed.", _int(bound))


def _short_text(bound: object) -> Text:
    return text("This text may have at most {bound} characters.", bound=bound)


def _int(bound: object) -> int:
    return int(str(bound))


_BOUNDS: dict[str, tuple[Callable[[object], Text], str]] = {
    "greater_than": (_above, "gt"),
    "greater_than_equal": (_at_least, "ge"),
    "less_than": (_below, "lt"),
    "less_than_equal": (_at_most, "le"),
    "too_short": (_longer, "min_length"),
    "too_long": (_shorter, "max_length"),
    "string_too_long": (_short_text, "max_length"),
}
