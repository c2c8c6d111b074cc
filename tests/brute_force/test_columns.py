"""Bounds from columns, cuts included, are never above the optimum that enumeration finds."""

from __future__ import annotations

import random

import pytest

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Rules, Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.solver import solve
from rollenplanner.solver.columns import ColumnBound
from rollenplanner.solver.columns.holding_cuts import HoldingCut
from rollenplanner.solver.columns.pair_cuts import PairCut
from rollenplanner.solver.columns.problem import Problem, expresses
from rollenplanner.solver.model import build_model
from rollenplanner.solver.solution import from_assignment
from tests.brute_force.enumerate import best
from tests.support.build import person, role, scenario

BATCHES, PER_BATCH = 4, 15
STEP = 25
#: Matters that pull in different ways, so that the least mixture is none of whole plans.
OBJECTIVE = (
    {Term.CRITICAL_UNCOVERED: 1, Term.UNCOVERED: 1},
    {Term.IMBALANCE: 1, Term.OVERLOAD: 2},
    {Term.WISHES: 1},
    {Term.CHANGES: 1, Term.FRAGMENTATION: 1},
)


def drawn(rng: random.Random) -> Scenario:
    """Three people divide three roles of up to four steps; everyone is of another use in each."""
    ids = ("r1", "r2", "r3")
    return scenario(
        [role(id, STEP * rng.randint(1, 4), share=STEP, max_holders=2) for id in ids],
        [
            person(
                f"P{number}",
                rng.choice((75, 100)),
                effort={id: rng.choice((70, 80, 100, 120)) for id in ids},
                wishes={id: rng.randint(-3, 3) for id in ids},
                roles={rng.choice(ids): STEP},
            )
            for number in range(3)
        ],
        rules=Rules(step=STEP, max_roles=2),
        objective=OBJECTIVE,
    )


def compare(scenario: Scenario) -> set[type]:
    """The bound of every level under the optima above it; returns the kinds of cuts made."""
    expected = best(scenario)
    assert expected is not None
    outcome = solve(scenario, Settings(seed=1, workers=1, time_limit=60.0))
    assert outcome.assignment is not None
    model, kinds = build_model(scenario), set[type]()
    values = from_assignment(model, outcome.assignment)
    for number, level in enumerate(model.levels):
        if level.constant or not expresses(model.variables, level):
            continue
        problem = Problem(model, level, tuple(zip(model.levels, expected[:number], strict=False)))
        columns = ColumnBound(problem, values)
        for bound in columns.improve(lambda: True, 1 << 60):
            assert level.total.original(bound) <= expected[number]
        kinds.update(map(type, columns.cuts))
    return kinds


@pytest.mark.parametrize("batch", range(BATCHES))
def test_bounds_are_not_above_the_optimum(batch: int) -> None:
    rng = random.Random(20270801 + batch)
    kinds = set[type]().union(*(compare(drawn(rng)) for _ in range(PER_BATCH)))
    # Otherwise they were not tested.
    assert kinds == {HoldingCut, PairCut}
