"""Edits of what roles and modules ask: terms, handover, holders, backups, functions, cluster."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.operations import Operation, Put
from rollenplanner.domain.text import Text, fte, text

#: Where what is asked stands: with a role, or with the module that a post belongs to.
Section = Literal["roles", "modules"]

AskedKey = Literal[
    "term.min",
    "term.max",
    "handover",
    "holders.min",
    "holders.max",
    "holders.share",
    "backups.count",
    "backups.fte",
    "deputies",
    "deputy_fte",
]

_SAID: Mapping[AskedKey, Text] = {
    "term.min": text("The shortest term of {role} is {number}."),
    "term.max": text("The longest term of {role} is {number}."),
    "handover": text("The handover of {role} takes {number} periods."),
    "holders.min": text("{role} has at least {number} holders."),
    "holders.max": text("{role} has at most {number} holders."),
    "holders.share": text("Each holder of {role} has at least {number} fte of it."),
    "backups.count": text("{role} asks for {number} backups."),
    "backups.fte": text("Each backup of {role} spends {number} fte."),
    "deputies": text("{role} asks for {number} backups."),
    "deputy_fte": text("Each backup of {role} spends {number} fte."),
}
#: Keys of which the number is hundredths of fte.
_IN_FTE = frozenset(("holders.share", "backups.fte", "deputy_fte"))


@dataclass(frozen=True, slots=True)
class SetAsked(Edit):
    """A number that a role or module asks.

    Attributes:
        number: Hundredths of fte for `holders.share`, `backups.fte` and `deputy_fte`; otherwise
            people or periods.
    """

    kind = "asked"

    section: Section
    id: str
    key: AskedKey
    number: int

    @property
    def path(self) -> str:
        """The number."""
        return f"{self.section}.{self.id}.{self.key}"

    @property
    def sentence(self) -> Text:
        """What it becomes."""
        number = fte(self.number) if self.key in _IN_FTE else self.number
        return replace(_SAID[self.key], values=(("role", self.id), ("number", number)))

    def operations(self) -> Iterator[Operation]:
        """Another number."""
        value = fte(self.number) if self.key in _IN_FTE else self.number
        yield Put((self.section, self.id, *self.key.split(".")), value)


@dataclass(frozen=True, slots=True)
class SetFunctions(Edit):
    """The functions whose people may carry a role, or the posts of a module."""

    kind = "open-to"

    section: Section
    id: str
    functions: tuple[str, ...]

    @property
    def path(self) -> str:
        """The functions."""
        return f"{self.section}.{self.id}.functions"

    @property
    def sentence(self) -> Text:
        """Which."""
        return text("{role} is open to: {functions}.", role=self.id, functions=self.functions)

    def operations(self) -> Iterator[Operation]:
        """Another list."""
        yield Put((self.section, self.id, "functions"), list(self.functions))


@dataclass(frozen=True, slots=True)
class SetOwnCluster(Edit):
    """Whether only people of its own cluster carry a role."""

    kind = "own-cluster"

    role: str
    own: bool

    @property
    def path(self) -> str:
        """The mark."""
        return f"roles.{self.role}.own_cluster"

    @property
    def sentence(self) -> Text:
        """Who may."""
        if self.own:
            return text("Only the own cluster of {role} carries it.", role=self.role)
        return text("Every cluster may carry {role}.", role=self.role)

    def operations(self) -> Iterator[Operation]:
        """The mark."""
        yield Put(("roles", self.role, "own_cluster"), self.own)
