"""Occupancy of the first period, and where later periods differ from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.occupancy import (
    Occupancy,
    Occupied,
    clusters_table,
    figures_of,
    functions_table,
)
from rollenplanner.reports.stretches import stretches
from rollenplanner.reports.table import Cell, Column, Table, remarks


def functions_over_time(scenario: Scenario, assignment: Assignment) -> tuple[Table, ...]:
    """Formation against occupancy per function in the first period, and what differs later."""
    first = replace(
        functions_table(scenario, assignment),
        title=text("Formation and occupancy per function in {month} (fte)", month=_start(scenario)),
    )
    targets = {each.id: (each.name, each.fte) for each in scenario.functions.values()}
    later = _later(
        scenario,
        assignment,
        text("Occupancy per function after the first period, where it changes (fte)"),
        (text("Function"), text("Formation")),
        targets,
        lambda occupancy, function: occupancy.of(function=function),
    )
    return (first, later) if later.rows else (first,)


def clusters_over_time(scenario: Scenario, assignment: Assignment) -> tuple[Table, ...]:
    """Size against occupancy per cluster in the first period, and what differs later."""
    first = replace(
        clusters_table(scenario, assignment),
        title=text("Size and occupancy per cluster in {month} (fte)", month=_start(scenario)),
    )
    targets = {each.id: (each.name, each.fte) for each in scenario.clusters.values()}
    later = _later(
        scenario,
        assignment,
        text("Occupancy per cluster after the first period, where it changes (fte)"),
        (text("Cluster"), text("Indication")),
        targets,
        lambda occupancy, cluster: occupancy.of(cluster=cluster),
    )
    return (first, later) if later.rows else (first,)


def _start(scenario: Scenario) -> str:
    return str(scenario.horizon.start)


def _later(
    scenario: Scenario,
    assignment: Assignment,
    title: Text,
    heads: tuple[Text, Text],
    targets: Mapping[str, tuple[str, int | None]],
    look: Callable[[Occupancy, str], Occupied],
) -> Table:
    occupancies = [Occupancy(scenario, assignment, t) for t in scenario.periods]

    def rows() -> Iterator[tuple[Cell, ...]]:
        for key, (name, target) in targets.items():
            there = [look(occupancy, key) for occupancy in occupancies]
            for number, stretch in enumerate(stretches(scenario.periods, there.__getitem__)):
                if number:
                    since = str(scenario.horizon.period_start(stretch.first))
                    yield (name if number == 1 else "", since, *figures_of(target, stretch.what))

    return Table(
        title=title,
        columns=(
            Column(heads[0]),
            Column(text("From"), "right"),
            Column(heads[1], "right"),
            Column(text("Occupancy"), "right"),
            Column(text("Vacant"), "right"),
            Column(text("Difference"), "right"),
        ),
        rows=tuple(rows()),
        remarks=remarks(
            text("A row lasts until the next one of the same name."),
            text("Only who is in service for the whole period and not absent counts.")
            if any(occupancy.away().parts() for occupancy in occupancies)
            else None,
        ),
    )
