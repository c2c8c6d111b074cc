"""The few people per role with whom a search begins.

A model of a few candidates per role is built and searched in a fraction of the time that all of
them take. Whatever it finds is a plan of the whole problem; what it proves is not a bound.
"""

from __future__ import annotations

import heapq
import random
from collections.abc import Iterable, Iterator

from rollenplanner.domain.facts import Facts, facts_of
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.scenario import Role, Scenario

#: How often a drawn model has people in it who would have to learn a role.
LEARNERS_PART = 0.5

#: Role or post, person.
Pair = tuple[str, str]


def likely_pairs(
    scenario: Scenario,
    per_role: int,
    plan: Assignment | None = None,
    rng: random.Random | None = None,
) -> frozenset[Pair]:
    """Pairs of role and person that a model considers.

    Args:
        scenario: Over one or several periods.
        per_role: Candidates per role beside those who carry it or are pinned to it.
        plan: Whoever carries something there stays a candidate for it.
        rng: Draws the candidates, those who would have to learn the role among them; None: those
            who meet its requirements and were given least so far, scarce roles first.

    Returns:
        Role and person; some pairs may turn out not eligible.
    """
    learning = scenario.rules.learning
    gap = learning.gap if learning and rng and rng.random() < LEARNERS_PART else 0
    able = able_people(scenario, gap)
    chosen = (
        _spread(scenario, able, per_role) if rng is None else _drawn(scenario, able, per_role, rng)
    )
    return frozenset((*_given(scenario, plan), *chosen))


def with_substitutes(
    scenario: Scenario, per_role: int, plan: Assignment | None = None
) -> frozenset[Pair] | None:
    """Those who carry a role or are pinned to it, and others where these might not be able to.

    Whoever falls short of a role may go on with it but never back it up. If they are away for a
    while, nobody is left who carries it on, unless somebody else has prepared for it.

    Args:
        scenario: Over one or several periods.
        per_role: Candidates for a role that none of its carriers could back up all the time.
        plan: Whoever carries something there counts as a carrier too.

    Returns:
        Role and person; None if there is no such role, and so nobody to add.
    """
    given = frozenset(_given(scenario, plan))
    frail = _frail_roles(scenario, given)
    able = able_people(scenario, roles=frail)
    return frozenset((*given, *_spread(scenario, able, per_role))) if frail else None


def _frail_roles(scenario: Scenario, given: Iterable[Pair]) -> list[str]:
    """Roles that are carried, but by nobody who could back them up in every period."""
    facts, carried, safe = facts_of(scenario), set(), set()
    for role_id, person in given:
        role = scenario.roles[role_id]
        carried.add(role_id)
        if facts.could_back_up(person, role) and all(facts.serves(person, t) for t in role.active):
            safe.add(role_id)
    return [role for role in scenario.roles if role in carried and role not in safe]


def count_cells(scenario: Scenario) -> int:
    """How many combinations of role, person who meets its requirements, and period there are."""
    able = able_people(scenario)
    return sum(
        len(able[role.id]) * len(role.active) for role in scenario.roles.values() if role.active
    )


def able_people(
    scenario: Scenario, gap: int = 0, roles: Iterable[str] | None = None
) -> dict[str, frozenset[str]]:
    """Role -> who could stand where it admits holders and is at most `gap` steps short of it.

    Args:
        scenario: Over one or several periods.
        gap: Steps.
        roles: Those asked for; None: all.
    """
    facts = facts_of(scenario)
    standing = _standing(scenario, facts)
    asked = scenario.roles if roles is None else roles
    return {role: _able(facts, standing, scenario.roles[role], gap) for role in asked}


def _given(scenario: Scenario, plan: Assignment | None) -> Iterator[Pair]:
    """Pairs that the scenario or a plan names."""
    for person in scenario.staff.values():
        for role in (*person.roles, *person.backups):
            yield role, person.id
    for pin in scenario.pins:
        if pin.kind in ("role", "backup"):
            for target in pin.targets:
                yield target, pin.person
    if plan is not None:
        for table in (plan.holders, plan.backups):
            for role, people in table.items():
                for who in people:
                    yield role, who


def _drawn(
    scenario: Scenario, able: dict[str, frozenset[str]], per_role: int, rng: random.Random
) -> Iterator[Pair]:
    """Candidates drawn at random."""
    for role, people in able.items():
        count = min(_count(scenario, role, per_role), len(people))
        for person in rng.sample(sorted(people), count):
            yield role, person


def _count(scenario: Scenario, role: str, per_role: int) -> int:
    """Candidates for a role: twice as many where it is critical or a post."""
    critical = scenario.roles[role].critical or scenario.roles[role].post is not None
    return 2 * per_role if critical else per_role


def _spread(scenario: Scenario, able: dict[str, frozenset[str]], per_role: int) -> Iterator[Pair]:
    """The candidates of every role who have been given least so far, scarce roles first."""
    given = dict.fromkeys(scenario.staff, 0.0)
    order = facts_of(scenario).order
    for role_id in sorted(able, key=lambda each: (len(able[each]), each)):
        role = scenario.roles[role_id]
        chosen = heapq.nsmallest(
            _count(scenario, role_id, per_role),
            able[role_id],
            key=lambda person: (given[person], order[person]),
        )
        for person in chosen:
            most = max(scenario.staff[person].available, default=0)
            given[person] += max(role.demand, default=0) / max(1, most)
            yield role_id, person


def _standing(scenario: Scenario, facts: Facts) -> dict[Placed, set[str]]:
    """Place -> who could stand there and ever serves."""
    found: dict[Placed, set[str]] = {}
    for person in scenario.staff.values():
        if any(person.available):
            for place in facts.options(person.id):
                found.setdefault(place, set()).add(person.id)
    return found


def _able(facts: Facts, standing: dict[Placed, set[str]], role: Role, gap: int) -> frozenset[str]:
    there: set[str] = set()
    for place, people in standing.items():
        if facts.admits(role, place):
            there |= people
    return facts.within(role, gap) & there
