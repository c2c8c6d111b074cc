"""Makes of pydantic's JSON Schema of a file format one that an editor and its user understand."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

DRAFT = "https://json-schema.org/draft/2020-12/schema"
NULL = {"type": "null"}

Schema = dict[str, Any]


def published(model: type[BaseModel], *, nulls: bool = False) -> Schema:
    """The schema of a file format, with its definitions under `$defs`.

    Left out are titles, null as a default, and `File` behind the names of models.

    Args:
        model: The model of the whole file.
        nulls: Whether a file may write null; if not, a key is left out instead.
    """
    generated = _plain(model.model_json_schema(), nulls=nulls)
    definitions = generated.get("$defs", {})
    generated["$defs"] = {_short(name): part for name, part in definitions.items()}
    result: Schema = generated
    return result


def _short(name: str) -> str:
    return name.removesuffix("File")


def _plain(part: Any, *, nulls: bool) -> Any:
    """Without what the format does not have: titles, keys of any kind and, if so asked, null."""
    if isinstance(part, list):
        return [_plain(item, nulls=nulls) for item in part]
    if not isinstance(part, dict):
        return part
    kept = {key: value for key, value in part.items() if not _is_noise(key, value)}
    if isinstance(kept.get("properties"), dict):
        kept["properties"] = {k: _plain(v, nulls=nulls) for k, v in kept["properties"].items()}
    plain = {k: v if k == "properties" else _plain(v, nulls=nulls) for k, v in kept.items()}
    if "$ref" in plain:
        plain["$ref"] = _short(plain["$ref"])
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    return plain if nulls else _without_null(plain)


def _is_noise(key: str, value: Any) -> bool:
    return (key == "title" and isinstance(value, str)) or (key == "default" and value is None)


def _without_null(part: Schema) -> Schema:
    choices = part.get("anyOf")
    if not isinstance(choices, list) or NULL not in choices:
        return part
    left = [choice for choice in choices if choice != NULL]
    rest = {key: value for key, value in part.items() if key != "anyOf"}
    return {**left[0], **rest} if len(left) == 1 else {**rest, "anyOf": left}
