"""What is left out of a search, by reduced costs, never contains a plan that is looked for.

For random scenarios, and two plans of each, every level is minimised with and without what
remains: under the values of the plan at the levels above, the optimum has to be the same.
"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, seed, settings
from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver import solve
from rollenplanner.solver.columns import ColumnBound
from rollenplanner.solver.columns.guide import Guide
from rollenplanner.solver.columns.problem import Problem, expresses
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.narrowing import Narrowed, narrow
from rollenplanner.solver.solution import from_assignment
from rollenplanner.solver.state import Best, State
from tests.brute_force.strategies import scenarios

BATCHES, PER_BATCH = 4, 60


def least(
    model: PlanModel, best: Best, number: int, narrowed: Narrowed, *, better: bool
) -> int | None:
    """The least value of a level under the plan's values above it; None if there is no plan."""
    form = model.levels[number].total.form
    held = list(zip(model.levels, best.reached[:number], strict=False))
    asked = model.asking(form, held, narrowed=narrowed)
    if better:
        asked.add(form.expression <= form.value(best.values) - 1)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.symmetry_level = 0
    status = solver.solve(asked)
    assert status in (cp_model.OPTIMAL, cp_model.INFEASIBLE)
    return round(solver.objective_value) if status == cp_model.OPTIMAL else None


def guide_of(model: PlanModel, best: Best, number: int, guides: dict[int, Guide]) -> Guide | None:
    """What columns know about choices at a level, once they know all they can.

    As in a search, they need not look at what cannot be good enough at the levels above.
    """
    level = model.levels[number]
    if level.constant or not expresses(model.variables, level):
        return None
    held = tuple(zip(model.levels, best.reached[:number], strict=False))
    problem = Problem(model, level, held, narrow(guides, model.levels, best, number))
    if problem.too_large:
        return None
    columns = ColumnBound(problem, best.values)
    for _ in columns.improve(lambda: True, 1 << 60):
        pass
    return columns.guide()


def plans(model: PlanModel, scenario: Scenario) -> list[Best]:
    """The first plan that turns up, and an optimal one."""
    found = State(model)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.symmetry_level = 0
    if solver.solve(model.asking(None)) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return []
    found.offer(list(solver.response_proto.solution))
    outcome = solve(scenario, Settings(seed=1, workers=1, time_limit=60.0))
    assert outcome.assignment is not None
    optimal = State(model)
    optimal.offer(from_assignment(model, outcome.assignment))
    return [state.best for state in (found, optimal) if state.best is not None]


def compare(scenario: Scenario) -> int:
    """Minimise with and without what remains; returns how many values were left out."""
    model, left_out = build_model(scenario), 0
    for best in plans(model, scenario):
        guides: dict[int, Guide] = {}
        for number in range(len(model.levels)):
            guide = guide_of(model, best, number, guides)
            if guide is not None:
                guides[number] = guide
            for better in (False, True):
                narrowed = narrow(guides, model.levels, best, number, better=better)
                left_out += len(narrowed)
                assert least(model, best, number, narrowed, better=better) == least(
                    model, best, number, {}, better=better
                )
    return left_out


@pytest.mark.parametrize("batch", range(BATCHES))
def test_narrowing_leaves_every_optimum(batch: int) -> None:
    left_out = 0

    @seed(20270601 + batch)
    @settings(
        max_examples=PER_BATCH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    def every_drawn_scenario(scenario: Scenario) -> None:
        nonlocal left_out
        left_out += compare(scenario)

    every_drawn_scenario()
    # Otherwise nothing was tested.
    assert left_out


def test_forms_keep_their_variables_in_order() -> None:
    model = cp_model.CpModel()
    x, y = model.new_bool_var("x"), model.new_int_var(0, 9, "y")
    form = Linear(((x, 3), (y, -2)), 5)
    assert form.terms == ((0, 1), (3, -2))
    # 5 + 3 x 1 - 2 x 4
    assert form.value([1, 4]) == 0
