"""Formation against occupancy: what was laid down, and who stands there in a plan."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from rollenplanner.domain.away import Away, away
from rollenplanner.domain.case import case_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, fte, text
from rollenplanner.reports.table import (
    UNKNOWN,
    Cell,
    Column,
    Table,
    difference,
    explained_unknown,
    optional_fte,
    remarks,
)


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
        self._scenario = scenario
        self._period = period
        self._placement = case_of(scenario, assignment).placement
        self._standing = [
            (place, staff[person].available[period], staff[person].vacancy)
            for person, place in self._placement.items()
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

    def away(self, function: str | None = None, cluster: str | None = None) -> Away:
        """What is placed there but missing in the period; None means everywhere."""
        there = (
            person
            for person, place in self._placement.items()
            if function in (None, place.function) and cluster in (None, place.cluster)
        )
        return away(self._scenario, there, self._period)

    def anyone(self, function: str) -> bool:
        """Whether anyone is placed in a function, in service or not."""
        return any(place.function == function for place in self._placement.values())


def functions_table(scenario: Scenario, assignment: Assignment, period: int = 0) -> Table:
    """Formation against occupancy per function; functions without either are only named."""
    occupancy = Occupancy(scenario, assignment, period)
    shown = [f for f in scenario.functions.values() if f.fte is not None or occupancy.anyone(f.id)]
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
        remarks=remarks(
            explained_unknown(rows),
            _vacancies_count(occupancy),
            _missing((f.name, occupancy.away(function=f.id)) for f in shown),
            _without_formation(scenario, [f.id for f in shown]),
        ),
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
        remarks=remarks(
            explained_unknown(rows),
            _missing((c.name, occupancy.away(cluster=c.id)) for c in scenario.clusters.values()),
        ),
    )


def _vacancies_count(occupancy: Occupancy) -> Text | None:
    return text("A vacancy counts in the occupancy.") if occupancy.of().vacant else None


def _missing(where: Iterable[tuple[str, Away]]) -> Text | None:
    """What is placed but not there in the period, per function or cluster and never by person."""
    parts = tuple(
        text("{name}: {parts}", name=name, parts=gone.parts())
        for name, gone in where
        if gone.parts()
    )
    return text("Not counted in the occupancy: {parts}.", parts=_listed(parts)) if parts else None


def _listed(parts: tuple[Text, ...]) -> Text:
    """Parts that have commas themselves, kept apart by semicolons."""
    whole = parts[0]
    for part in parts[1:]:
        whole = text("{first}; {second}", first=whole, second=part)
    return whole


def _without_formation(scenario: Scenario, shown: Container[str]) -> Text | None:
    names = tuple(f.name for f in scenario.functions.values() if f.id not in shown)
    if not names:
        return None
    return text("Formation not laid down, and nobody is placed there: {names}.", names=names)


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
