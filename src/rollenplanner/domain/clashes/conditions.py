"""The conditions of a problem: everything in it that can be dropped to make more plans possible.

A dropped condition is gone for good: a person without the one on fte has time for anything, a role
without the one on its demand asks nothing. What cannot be dropped (who is recorded with what, where
a vacancy stands, that a holder is no backup) is given, and is no condition.
"""

from __future__ import annotations

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit, Problem
from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.clashes.of_people import conditions_of_people
from rollenplanner.domain.clashes.of_roles import conditions_of_roles, no_demand, owner
from rollenplanner.domain.clashes.of_rules import conditions_of_rules
from rollenplanner.domain.naming import named
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.sources import role_source
from rollenplanner.domain.text import Text, fte, text, text_n


def conditions_of(problem: Problem) -> tuple[Condition, ...]:
    """Every condition of a problem, in the order in which all of them can be dropped.

    Where a role has goals, these take the place of the conditions on its demand and on the number
    of its backups: a plan lists no backup that is not asked for, so a goal could not be reached.
    """
    scenario = problem.scenario
    with_goals = {goal.role for goal in problem.goals}
    replaced = {
        f"{owner(scenario.roles[role])}.{key}"
        for role in with_goals
        for key in ("fte", "backups.count", "deputies")
    }
    return (
        *conditions_of_rules(scenario),
        *conditions_of_people(scenario),
        *(each for each in conditions_of_roles(scenario) if each.id not in replaced),
        *(_goals(problem, scenario.roles[role]) for role in sorted(with_goals)),
    )


def _goals(problem: Problem, role: Role) -> Condition:
    """What a plan reaches at one role; without it the role asks nothing at all."""
    goals = [goal for goal in problem.goals if goal.role == role.id]
    closing = role.id in problem.closing
    words = _closing(role, goals) if closing else _keeping(role, goals)
    drop = Edit(roles=(role.id,), role=no_demand, freed=(role.id,))
    source = role_source(problem.scenario, role)
    return Condition(f"goals.{role.id}", words, source, drop, (role.id,))


def _closing(role: Role, goals: list[Goal]) -> Text:
    """The goal that closes the gap stands first."""
    goal = goals[0]
    if goal.measure is Measure.COVERED:
        return text(
            "{role} is held for all of its {fte} fte.",
            role=named(role),
            fte=fte(max(role.demand)),
        )
    if goal.measure is Measure.BEARERS:
        return text("{role} does not rest on one person alone.", role=named(role))
    if goal.measure is Measure.DEPUTIES:
        return text_n(
            "{role} has {n} deputy.", "{role} has {n} deputies.", goal.least, role=named(role)
        )
    return text_n(
        "{role} has {n} backup who could step in.",
        "{role} has {n} backups who could step in.",
        goal.least,
        role=named(role),
    )


def _keeping(role: Role, goals: list[Goal]) -> Text:
    covered = [goal.least for goal in goals if goal.measure is Measure.COVERED]
    if not covered:
        return text("{role} keeps the backups that it has.", role=named(role))
    return text(
        "{role} loses nothing for it: {fte} fte stays held, with the backups that it has.",
        role=named(role),
        fte=fte(max(covered)),
    )
