"""The rule about being prepared: who takes a role over was its backup before."""

from __future__ import annotations

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.scenario import Role
from rollenplanner.solver.eligibility import Cell, forbidden
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.over_time import ALWAYS, NEVER, backed, held, only_if_any
from rollenplanner.solver.variables import Variables


def taken_over_prepared(variables: Variables) -> None:
    """handover: backup in the active periods before, as many as asked and as there are."""
    if len(variables.scenario.periods) < 2:
        return
    for role, t in variables.roles():
        earlier = tuple(each for each in role.active if each < t)
        for cell in variables.holders_of(role.id, t) if role.handover else ():
            if not earlier:
                _at_first(variables, role, cell)
            elif variables.scenario.staff[cell.person].available[earlier[-1]]:
                _prepared(variables, cell, earlier, role.handover)
            else:
                _resumed(variables, cell, earlier)


def _at_first(variables: Variables, role: Role, cell: Cell) -> None:
    """Asked only where a present backup could take over; then only present carriers hold."""
    person = variables.scenario.staff[cell.person]
    carries = role.id in person.roles or role.id in person.backups
    if not carries and _asked_at_first(variables, role, cell.period):
        variables.builder.equal(held(variables, cell), 0, "handover-first", *cell)


def _asked_at_first(variables: Variables, role: Role, t: int) -> bool:
    scenario, facts = variables.scenario, facts_of(variables.scenario)
    return scenario.present_binds and any(
        facts.serves(who, t)
        and facts.admits(role, facts.present(who))
        and facts.could_hold(who, role)
        and not forbidden(scenario, Cell(role.id, who, t), "role")
        for who in facts.present_backups.get(role.id, ())
    )


def _prepared(variables: Variables, cell: Cell, earlier: tuple[int, ...], periods: int) -> None:
    on = held(variables, cell._replace(period=earlier[-1]))
    for t in earlier[-periods:]:
        shadow = backed(variables, cell._replace(period=t))
        only_if_any(variables, variables.holds[cell], (on, shadow), "handover", *cell, t)


def _resumed(variables: Variables, cell: Cell, earlier: tuple[int, ...]) -> None:
    """Absent just before, so never its backup: only who held it before the absence may hold it."""
    person = variables.scenario.staff[cell.person]
    there = [t for t in earlier if person.available[t]]
    # Periods between the last one there and this one are all part of the absence.
    if there:
        once: Linear = held(variables, cell._replace(period=there[-1]))
    else:
        once = ALWAYS if cell.role in person.roles else NEVER
    only_if_any(variables, variables.holds[cell], (once,), "resumes", *cell)
