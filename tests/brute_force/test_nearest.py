"""The number of cells that a scenario forces to differ, against exhaustive enumeration.

The least over all plans that the checker accepts and that list no backup for nothing (design
section 5); of a start that obeys every rule nothing is forced, and nothing is asked here.
"""

from __future__ import annotations

from random import Random

import pytest
from ortools.sat.python import cp_model

from rollenplanner.domain.case import case_of
from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import jumps
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.terms import UNIT
from rollenplanner.solver import StopFlag
from rollenplanner.solver.clock import EffortClock
from rollenplanner.solver.nearest import Nearest
from rollenplanner.solver.vicinity import Vicinity
from tests.brute_force.enumerate_rotation import least_jumps
from tests.brute_force.starts import a_start
from tests.brute_force.strategies_rotation import scenario_of

#: 4 x 120 scenarios, of which more than half have a start that breaks a rule.
BATCHES, PER_BATCH = 4, 120
#: Scenarios with more plans than this are passed over.
MOST_PLANS = 6_000


@pytest.mark.parametrize("batch", range(BATCHES))
def test_forced_cells_equal_enumeration(batch: int) -> None:
    compared = 0
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        compared += compare(number)
    assert compared >= 50


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_choice_of_roles_proves_too_much(batch: int) -> None:
    """What holds without the others holds whichever roles are left out, all of them too."""
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        scenario = scenario_of(number)
        start = a_start(scenario, Random(number))
        least = least_jumps(scenario, start, MOST_PLANS)
        if isinstance(least, int):
            rng = Random(number)
            some = frozenset(role for role in scenario.roles if rng.random() < 0.5)
            for roles in (frozenset[str](), some):
                assert relaxed(Vicinity(scenario, start, roles)) * UNIT <= least, number


def relaxed(vicinity: Vicinity) -> int:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.symmetry_level = 0
    assert solver.solve(vicinity.relaxed(0).model) == cp_model.OPTIMAL
    return round(solver.objective_value)


def compare(number: int) -> bool:
    """Prove how near a plan can be, and look through all of them; whether there was a break."""
    scenario = scenario_of(number)
    start = a_start(scenario, Random(number))
    if not any(check_all(scenario, start)):
        return False
    least = least_jumps(scenario, start, MOST_PLANS)
    if least == "unknown":
        return False
    found: list[Assignment] = []
    settings = Settings(seed=1, workers=1, time_limit=60.0, deterministic=True)
    nearest = Nearest(scenario, start, settings, EffortClock(60.0), StopFlag(), found.append)
    nearest.go(60.0)
    if least is None:
        assert nearest.infeasible, number
        assert not found, number
        return True
    assert nearest.proven, number
    assert nearest.bound * UNIT == least, number
    assert [str(each.message) for each in check_all(scenario, found[-1])] == []
    assert jumps(case_of(scenario, found[-1]), start) == least
    return True
