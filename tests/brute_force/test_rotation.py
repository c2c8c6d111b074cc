"""The solver equals exhaustive enumeration by the checker over two and three periods."""

from __future__ import annotations

import dataclasses

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.months import Span
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
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


@pytest.mark.parametrize("batch", range(4))
def test_present_alone_never_makes_a_scenario_infeasible(batch: int) -> None:
    """Steady hours and demand, nothing pinned or limited: without a present nothing is asked.

    So whatever is held and backed up at present, since whenever, there has to be a plan.
    """
    for seed in range(batch * 100, (batch + 1) * 100):
        scenario = steady(scenario_of(seed))
        outcome = solve(scenario, Settings(seed=1, workers=1, time_limit=60.0))
        assert outcome.status is Status.OPTIMAL, seed


def steady(scenario: Scenario) -> Scenario:
    """The scenario with everything as in its first period, no double change, and no objective."""
    count = scenario.horizon.count
    staff = {
        id: dataclasses.replace(person, available=person.available[:1] * count)
        for id, person in scenario.staff.items()
    }
    roles = {
        id: dataclasses.replace(role, demand=role.demand[:1] * count)
        for id, role in scenario.roles.items()
    }
    return dataclasses.replace(
        scenario,
        staff=staff,
        roles=roles,
        pins=(),
        limits={},
        forbid=tuple(dataclasses.replace(rule, span=Span()) for rule in scenario.forbid),
        rules=dataclasses.replace(scenario.rules, no_double_change=True),
        objective=(),
    )
