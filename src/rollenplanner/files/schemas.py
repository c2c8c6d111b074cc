"""The JSON Schemas of the file formats: printed by `rollenplanner schema`, published in docs/."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from rollenplanner.files.batch_schema import batch_schema
from rollenplanner.files.catalogue_files import catalogue_schema
from rollenplanner.files.plan_format import PlanFile
from rollenplanner.files.scenario_schema import scenario_schema
from rollenplanner.files.schema_making import DRAFT, Schema, published


def plan_schema() -> Schema:
    """JSON Schema of a plan file, also one made by hand."""
    return {
        "$schema": DRAFT,
        **published(PlanFile, nulls=True),
        "title": "rollenplanner plan, format 1",
    }


_MAKERS: Mapping[str, Callable[[], Schema]] = MappingProxyType(
    {
        "scenario": scenario_schema,
        "plan": plan_schema,
        "catalogue": catalogue_schema,
        "batch": batch_schema,
    }
)
#: Kind of file -> where its schema is published, from the root of the project.
PUBLISHED: Mapping[str, str] = MappingProxyType(
    {kind: f"docs/schema/{kind}-1.schema.json" for kind in _MAKERS}
)


def schema_of(kind: str) -> Schema:
    """The schema of a kind of file.

    Raises:
        KeyError: The kind is none of `PUBLISHED`.
    """
    return _MAKERS[kind]()
