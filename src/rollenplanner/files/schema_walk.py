"""Looks things up in a JSON Schema that pydantic generated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rollenplanner.files.nodes import Loc, Step

Schema = Mapping[str, Any]


def allowed_keys(schema: Schema, loc: Loc) -> list[str]:
    """The keys that are known at a location, over all forms that are allowed there."""
    found: dict[str, None] = {}
    for part in _parts_at(schema, loc):
        found.update(dict.fromkeys(part.get("properties", {})))
    return list(found)


def _parts_at(schema: Schema, loc: Loc) -> list[Schema]:
    parts = list(_forms(schema, schema))
    for step in loc:
        parts = [
            form
            for part in parts
            for deeper in _step(part, step)
            for form in _forms(schema, deeper)
        ]
    return parts


def _forms(root: Schema, part: Schema) -> Iterator[Schema]:
    """The part itself or, where it refers to others or offers a choice, those."""
    if "$ref" in part:
        yield from _forms(root, root["$defs"][part["$ref"].rpartition("/")[2]])
        return
    choices = [*part.get("anyOf", ()), *part.get("oneOf", ()), *part.get("allOf", ())]
    if not choices:
        yield part
    for choice in choices:
        yield from _forms(root, choice)


def _step(part: Schema, step: Step) -> Iterator[Schema]:
    if isinstance(step, int):
        if isinstance(part.get("items"), Mapping):
            yield part["items"]
    elif step in part.get("properties", {}):
        yield part["properties"][step]
    else:
        yield from part.get("patternProperties", {}).values()
        if isinstance(part.get("additionalProperties"), Mapping):
            yield part["additionalProperties"]
