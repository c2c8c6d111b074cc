"""Formation against occupancy: what was laid down, and who stands there in a plan."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rollenplanner.domain.case import case_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.reports.table import UNKNOWN, Cell, Column, Table, difference, optional_fte


@dataclass(frozen=True, slots=True)
class Occupied:
    """Hundredths of fte in service that stand somewhere; `vacant` is the part still to be hired."""

    fte: int = 0
    vacant: int = 0


class Occupancy:
    """Who stands where in one period of a plan, in hundredths of fte in service."""

    def __init__(self, scenario: Scenario, assignment: Assignment, period: int = 0) -> None:
        """Count the placed people of a period."""
        staff = scenario.staff
        self._standing = [
            (place, staff[person].available[period], staff[person].vacancy)
            for person, place in case_of(scenario, assignment).placement.items()
        ]

    def of(self, function: str | None = None, cluster: str | None = None) -> Occupied:
        """Occupancy of a function, of a cluster, or of a function in a cluster; None means all."""
        found = [
            (hundredths, vacancy)
            for place, hundredths, vacancy in self._standing
            if function in (None, place.function) and cluster in (None, place.cluster)
        ]
        return Occupied(
            fte=sum(hundredths for hundredths, _ in found),
            vacant=sum(hundredths for hundredths, vacancy in found if vacancy),
        )


def functions_table(scenario: Scenario, assignment: Assignment, period: int = 0) -> Table:
    """Formation against occupancy per function; functions without either are left out."""
    occupancy = Occupancy(scenario, assignment, period)
    shown = [
        f
        for f in scenario.functions.values()
        if f.fte is not None or occupancy.of(function=f.id).fte
    ]
    rows: list[tuple[Cell, ...]] = []
    for function in shown:
        there = occupancy.of(function=function.id)
        rows.append(
            (
                function.name,
                str(function.scale) if function.scale else UNKNOWN,
                *figures_of(function.fte, there),
                *(_where(occupancy.of(function.id, cluster)) for cluster in scenario.clusters),
            )
        )
    known = [f.fte for f in shown if f.fte is not None]
    with_formation = [f for f in shown if f.fte is not None]
    together = _sum(occupancy.of(function=f.id) for f in with_formation)
    return Table(
        title=text("Formation and occupancy per function (fte)"),
        columns=(
            Column(text("Function")),
            Column(text("Scale"), "right"),
            *_figure_columns(text("Formation")),
            *(Column(cluster, "right", wide=True) for cluster in scenario.clusters),
        ),
        rows=tuple(rows),
        total=(
            text("Together, with formation"),
            "",
            *figures_of(sum(known), together),
            *(
                _where(_sum(occupancy.of(f.id, cluster) for f in with_formation))
                for cluster in scenario.clusters
            ),
        ),
        remark=text("– means: not laid down. A vacancy counts in the occupancy."),
        empty=text("No function has a formation and nobody is placed."),
    )


def clusters_table(scenario: Scenario, assignment: Assignment, period: int = 0) -> Table:
    """Indicative size against occupancy per cluster, beside the work that its roles ask."""
    occupancy = Occupancy(scenario, assignment, period)
    roles = case_of(scenario, assignment).roles.values()
    rows: list[tuple[Cell, ...]] = []
    for cluster in scenario.clusters.values():
        work = sum(role.demand[period] for role in roles if role.cluster == cluster.id)
        there = occupancy.of(cluster=cluster.id)
        rows.append((cluster.name, *figures_of(cluster.fte, there), fte(work)))
    stated = [c.fte for c in scenario.clusters.values() if c.fte is not None]
    everywhere = occupancy.of()
    work_everywhere = sum(role.demand[period] for role in roles)
    complete = len(stated) == len(scenario.clusters)
    return Table(
        title=text("Size and occupancy per cluster (fte)"),
        columns=(
            Column(text("Cluster")),
            *_figure_columns(text("Indication")),
            Column(text("Work in roles"), "right"),
        ),
        rows=tuple(rows),
        total=(
            text("Together"),
            *figures_of(sum(stated) if complete else None, everywhere),
            fte(work_everywhere),
        ),
    )


def _figure_columns(target: Text) -> tuple[Column, ...]:
    return (
        Column(target, "right"),
        Column(text("Occupancy"), "right"),
        Column(text("Vacant"), "right"),
        Column(text("Difference"), "right"),
    )


def figures_of(target: int | None, there: Occupied) -> tuple[Cell, ...]:
    """Target, occupancy, what of it is vacant, and the difference."""
    beyond = None if target is None else there.fte - target
    return (
        optional_fte(target),
        fte(there.fte),
        fte(there.vacant) if there.vacant else "",
        difference(beyond),
    )


def _where(there: Occupied) -> Cell:
    return fte(there.fte) if there.fte else ""


def _sum(parts: Iterable[Occupied]) -> Occupied:
    found = list(parts)
    return Occupied(sum(p.fte for p in found), sum(p.vacant for p in found))
