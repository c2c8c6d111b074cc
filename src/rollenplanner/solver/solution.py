"""From values of model variables to a plan, and back to a hint."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.variables import Variables


def to_assignment(variables: Variables, values: Sequence[int]) -> Assignment:
    """The plan that a solution stands for; roles and people in the order of the scenario."""
    scenario = variables.scenario
    placement = {
        person: place for (person, place), placed in variables.place.items() if values[placed.index]
    }
    step = scenario.rules.step
    shares = {
        cell: step * share.value(values)
        for cell, share in variables.share.items()
        if values[variables.holds[cell].index]
    }
    backups = {cell: 1 for cell, backup in variables.backs.items() if values[backup.index]}
    count = scenario.horizon.count
    return Assignment(
        {person: placement[person] for person in scenario.staff if person in placement},
        _rows(shares, count),
        {
            role: {person: tuple(map(bool, row)) for person, row in rows.items()}
            for role, rows in _rows(backups, count).items()
        },
    )


def _rows(cells: Mapping[Cell, int], count: int) -> dict[str, dict[str, tuple[int, ...]]]:
    found: dict[str, dict[str, list[int]]] = {}
    for cell, number in cells.items():
        row = found.setdefault(cell.role, {}).setdefault(cell.person, [0] * count)
        row[cell.period] = number
    return {
        role: {person: tuple(row) for person, row in rows.items()} for role, rows in found.items()
    }


def from_assignment(model: PlanModel, plan: Assignment) -> list[int]:
    """Values for every variable that come as near to a plan as the model knows cells.

    The plan may break rules; the values are then only a hint.
    """
    variables = model.variables
    values = [0] * len(model.builder.model.proto.variables)
    for (person, place), placed in variables.place.items():
        values[placed.index] = int(_placed(plan, person) == place)
    for cell, held in variables.holds.items():
        values[held.index] = int(plan.share(*cell) > 0)
    for cell, share in variables.free_share.items():
        values[share.index] = plan.share(*cell) // variables.scenario.rules.step
    for cell, backup in variables.backs.items():
        values[backup.index] = int(plan.is_backup(*cell))
    return model.builder.complete(values)


def _placed(plan: Assignment, person: str) -> Placed | None:
    return plan.placement.get(person)
