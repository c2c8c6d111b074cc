"""A first plan under limits: the checker accepts it, and it is found where there is one."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.solver import StopFlag
from rollenplanner.solver.clock import EffortClock
from rollenplanner.solver.staged import Staged
from rollenplanner.solver.within_limits import come_within_limits
from tests.brute_force import enumerate_rotation as over_time
from tests.brute_force.strategies_rotation import scenario_of
from tests.support.build import assign, person, pin, role, scenario

LIMIT = 0.6
BATCHES, PER_BATCH = 3, 12
#: Plans of a scenario among which one is drawn whose values become limits.
PLANS = 400

TERMS = (Term.UNCOVERED, Term.MISSING_BACKUPS, Term.CHANGES, Term.IMBALANCE)


def begun(limited: Scenario, number: int = 1, start: Assignment | None = None) -> Staged:
    """A search that has looked for a plan within the limits and nothing else."""
    settings = Settings(seed=number, workers=1, time_limit=LIMIT, deterministic=True)
    search = Staged(limited, settings, EffortClock(LIMIT), StopFlag(), start=start)
    come_within_limits(search)
    return search


def limited_by_a_plan(number: int) -> Scenario | None:
    """A scenario with limits that one of its plans just keeps; None if none is among the first."""
    free = replace(scenario_of(number), limits={})
    plans = []
    for looked, plan in enumerate(over_time.candidates(free)):
        if looked == PLANS:
            break
        if not any(check_all(free, plan)):
            plans.append(plan)
    if not plans:
        return None
    rng = Random(number)
    values = measure(free, rng.choice(plans))
    return replace(free, limits={term: values[term] for term in rng.sample(TERMS, 2)})


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_plan_within_limits_is_found_and_right(batch: int) -> None:
    there, found = 0, 0
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        limited = limited_by_a_plan(number)
        if limited is None:
            continue
        there += 1
        search = begun(limited, number)
        plan = search.overall.plan
        if plan is not None:
            found += 1
            assert not any(check_all(limited, plan))
            assert search.overall.reached == level_values(limited, measure(limited, plan))
    # Terms come one after the other, so that the first may stand in the way of the next.
    assert there > 3
    assert found >= 0.8 * there


def test_limits_that_nobody_can_keep_bring_no_plan() -> None:
    # Two people of 0.5 leave 0.5 of 1.5 undone in each of two periods.
    short = scenario([role("r", 150)], [person("P1", 50), person("P2", 50)], count=2)
    assert begun(replace(short, limits={Term.UNCOVERED: UNIT})).overall.plan is not None
    impossible = replace(short, limits={Term.UNCOVERED: UNIT - UNIT // 100})
    assert begun(impossible).overall.plan is None


def test_jumps_are_counted_from_the_plan_to_start_from() -> None:
    roles = [role("r", 50), role("q", 50)]
    free = scenario(roles, [person(who, 50) for who in ("P1", "P2", "P3")], count=2)
    start = assign(free, holders={"r": {"P3": 50}})
    # Nobody holds q in the start: to cover it one person comes to it, in each of two periods.
    limited = replace(free, limits={Term.UNCOVERED: 0, Term.JUMPS: 2 * UNIT})
    plan = begun(limited, start=start).overall.plan
    assert plan is not None
    assert plan.holders["r"] == {"P3": (50, 50)}
    assert measure(limited, plan, start)[Term.JUMPS] <= 2 * UNIT
    # With fewer q stays open, whoever holds r.
    few = replace(limited, limits={Term.UNCOVERED: 0, Term.JUMPS: UNIT})
    assert begun(few, start=start).overall.plan is None


def test_what_is_impossible_without_limits_is_with_them() -> None:
    both = [pin("P1", "role", "r")]
    hemmed = scenario([role("r", 50)], [person("P1")], count=2, pins=both, forbid=both)
    assert begun(replace(hemmed, limits={Term.UNCOVERED: UNIT})).infeasible
