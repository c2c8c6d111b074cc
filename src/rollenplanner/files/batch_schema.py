"""The JSON Schema of a batch specification; what it changes is held to the schema of an overlay."""

from __future__ import annotations

from functools import cache
from typing import Any

from rollenplanner.files.batch_format import OVERLAY_FORMAT, BatchFile
from rollenplanner.files.scenario_schema import scenario_schema
from rollenplanner.files.schema_making import DRAFT, Schema, published


@cache
def batch_schema() -> Schema:
    """JSON Schema of a batch specification."""
    generated: Schema = _with_overlays(published(BatchFile))
    definitions: dict[str, Schema] = generated.pop("$defs")
    overlays = {
        name: part
        for name, part in scenario_schema()["$defs"].items()
        if name in _reachable("ScenarioOverlay")
    }
    return {
        "$schema": DRAFT,
        **generated,
        "title": "rollenplanner batch specification, format 1",
        "$defs": dict(sorted({**definitions, **overlays}.items())),
    }


def _with_overlays(part: Any) -> Any:
    """The same, with the schema of an overlay wherever one stands."""
    if isinstance(part, list):
        return [_with_overlays(each) for each in part]
    if not isinstance(part, dict):
        return part
    if part.get("format") == OVERLAY_FORMAT:
        rest = {key: value for key, value in part.items() if key not in ("type", "format")}
        return {**rest, "$ref": "#/$defs/ScenarioOverlay"}
    return {key: _with_overlays(value) for key, value in part.items()}


def _reachable(name: str) -> set[str]:
    """A definition of the scenario's schema, and all that it refers to."""
    definitions = scenario_schema()["$defs"]
    found: set[str] = set()
    waiting = [name]
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting += _referred(definitions[here])
    return found


def _referred(part: object) -> list[str]:
    if isinstance(part, list):
        return [name for each in part for name in _referred(each)]
    if not isinstance(part, dict):
        return []
    named = part.get("$ref")
    here = [named.rpartition("/")[2]] if isinstance(named, str) else []
    return here + [name for each in part.values() for name in _referred(each)]
