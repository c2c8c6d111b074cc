"""The shape of a batch specification, format 1: a base, variants, and what is varied."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import Discriminator, Field, Tag, WithJsonSchema, model_validator

from rollenplanner.domain.catalogue_values import FormatOne
from rollenplanner.domain.text import Text, text
from rollenplanner.files.entry_format import Entry
from rollenplanner.files.plan_format import Figure
from rollenplanner.files.scenario_values import Id, Name, several

#: Cases of a study unless it says otherwise.
MOST_CASES = 1_000
#: More than this nobody looks at.
_MOST_EVER = 100_000

#: Stands in the schema of the models for what `batch_schema` puts there.
OVERLAY_FORMAT = "scenario-overlay"

Change = Annotated[dict[str, Any], WithJsonSchema({"type": "object", "format": OVERLAY_FORMAT})]
"""Content of an overlay, read by the rules of a scenario."""

_Positive = Annotated[Figure, Field(gt=0)]


def _form(value: object) -> str:
    return "#list" if isinstance(value, list) else "#one"


Files = Annotated[
    Annotated[Name, Tag("#one")] | Annotated[list[Name], Field(min_length=1), Tag("#list")],
    Discriminator(_form),
]
"""A file, or several that are laid over each other, the last one on top."""

Absent = Annotated[
    Annotated[Id, Tag("#one")] | Annotated[list[Id], Tag("#list")], Discriminator(_form)
]
"""A person, or people who are absent together; an empty list: nobody."""


def _overlay_form(value: object) -> str:
    return "#change" if isinstance(value, dict) else "#file"


NamedOverlay = Annotated[
    Annotated[Name, Tag("#file")] | Annotated[Change, Tag("#change")],
    Discriminator(_overlay_form),
]
"""A file with an overlay, or its content."""


class BatchSettingsFile(Entry):
    """How every case is solved."""

    time_limit: _Positive = Field(
        default=Decimal(10),
        description="Units of deterministic time per case; seconds if not deterministic.",
        json_schema_extra={"default": 10},
    )
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = Field(
        default=1, description="Seed of the solver."
    )
    workers: Annotated[int, Field(ge=1, le=64)] = Field(
        default=1, description="Parallel searches within one case; 1 if deterministic."
    )
    deterministic: bool = Field(
        default=True, description="The same plans whatever the order or the number of processes."
    )
    timeout: _Positive = Field(
        default=Decimal(1800),
        description="Seconds after which a case is given up.",
        json_schema_extra={"default": 1800},
    )
    fragility: bool = Field(
        default=True, description="Put each plan to the stress test of one absent person."
    )


class VariantFile(Entry):
    """One variant: what it changes in the base."""

    name: Name | None = Field(default=None, description="Name; the id if left out.")
    overlay: Files | None = Field(
        default=None, description="Overlay in a file, or several; paths from this file."
    )
    change: Change | None = Field(
        default=None, description="Overlay written here; lies over those in files."
    )


_KINDS = ("path", "overlays", "absent", "seeds")


class SweepFile(Entry):
    """One axis: something that takes several values."""

    name: Name | None = Field(default=None, description="Name of the axis.")
    path: Name | None = Field(
        default=None, description="Path in the scenario, such as clusters.regie.fte."
    )
    values: Annotated[list[Any], Field(min_length=1)] | None = Field(
        default=None, description="With path: its values."
    )
    from_: Figure | None = Field(
        default=None, alias="from", description="With path: the first number of a range."
    )
    to: Figure | None = Field(default=None, description="The last number of a range, included.")
    step: _Positive | None = Field(default=None, description="The step of a range.")
    overlays: Annotated[dict[Id, NamedOverlay], Field(min_length=1)] | None = Field(
        default=None, description="Overlays by id: files, or written here."
    )
    absent: Annotated[list[Absent], Field(min_length=1)] | None = Field(
        default=None, description="Who is absent all the time: people, or lists of people."
    )
    seeds: (
        Annotated[list[Annotated[int, Field(ge=0, le=2**31 - 1)]], Field(min_length=1)] | None
    ) = Field(default=None, description="Seeds of the solver.")

    @model_validator(mode="after")
    def _one_kind(self) -> SweepFile:
        several(self._refusals())
        return self

    def _refusals(self) -> list[tuple[str, Text]]:
        stated = [key for key in _KINDS if getattr(self, key) is not None]
        if len(stated) != 1:
            message = text("State exactly one of path, overlays, absent and seeds.")
            return [(stated[1] if stated else "", message)]
        span = {"from": self.from_, "to": self.to, "step": self.step}
        given = [key for key, value in span.items() if value is not None]
        if stated != ["path"]:
            message = text("This goes with path only.")
            listed = ["values"] if self.values is not None else []
            return [(key, message) for key in (*listed, *given)]
        if (self.values is None) == (not given) or (given and len(given) < len(span)):
            message = text("With path go either values, or from, to and step together.")
            return [("path", message)]
        if self.from_ is not None and self.to is not None and self.to < self.from_:
            return [("to", text("The range ends before it begins."))]
        return []


class BatchFile(Entry):
    """A batch specification of rollenplanner, format 1."""

    format: FormatOne = Field(description="Version of this file format.")
    id: Id | None = Field(
        default=None, description="Id of the study in the store; the file's name if left out."
    )
    name: Name | None = Field(default=None, description="Name; the file's name if left out.")
    base: Name = Field(description="Scenario that is varied; path from this file.")
    change: Change | None = Field(
        default=None, description="Overlay that lies over the base in every case."
    )
    settings: BatchSettingsFile = Field(
        default_factory=BatchSettingsFile, description="How every case is solved."
    )
    variants: Annotated[dict[Id, VariantFile], Field(min_length=1)] | None = Field(
        default=None, description="Variants by id; the base alone if left out."
    )
    vary: list[SweepFile] = Field(
        default_factory=list, description="What takes several values, in every variant."
    )
    combine: Literal["product", "zip"] = Field(
        default="product",
        description="product: every value with every other one; zip: first with first, and so on.",
    )
    most_cases: Annotated[int, Field(ge=1, le=_MOST_EVER)] = Field(
        default=MOST_CASES, description="More cases than this are refused before anything runs."
    )
