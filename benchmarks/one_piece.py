"""The same rules given to CP-SAT in one piece: what the planner is compared with.

One model, level by level, each with the whole model, all workers and CP-SAT's own settings; a level
that is done is held by its sum; the solution carries over as a hint. What is left of the time is
divided evenly over the levels to come. No neighbourhoods, no columns, no frozen slacks.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver import LevelOutcome, LevelState
from rollenplanner.solver.model import PlanModel, build_model


def solve_in_one_piece(scenario: Scenario, settings: Settings) -> tuple[LevelOutcome, ...]:
    """Minimise the levels one after the other; empty if no plan was found in the time.

    Args:
        scenario: What to plan.
        settings: Seed, workers and time limit; `deterministic` is not looked at.
    """
    begin = time.monotonic()
    model = build_model(scenario)
    values: list[int] | None = None
    bounds: list[int] = []
    spent: list[float] = []
    for number in range(len(model.levels)):
        left = settings.time_limit - (time.monotonic() - begin)
        started = time.monotonic()
        found, bound = _minimise(
            model, number, values, settings, left / (len(model.levels) - number)
        )
        values = found or values
        bounds.append(bound)
        spent.append(time.monotonic() - started)
    if values is None:
        return ()
    exact = model.builder.complete(values)
    return tuple(
        _outcome(model, number, exact, bounds[number], spent[number])
        for number in range(len(model.levels))
    )


def _minimise(
    model: PlanModel,
    number: int,
    values: Sequence[int] | None,
    settings: Settings,
    seconds: float,
) -> tuple[list[int] | None, int]:
    """One level with the whole model; its solution, if any, and its bound in units."""
    level = model.levels[number]
    if level.constant and values is not None:
        return None, level.total.constant
    piece = model.builder.model.clone()
    if values is not None:
        for above in model.levels[:number]:
            if not above.constant:
                piece.add(above.total.form.expression <= above.total.form.value(values))
        piece.proto.solution_hint.vars.extend(range(len(values)))
        piece.proto.solution_hint.values.extend(values)
    piece.minimize(level.total.form.expression)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = settings.workers
    solver.parameters.random_seed = settings.seed
    solver.parameters.max_time_in_seconds = max(0.1, seconds)
    heard = [level.total.form.least]
    solver.best_bound_callback = lambda bound: heard.append(round(bound + 0.499999))
    status = solver.solve(piece)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, level.total.original(max(heard))
    count = model.size.variables
    best = max(heard)
    if status == cp_model.OPTIMAL:
        best = max(best, round(solver.objective_value))
    found = [int(value) for value in solver.response_proto.solution]
    return found[:count], level.total.original(best)


def _outcome(
    model: PlanModel, number: int, values: Sequence[int], bound: int, seconds: float
) -> LevelOutcome:
    level = model.levels[number]
    value = level.value(values)
    honest = min(value, max(bound, level.least))
    state = LevelState.OPTIMAL if honest == value else LevelState.FEASIBLE
    return LevelOutcome(level.terms, value, honest, state, seconds)
