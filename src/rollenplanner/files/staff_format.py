"""The shape of the section `staff` of a scenario file (design section 3)."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Discriminator, Field, Tag

from rollenplanner.domain.catalogue_values import AskedLevel, ScaleLabel
from rollenplanner.domain.text import Text, text
from rollenplanner.files.entry_format import Entry, Spanned
from rollenplanner.files.scenario_values import (
    CatalogueKey,
    Count,
    Effort,
    Fte,
    FteOrNone,
    Grade,
    Id,
    MonthText,
    Name,
    Ref,
    Refs,
    Unique,
    Weight,
)


def _recorded(value: object) -> str:
    return "#list" if isinstance(value, list) else "#one"


Recorded = Annotated[
    Annotated[AskedLevel, Tag("#one")]
    | Annotated[
        list[AskedLevel], Field(min_length=1, max_length=5), AfterValidator(Unique), Tag("#list")
    ],
    Discriminator(_recorded),
]


class HeldFile(Entry):
    """A role that a person holds at present."""

    fte: Fte = Field(description="Fte that the person spends on it.")
    since: MonthText | None = Field(default=None, description="First month, as YYYY-MM.")


class WishesFile(Entry):
    """What a person would like, and would rather not."""

    roles: dict[Ref, Weight] = Field(
        default_factory=dict, description="Role, module or post and a whole weight -1000..1000."
    )
    clusters: dict[Id, Weight] = Field(
        default_factory=dict, description="Cluster and a whole weight -1000..1000."
    )


class AvailableFile(Spanned):
    """A while in which a person has less time."""

    fte: FteOrNone = Field(description="Fte that is left; 0 means absent.")


class PersonFile(Spanned):
    """Someone on the staff, or a vacancy."""

    name: Name | None = Field(default=None, description="Private; shown only with --names.")
    fte: Fte = Field(description="Contract in fte; may stand for a pool, up to 99.")
    scale: ScaleLabel | None = Field(
        default=None, description="Salary scale; that of the present function if left out."
    )
    function: Id | None = Field(default=None, description="Present function.")
    cluster: Id | None = Field(default=None, description="Present cluster.")
    competences: dict[CatalogueKey, Recorded] = Field(
        default_factory=dict, description="Recorded levels: one, a list, or any."
    )
    expertise: dict[Id, Grade] = Field(
        default_factory=dict, description="Recorded expertise: 1 learning, 2 independent, 3 expert."
    )
    roles: dict[Ref, HeldFile] = Field(default_factory=dict, description="Roles held at present.")
    backups: Refs = Field(default_factory=list, description="Roles backed up at present.")
    effort: dict[Ref, Effort] = Field(
        default_factory=dict,
        description="Part of the role's fte that this person needs; 1 is normal.",
    )
    wishes: WishesFile = Field(default_factory=WishesFile, description="Wishes, with weights.")
    max_roles: Count | None = Field(
        default=None, description="Most roles at a time; that of the rules if left out."
    )
    available: list[AvailableFile] = Field(
        default_factory=list, description="Less time for a while; no reason is recorded."
    )
    vacancy: bool = Field(default=False, description="Still to be hired.")

    def refusals(self) -> list[tuple[str, Text]]:
        """Keys that do not fit with the others, and why."""
        return [*super().refusals(), *self._place_refusals(), *self._available_refusals()]

    def _place_refusals(self) -> list[tuple[str, Text]]:
        if self.vacancy:
            message = text("A vacancy needs its function and its cluster.")
            return [(k, message) for k in ("function", "cluster") if getattr(self, k) is None]
        if self.cluster is not None and self.function is None:
            return [("cluster", text("A present cluster needs a present function beside it."))]
        return []

    def _available_refusals(self) -> list[tuple[str, Text]]:
        message = text("available never exceeds the contract; change the contract instead.")
        return [("available", message)] if any(a.fte > self.fte for a in self.available) else []
