"""The shape of a plan file, format 1 (design section 5): also one that was made by hand."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from rollenplanner.domain.catalogue_values import FormatOne
from rollenplanner.files.entry_format import Entry
from rollenplanner.files.scenario_values import (
    MOST_PERIODS,
    FteOrNone,
    MonthText,
    Name,
    Sentence,
    TermName,
    Unique,
)
from rollenplanner.files.validation import NUMBER_EXPECTED


def _figure(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise PydanticCustomError(NUMBER_EXPECTED, "a number is expected")
    return Decimal(value)


def _form(value: object) -> str:
    return "#list" if isinstance(value, list) else "#one"


Figure = Annotated[Decimal, BeforeValidator(_figure), WithJsonSchema({"type": "number"})]
"""A figure of any number of decimals, exact."""

Shares = Annotated[
    Annotated[FteOrNone, Tag("#one")]
    | Annotated[list[FteOrNone], Field(max_length=MOST_PERIODS), Tag("#list")],
    Discriminator(_form),
]
"""Hundredths of fte: one number for every period, or one per period."""

Cell = Annotated[int, Field(ge=0, le=1)]
"""0 or 1."""

Cells = Annotated[
    Annotated[Cell, Tag("#one")]
    | Annotated[list[Cell], Field(max_length=MOST_PERIODS), Tag("#list")],
    Discriminator(_form),
]
"""Whether backup: once for every period, or per period."""

Backups = Annotated[
    Annotated[dict[Name, Cells], Tag("#one")]
    | Annotated[list[Name], AfterValidator(Unique), Tag("#list")],
    Discriminator(_form),
]
"""Person: cells, or a list of people for every period."""


class ScenarioStampFile(Entry):
    """The scenario that a plan belongs to."""

    name: Name | None = Field(default=None, description="Name of the scenario.")
    sha256: Annotated[str, Field(max_length=64)] | None = Field(
        default=None, description="Of the canonical JSON of the resolved scenario and catalogues."
    )


class SettingsFile(Entry):
    """How a plan was made."""

    seed: int = Field(default=1, description="Seed of the solver.")
    workers: Annotated[int, Field(ge=1)] = Field(default=2, description="Workers of the solver.")
    time_limit: Figure = Field(
        default=Decimal(60),
        description="Seconds, or units of deterministic time.",
        json_schema_extra={"default": 60},
    )
    deterministic: bool = Field(default=False, description="Whether no decision looked at a clock.")
    tuning: dict[Name, Figure] = Field(
        default_factory=dict,
        description="Settings of the search that were not as measured (docs/settings.md).",
    )


class LevelFile(Entry):
    """How good a plan is at one level of the objective."""

    terms: dict[TermName, Figure] = Field(default_factory=dict, description="Each term's value.")
    value: Figure | None = Field(default=None, description="Weighted sum of the terms.")
    bound: Figure | None = Field(default=None, description="No plan is below it; null if unknown.")
    gap: Figure | None = Field(default=None, description="Distance of value to bound, in parts.")
    status: Literal["optimal", "feasible"] | None = Field(
        default=None, description="optimal only if bound and value are equal."
    )
    seconds: Figure | None = Field(default=None, description="Time spent on the level.")


class PlacedFile(Entry):
    """Where a person stands."""

    function: Name = Field(description="Function.")
    cluster: Name = Field(description="Cluster.")


class WorkFile(Entry):
    """Who carries a role or post."""

    holders: dict[Name, Shares] = Field(
        default_factory=dict, description="Person and fte, once or per period."
    )
    backups: Backups = Field(
        default_factory=dict, description="Person and 0 or 1, once or per period; or people."
    )


class PlanFile(Entry):
    """A plan of rollenplanner, format 1."""

    format: FormatOne = Field(description="Version of this file format.")
    scenario: ScenarioStampFile = Field(
        default_factory=ScenarioStampFile, description="The scenario that it belongs to."
    )
    program: dict[str, Sentence] = Field(
        default_factory=dict, description="Programs and their versions."
    )
    settings: SettingsFile | None = Field(default=None, description="How it was made.")
    status: Literal["optimal", "feasible"] | None = Field(
        default=None, description="optimal only if every level is."
    )
    objective: list[LevelFile] = Field(
        default_factory=list, description="One result per level, in order."
    )
    terms: dict[TermName, Figure] = Field(default_factory=dict, description="Value of every term.")
    periods: list[MonthText] | None = Field(
        default=None, description="First month of each period; the scenario's if left out."
    )
    placement: dict[Name, PlacedFile] = Field(
        default_factory=dict, description="Person and place; who is left out stays, if fixed."
    )
    roles: dict[Name, WorkFile] = Field(
        default_factory=dict, description="Roles and posts; nobody carries what is left out."
    )
    findings: list[dict[str, Any]] = Field(default_factory=list, description="Findings.")
