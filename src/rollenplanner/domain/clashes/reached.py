"""How much of a goal a plan reaches, told by the finders of gaps themselves.

A goal that closes a gap is reached exactly where the finder of that gap has nothing to say any
more, or says it of somebody else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.clashes.goals import Goal, Measure
from rollenplanner.domain.coverage.bearers import able_to_hold
from rollenplanner.domain.coverage.competences import presumed_items, steps_of_standing
from rollenplanner.domain.coverage.leaving import all_gone, leaves_unprepared
from rollenplanner.domain.coverage.overdue import holds_overdue
from rollenplanner.domain.coverage.people import IDLE
from rollenplanner.domain.coverage.rotation import takeovers_counted
from rollenplanner.domain.coverage.standing_in import backups_find_hours, certain_loss
from rollenplanner.domain.coverage.totals import filled
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Role, Scenario

#: How much of a goal's measure a plan reaches.
Reached = Callable[[Case, Goal], int]


def reached(case: Case, goal: Goal) -> int:
    """How much of a goal's measure a plan reaches."""
    return REACHED[goal.measure](case, goal)


def missed(scenario: Scenario, assignment: Assignment, goals: tuple[Goal, ...]) -> list[Goal]:
    """The goals that a plan does not reach."""
    case = case_of(scenario, assignment)
    return [goal for goal in goals if reached(case, goal) < goal.least]


def goals_to_keep(case: Case, role: Role) -> Iterator[Goal]:
    """What keeps a role as well off as in a plan: its cover, and the backups that are asked."""
    for t in case.active[role.id]:
        held = min(case.covered(role, t), role.demand[t])
        if held:
            yield Goal(Measure.COVERED, t, held, role.id)
        backups = Measure.ABLE if role.post is None else Measure.DEPUTIES
        there = min(role.backups, reached(case, Goal(backups, t, 0, role.id)))
        if there:
            yield Goal(backups, t, there, role.id)


def _role(case: Case, goal: Goal) -> Role:
    return case.scenario.roles[goal.role]


# Roles


def _covered(case: Case, goal: Goal) -> int:
    return case.covered(_role(case, goal), goal.period)


def _able(case: Case, goal: Goal) -> int:
    return case.able_backups(_role(case, goal), goal.period)


def _deputies(case: Case, goal: Goal) -> int:
    return len(case.backups.get((goal.role, goal.period), ()))


def _bearers(case: Case, goal: Goal) -> int:
    return _able(case, goal) + len(case.holders.get((goal.role, goal.period), ()))


def _hours(case: Case, goal: Goal) -> int:
    return int(backups_find_hours(case, _role(case, goal), goal.period))


def _could(case: Case, goal: Goal) -> int:
    return len(able_to_hold(case, _role(case, goal), goal.period))


def _stayers(case: Case, goal: Goal) -> int:
    return int(not all_gone(case, _role(case, goal), goal.period))


def _successors(case: Case, goal: Goal) -> int:
    person = case.scenario.staff[goal.person]
    return int(not leaves_unprepared(case, _role(case, goal), person, goal.period))


# People


def _taken_over(case: Case, goal: Goal) -> int:
    return int(not certain_loss(case, case.scenario.staff[goal.person], goal.period))


def _free(case: Case, goal: Goal) -> int:
    if not case.scenario.staff[goal.person].vacancy:
        return 0
    return -len(case.held_by.get((goal.person, goal.period), ()))


def _room(case: Case, goal: Goal) -> int:
    full = case.scenario.rules.full * case.scenario.staff[goal.person].available[goal.period]
    return full - case.load.get((goal.person, goal.period), 0)


def _busy(case: Case, goal: Goal) -> int:
    kept = (100 - IDLE) * case.scenario.staff[goal.person].available[goal.period]
    return case.load.get((goal.person, goal.period), 0) - kept


def _holding(case: Case, goal: Goal) -> int:
    return len(case.held_by.get((goal.person, goal.period), ()))


def _competent(case: Case, goal: Goal) -> int:
    role = _role(case, goal)
    held = case.assignment.share(role.id, goal.person, goal.period)
    return -case.steps(goal.person, role, goal.period) if held else 0


def _in_term(case: Case, goal: Goal) -> int:
    return -int(holds_overdue(case, case.scenario.staff[goal.person], _role(case, goal)))


def _profile(case: Case, goal: Goal) -> int:
    return -steps_of_standing(case, case.scenario.staff[goal.person])


def _confirmed(case: Case, goal: Goal) -> int:
    return -len(presumed_items(case, case.scenario.staff[goal.person]))


def _placed(case: Case, goal: Goal) -> int:
    return int(case.place(goal.person) is not None)


# The organisation


def _experts(case: Case, goal: Goal) -> int:
    """People in service with the expertise at the grade that the role asks, no vacancies."""
    grade = _role(case, goal).asked.expertise.get(goal.expertise, 0)
    return sum(
        1
        for person in case.scenario.staff.values()
        if not person.vacancy
        and person.available[goal.period]
        and person.expertise.get(goal.expertise, 0) >= grade
    )


def _filled(case: Case, goal: Goal) -> int:
    """People count for a formation; for the size of a cluster vacancies do as well."""
    if goal.cluster:
        return case.in_cluster.get((goal.cluster, goal.period), 0) - laid_down(case.scenario, goal)
    people = filled(case, goal.functions, goal.period).people
    return people - laid_down(case.scenario, goal)


def _within(case: Case, goal: Goal) -> int:
    if goal.cluster:
        return laid_down(case.scenario, goal) - case.in_cluster.get((goal.cluster, goal.period), 0)
    together = filled(case, goal.functions, goal.period).together
    return laid_down(case.scenario, goal) - together


def laid_down(scenario: Scenario, goal: Goal) -> int:
    """Hundredths: the size of the cluster, or the formation of the functions together."""
    if goal.cluster:
        return scenario.clusters[goal.cluster].fte or 0
    return sum(scenario.functions[each].fte or 0 for each in goal.functions)


def _changes(case: Case, goal: Goal) -> int:
    most = case.scenario.rules.max_changes
    if most is None:
        return goal.least
    return most - takeovers_counted(case)[goal.cluster, goal.period]


REACHED: dict[Measure, Reached] = {
    Measure.COVERED: _covered,
    Measure.ABLE: _able,
    Measure.DEPUTIES: _deputies,
    Measure.BEARERS: _bearers,
    Measure.HOURS: _hours,
    Measure.COULD: _could,
    Measure.STAYERS: _stayers,
    Measure.SUCCESSORS: _successors,
    Measure.TAKEN_OVER: _taken_over,
    Measure.FREE: _free,
    Measure.ROOM: _room,
    Measure.BUSY: _busy,
    Measure.HOLDING: _holding,
    Measure.COMPETENT: _competent,
    Measure.IN_TERM: _in_term,
    Measure.PROFILE: _profile,
    Measure.CONFIRMED: _confirmed,
    Measure.PLACED: _placed,
    Measure.EXPERTS: _experts,
    Measure.FILLED: _filled,
    Measure.WITHIN: _within,
    Measure.CHANGES: _changes,
}
