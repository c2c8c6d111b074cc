"""Clashes and prices against exhaustive search, on random small scenarios without a plan."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, assume, given, seed, settings
from hypothesis import strategies as st

from rollenplanner.domain.clashes.conditions import conditions_of
from rollenplanner.domain.clashes.edits import Problem
from rollenplanner.domain.clashes.prices import PriceKind
from rollenplanner.domain.clashes.repairs import changes_for
from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.solver import Status, find_plan
from tests.brute_force.strategies import scenarios
from tests.explain.asking import (
    assert_repairs,
    cheaper_choices,
    enumerated,
    explained,
    only,
    with_changes,
)

#: 4 x 6 = 24 scenarios without a plan.
BATCHES = 4
PER_BATCH = 6
#: So many choices of changes are tried one by one.
MOST_CHOICES = 100

#: Whole numbers that differ, so that the cheapest repair is not simply any single change.
PRICES = {
    PriceKind.PIN: Decimal(5),
    PriceKind.FORBID: Decimal(2),
    PriceKind.LIMIT: Decimal(7),
    PriceKind.FTE: Decimal(1),
    PriceKind.TRAINING: Decimal(1),
    PriceKind.SEGREGATION: Decimal(3),
    PriceKind.FUNCTION: Decimal(2),
    PriceKind.CLUSTER: Decimal(2),
    PriceKind.NUMBER: Decimal(2),
    PriceKind.HOLDERS: Decimal(2),
}


@st.composite
def hard_scenarios(draw: st.DrawFn) -> Scenario:
    """A random scenario whose limits leave no room: all work is to be covered, or backed up."""
    drawn = draw(scenarios().filter(lambda each: len(each.staff) == len(each.roles) == 2))
    hard = {Term.CRITICAL_UNCOVERED, Term.UNCOVERED, Term.COORDINATION, Term.MISSING_BACKUPS}
    chosen = draw(st.sets(st.sampled_from(sorted(hard)), min_size=1, max_size=3))
    ceiling = draw(st.sampled_from([0, 0, UNIT // 4]))
    return replace(drawn, limits={term: ceiling for term in sorted(chosen)})


def search(number: int) -> settings:
    return settings(
        max_examples=number,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )


@pytest.mark.parametrize("batch", range(BATCHES))
def test_clashes_are_irreducible_and_repairs_the_cheapest(batch: int) -> None:
    @seed(20281100 + batch)
    @search(PER_BATCH)
    @given(hard_scenarios())
    def every_drawn_scenario(scenario: Scenario) -> None:
        found = explained(scenario, PRICES, repairs=3)
        assume(found.feasible is False)
        assert not enumerated(scenario)
        assert found.clashes
        for clash in found.clashes:
            assert clash.irreducible
            assert not enumerated(only(scenario, clash.conditions))
            for each in clash.conditions:
                rest = [other for other in clash.conditions if other is not each]
                assert enumerated(only(scenario, rest)), each.id
        assert_repairs(scenario, found.repairs)
        assert_cheapest(scenario, [each.price for each in found.repairs], found.exhausted)

    every_drawn_scenario()


def assert_cheapest(scenario: Scenario, prices: list[Decimal], exhausted: bool) -> None:
    """Nothing cheaper than the first repair gives a plan; without a repair, nothing at all does."""
    every = conditions_of(Problem(scenario))
    changes = {each.id: each for each in changes_for(scenario, every, every, PRICES)}
    if not prices:
        assert exhausted
        return
    for number, choice in enumerate(cheaper_choices(changes, int(prices[0]))):
        if number > MOST_CHOICES:
            return
        changed = with_changes(scenario, changes, choice)
        answer = find_plan(changed, Settings(seed=1, workers=1, time_limit=60.0))
        assert answer.status is Status.INFEASIBLE, choice
    assert prices == sorted(prices)
