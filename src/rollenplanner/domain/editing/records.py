"""Edits of what is on record about people: competences, expertise, place, number of roles."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.operations import Operation, Put, Value
from rollenplanner.domain.text import Text, text


@dataclass(frozen=True, slots=True)
class RecordLevels(Edit):
    """The levels of a competence that are on record; none: it is on record without a level."""

    kind = "competence"

    person: str
    competence: str
    levels: tuple[str, ...]

    @property
    def path(self) -> str:
        """The record."""
        return f"staff.{self.person}.competences.{self.competence}"

    @property
    def sentence(self) -> Text:
        """What is on record from now on."""
        if not self.levels:
            return text(
                "{person} has {competence} on record.",
                person=self.person,
                competence=self.competence,
            )
        return text(
            "{person} has {competence} on record, level {levels}.",
            person=self.person,
            competence=self.competence,
            levels=self.levels,
        )

    def operations(self) -> Iterator[Operation]:
        """One level, a list of them, or `any`."""
        value: Value = "any"
        if self.levels:
            value = self.levels[0] if len(self.levels) == 1 else list(self.levels)
        yield Put(("staff", self.person, "competences", self.competence), value)


@dataclass(frozen=True, slots=True)
class RecordExpertise(Edit):
    """The grade of an expertise that is on record, 1 to 3."""

    kind = "expertise"

    person: str
    expertise: str
    grade: int

    @property
    def path(self) -> str:
        """The record."""
        return f"staff.{self.person}.expertise.{self.expertise}"

    @property
    def sentence(self) -> Text:
        """What is on record from now on."""
        return text(
            "{person} has expertise {expertise} on record, grade {grade}.",
            person=self.person,
            expertise=self.expertise,
            grade=self.grade,
        )

    def operations(self) -> Iterator[Operation]:
        """A grade."""
        yield Put(("staff", self.person, "expertise", self.expertise), self.grade)


@dataclass(frozen=True, slots=True)
class SetPlace(Edit):
    """The present function and cluster of somebody.

    Attributes:
        scale: The salary scale of the person, which does not go with the function; None: not known.
    """

    kind = "place"

    person: str
    function: str
    cluster: str
    scale: str | None = None

    @property
    def path(self) -> str:
        """The entry."""
        return f"staff.{self.person}.function"

    @property
    def sentence(self) -> Text:
        """Where."""
        return text(
            "{person} stands in function {function}, cluster {cluster}.",
            person=self.person,
            function=self.function,
            cluster=self.cluster,
        )

    def operations(self) -> Iterator[Operation]:
        """Both, and the scale that would otherwise be that of the function."""
        yield Put(("staff", self.person, "function"), self.function)
        yield Put(("staff", self.person, "cluster"), self.cluster)
        if self.scale is not None:
            yield Put(("staff", self.person, "scale"), _scale(self.scale))


def _scale(label: str) -> Value:
    """A scale as a file has it: a number, or 10A and 11A."""
    return int(label) if label.isdigit() else label


@dataclass(frozen=True, slots=True)
class SetMaxRoles(Edit):
    """How many roles somebody holds at most, whatever holds for everyone else."""

    kind = "max-roles"

    person: str
    number: int

    @property
    def path(self) -> str:
        """The number."""
        return f"staff.{self.person}.max_roles"

    @property
    def sentence(self) -> Text:
        """How many."""
        return text(
            "{person} holds at most {number} roles at a time.",
            person=self.person,
            number=self.number,
        )

    def operations(self) -> Iterator[Operation]:
        """Another number."""
        yield Put(("staff", self.person, "max_roles"), self.number)
