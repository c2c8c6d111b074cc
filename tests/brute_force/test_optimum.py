"""The solver's optimum equals exhaustive enumeration by the checker, on random small scenarios."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, seed, settings

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver import Status, solve
from tests.brute_force.enumerate import best
from tests.brute_force.strategies import scenarios

#: 8 x 50 = 400 scenarios; separate tests, so that two processes share them.
BATCHES = 8
PER_BATCH = 50


def compare(scenario: Scenario) -> None:
    """Solve twice, once by the solver and once by enumeration, and compare level by level."""
    expected = best(scenario)
    outcome = solve(scenario, Settings(seed=1, workers=1, time_limit=60.0))
    if expected is None:
        assert outcome.status is Status.INFEASIBLE
        return
    assert outcome.status is Status.OPTIMAL
    assert outcome.assignment is not None
    assert not list(check_all(scenario, outcome.assignment))
    assert tuple(level_values(scenario, measure(scenario, outcome.assignment))) == expected
    assert tuple(level.value for level in outcome.levels) == expected
    assert tuple(level.bound for level in outcome.levels) == expected


@pytest.mark.parametrize("batch", range(BATCHES))
def test_solver_equals_enumeration(batch: int) -> None:
    @seed(20270101 + batch)
    @settings(
        max_examples=PER_BATCH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    def every_drawn_scenario(scenario: Scenario) -> None:
        compare(scenario)

    every_drawn_scenario()
