"""Catalogue format 1: a system of functions and competences as data (issue 2, part 2).

A catalogue holds what a source document fixes: competences with their levels, norm functions with
series, group, scale and profile, modules, and notes about places where the source contradicts
itself. The shapes stand here; what must fit together stands in `catalogue_checks`. The packaged
catalogues and a user's own pass through the same models, and every problem is reported at once.

The descriptions of the fields are what the published JSON Schema tells an editor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    ValidationError,
    model_validator,
)

from rollenplanner.domain.catalogue_checks import all_problems, cross_check
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


class Entry(BaseModel):
    """What every part of a catalogue has in common: strict types, no unknown keys, no changes."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Source(Entry):
    """A document that the catalogue takes its facts from."""

    title: Line = Field(description="What the document is called.")
    file: Line | None = Field(default=None, description="File that holds its text.")


class Dimension(Entry):
    """A side of human behaviour that competences are sorted by."""

    name: Line
    description: Line | None = None


class Competence(Entry):
    """One competence of the dictionary."""

    name: Line
    dimension: Id | None = Field(default=None, description="Key of a dimension.")
    description: Line | None = Field(default=None, description="What it means, in short.")
    levels: Mapping[LevelLetter, Line] = Field(
        default_factory=dict, description="Name of each level that the sources name."
    )
    aliases: Row[Line] = Field(default=(), description="Other spellings that the sources use.")


class Series(Entry):
    """A function series: a broad field of work, one band of columns in the function matrix."""

    name: Line
    description: Line | None = None


class Group(Entry):
    """A function group: one column of the function matrix."""

    name: Line
    series: Id = Field(description="Key of the series that the group belongs to.")
    description: Line | None = None
    risks: Row[Line] = Field(
        default=(), description="Risks that come with the work, such as aggression."
    )


class Topic(Entry):
    """A named subject with a short explanation: a critical situation, knowledge or a skill."""

    name: Line
    description: Line | None = None


class Qualification(Entry):
    """A diploma that is related to a function."""

    name: Line
    nlqf: Annotated[int, Field(ge=1, le=8)] | None = Field(
        default=None, description="Level in the Dutch qualification framework."
    )


class Education(Entry):
    """The schooling that a function asks."""

    minimum: Line = Field(description="Least level, such as HBO or MBO 4.")
    ideal: Line | None = Field(default=None, description="What would be better.")
    fields: Row[Line] = Field(default=(), description="Examples of fields of study.")


class Norm(Entry):
    """Something that asks competences and that a scenario may name with `norm:`."""

    name: Line
    profile: Profile | None = Field(
        default=None, description="What is asked; left out where the sources give no profile."
    )

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


class NormFunction(Norm):
    """A norm function: what a function of an organisation is based on."""

    series: Id | None = Field(default=None, description="Key of a series.")
    group: Id | None = Field(default=None, description="Key of a group.")
    scales: Row[ScaleLabel] = Field(default=(), description="Salary scales; empty if not given.")
    points: Annotated[int, Field(gt=0)] | None = Field(
        default=None, description="Weight in points of job evaluation."
    )
    code: Line | None = None
    nlqf: Row[Annotated[int, Field(ge=1, le=8)]] = Field(
        default=(), description="Levels in the Dutch qualification framework; two mean a range."
    )
    manager: bool = Field(default=False, description="Leads others in the line.")
    characteristics: Row[Line] = Field(default=(), description="What typifies the function.")
    results: Row[Line] = Field(default=(), description="Names of its result areas.")
    situations: Row[Topic] = Field(default=(), description="Critical work situations.")
    knowledge: Row[Topic] = ()
    skills: Row[Topic] = ()
    education: Education | None = None
    qualifications: Row[Qualification] = Field(default=(), description="Related diplomas.")
    variants: Mapping[Id, Variant] = Field(default_factory=dict)


class Module(Norm):
    """Work beside one's own function that asks competences of its own, such as coordination."""

    tasks: Row[Line] = ()
    managers: bool = Field(default=True, description="Whether a manager may hold it.")


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
        """The function or module of that key, or None; both share one namespace."""
        return self.functions.get(key) or self.modules.get(key)

    @property
    def norms(self) -> Mapping[str, Norm]:
        """Everything that a scenario may name with `norm:`."""
        return {**self.functions, **self.modules}

    def level_name(self, competence: str, level: Level) -> str | None:
        """The name that the sources give to a level of a competence, or None."""
        known = self.competences.get(competence)
        return known.levels.get(level) if known else None
