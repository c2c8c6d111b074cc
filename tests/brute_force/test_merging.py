"""A look at few roles finds what a look at all of them finds, in small scenarios over time.

Plans that obey every rule get rows of other such plans, role by role, as a merge of parts does it.
"""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import replace

import pytest

from rollenplanner.domain.check import CHECKS
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.merging import goes_together
from tests.brute_force import enumerate_rotation as over_time
from tests.brute_force.strategies_rotation import scenario_of

BATCHES, PER_BATCH = 4, 15
#: Every so many plans one is taken, up to the last that is looked at; and merges of each scenario.
EVERY, LAST, MERGES = 37, 15_000, 40


def goes(scenario: Scenario, plan: Assignment) -> bool:
    return not any(CHECKS[RuleId.NO_DOUBLE_CHANGE](scenario, plan))


def mixed(one: Assignment, other: Assignment, roles: frozenset[str]) -> Assignment:
    """A plan with the rows that another has for some roles; everybody stays in place."""
    holders = {role: row for role, row in one.holders.items() if role not in roles}
    backups = {role: row for role, row in one.backups.items() if role not in roles}
    return replace(
        one,
        holders=holders | {r: row for r, row in other.holders.items() if r in roles},
        backups=backups | {r: row for r, row in other.backups.items() if r in roles},
    )


def merges_of(scenario: Scenario, number: int) -> Counter[bool]:
    """How often a look at all roles says that a merge goes, and that it does not."""
    rng = random.Random(number)
    plans = list(itertools.islice(over_time.candidates(scenario), 0, LAST, EVERY))
    right = [plan for plan in plans if goes(scenario, plan)]
    told: Counter[bool] = Counter()
    for _ in range(MERGES if right else 0):
        one, other = rng.choice(right), rng.choice(plans)
        count = rng.randint(1, max(1, len(scenario.roles) - 1))
        roles = frozenset(rng.sample(sorted(scenario.roles), count))
        after = mixed(one, other, roles)
        expected = goes(scenario, after)
        assert goes_together(scenario, one, after, roles) == expected, number
        told[expected] += 1
    return told


@pytest.mark.parametrize("batch", range(BATCHES))
def test_few_roles_tell_what_all_roles_tell(batch: int) -> None:
    told: Counter[bool] = Counter()
    for number in range(batch * PER_BATCH, (batch + 1) * PER_BATCH):
        told += merges_of(scenario_of(number), number)
    assert told[True] > 0
    assert told[False] > 0
