"""A search part by part claims nothing that enumeration by the checker refutes.

However small a scenario is, every part is one cluster here; what is carried over the border of a
part stays as it is. The values that parts add up are compared with those of the plan as a whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.tuning import Tuning
from rollenplanner.solver import StopFlag, search
from rollenplanner.solver.beginning import begin
from rollenplanner.solver.by_parts import ByParts, goes_by_parts
from rollenplanner.solver.clock import EffortClock
from rollenplanner.solver.part_polish import Gain, PartPolisher
from rollenplanner.solver.staged import Staged
from tests.brute_force import enumerate_rotation as over_time
from tests.brute_force.strategies_rotation import scenario_of
from tests.brute_force.test_stages import BATCHES, LIMIT, PER_BATCH, assert_unrefuted, go

#: Everything goes by parts, of one cluster each.
SMALL = Tuning(whole_size=0, part_size=1)


@pytest.fixture(autouse=True)
def by_small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """However small a scenario is, and one cluster each."""
    monkeypatch.setattr(search, "MOST_CELLS", -1)


def fixed_scenarios(batch: int) -> Iterator[tuple[int, Scenario]]:
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        scenario = replace(scenario_of(number), placement="fixed")
        # Without any work to do in any period there are no parts.
        assert goes_by_parts(scenario, SMALL) == any(
            role.active for role in scenario.roles.values()
        )
        yield number, scenario


@pytest.mark.parametrize("batch", range(BATCHES))
def test_parts_claim_nothing_false(batch: int) -> None:
    for number, scenario in fixed_scenarios(batch):
        assert_unrefuted(scenario, go(scenario, number, tuning=SMALL), over_time.candidates)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_parts_worked_on_at_the_same_time_go_together(batch: int) -> None:
    merged = 0
    for number, scenario in fixed_scenarios(batch):
        merged += at_the_same_time(number, scenario)
    assert merged > 0


def at_the_same_time(number: int, scenario: Scenario) -> int:
    """Polish two parts from the same plan, merge both; returns how many gains were merged."""
    settings = Settings(seed=number, workers=1, time_limit=LIMIT, deterministic=True, tuning=SMALL)
    staged = Staged(scenario, settings, EffortClock(LIMIT), StopFlag())
    begin(staged)
    return 0 if staged.overall.plan is None else merge_both(staged, scenario)


def merge_both(staged: Staged, scenario: Scenario) -> int:
    begun = ByParts(staged)
    orders = [order for _ in range(2) if (order := begun.next(2)) is not None]
    for one, other in pairwise(orders):
        assert not one.part.roles & other.part.roles
        assert not one.part.people & other.part.people
    gains: list[list[Gain]] = []
    for order in orders:
        polisher = PartPolisher(scenario, None)
        gains.append(list(polisher.visit(order, EffortClock(LIMIT), lambda: True, seconds=False)))
    merged = 0
    for some in gains:
        for gain in some:
            if not begun.merge(gain):
                break
            merged += 1
    plan, reached = staged.overall.snapshot()
    assert [str(each.message) for each in check_all(scenario, plan)] == []
    assert over_time.values_of(scenario, plan, None) == reached
    return merged


def test_two_deterministic_runs_by_parts_are_the_same() -> None:
    scenario = replace(scenario_of(27), placement="fixed")
    first, second = (go(scenario, 27, tuning=SMALL) for _ in range(2))
    assert first.assignment == second.assignment
    assert first.levels == second.levels
