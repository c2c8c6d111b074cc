"""The parts of a catalogue that stand by themselves: competences, tables, and what functions list.

The descriptions of the fields are what the published JSON Schema tells an editor.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from rollenplanner.domain.catalogue_values import (
    Id,
    LevelLetter,
    Line,
    Row,
    SameAs,
    ScaleLabel,
)


class Entry(BaseModel):
    """What every part of a catalogue has in common: strict types, no unknown keys, no changes."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid")


class Source(Entry):
    """A document that the catalogue takes its facts from."""

    title: Line = Field(description="What the document is called.")
    file: Line | None = Field(default=None, description="File that holds its text.")


class Dimension(Entry):
    """A group that competences are sorted by."""

    name: Line
    description: Line | None = None


class Competence(Entry):
    """One competence of the dictionary."""

    name: Line
    code: Line | None = Field(default=None, description="Letter or number that the sources give.")
    dimension: Id | None = Field(default=None, description="Key of a dimension.")
    description: Line | None = Field(default=None, description="What it means, in short.")
    levels: Mapping[LevelLetter, Line] = Field(
        default_factory=dict, description="Name of each level that the sources name."
    )
    aliases: Row[Line] = Field(default=(), description="Other spellings that the sources use.")
    indicators: Row[Line] = Field(default=(), description="Behaviour that shows it.")
    questions: Row[Line] = Field(default=(), description="Questions for a conversation about it.")
    tips: Row[Line] = Field(default=(), description="Ways to develop it.")
    same_as: Row[SameAs] = Field(
        default=(), description="The same competence in other catalogues, as `catalogue:key`."
    )


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
    remark: Line | None = Field(default=None, description="When or how far it is related.")


class Education(Entry):
    """The schooling that a function asks."""

    minimum: Line = Field(description="Least level, such as HBO or MBO 4.")
    ideal: Line | None = Field(default=None, description="What would be better.")
    fields: Row[Line] = Field(default=(), description="Examples of fields of study.")


class ResultAreaParts(Entry):
    """A result area or core task, with what it takes and what comes of it."""

    name: Line = Field(description="Name of the area, or its core activity.")
    activities: Row[Line] = ()
    frame: Row[Line] = Field(default=(), description="Within what it has to stay.")
    result: Line | None = Field(default=None, description="What comes of it.")


def _named(value: Any) -> Any:
    """A bare name stands for an area of which no more than the name is given."""
    return {"name": value} if isinstance(value, str) else value


ResultArea = Annotated[
    ResultAreaParts, BeforeValidator(_named, json_schema_input_type=Line | ResultAreaParts)
]
"""A result area: its name, or its name with activities, frame and result."""


class InPractice(Entry):
    """How one asked competence shows in one function or work process."""

    components: Row[Line] = Field(default=(), description="Parts of it that count here.")
    indicators: Row[Line] = Field(default=(), description="What one sees in this very work.")


class Span(Entry):
    """The most people whom one person leads."""

    most: Annotated[int, Field(ge=1, le=1000)]
    of: Row[Id] = Field(default=(), description="Keys of the functions that are counted.")


class Rung(Entry):
    """A level of a function and its salary scale."""

    level: Line
    scale: ScaleLabel


class Proficiency(Entry):
    """How well a language, or arithmetic, has to be mastered."""

    name: Line
    framework: Line | None = Field(default=None, description="What the levels are those of.")
    reference: Line | None = Field(default=None, description="One level for the whole of it.")
    skills: Mapping[Line, Line] = Field(
        default_factory=dict, description="Skill and its level, where they differ."
    )


class Career(Entry):
    """Where a function leads to."""

    direction: Literal["level", "same", "up"] = Field(
        description="level: names of the function itself; same: elsewhere at this level; up: to "
        "heavier work."
    )
    to: Row[Line] = Field(default=(), description="Names of functions.")
    level: Line | None = Field(default=None, description="Level of schooling of these.")
    needs: Row[Line] = Field(default=(), description="What it takes to get there.")


class LearningPath(Entry):
    """A way in which someone is trained for a function."""

    name: Line
    description: Line | None = None
    functions: Row[Id] = Field(default=(), description="Keys of the functions it is meant for.")
    learns: Row[Line] = Field(default=(), description="What is learnt, in order.")


class Performance(Entry):
    """Something by which an organisation is judged."""

    name: Line
    description: Line | None = None
    target: Annotated[int, Field(ge=0)] | None = Field(default=None, description="To reach.")
    unit: Line | None = Field(default=None, description="Of the target, such as %.")


class Difference(Entry):
    """One thing in which grades of a function differ."""

    about: Line
    says: Mapping[Id, Line] = Field(description="Key of a function and what holds for it.")


class Grades(Entry):
    """Functions that are grades of one another, and what tells them apart."""

    name: Line
    functions: Row[Id] = Field(description="Keys of functions, the lightest first.")
    differences: Row[Difference] = ()


class DiplomaTask(Entry):
    """A core task of a diploma with its work processes."""

    code: Line
    name: Line
    processes: Mapping[Line, Line] = Field(description="Code and name of each work process.")


class Diploma(Entry):
    """A diploma that enriches a norm function: what who holds it does and knows."""

    name: Line
    within: Line | None = Field(default=None, description="Training that it is a direction of.")
    nlqf: Annotated[int, Field(ge=1, le=8)] | None = Field(
        default=None, description="Level in the Dutch qualification framework."
    )
    role: Line | None = Field(default=None, description="Role and responsibilities.")
    complexity: Line | None = Field(default=None, description="What makes the work hard.")
    tasks: Row[DiplomaTask] = ()
    topics: Row[Id] = Field(default=(), description="Keys of topics that one learns.")


class CoreTask(Entry):
    """A core task: work processes that belong together."""

    name: Line
    code: Line | None = None
    description: Line | None = None
