"""The JSON Schema of scenario format 1, for editors and for whoever writes scenarios by program.

Generated from the models of `scenario_format`. A file with `extends` may leave everything out and
may write `~` to remove a key; any other file is held to the whole format.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from rollenplanner.files.overlays import APPENDING
from rollenplanner.files.scenario_format import ScenarioFile
from rollenplanner.files.schema_making import DRAFT, NULL, Schema, published

_OVERLAY = "Overlay"
_CHOICES = ("anyOf", "oneOf")


@cache
def scenario_schema() -> Schema:
    """JSON Schema of a scenario file, overlays included."""
    generated = published(ScenarioFile)
    definitions: dict[str, Schema] = generated.pop("$defs")
    definitions["Scenario"] = generated
    overlays = {f"{name}{_OVERLAY}": _overlay(part) for name, part in definitions.items()}
    _add_appending(overlays[f"Scenario{_OVERLAY}"])
    return {
        "$schema": DRAFT,
        "title": "rollenplanner scenario, format 1",
        "description": ScenarioFile.__doc__,
        "type": "object",
        "if": {"required": ["extends"]},
        "then": {"$ref": f"#/$defs/Scenario{_OVERLAY}"},
        "else": {"$ref": "#/$defs/Scenario"},
        "$defs": dict(sorted({**definitions, **overlays}.items())),
    }


def _overlay(part: Schema) -> Schema:
    """The same part in a file that extends another: nothing required, `~` allowed per key."""
    changed = {key: _in_overlay(key, value) for key, value in part.items() if key != "required"}
    for keys in ("properties", "patternProperties"):
        if isinstance(changed.get(keys), dict):
            changed[keys] = {key: _or_null(value) for key, value in changed[keys].items()}
    if isinstance(changed.get("additionalProperties"), dict):
        changed["additionalProperties"] = _or_null(changed["additionalProperties"])
    return changed


def _in_overlay(key: str, value: Any) -> Any:
    if key in {"properties", "patternProperties"}:
        return {name: _overlay(each) for name, each in value.items()}
    if key == "additionalProperties" and isinstance(value, Mapping):
        return _overlay(dict(value))
    if key in _CHOICES:
        return [_overlay(choice) for choice in value]
    # A list replaces, so its items are complete.
    return f"{value}{_OVERLAY}" if key == "$ref" else value


def _or_null(part: Schema) -> Schema:
    described = {key: part[key] for key in ("description",) if key in part}
    bare = {key: value for key, value in part.items() if key not in {"description", "default"}}
    return {**described, "anyOf": [bare, NULL]}


def _add_appending(overlay: Schema) -> None:
    for key in APPENDING:
        name = key.removesuffix("+")
        bare = overlay["properties"][name]["anyOf"][0]
        overlay["properties"][key] = {**bare, "description": f"Added to {name}."}
