"""Exhaustive search over several periods that knows the rules only through the checker.

For each placement it lists, role by role, every way to fill the role over time, and drops the ways
that break a rule by themselves, whatever the other roles do; then it judges every combination.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check import CHECKS, check_all
from rollenplanner.domain.measure import TERMS, jumps
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.terms import Term
from tests.brute_force.enumerate import placements

#: Other periods never mend a violation of these in one period.
IN_ONE_PERIOD = (
    RuleId.IN_SERVICE,
    RuleId.PLACEMENT,
    RuleId.FORBID,
    RuleId.OWN_CLUSTER,
    RuleId.BACKUP_ELIGIBLE,
    RuleId.HOLDERS,
    RuleId.CAPACITY,
    RuleId.MAX_ROLES,
    RuleId.MAX_BACKUPS,
)
#: Other roles never mend a violation of these by one role.
BY_ONE_ROLE = (
    RuleId.ELIGIBLE,
    RuleId.LEARNING,
    RuleId.PINS,
    RuleId.TERM,
    RuleId.HANDOVER,
    RuleId.MAX_CHANGES,
)

#: Hundredths per holder, and backups, in one period.
State = tuple[dict[str, int], frozenset[str]]


@dataclass(frozen=True, slots=True)
class Way:
    """A role over time."""

    holders: dict[str, tuple[int, ...]]
    backups: dict[str, tuple[bool, ...]]


def best(scenario: Scenario) -> tuple[int, ...] | None:
    """The lexicographic optimum in units per level, or None when no plan obeys the rules."""
    optimum: tuple[int, ...] | None = None
    for plan in candidates(scenario):
        values = values_of(scenario, plan)
        better = optimum is None or values < optimum
        if better and not any(True for _ in check_all(scenario, plan)):
            optimum = values
    return optimum


def candidates(scenario: Scenario) -> Iterator[Assignment]:
    """Every plan that no role breaks a rule in by itself; together they may break one."""
    for placed in placements(scenario):
        ways = [list(_ways(scenario, placed, role)) for role in scenario.roles.values()]
        for chosen in itertools.product(*ways):
            yield _plan(placed, dict(zip(scenario.roles, chosen, strict=True)))


def least_jumps(
    scenario: Scenario, start: Assignment, most_plans: int
) -> int | Literal["unknown"] | None:
    """In how many cells the nearest plan differs, in units.

    None where no plan obeys the rules; unknown where there are too many plans to look through.
    """
    nearest: int | None = None
    for number, plan in enumerate(candidates(scenario)):
        if number >= most_plans:
            return "unknown"
        away = jumps(case_of(scenario, plan), start)
        if (nearest is None or away < nearest) and not any(check_all(scenario, plan)):
            nearest = away
    return nearest


def values_of(
    scenario: Scenario, plan: Assignment, start: Assignment | None = None
) -> tuple[int, ...]:
    """Value per level in units; only the terms that the objective asks for are counted."""
    case = case_of(scenario, plan)

    def value(term: Term) -> int:
        if term is Term.JUMPS:
            return 0 if start is None else jumps(case, start)
        return TERMS[term](case)

    return tuple(
        sum(weight * value(term) for term, weight in level.items()) for level in scenario.objective
    )


def _plan(placed: dict[str, Placed], ways: dict[str, Way]) -> Assignment:
    return Assignment(
        placed,
        {role: way.holders for role, way in ways.items() if way.holders},
        {role: way.backups for role, way in ways.items() if way.backups},
    )


def _ways(scenario: Scenario, placed: dict[str, Placed], role: Role) -> Iterator[Way]:
    rules = list(BY_ONE_ROLE)
    if role.id not in scenario.clashes:
        # Where roles clash, carrying another one can excuse a double change.
        rules.append(RuleId.NO_DOUBLE_CHANGE)
    states = [list(_states(scenario, placed, role, t)) for t in scenario.periods]
    for track in itertools.product(*states):
        way = _way(scenario, track)
        plan = _plan(placed, {role.id: way})
        broken = (role.id in each.roles for rule in rules for each in CHECKS[rule](scenario, plan))
        if not any(broken) and not _lists_spare_backups(scenario, plan, role):
            yield way


def _way(scenario: Scenario, track: tuple[State, ...]) -> Way:
    holders = {p: tuple(shares.get(p, 0) for shares, _ in track) for p in scenario.staff}
    backups = {p: tuple(p in backed for _, backed in track) for p in scenario.staff}
    return Way(
        {p: row for p, row in holders.items() if any(row)},
        {p: row for p, row in backups.items() if any(row)},
    )


def _states(
    scenario: Scenario, placed: dict[str, Placed], role: Role, period: int
) -> Iterator[State]:
    nothing: State = ({}, frozenset())
    for state in _every_state(scenario, role.demand[period]):
        track = tuple(state if t == period else nothing for t in scenario.periods)
        plan = _plan(placed, {role.id: _way(scenario, track)})
        broken = (
            role.id in each.roles for rule in IN_ONE_PERIOD for each in CHECKS[rule](scenario, plan)
        )
        if not any(broken):
            yield state


def _every_state(scenario: Scenario, demand: int) -> Iterator[State]:
    shares = range(0, demand + 1, scenario.rules.step)
    for row in itertools.product(shares, repeat=len(scenario.staff)):
        if sum(row) > demand:
            continue
        held = {p: share for p, share in zip(scenario.staff, row, strict=True) if share}
        others = [p for p in scenario.staff if p not in held]
        for count in range(len(others) + 1):
            for backed in itertools.combinations(others, count):
                yield held, frozenset(backed)


# Which backups a plan lists: those that a count, a handover, learning or no double change uses.


def _lists_spare_backups(scenario: Scenario, plan: Assignment, role: Role) -> bool:
    case = case_of(scenario, plan)
    for place, period in enumerate(case.active[role.id]):
        pinned = {
            pin.person
            for pin in scenario.pins
            if pin.kind == "backup"
            and role.id in pin.targets
            and scenario.horizon.touches(pin.span, period)
        }
        unused = [p for p in plan.backups_of(role.id, period) if not _used(case, role, p, place)]
        if len(unused) > max(role.backups, len(pinned)):
            return True
    return False


def _used(case: Case, role: Role, person: str, place: int) -> bool:
    return (
        _takes_over_after(case, role, person, place)
        or _learns(case, role, person, place)
        or _alone_carries_on(case, role, person, place)
        or _alone_carries_on(case, role, person, place + 1)
    )


def _takes_over_after(case: Case, role: Role, person: str, place: int) -> bool:
    """Whether the person takes over at a period that has this one among those of its handover."""
    periods = case.active[role.id]
    return any(
        cell.person.id == person and place in range(later - role.handover, later)
        for later in range(place + 1, len(periods))
        for cell in case.takeovers(role, periods[later])
    )


def _learns(case: Case, role: Role, person: str, place: int) -> bool:
    """Whether this period is part of learning that is completed and then put to use."""
    periods = case.active[role.id]
    if case.meets(person, role, periods[place]):
        return False
    return any(case.meets(person, role, t) and _carries(case, role, person, t) for t in periods)


def _alone_carries_on(case: Case, role: Role, person: str, place: int) -> bool:
    """Whether the person alone, of those who carried the role before, still does."""
    periods = case.active[role.id]
    if not case.scenario.rules.no_double_change or place >= len(periods):
        return False
    if place:
        before = {p for p in case.scenario.staff if _carries(case, role, p, periods[place - 1])}
    else:
        binds = case.scenario.present_binds
        before = set(case.facts.present_carriers(role.id)) if binds else set()
    return [p for p in before if _carries(case, role, p, periods[place])] == [person]


def _carries(case: Case, role: Role, person: str, period: int) -> bool:
    plan = case.assignment
    return plan.share(role.id, person, period) > 0 or plan.is_backup(role.id, person, period)
