"""The shape of a scenario file, format 1 (design section 3): keys, types, bounds and defaults.

These models hold what a file states, after overlays. References between entries are checked in
`references`, and `scenario_build` makes the resolved scenario of them. The descriptions are what
the published JSON Schema tells an editor.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import (
    AfterValidator,
    Discriminator,
    Field,
    Tag,
    model_validator,
)

from rollenplanner.domain.catalogue_values import AskedLevel, FormatOne, ScaleLabel
from rollenplanner.domain.months import PeriodKind
from rollenplanner.domain.text import Text, text
from rollenplanner.files.entry_format import Entry, Spanned
from rollenplanner.files.scenario_values import (
    DEFAULT_STEP,
    MOST_PEOPLE,
    MOST_ROLES,
    CatalogueKey,
    Ceiling,
    Count,
    Grade,
    Id,
    Ids,
    LevelWeight,
    MonthText,
    Name,
    OthersKey,
    Part,
    PeriodFte,
    Periods,
    PeriodsAtLeastOne,
    Positive,
    Ref,
    Refs,
    ScaleSteps,
    Sentence,
    SomeIds,
    StepFte,
    StepFteOrNone,
    StepSize,
    TermName,
    TotalFte,
    Unique,
    several,
)
from rollenplanner.files.staff_format import PersonFile

#: First month of the horizon where the file states none.
DEFAULT_START = "2027-01"


class HorizonFile(Entry):
    """The planned periods."""

    start: MonthText | None = Field(
        default=None, description=f"First month, as YYYY-MM; {DEFAULT_START} if left out."
    )
    period: PeriodKind = Field(default="half-year", description="Length of a period.")
    count: PeriodsAtLeastOne = Field(default=1, description="Number of periods.")


class ClusterFile(Entry):
    """A cluster of the organisation."""

    name: Name | None = Field(default=None, description="Name; the id if left out.")
    fte: TotalFte | None = Field(default=None, description="Indicative fte of the cluster.")


class FunctionFile(Entry):
    """A function of the organisation."""

    name: Name | None = Field(default=None, description="Name; the id if left out.")
    norm: CatalogueKey | None = Field(
        default=None, description="Norm function of a catalogue; gives series, group and profile."
    )
    scale: ScaleLabel | None = Field(default=None, description="Salary scale: 1-18, 10A or 11A.")
    fte: TotalFte | None = Field(
        default=None, description="Formation; left out means not laid down, never zero."
    )
    clusters: SomeIds | None = Field(
        default=None, description="Clusters in which it may stand; all if left out."
    )
    management: bool = Field(default=False, description="Leads others in the line.")


class CompetenceFile(Entry):
    """A competence beside those of the catalogues."""

    name: Name | None = Field(default=None, description="Name; the id if left out.")
    same_as: list[OthersKey] = Field(
        default_factory=list,
        description="The same competence in catalogues, as `catalogue:key`; makes these one too.",
    )


class HoldersFile(Entry):
    """How many people hold a role, and how much each at least."""

    min: Positive = Field(default=1, description="Least number of holders.")
    max: Positive | None = Field(default=None, description="Most holders; no bound if left out.")
    share: StepFte | None = Field(
        default=None, description="Least fte per holder; the step if left out."
    )

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.max is not None and self.max < self.min:
            several(
                [("max", text("max ({max}) is less than min ({min}).", max=self.max, min=self.min))]
            )
        return self


class BackupsFile(Entry):
    """How many people stand by for a role."""

    count: Count = Field(default=0, description="Backups asked for.")
    fte: StepFteOrNone = Field(default=0, description="Fte that each backup spends: the overlap.")


class TermFile(Entry):
    """How long one person holds a role in a row."""

    min: PeriodsAtLeastOne | None = Field(default=None, description="Least periods in a row.")
    max: PeriodsAtLeastOne | None = Field(default=None, description="Most periods in a row.")

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.min is not None and self.max is not None and self.max < self.min:
            several(
                [("max", text("max ({max}) is less than min ({min}).", max=self.max, min=self.min))]
            )
        return self


class RoleFile(Spanned):
    """A bundle of work that people hold in shares."""

    name: Name | None = Field(default=None, description="Name; the id if left out.")
    cluster: Id = Field(description="Cluster that the role belongs to.")
    norm: CatalogueKey | None = Field(
        default=None, description="Norm of a catalogue whose competences are asked as well."
    )
    fte: PeriodFte = Field(description="Demand: one number, or a list with one per period.")
    functions: Ids | None = Field(
        default=None,
        description="Functions whose people may hold it; all but management if left out.",
    )
    competences: dict[CatalogueKey, AskedLevel] = Field(
        default_factory=dict, description="Asked competences and their level: D, C, B, A or any."
    )
    expertise: dict[Id, Grade] = Field(
        default_factory=dict, description="Asked expertise: 1 learning, 2 independent, 3 expert."
    )
    holders: HoldersFile = Field(default_factory=HoldersFile, description="Number of holders.")
    backups: BackupsFile = Field(default_factory=BackupsFile, description="Number of backups.")
    critical: bool = Field(default=False, description="May not fall away.")
    own_cluster: bool = Field(
        default=False, description="Held and backed up only by people of its own cluster."
    )
    term: TermFile | None = Field(default=None, description="Periods in a row with one holder.")
    handover: Periods = Field(default=0, description="Periods as backup before one may hold it.")
    line: Literal["first", "second"] | None = Field(
        default=None,
        description="first: answers customers at first contact; second: does what is passed on.",
    )
    results: list[Sentence] = Field(default_factory=list, description="Result agreements.")


class PerStaffFile(Entry):
    """One post per started number of people."""

    staff: Positive = Field(description="Number of people per post.")
    functions: SomeIds = Field(description="Functions whose people are counted.")


def _per(value: object) -> str:
    return "#staff" if isinstance(value, dict | PerStaffFile) else "#cluster"


class ModuleFile(Entry):
    """Coordination beside one's own work, in posts per cluster."""

    norm: CatalogueKey | None = Field(
        default=None, description="Norm of a catalogue that is asked."
    )
    per: Annotated[
        Annotated[Literal["cluster"], Tag("#cluster")] | Annotated[PerStaffFile, Tag("#staff")],
        Discriminator(_per),
    ] = Field(default="cluster", description="One post per cluster, or per number of staff in it.")
    clusters: SomeIds | None = Field(default=None, description="Clusters; all if left out.")
    functions: Ids | None = Field(
        default=None,
        description="Functions whose people may hold it; all but management if left out.",
    )
    fte: StepFte = Field(description="Fte of a post, held by one person.")
    deputies: Count = Field(default=0, description="Deputies asked per post.")
    deputy_fte: StepFteOrNone = Field(default=0, description="Fte that each deputy spends.")
    term: TermFile | None = Field(default=None, description="Periods in a row with one holder.")
    handover: Periods = Field(default=0, description="Periods as deputy before one may hold it.")


_TARGETS = ("role", "backup", "function", "cluster")


class PinFile(Spanned):
    """A person fixed to, or kept from, one role, backup, function or cluster."""

    person: Id = Field(description="Person or vacancy.")
    role: Ref | None = Field(default=None, description="Role, module or post to hold.")
    backup: Ref | None = Field(default=None, description="Role, module or post to back up.")
    function: Id | None = Field(default=None, description="Function to stand in.")
    cluster: Id | None = Field(default=None, description="Cluster to stand in.")

    def refusals(self) -> list[tuple[str, Text]]:
        """Keys that do not fit with the others, and why."""
        found = super().refusals()
        stated = [key for key in _TARGETS if getattr(self, key) is not None]
        if len(stated) != 1:
            message = text("State exactly one of role, backup, function and cluster.")
            found.append((stated[1] if stated else "", message))
        return found


class IncompatibleFile(Entry):
    """Segregation of duties: roles that nobody carries together."""

    roles: Annotated[Refs, Field(min_length=2)] = Field(description="Roles, modules or posts.")
    source: Sentence | None = Field(default=None, description="Where the rule comes from.")


class LearningFile(Entry):
    """Growing into a role as its backup."""

    gap: Annotated[int, Field(ge=0, le=1000)] = Field(description="Most steps short at the start.")
    shadow: PeriodsAtLeastOne = Field(description="Periods as backup before holding it.")


class RulesFile(Entry):
    """Rules of the whole organisation."""

    step: StepSize = Field(
        default=DEFAULT_STEP,
        description="Granularity of shares in fte, 0.01 to 1.",
        json_schema_extra={"default": 0.05},
    )
    max_roles: Count = Field(default=5, description="Most roles per person at a time.")
    max_backups: Count | None = Field(default=None, description="Most backups per person.")
    own_cluster: bool = Field(
        default=False, description="Every role is held and backed up from its own cluster."
    )
    full: Part = Field(
        default=95,
        description="Part of the contract above which load is overload.",
        json_schema_extra={"default": 0.95},
    )
    stretch: Part = Field(
        default=10,
        description="Part above the contract while standing in.",
        json_schema_extra={"default": 0.1},
    )
    levels: Literal["presumed", "strict"] = Field(
        default="presumed", description="Whether a heavier level counts for a lighter one."
    )
    scale_down: ScaleSteps = Field(
        default=20, description="Most scales below one's own.", json_schema_extra={"default": 2}
    )
    scale_up: ScaleSteps = Field(
        default=10, description="Most scales above one's own.", json_schema_extra={"default": 1}
    )
    learning: LearningFile | None = Field(default=None, description="Growing into a role.")
    max_changes: Annotated[int, Field(ge=0, le=MOST_ROLES)] | None = Field(
        default=None, description="Most takeovers per cluster and period."
    )
    no_double_change: bool = Field(
        default=False, description="Holder and backups of a role never all change at once."
    )
    first_line: Part | None = Field(
        default=None,
        description="Part of the customers' work that roles with `line: first` should handle; "
        "reported, never enforced.",
    )


class ScenarioFile(Entry):
    """A scenario of rollenplanner, format 1."""

    format: FormatOne = Field(description="Version of this file format.")
    name: Name | None = Field(default=None, description="Name; the file's name if left out.")
    language: Literal["nl", "en"] = Field(default="nl", description="Language of the output.")
    catalogues: Annotated[list[Name], AfterValidator(Unique)] = Field(
        default_factory=list,
        description="Packaged catalogues, or paths of your own from this file.",
    )
    extends: Name | None = Field(
        default=None, description="Scenario that this one changes; path from this file."
    )
    horizon: HorizonFile = Field(
        default_factory=HorizonFile, description="Periods that are planned; one half-year."
    )
    clusters: dict[Id, ClusterFile] = Field(default_factory=dict, description="Clusters by id.")
    functions: dict[Id, FunctionFile] = Field(default_factory=dict, description="Functions by id.")
    competences: dict[Id, CompetenceFile] = Field(
        default_factory=dict, description="Competences beside the catalogues', by id."
    )
    everyone: dict[CatalogueKey, AskedLevel] = Field(
        default_factory=dict, description="Competences asked of everyone, and their level."
    )
    roles: Annotated[dict[Id, RoleFile], Field(max_length=MOST_ROLES)] = Field(
        default_factory=dict, description="Roles by id."
    )
    modules: dict[Id, ModuleFile] = Field(default_factory=dict, description="Modules by id.")
    staff: Annotated[dict[Id, PersonFile], Field(max_length=MOST_PEOPLE)] = Field(
        default_factory=dict, description="People and vacancies by id."
    )
    placement: Literal["fixed", "free"] = Field(
        default="fixed", description="fixed: everyone stays; free: the solver places."
    )
    pins: list[PinFile] = Field(default_factory=list, description="What must be.")
    forbid: list[PinFile] = Field(default_factory=list, description="What must not be.")
    incompatible: list[IncompatibleFile] = Field(
        default_factory=list, description="Segregation of duties."
    )
    limits: dict[TermName, Ceiling] = Field(
        default_factory=dict, description="Terms and the value that they may not exceed."
    )
    rules: RulesFile = Field(default_factory=RulesFile, description="Rules of the organisation.")
    objective: (
        Annotated[
            list[Annotated[dict[TermName, LevelWeight], Field(min_length=1)]], Field(min_length=1)
        ]
        | None
    ) = Field(default=None, description="Ordered levels, each term: weight (0..1000).")
