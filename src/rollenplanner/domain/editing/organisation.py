"""Edits of the organisation as a whole: sizes, places, limits, the name of the variant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rollenplanner.domain.editing.edit import Edit
from rollenplanner.domain.editing.operations import Drop, Operation, Put
from rollenplanner.domain.scenario import PlacementMode, Scenario
from rollenplanner.domain.terms import Term, decimal_of
from rollenplanner.domain.text import Text, fte, text


@dataclass(frozen=True, slots=True)
class SetFormation(Edit):
    """The formation of a function; None: not laid down."""

    kind = "formation"

    function: str
    fte: int | None

    @property
    def path(self) -> str:
        """The formation."""
        return f"functions.{self.function}.fte"

    @property
    def sentence(self) -> Text:
        """The new formation."""
        if self.fte is None:
            return text("{function} has no formation laid down.", function=self.function)
        return text(
            "{function} has a formation of {fte} fte.", function=self.function, fte=fte(self.fte)
        )

    def operations(self) -> Iterator[Operation]:
        """Another number, or none."""
        loc = ("functions", self.function, "fte")
        yield Drop(loc) if self.fte is None else Put(loc, fte(self.fte))


@dataclass(frozen=True, slots=True)
class SetClusters(Edit):
    """The clusters in which a function may stand."""

    kind = "function-clusters"

    function: str
    clusters: tuple[str, ...]

    @property
    def path(self) -> str:
        """The clusters."""
        return f"functions.{self.function}.clusters"

    @property
    def sentence(self) -> Text:
        """Which."""
        return text(
            "{function} may stand in: {clusters}.", function=self.function, clusters=self.clusters
        )

    def operations(self) -> Iterator[Operation]:
        """Another list."""
        yield Put(("functions", self.function, "clusters"), list(self.clusters))


@dataclass(frozen=True, slots=True)
class SetClusterSize(Edit):
    """The fte that are indicated for a cluster."""

    kind = "cluster-size"

    cluster: str
    fte: int

    @property
    def path(self) -> str:
        """The indication."""
        return f"clusters.{self.cluster}.fte"

    @property
    def sentence(self) -> Text:
        """The new one."""
        return text(
            "Cluster {cluster} is meant to have {fte} fte.", cluster=self.cluster, fte=fte(self.fte)
        )

    def operations(self) -> Iterator[Operation]:
        """Another number."""
        yield Put(("clusters", self.cluster, "fte"), fte(self.fte))


@dataclass(frozen=True, slots=True)
class SetPlacement(Edit):
    """Whether everyone stays in function and cluster, or the planner places people."""

    kind = "placement"

    mode: PlacementMode

    @property
    def path(self) -> str:
        """The mode."""
        return "placement"

    @property
    def sentence(self) -> Text:
        """What it means."""
        if self.mode == "free":
            return text("The planner places everyone anew.")
        return text("Everyone stays in the present function and cluster.")

    def operations(self) -> Iterator[Operation]:
        """The other mode."""
        yield Put(("placement",), self.mode)


@dataclass(frozen=True, slots=True)
class SetLimit(Edit):
    """The value that a term may not exceed, in units (`terms.UNIT`)."""

    kind = "limit"

    term: Term
    units: int

    @property
    def path(self) -> str:
        """The limit."""
        return f"limits.{self.term.value}"

    @property
    def sentence(self) -> Text:
        """Which, and how much."""
        return text(
            "Limit: {term} is at most {value}.",
            term=self.term.value,
            value=decimal_of(self.units),
        )

    def operations(self) -> Iterator[Operation]:
        """A number."""
        value = decimal_of(self.units)
        whole = value == value.to_integral_value()
        yield Put(("limits", self.term.value), int(value) if whole else value)


@dataclass(frozen=True, slots=True)
class RemoveLimit(Edit):
    """A term may be as large as it gets."""

    kind = "no-limit"

    term: Term

    @property
    def path(self) -> str:
        """The limit that goes."""
        return f"limits.{self.term.value}"

    @property
    def sentence(self) -> Text:
        """Which."""
        return text("There is no limit on {term} any more.", term=self.term.value)

    def refusal(self, scenario: Scenario) -> Text | None:
        """There is none."""
        if self.term not in scenario.limits:
            return text("There is no limit on {term}.", term=self.term.value)
        return None

    def operations(self) -> Iterator[Operation]:
        """It goes."""
        yield Drop(("limits", self.term.value))


@dataclass(frozen=True, slots=True)
class Rename(Edit):
    """The name of the scenario or variant."""

    kind = "name"

    name: str

    @property
    def path(self) -> str:
        """The name."""
        return "name"

    @property
    def sentence(self) -> Text:
        """The new name."""
        return text('The scenario is called "{name}".', name=self.name)

    def operations(self) -> Iterator[Operation]:
        """Another name."""
        yield Put(("name",), self.name)
