"""What clusters leave undone by themselves is a bound: plans of the whole are plans of theirs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.solver import StopFlag
from rollenplanner.solver.clock import EffortClock
from rollenplanner.solver.cluster_bounds import (
    WORK,
    ClusterBounds,
    alone_with,
    in_cluster,
    undone,
    work_of,
)
from tests.brute_force import enumerate_rotation as over_time
from tests.brute_force.strategies_rotation import scenario_of
from tests.brute_force.test_stages import BATCHES, PER_BATCH
from tests.support.build import (
    NO_RULES,
    asks,
    assign,
    clash,
    cluster,
    function,
    person,
    role,
    scenario,
)

#: Everything that is work, in one level.
ALL_WORK = dict.fromkeys(WORK, 1)
#: Plans looked at, and those of them that obey the rules.
MOST_CANDIDATES, MOST_PLANS = 400, 20


def plans_of(case: Scenario) -> Iterator[Assignment]:
    """Some plans that obey every rule."""
    some = itertools.islice(over_time.candidates(case), MOST_CANDIDATES)
    good = (plan for plan in some if not any(check_all(case, plan)))
    return itertools.islice(good, MOST_PLANS)


@pytest.mark.parametrize("batch", range(BATCHES))
def test_every_plan_without_the_rest_is_a_plan_of_a_cluster(batch: int) -> None:
    looked_at = 0
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        case = replace(scenario_of(number), placement="fixed")
        alone = [alone_with(case, each, ALL_WORK) for each in case.clusters]
        for plan in plans_of(case):
            looked_at += 1
            for each in alone:
                broken = check_all(each, in_cluster(each, plan))
                assert [str(finding.message) for finding in broken] == [], number
            whole = measure(case, plan)
            assert sum(undone(each, plan) for each in alone) == sum(whole[term] for term in WORK)
    assert looked_at > 5 * PER_BATCH


def has_time(clock: EffortClock) -> bool:
    return clock.remaining() > 0


@pytest.mark.parametrize("batch", range(BATCHES))
def test_no_plan_leaves_less_undone(batch: int) -> None:
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        case = replace(scenario_of(number), placement="fixed")
        bounds = ClusterBounds(case, SETTINGS, StopFlag(), lambda *_: None)
        clock = EffortClock(5)
        nobody = Assignment({}, {}, {})
        bounds.prove(nobody, clock, partial(has_time, clock))
        for plan in plans_of(case):
            whole = measure(case, plan)
            for level, terms in enumerate(case.objective):
                here = sum(weight * whole[term] for term, weight in work_of(terms).items())
                assert bounds.least(level) <= here, number


SETTINGS = Settings(seed=1, workers=1, time_limit=5, deterministic=True)
COVER = {Term.CRITICAL_UNCOVERED: 2, Term.UNCOVERED: 1}


def two_clusters(**fields: Any) -> Scenario:
    """Economists are scarce in a; in b everybody can do everything."""
    return scenario(
        [
            role("r", 150, cluster="a", asked=asks(economie=2), critical=True),
            role("s", 100, cluster="a"),
            role("t", 50, cluster="b"),
        ],
        [person("P1", cluster="a", expertise={"economie": 3}), person("P2", cluster="b")],
        clusters=[cluster("a"), cluster("b")],
        functions=[function(clusters=("a", "b"))],
        count=2,
        objective=[COVER],
        **fields,
    )


def test_a_bound_by_hand() -> None:
    case = two_clusters()
    told: list[tuple[int, int]] = []
    bounds = ClusterBounds(case, SETTINGS, StopFlag(), lambda *news: told.append(news))
    clock = EffortClock(5)
    bounds.prove(assign(case), clock, partial(has_time, clock))
    # Only P1 is an economist: 0.50 of r stays open in both periods, twice 2 x 0.50 = 2.00. P2, who
    # might do t in b, can do s here: nothing of s and t is added. The whole leaves at least 3.00,
    # since 3.00 are asked of 2.00 fte: a cluster by itself does not know that.
    assert bounds.least(0) == 2 * UNIT
    assert told[-1] == (0, 2 * UNIT)


def test_nothing_is_asked_where_nothing_is_left_undone() -> None:
    case = two_clusters()
    bounds = ClusterBounds(case, SETTINGS, StopFlag(), lambda *_: pytest.fail("no news"))
    plan = assign(case, holders={"r": {"P1": 100}, "s": {"P2": 50}, "t": {"P2": 50}})
    (a, b) = (alone_with(case, each, COVER) for each in case.clusters)
    # r: 2 x 0.50 in two periods; s: 0.50 in two periods.
    assert undone(a, plan) == 3 * UNIT
    assert undone(b, plan) == 0
    bounds.prove(assign(case, holders={"t": {"P2": 50}}), EffortClock(5), lambda: False)


def test_a_clash_with_another_cluster_takes_a_rule_away() -> None:
    rules = replace(NO_RULES, no_double_change=True)
    inside = two_clusters(rules=rules, incompatible=[clash("r", "s")])
    across = two_clusters(rules=rules, incompatible=[clash("r", "t")])
    assert alone_with(inside, "a", COVER).rules.no_double_change
    assert alone_with(inside, "a", COVER).clashes
    # Somebody may have to leave r because they carry t.
    assert not alone_with(across, "a", COVER).rules.no_double_change
    assert not alone_with(across, "a", COVER).clashes
