"""The goals that whoever stands in finds the hours for it."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.clashes.goals import Goal
from rollenplanner.domain.coverage.common import is_critical
from rollenplanner.domain.scenario import Role
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.over_time import all_of, backed, held, learned
from rollenplanner.solver.variables import Variables


def find_hours(variables: Variables, goal: Goal) -> None:
    """Every able backup finds the hours for each share that another one may hold."""
    role, t = variables.scenario.roles[goal.role], goal.period
    step = variables.scenario.rules.step
    for backup in variables.backups_of(role.id, t):
        person = variables.scenario.staff[backup.person]
        if person.vacancy:
            continue
        effort = person.effort_for(role.id)
        kept = _kept(variables, role, backup)
        most = (100 + variables.scenario.rules.stretch) * person.available[t]
        absent = Linear.total((backed(variables, backup), learned(variables, backup)))
        for holder in variables.holders_of(role.id, t):
            if holder.person == backup.person:
                continue
            needed = Linear.total((variables.share[holder].times(effort * step), kept))
            # The finder rounds what a backup finds up to a ten-thousandth.
            room = most + (effort - 1) // 100
            big = max(0, needed.most - room)
            row = Linear.total((needed, absent.times(big)))
            variables.builder.at_most(row, room + 2 * big, "goal-hours", *backup, holder.person)


def _kept(variables: Variables, role: Role, backup: Cell) -> Linear:
    """Ten-thousandths that someone keeps doing while standing in for a role."""
    if is_critical(role):
        return _critical_load(variables, backup.person, backup.period)
    load = variables.load[backup.person, backup.period]
    overlap = backed(variables, backup).times(-100 * role.backup_fte)
    return Linear.total((load, overlap))


def _critical_load(variables: Variables, person: str, period: int) -> Linear:
    scenario = variables.scenario
    effort = scenario.staff[person].effort_for
    return Linear.total(
        variables.share[cell].times(effort(cell.role) * scenario.rules.step)
        for cell in variables.held_by(person, period)
        if is_critical(scenario.roles[cell.role])
    )


def take_over(variables: Variables, goal: Goal) -> None:
    """Others could take all critical work of someone over, all of it at the same time.

    Hours are given out once, so it asks for more than the finder, which gives a lower bound.
    """
    scenario, t, builder = variables.scenario, goal.period, variables.builder
    step, taken = scenario.rules.step, dict[str, list[Linear]]()
    for own in variables.held_by(goal.person, t):
        role = scenario.roles[own.role]
        if not is_critical(role):
            continue
        parts = []
        for who, may in _helpers(variables, role, goal):
            part = builder.integer(0, role.demand[t], "stands-in", role.id, who, t)
            allowed = Linear.total((Linear.of(part), may.times(-role.demand[t])))
            builder.at_most(allowed, 0, "stands-in-if", role.id, who, t)
            parts.append(Linear.of(part))
            effort = scenario.staff[who].effort_for(role.id)
            taken.setdefault(who, []).append(Linear.of(part, effort))
        rest = Linear.total((*parts, variables.share[own].times(-step)))
        builder.at_least(rest, 0, "stands-in-for-all", role.id, goal.person, t)
    for who, parts in taken.items():
        most = (100 + scenario.rules.stretch) * scenario.staff[who].available[t]
        load = Linear.total((*parts, _critical_load(variables, who, t)))
        builder.at_most(load, most, "stands-in-hours", who, goal.person, t)


def _helpers(variables: Variables, role: Role, goal: Goal) -> Iterator[tuple[str, Linear]]:
    """Everyone who may stand in, with a form that is 1 where that person carries the role."""
    people = dict.fromkeys(
        cell.person
        for cell in (
            *variables.holders_of(role.id, goal.period),
            *variables.backups_of(role.id, goal.period),
        )
        if cell.person != goal.person
    )
    for who in people:
        cell = Cell(role.id, who, goal.period)
        ready = all_of(
            variables, (backed(variables, cell), learned(variables, cell)), "ready", cell
        )
        yield who, Linear.total((held(variables, cell), ready))
