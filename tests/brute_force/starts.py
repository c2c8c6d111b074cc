"""Plans to start from, for the scenarios of `strategies_rotation`; some obey the rules."""

from __future__ import annotations

import dataclasses
from random import Random

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from tests.brute_force.enumerate_rotation import candidates

#: Plans looked at for one that obeys the rules.
MOST_TRIED = 40


def with_jumps(scenario: Scenario, rng: Random) -> Scenario:
    """The scenario, mostly with jumps somewhere in its objective."""
    if rng.random() < 0.3:
        return scenario
    levels = [dict(level) for level in scenario.objective]
    place = rng.randint(0, len(levels))
    if place < len(levels) and rng.random() < 0.5:
        levels[place][Term.JUMPS] = rng.randint(1, 3)
    else:
        levels.insert(place, {Term.JUMPS: 1})
    return dataclasses.replace(scenario, objective=tuple(levels))


def a_start(scenario: Scenario, rng: Random) -> Assignment:
    """A plan of the scenario, one with some work of it undone, or work thrown about."""
    chance = rng.random()
    if chance < 0.4:
        return _thrown(scenario, rng)
    plan = _obeying(scenario, rng) or _thrown(scenario, rng)
    return plan if chance < 0.7 else _undone(plan, rng)


def _obeying(scenario: Scenario, rng: Random) -> Assignment | None:
    """One of the first plans that obey the rules, busy ones preferred."""
    first = []
    for number, plan in enumerate(candidates(scenario)):
        if number >= MOST_TRIED:
            break
        if not any(True for _ in check_all(scenario, plan)):
            first.append(plan)
    busy = [plan for plan in first if plan.holders] or first
    return rng.choice(busy) if busy else None


def _undone(plan: Assignment, rng: Random) -> Assignment:
    """The plan with one role dropped altogether."""
    roles = sorted({*plan.holders, *plan.backups})
    gone = rng.choice(roles) if roles else ""
    return Assignment(
        plan.placement,
        {role: rows for role, rows in plan.holders.items() if role != gone},
        {role: rows for role, rows in plan.backups.items() if role != gone},
    )


def _thrown(scenario: Scenario, rng: Random) -> Assignment:
    """Everybody at present work and place, and in cells drawn at random."""
    holders: dict[str, dict[str, tuple[int, ...]]] = {}
    backups: dict[str, dict[str, tuple[bool, ...]]] = {}
    for role in scenario.roles.values():
        for person in scenario.staff:
            drawn = [rng.choice("hb--") if t in role.active else "-" for t in scenario.periods]
            if "h" in drawn:
                row = tuple(scenario.rules.step * (each == "h") for each in drawn)
                holders.setdefault(role.id, {})[person] = row
            if "b" in drawn:
                backups.setdefault(role.id, {})[person] = tuple(each == "b" for each in drawn)
    placement = {
        person.id: Placed(person.function, person.cluster)
        for person in scenario.staff.values()
        if person.function is not None and person.cluster is not None
    }
    return Assignment(placement, holders, backups)
