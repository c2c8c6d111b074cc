"""Goals: what a plan must reach at one role, beside the rules, where someone asks about a gap.

A gap of a plan becomes goals that close it, and goals that keep every other role as well off as it
is in that plan.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Role, Scenario


class Measure(enum.StrEnum):
    """What a goal counts at a role in a period.

    COVERED: hundredths that are held. ABLE: backups, no vacancies, who could hold the role.
    DEPUTIES: backups of any kind, as posts count them. BEARERS: holders and able backups together.
    """

    COVERED = "covered"
    ABLE = "able"
    DEPUTIES = "deputies"
    BEARERS = "bearers"


@dataclass(frozen=True, slots=True)
class Goal:
    """At a role in a period, the measure is at least so much."""

    role: str
    period: int
    measure: Measure
    least: int


def reached(case: Case, goal: Goal) -> int:
    """How much of a goal's measure a plan reaches."""
    role = case.scenario.roles[goal.role]
    backups = case.backups.get((role.id, goal.period), ())
    if goal.measure is Measure.COVERED:
        return case.covered(role, goal.period)
    if goal.measure is Measure.DEPUTIES:
        return len(backups)
    able = case.able_backups(role, goal.period)
    if goal.measure is Measure.ABLE:
        return able
    return able + len(case.holders.get((role.id, goal.period), ()))


def missed(scenario: Scenario, assignment: Assignment, goals: tuple[Goal, ...]) -> list[Goal]:
    """The goals that a plan does not reach."""
    case = case_of(scenario, assignment)
    return [goal for goal in goals if reached(case, goal) < goal.least]


def goals_to_keep(case: Case, role: Role) -> Iterator[Goal]:
    """What keeps a role as well off as in a plan: its cover, and the backups that are asked."""
    for t in case.active[role.id]:
        covered = min(case.covered(role, t), role.demand[t])
        if covered:
            yield Goal(role.id, t, Measure.COVERED, covered)
        backups = Measure.ABLE if role.post is None else Measure.DEPUTIES
        there = min(role.backups, reached(case, Goal(role.id, t, backups, 0)))
        if there:
            yield Goal(role.id, t, backups, there)


#: Kinds of findings that goals can close, with what closes them.
CLOSED_BY: dict[str, Measure] = {
    "uncovered": Measure.COVERED,
    "missing-coordinator": Measure.COVERED,
    "missing-deputy": Measure.DEPUTIES,
    "missing-backup": Measure.ABLE,
    "learners-only": Measure.ABLE,
    "single-person": Measure.BEARERS,
}


def goals_to_close(kind: str, role: Role, periods: tuple[int, ...]) -> tuple[Goal, ...]:
    """What closes a gap of a role; `kind` is one of `CLOSED_BY`."""
    measure = CLOSED_BY[kind]
    return tuple(Goal(role.id, t, measure, _least(kind, role, t)) for t in periods)


def _least(kind: str, role: Role, period: int) -> int:
    measure = CLOSED_BY[kind]
    if measure is Measure.COVERED:
        return role.demand[period]
    if measure is Measure.DEPUTIES:
        return role.backups
    if measure is Measure.BEARERS:
        return 2
    return 1 if kind == "learners-only" else max(role.backups, 1)
