"""The solver equals exhaustive enumeration by the checker over two and three periods."""

from __future__ import annotations

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Settings
from rollenplanner.solver import Status, solve
from tests.brute_force.enumerate_rotation import best
from tests.brute_force.strategies_rotation import scenario_of

#: 8 x 50 = 400 scenarios; separate tests, so that two processes share them.
BATCHES = 8
PER_BATCH = 50


def compare(seed: int) -> None:
    """Solve twice, once by the solver and once by enumeration, and compare level by level."""
    scenario = scenario_of(seed)
    expected = best(scenario)
    outcome = solve(scenario, Settings(seed=1, workers=1, time_limit=60.0))
    if expected is None:
        assert outcome.status is Status.INFEASIBLE
        return
    assert outcome.status is Status.OPTIMAL
    assert outcome.assignment is not None
    assert [str(each.message) for each in check_all(scenario, outcome.assignment)] == []
    assert level_values(scenario, measure(scenario, outcome.assignment)) == expected
    assert tuple(level.value for level in outcome.levels) == expected
    assert tuple(level.bound for level in outcome.levels) == expected


@pytest.mark.parametrize("batch", range(BATCHES))
def test_solver_equals_enumeration_over_time(batch: int) -> None:
    for seed in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        compare(seed)
