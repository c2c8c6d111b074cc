"""Prices prove nothing that a plan contradicts: for many scenarios, every level, any prices."""

from __future__ import annotations

from itertools import islice

import numpy as np
import pytest

from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.relaxed.prices import Prices, exact_prices
from rollenplanner.solver.relaxed.program import Program
from rollenplanner.solver.relaxed.relaxation import Question, Relaxation
from rollenplanner.solver.solution import from_assignment
from tests.brute_force.strategies_rotation import scenario_of
from tests.brute_force.test_slices import some_plans, telling

BATCHES, PER_BATCH, MOST_PLANS = 4, 25, 40
#: Units of deterministic time per level.
BUDGET = 0.5


def reached_by_plans(model: PlanModel) -> list[tuple[int, ...]]:
    """What plans come to at every level, in units."""
    found = []
    for plan in islice(some_plans(model.scenario), MOST_PLANS):
        values = from_assignment(model, plan)
        found.append(tuple(level.value(values) for level in model.levels))
    return found


def best_prices(relaxation: Relaxation, reached: tuple[int, ...], level: int) -> Prices | None:
    question = Question(level, reached[:level], BUDGET, by_effort=True)
    return relaxation.solve(question, lambda: True).prices


def any_prices(program: Program, level: int, seed: int) -> Prices:
    rng = np.random.default_rng(seed)
    size = 10.0 ** rng.integers(-2, 3)
    duals = rng.uniform(-size, size, program.height) * (rng.random(program.height) < 0.3)
    return exact_prices(program, level, duals, -rng.uniform(0, size, level))


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_plan_is_below_a_bound(batch: int) -> None:
    proven = 0
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        model = build_model(telling(scenario_of(number)))
        relaxation = Relaxation(Program.of(model))
        reached = reached_by_plans(model)
        for level, each in enumerate(model.levels):
            if each.constant or not reached:
                continue
            prices = [any_prices(relaxation.program, level, number), None]
            # Each second level, for the sake of time, is solved as well.
            if (level + number) % 2:
                prices[1] = best_prices(relaxation, min(reached), level)
            for price in filter(None, prices):
                for values in reached:
                    bound = price.bound(relaxation.units, values[:level])
                    assert bound <= values[level], (number, level)
                    proven += bound > each.least
    assert proven > 0
