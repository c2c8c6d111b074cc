"""Slices are relaxations: every plan, period by period, is a plan of each, and costs no less."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from itertools import islice

import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario, Wishes
from rollenplanner.domain.terms import Term
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import build_model
from rollenplanner.solver.solution import from_assignment
from tests.brute_force.enumerate_rotation import candidates, values_of
from tests.brute_force.strategies_rotation import CLUSTERS, scenario_of

#: Every how-many-th of the first plans is looked at, and how many of them at most.
EVERY, MOST_PLANS = 13, 1_500
BATCHES, PER_BATCH = 4, 25


def telling(scenario: Scenario) -> Scenario:
    """The scenario with each term in a level of its own, and a wish for a cluster."""
    staff = {
        id: dataclasses.replace(
            person, wishes=Wishes(person.wishes.roles, {CLUSTERS[0]: 2, CLUSTERS[1]: -1})
        )
        for id, person in scenario.staff.items()
    }
    return dataclasses.replace(scenario, staff=staff, objective=tuple({t: 2} for t in Term))


def some_plans(scenario: Scenario) -> Iterator[Assignment]:
    """Plans that obey the rules, the work of all kinds of them."""
    for plan in islice(candidates(scenario), 0, MOST_PLANS, EVERY):
        if not any(True for _ in check_all(scenario, plan)):
            yield plan


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_plan_is_a_plan_of_every_slice_and_costs_no_less(batch: int) -> None:
    seen = 0
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        scenario = telling(scenario_of(number))
        flats = [FlatModel(build_model(scenario, only_period=t)) for t in scenario.periods]
        for plan in some_plans(scenario):
            parts = []
            for flat in flats:
                values = from_assignment(flat.model, plan)
                assert flat.obeyed(values), number
                parts.append([level.value(values) for level in flat.model.levels])
            # Against another plan, jumps are 0 here: the slices know no plan to stay close to.
            whole = values_of(scenario, plan)
            for term, value, *shares in zip(Term, whole, *parts, strict=True):
                assert sum(shares) <= value, (number, term)
            seen += 1
    assert seen > PER_BATCH
