"""Catalogue format 1: a system of functions and competences as data (issue 2, part 2).

A catalogue holds what a source document fixes: competences with their levels, norm functions with
series, group, scale and profile, modules, work processes, and notes about places where the source
contradicts itself. What asks competences and the whole stand here, the smaller parts in
`catalogue_parts`, what must fit together in `catalogue_checks` and `catalogue_links`. The packaged
catalogues and a user's own pass through the same models, and every problem is reported at once.

The descriptions of the fields are what the published JSON Schema tells an editor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import Field, ModelWrapValidatorHandler, ValidationError, model_validator

from rollenplanner.domain.catalogue_checks import all_problems, cross_check
from rollenplanner.domain.catalogue_parts import (
    Career,
    Competence,
    CoreTask,
    Dimension,
    Diploma,
    Education,
    Entry,
    Grades,
    Group,
    InPractice,
    LearningPath,
    Performance,
    Proficiency,
    Qualification,
    ResultArea,
    Rung,
    Series,
    Source,
    Span,
    Topic,
)
from rollenplanner.domain.catalogue_values import (
    AskedLevel,
    Bilingual,
    FormatOne,
    Id,
    LevelLetter,
    Line,
    NeverTrue,
    Place,
    Row,
    ScaleLabel,
    at_least,
)
from rollenplanner.domain.levels import Level

DEFAULT_PROFILE_LIMIT = 5
"""A profile names at most five competences (seed 000, "Gehanteerde uitgangspunten")."""

Profile = Annotated[
    Mapping[Id, AskedLevel],
    Field(description="Competence and the level asked; `any` where no level is asked."),
]


class Norm(Entry):
    """Something that asks competences and that a scenario may name with `norm:`."""

    name: Line
    profile: Profile | None = Field(
        default=None, description="What is asked; left out where the sources give no profile."
    )
    profile_groups: Mapping[Id, Row[Id]] = Field(
        default_factory=dict,
        description="Dimension and the asked competences that stand in it here, where that differs "
        "from function to function.",
    )
    in_practice: Mapping[Id, InPractice] = Field(
        default_factory=dict, description="Asked competence and how it shows in this work."
    )
    results: Row[ResultArea] = Field(
        default=(), description="Result areas: names, or names with activities, frame and result."
    )
    topics: Row[Id] = Field(default=(), description="Keys of topics that one has to know.")
    risks: Row[Line] = Field(default=(), description="Risks that come with the work.")

    @property
    def asked(self) -> Mapping[str, AskedLevel]:
        """The profile, empty where the sources give none."""
        return self.profile or {}


class Variant(Entry):
    """A norm function enriched for one kind of work, with the same profile."""

    name: Line
    code: Line | None = None
    qualifications: Row[Qualification] = ()
    education: Education | None = None
    diplomas: Row[Id] = Field(default=(), description="Keys of the diplomas that enrich it.")


class NormFunction(Norm):
    """A norm function: what a function of an organisation is based on."""

    series: Id | None = Field(default=None, description="Key of a series.")
    group: Id | None = Field(default=None, description="Key of a group.")
    scales: Row[ScaleLabel] = Field(default=(), description="Salary scales; empty if not given.")
    points: Annotated[int, Field(gt=0)] | None = Field(
        default=None, description="Weight in points of job evaluation."
    )
    ladder: Row[Rung] = Field(
        default=(), description="Levels of the function with their scale, where it has levels."
    )
    code: Line | None = None
    crebo: Annotated[str, Field(pattern=r"^[0-9]{5}$")] | None = Field(
        default=None, description="Number in the register of vocational education."
    )
    nlqf: Row[Annotated[int, Field(ge=1, le=8)]] = Field(
        default=(), description="Levels in the Dutch qualification framework; two mean a range."
    )
    purpose: Line | None = Field(default=None, description="What the function is for.")
    reports_to: Row[Id] = Field(
        default=(), description="Keys of the functions it reports to; several mean one of them."
    )
    reports_outside: Row[Line] = Field(
        default=(), description="The same, where that stands in no function of this catalogue."
    )
    span: Span | None = Field(default=None, description="How many people it leads at most.")
    manager: bool = Field(default=False, description="Leads others in the line.")
    characteristics: Row[Line] = Field(default=(), description="What typifies the function.")
    situations: Row[Topic] = Field(default=(), description="Critical work situations.")
    knowledge: Row[Topic] = ()
    skills: Row[Topic] = ()
    experience: Row[Line] = ()
    education: Education | None = None
    qualifications: Row[Qualification] = Field(default=(), description="Related diplomas.")
    processes: Row[Id] = Field(default=(), description="Keys of the work processes it consists of.")
    proficiencies: Row[Proficiency] = Field(default=(), description="Languages and arithmetic.")
    careers: Row[Career] = ()
    variants: Mapping[Id, Variant] = Field(default_factory=dict)


class Module(Norm):
    """Work beside one's own function that asks competences of its own, such as coordination."""

    tasks: Row[Line] = ()
    managers: bool = Field(default=True, description="Whether a manager may hold it.")


class Process(Norm):
    """A work process: a piece of work that a role may consist of."""

    task: Id | None = Field(default=None, description="Key of the core task it belongs to.")
    code: Line | None = None
    description: Line | None = None


class Reading(Entry):
    """One of the ways in which the sources can be read."""

    at: Annotated[Row[Place], at_least(1)] = Field(
        description="Where it stands: `source:line` or `source:first-last`.",
        json_schema_extra={"minItems": 1},
    )
    says: Bilingual
    used: bool = Field(default=False, description="Whether the catalogue follows this reading.")


class Note(Entry):
    """A place where the sources contradict themselves, with every reading and the choice made."""

    kind: Literal["profile", "matrix", "level", "name", "count", "text", "missing"]
    subject: Line = Field(
        description="What it is about: the path of an entry, such as `functions.adviseur-ii`."
    )
    readings: Annotated[Row[Reading], at_least(2)] = Field(json_schema_extra={"minItems": 2})
    why: Bilingual = Field(description="Why the used reading is used.")

    @property
    def used(self) -> Reading:
        """The reading that the catalogue follows."""
        return next(reading for reading in self.readings if reading.used)


class Catalogue(Entry):
    """A whole catalogue.

    The order of series, groups and functions is that of the function matrix.
    """

    format: FormatOne = Field(description="Version of this file format.")
    id: Id
    name: Line
    title: Line | None = None
    language: Literal["nl", "en"] = Field(
        default="nl", description="Language of names and descriptions."
    )
    cumulative: NeverTrue = Field(
        description="Always false: who shows a heavier level does not by that show a lighter one."
    )
    levels: Row[LevelLetter] = Field(
        default=(), description="Levels in use, lightest first; empty for a system without levels."
    )
    profile_limit: Annotated[int, Field(ge=1, le=50)] = Field(
        default=DEFAULT_PROFILE_LIMIT, description="Most competences that a profile may name."
    )
    sources: Mapping[Id, Source] = Field(default_factory=dict)
    dimensions: Mapping[Id, Dimension] = Field(default_factory=dict)
    series: Mapping[Id, Series] = Field(default_factory=dict)
    groups: Mapping[Id, Group] = Field(default_factory=dict)
    competences: Mapping[Id, Competence]
    functions: Mapping[Id, NormFunction] = Field(default_factory=dict)
    modules: Mapping[Id, Module] = Field(default_factory=dict)
    tasks: Mapping[Id, CoreTask] = Field(default_factory=dict)
    processes: Mapping[Id, Process] = Field(default_factory=dict)
    topics: Mapping[Id, Topic] = Field(default_factory=dict)
    diplomas: Mapping[Id, Diploma] = Field(default_factory=dict)
    grades: Mapping[Id, Grades] = Field(default_factory=dict)
    channels: Mapping[Id, Topic] = Field(default_factory=dict)
    portals: Mapping[Id, Topic] = Field(default_factory=dict)
    learning: Mapping[Id, LearningPath] = Field(default_factory=dict)
    performance: Mapping[Id, Performance] = Field(default_factory=dict)
    notes: Mapping[Id, Note] = Field(default_factory=dict)

    @model_validator(mode="wrap")
    @classmethod
    def _report_everything_at_once(
        cls, data: Any, handler: ModelWrapValidatorHandler[Self]
    ) -> Self:
        """Check shapes and references in one go, so that nobody mends a file error by error."""
        found = cross_check(data) if isinstance(data, Mapping) else []
        try:
            catalogue = handler(data)
        except ValidationError as error:
            raise all_problems(error, found) from None
        if found:
            raise all_problems(None, found)
        return catalogue

    def norm(self, key: str) -> Norm | None:
        """The function, module or process of that key, or None; they share one namespace."""
        return self.functions.get(key) or self.modules.get(key) or self.processes.get(key)

    @property
    def norms(self) -> Mapping[str, Norm]:
        """Everything that a scenario may name with `norm:`."""
        return {**self.functions, **self.modules, **self.processes}

    def level_name(self, competence: str, level: Level) -> str | None:
        """The name that the sources give to a level of a competence, or None."""
        known = self.competences.get(competence)
        return known.levels.get(level) if known else None
