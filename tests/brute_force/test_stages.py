"""A search by stages claims nothing that enumeration by the checker refutes.

It need not reach the optimum. What it must do: plans that obey every rule, values that are those
of the plan, and bounds that no plan is below whose higher levels are at most the plan's values.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import islice
from random import Random

import pytest
from hypothesis import HealthCheck, given, seed, settings

from rollenplanner.domain.case import case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import jumps
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT
from rollenplanner.domain.tuning import MEASURED, Tuning
from rollenplanner.solver import LevelState, Outcome, Status, search, solve
from tests.brute_force import enumerate as one_period
from tests.brute_force import enumerate_rotation as over_time
from tests.brute_force.enumerate_rotation import least_jumps
from tests.brute_force.starts import a_start, with_jumps
from tests.brute_force.strategies import scenarios
from tests.brute_force.strategies_rotation import scenario_of

#: Cut off in deterministic time, so that no outcome hangs on the machine.
LIMIT = 0.15
BATCHES, PER_BATCH = 6, 30

#: Plans compared per scenario; most have fewer.
MOST_PLANS = 3_000

Candidates = Callable[[Scenario], Iterator[Assignment]]


@pytest.fixture(autouse=True)
def by_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a scenario is."""
    monkeypatch.setattr(search, "MOST_CELLS", -1)


def obeys(scenario: Scenario, plan: Assignment) -> bool:
    return not any(True for _ in check_all(scenario, plan))


def assert_unrefuted(
    scenario: Scenario,
    outcome: Outcome,
    candidates: Candidates,
    start: Assignment | None = None,
) -> None:
    """Compare what an outcome claims with every plan there is."""
    if outcome.assignment is None:
        assert outcome.status is Status.INFEASIBLE
        assert not any(obeys(scenario, plan) for plan in islice(candidates(scenario), MOST_PLANS))
        return
    assert outcome.status in (Status.OPTIMAL, Status.FEASIBLE)
    assert [str(each.message) for each in check_all(scenario, outcome.assignment)] == []
    values = over_time.values_of(scenario, outcome.assignment, start)
    assert tuple(level.value for level in outcome.levels) == values
    bounds = [level.bound for level in outcome.levels]
    for level in outcome.levels:
        assert level.bound is not None
        assert level.bound <= level.value
        assert (level.state is LevelState.OPTIMAL) == (level.bound == level.value)
    for plan in islice(candidates(scenario), MOST_PLANS):
        found = over_time.values_of(scenario, plan, start)
        refuted = [k for k in refutes(found, values) if found[k] < (bounds[k] or 0)]
        assert not refuted or not obeys(scenario, plan), (refuted, values, bounds, found)


def refutes(found: tuple[int, ...], values: tuple[int, ...]) -> Iterator[int]:
    """Levels of which the bound has to hold for another plan: none above is worse in it."""
    for level in range(len(values)):
        yield level
        if found[level] > values[level]:
            return


def go(
    scenario: Scenario,
    number: int,
    start: Assignment | None = None,
    allowed_jumps: int | None = None,
    tuning: Tuning = MEASURED,
) -> Outcome:
    asked = Settings(number, workers=1, time_limit=LIMIT, deterministic=True, tuning=tuning)
    return solve(scenario, asked, start=start, allowed_jumps=allowed_jumps)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_stages_claim_nothing_false_over_time(batch: int) -> None:
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        scenario = scenario_of(number)
        assert_unrefuted(scenario, go(scenario, number), over_time.candidates)


@pytest.mark.parametrize("batch", range(2))
def test_stages_claim_nothing_false_in_one_period(batch: int) -> None:
    @seed(20270601 + batch)
    @settings(
        max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(scenarios())
    def every_drawn_scenario(scenario: Scenario) -> None:
        assert_unrefuted(scenario, go(scenario, 1), one_period.candidates)

    every_drawn_scenario()


@pytest.mark.parametrize("batch", range(4))
def test_stages_near_a_plan_claim_nothing_false(batch: int) -> None:
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        near(number)


def near(number: int) -> None:
    """Start from a plan, perhaps with a ceiling on how far away the search may go."""
    rng = Random(number)
    scenario = with_jumps(scenario_of(number), rng)
    start = a_start(scenario, rng)
    allowed = rng.choice([None, 0, 1, 2])
    outcome = go(scenario, number, start=start, allowed_jumps=allowed)
    assert_unrefuted(scenario, outcome, over_time.candidates, start)
    if outcome.assignment is not None and allowed is not None:
        least = least_jumps(scenario, start, MOST_PLANS)
        assert (
            not isinstance(least, int)
            or jumps(case_of(scenario, outcome.assignment), start) <= least + allowed * UNIT
        )
