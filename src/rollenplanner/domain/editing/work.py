"""Edits of the work: demand, what is critical, segregation of duties."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.operations import Add, Operation, Put, Take, Value
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, fte, text


@dataclass(frozen=True, slots=True)
class SetDemand(Edit):
    """The demand of a role (no post).

    Attributes:
        fte: For every period, or one per period (0 where the role rests).
    """

    kind = "demand"

    role: str
    fte: int | tuple[int, ...]

    @property
    def path(self) -> str:
        """The demand."""
        return f"roles.{self.role}.fte"

    @property
    def sentence(self) -> Text:
        """The new demand."""
        if isinstance(self.fte, int):
            return text("{role} asks {fte} fte.", role=self.role, fte=fte(self.fte))
        return text(
            "{role} asks {fte} fte in the successive periods.",
            role=self.role,
            fte=_in_a_row([fte(each) for each in self.fte]),
        )

    def refusal(self, scenario: Scenario) -> Text | None:
        """It is a post, whose fte its module states."""
        return _no_role(scenario, self.role)

    def operations(self) -> Iterator[Operation]:
        """Another number, or others."""
        value: Value = (
            fte(self.fte) if isinstance(self.fte, int) else [fte(each) for each in self.fte]
        )
        yield Put(("roles", self.role, "fte"), value)


def _in_a_row(numbers: Sequence[Decimal]) -> object:
    """Numbers kept apart by dashes: in Dutch they have commas themselves."""
    row: object = numbers[0] if numbers else ""
    for number in numbers[1:]:
        row = text("{row} – {number}", row=row, number=number)
    return row


@dataclass(frozen=True, slots=True)
class SetModuleFte(Edit):
    """The fte of every post of a module."""

    kind = "module-fte"

    module: str
    fte: int

    @property
    def path(self) -> str:
        """The fte of a post."""
        return f"modules.{self.module}.fte"

    @property
    def sentence(self) -> Text:
        """The new fte."""
        return text("Every post of {module} asks {fte} fte.", module=self.module, fte=fte(self.fte))

    def operations(self) -> Iterator[Operation]:
        """Another number."""
        yield Put(("modules", self.module, "fte"), fte(self.fte))


@dataclass(frozen=True, slots=True)
class SetCritical(Edit):
    """Whether a role may not fall away."""

    kind = "critical"

    role: str
    critical: bool

    @property
    def path(self) -> str:
        """The mark."""
        return f"roles.{self.role}.critical"

    @property
    def sentence(self) -> Text:
        """What it becomes."""
        if self.critical:
            return text("{role} is critical.", role=self.role)
        return text("{role} is not critical.", role=self.role)

    def refusal(self, scenario: Scenario) -> Text | None:
        """It is a post; none of those can be marked."""
        return _no_role(scenario, self.role)

    def operations(self) -> Iterator[Operation]:
        """The mark."""
        yield Put(("roles", self.role, "critical"), self.critical)


@dataclass(frozen=True, slots=True)
class AddIncompatible(Edit):
    """Roles, modules or posts that nobody carries together.

    Attributes:
        source: Where the rule comes from.
    """

    kind = "incompatible"

    roles: tuple[str, ...]
    source: str | None = None

    @property
    def path(self) -> str:
        """The list of such rules."""
        return "incompatible"

    @property
    def sentence(self) -> Text:
        """Which."""
        return text("Nobody carries these together: {roles}.", roles=self.roles)

    def operations(self) -> Iterator[Operation]:
        """One rule more."""
        item: dict[str, Value] = {"roles": list(self.roles)}
        if self.source is not None:
            item["source"] = self.source
        yield Add(("incompatible",), item)


@dataclass(frozen=True, slots=True)
class RemoveIncompatible(Edit):
    """Roles, modules or posts that somebody may carry together after all."""

    kind = "compatible"

    roles: tuple[str, ...]

    @property
    def path(self) -> str:
        """The list of such rules."""
        return "incompatible"

    @property
    def sentence(self) -> Text:
        """Which."""
        return text("Somebody may carry these together again: {roles}.", roles=self.roles)

    def refusal(self, scenario: Scenario) -> Text | None:
        """There is no such rule."""
        if any(each.written == self.roles for each in scenario.incompatible):
            return None
        return text("The scenario does not say this, so there is nothing to take away.")

    def operations(self) -> Iterator[Operation]:
        """The rule goes."""
        yield Take(("incompatible",), {"roles": list(self.roles)}, ("roles",))


def _no_role(scenario: Scenario, id: str) -> Text | None:
    found = scenario.roles.get(id)
    if found is not None and found.post is not None:
        return text(
            "{post} is a post of module {module}; change the module.",
            post=id,
            module=found.post.module,
        )
    return None
