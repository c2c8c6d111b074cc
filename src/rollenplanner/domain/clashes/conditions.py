"""The conditions of a problem: everything in it that can be dropped to make more plans possible.

A dropped condition is gone for good: a person without the one on fte has time for anything, a role
without the one on its demand asks nothing. What cannot be dropped (who is recorded with what, where
a vacancy stands, that a holder is no backup) is given, and is no condition.
"""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.edits import Edit, Problem
from rollenplanner.domain.clashes.goal_words import closing_words, keeping_words
from rollenplanner.domain.clashes.goals import ASKING_WORK, COUNTING_FTE, Goal, Measure
from rollenplanner.domain.clashes.of_people import conditions_of_people
from rollenplanner.domain.clashes.of_roles import conditions_of_roles, no_demand, owner
from rollenplanner.domain.clashes.of_rules import conditions_of_rules
from rollenplanner.domain.scenario import Source
from rollenplanner.domain.sources import role_source, source_of

#: What every condition that a goal makes begins with; then comes the owner of the goal.
GOALS = "goals."


def conditions_of(problem: Problem) -> tuple[Condition, ...]:
    """Every condition of a problem, in the order in which all of them can be dropped.

    Where a role has goals, these take the place of the conditions on its demand and on the number
    of its backups: a plan lists no backup that is not asked for, so a goal could not be reached.
    Where someone is to carry more, what roles ask and how much time that person has is given: to
    drop it would take work away. Where fte are counted, so are the figure that they are held
    against and where everyone stands; changes are about single people then.
    """
    scenario = problem.scenario
    asking_work = {goal.person for goal in problem.goals if goal.measure in ASKING_WORK}
    counting = any(goal.measure in COUNTING_FTE for goal in problem.goals)
    replaced = {
        f"{owner(scenario.roles[role])}.{key}"
        for role in _owners(problem)
        if role in scenario.roles
        for key in ("fte", "backups.count", "deputies")
    }
    given = {f"staff.{who}.{key}" for who in asking_work for key in ("fte", "from")}
    given.update(path for goal in problem.goals for path in _counted(goal))
    of_roles = () if asking_work else conditions_of_roles(scenario)
    return (
        *(each for each in conditions_of_rules(scenario) if each.id not in given),
        *(
            each
            for each in conditions_of_people(scenario, counting=counting)
            if each.id not in given
        ),
        *(each for each in of_roles if each.id not in replaced),
        *_goals(problem, keeps_work=bool(asking_work)),
    )


def _counted(goal: Goal) -> Iterator[str]:
    """Conditions that are given because a goal counts fte where people stand now."""
    if goal.measure in COUNTING_FTE:
        yield "placement"
        yield from (f"functions.{each}.fte" for each in goal.functions)
        yield f"clusters.{goal.cluster}.fte"


def _owners(problem: Problem) -> list[str]:
    return sorted({goal.owner for goal in problem.goals})


def _goals(problem: Problem, *, keeps_work: bool) -> Iterator[Condition]:
    """What a plan reaches, one condition per owner; without it a role asks nothing at all."""
    scenario = problem.scenario
    for each in _owners(problem):
        goals = [goal for goal in problem.goals if goal.owner == each]
        closing = each in problem.closing
        words = closing_words(scenario, goals) if closing else keeping_words(scenario, goals)
        drop, roles = Edit(freed=(each,)), tuple[str, ...]()
        if each in scenario.roles and not keeps_work:
            drop, roles = Edit(roles=(each,), role=no_demand, freed=(each,)), (each,)
        yield Condition(f"{GOALS}{each}", words, _source(problem, goals[0]), drop, roles)


def _source(problem: Problem, goal: Goal) -> Source | None:
    scenario = problem.scenario
    if goal.person and goal.owner != goal.role:
        return source_of(scenario, f"staff.{goal.person}")
    if goal.role:
        return role_source(scenario, scenario.roles[goal.role])
    if goal.measure is Measure.CHANGES:
        return source_of(scenario, "rules.max_changes", "rules")
    if goal.cluster:
        return source_of(scenario, f"clusters.{goal.cluster}")
    return source_of(scenario, *(f"functions.{each}" for each in goal.functions))
