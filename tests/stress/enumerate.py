"""Every redeployment there is, straight from the words of design section 5; shares no code.

People are gone through one after another. What matters of those before is only how much of each
role they hold together, so each such total is kept once, with the least that was dropped for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Person, Role, Scenario

_Totals = tuple[int, ...]


@dataclass(frozen=True)
class Best:
    """The least that is lost, in hundredths: critical, other, dropped; and per role at most."""

    critical: int
    other: int
    dropped: int
    most: dict[str, int]


def best(scenario: Scenario, plan: Assignment, absent: frozenset[str], period: int) -> Best:
    """Try every redeployment of one period."""
    roles = list(scenario.roles.values())
    before = [_before(plan, role, period) for role in roles]
    states: dict[_Totals, int] = {(0,) * len(roles): 0}
    for person in scenario.staff.values():
        if person.id in absent:
            continue
        ways = list(_ways(scenario, plan, person, period, before))
        following: dict[_Totals, int] = {}
        for totals, dropped in states.items():
            for shares, more in ways:
                now = tuple(a + b for a, b in zip(totals, shares, strict=True))
                following[now] = min(following.get(now, 10**9), dropped + more)
        states = following
    stay = [
        sum(plan.share(role.id, who, period) for who in scenario.staff if who not in absent)
        for role in roles
    ]
    ranked: list[tuple[tuple[int, int, int], list[int]]] = []
    for totals, dropped in states.items():
        if any(t > max(b, s) for t, b, s in zip(totals, before, stay, strict=True)):
            continue
        lost = [max(0, b - t) for b, t in zip(before, totals, strict=True)]
        critical = sum(n for n, role in zip(lost, roles, strict=True) if _critical(role))
        ranked.append(((critical, sum(lost) - critical, dropped), lost))
    least = min(key for key, _ in ranked)
    best_ones = [lost for key, lost in ranked if key == least]
    most = {role.id: max(lost[n] for lost in best_ones) for n, role in enumerate(roles)}
    return Best(*least, most)


def _critical(role: Role) -> bool:
    return role.critical or "@" in role.id


def _before(plan: Assignment, role: Role, period: int) -> int:
    held = sum(shares[period] for shares in plan.holders.get(role.id, {}).values())
    return min(held, role.demand[period])


def _ways(
    scenario: Scenario, plan: Assignment, person: Person, period: int, before: list[int]
) -> Iterator[tuple[_Totals, int]]:
    """What one person can hold of all roles together, and how much of it is dropped."""
    roles, step = list(scenario.roles.values()), scenario.rules.step
    was = [plan.share(role.id, person.id, period) for role in roles]
    choices = []
    for role, share, whole in zip(roles, was, before, strict=True):
        least = share if _critical(role) else 0
        most = max(whole, share) if _may(scenario, plan, person, role, period) else share
        choices.append(range(least, most + 1, step))
    for now in product(*choices):
        if now == tuple(was) or _allowed(scenario, plan, person, period, was, now):
            yield now, sum(max(0, a - b) for a, b in zip(was, now, strict=True))


def _may(scenario: Scenario, plan: Assignment, person: Person, role: Role, period: int) -> bool:
    """A co-holder, or a backup who could hold the role: there, allowed and able."""
    if person.vacancy or not person.available[period]:
        return False
    if role.own_cluster and person.cluster != role.cluster:
        return False
    for rule in scenario.forbid:
        # Periods begin 2027-01 and 2027-07; an end of 2027-07 leaves the second one free.
        touches = rule.span.end is None or period == 0
        if rule.person == person.id and role.id in rule.targets and touches:
            return False
    if plan.share(role.id, person.id, period):
        return True
    if not plan.is_backup(role.id, person.id, period) or person.function not in role.functions:
        return False
    short = max(0, role.asked.expertise.get("kas", 0) - person.expertise.get("kas", 0))
    learning = scenario.rules.learning
    if short and learning and short <= learning.gap:
        served = sum(plan.is_backup(role.id, person.id, t) for t in range(period))
        if served + (role.id in person.backups) >= learning.shadow:
            short = 0
    return short == 0


def _allowed(
    scenario: Scenario,
    plan: Assignment,
    person: Person,
    period: int,
    was: list[int],
    now: tuple[int, ...],
) -> bool:
    """Load and segregation of somebody who does something else than before."""
    roles = list(scenario.roles.values())
    taken = [n for n in range(len(roles)) if now[n] > was[n]]
    if not taken:
        return True
    load = 0
    carried = set()
    for n, role in enumerate(roles):
        load += person.effort.get(role.id, 100) * now[n]
        backs = plan.is_backup(role.id, person.id, period)
        if backs and not now[n]:
            load += 100 * role.backup_fte
        if backs or now[n]:
            carried.add(role.id)
    if load > person.available[period] * (100 + scenario.rules.stretch):
        return False
    clashing = [
        {a, b}
        for rule in scenario.incompatible
        for i, first in enumerate(rule.groups)
        for second in rule.groups[i + 1 :]
        for a in first
        for b in second
    ]
    return not any(roles[n].id in pair and pair <= carried for pair in clashing for n in taken)
