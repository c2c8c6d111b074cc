"""Backups beyond the count: a plan lists one only if something over time uses it (design section 5).

A backup is used by a handover if the person takes the role over within its periods of handover; by
learning if the period is one of those that complete it, and the person then carries the role; by
no double change if the person alone carries the role on, into the period or out of it. All other
backups of a role together are at most those asked for, or those that pins ask for.
"""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.scenario import Role
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.over_time import (
    NEVER,
    after,
    all_of,
    held,
    kept,
    learned,
    learnt_carried,
    only_if_any,
)
from rollenplanner.solver.variables import Variables


def most_listed(variables: Variables, role: Role, period: int) -> int:
    """Backups that a plan may list at most, whatever uses them."""
    return variables.most_backups(role, period) + used(variables, role, period).most


def used(variables: Variables, role: Role, period: int) -> Linear:
    """How many listed backups something over time uses, at most."""
    key = ("used", Cell(role.id, "", period))
    if key not in variables.over_time:
        cells = variables.backups_of(role.id, period)
        count = NEVER
        if len(cells) > variables.most_backups(role, period):
            count = Linear.total(_used(variables, role, cell) for cell in cells)
        variables.over_time[key] = count
    return variables.over_time[key]


def _used(variables: Variables, role: Role, cell: Cell) -> Linear:
    """At most 1, and only if the cell is backed up and something uses it."""
    options = tuple(
        Linear.of(variable)
        for form in (
            *_takes_over(variables, role, cell),
            *_learns(variables, role, cell),
            *_carries_on(variables, role, cell),
        )
        for variable, _ in form.pairs
    )
    if not options:
        return NEVER
    backup = variables.backs[cell]
    any_use = Linear.total(options)
    use = variables.builder.derive(
        0, 1, lambda values: int(values[backup.index] and any_use.value(values) > 0), "used", *cell
    )
    variables.builder.only_if(use, [backup], "used-if", *cell)
    only_if_any(variables, use, options, "used-by", *cell)
    return Linear.of(use)


def _takes_over(variables: Variables, role: Role, cell: Cell) -> Iterator[Linear]:
    """Held within the periods of handover; who is a backup now takes over before holding."""
    for later in after(role, cell.period)[: role.handover]:
        yield held(variables, cell._replace(period=later))


def _learns(variables: Variables, role: Role, cell: Cell) -> Iterator[Linear]:
    """Not yet learned, and carried after it is."""
    later = after(role, cell.period)
    if learned(variables, cell).least < 1 and later:
        unlearned = learned(variables, cell).times(-1).plus(1)
        pays = _learnt_from(variables, role, cell._replace(period=later[0]))
        yield all_of(variables, (unlearned, pays), "learning-pays", cell)


def _learnt_from(variables: Variables, role: Role, cell: Cell) -> Linear:
    """At most 1, and only if the role is carried with learning completed, now or later."""
    key = ("learnt-from", cell)
    if key not in variables.over_time:
        variables.over_time[key] = _make_learnt_from(variables, role, cell)
    return variables.over_time[key]


def _make_learnt_from(variables: Variables, role: Role, cell: Cell) -> Linear:
    now = learnt_carried(variables, cell)
    later = after(role, cell.period)
    rest = _learnt_from(variables, role, cell._replace(period=later[0])) if later else NEVER
    parts = tuple(form for form in (now, rest) if form.pairs)
    if len(parts) < 2:
        return parts[0] if parts else NEVER
    total = Linear.total(parts)
    found = variables.builder.derive(
        0, 1, lambda values: int(total.value(values) > 0), "learnt-from", *cell
    )
    only_if_any(variables, found, parts, "learnt-from-is", *cell)
    return Linear.of(found)


def _carries_on(variables: Variables, role: Role, cell: Cell) -> Iterator[Linear]:
    """Alone among those who carried the role before, now or in the next active period."""
    if not variables.scenario.rules.no_double_change:
        return
    for period in (cell.period, *after(role, cell.period)[:1]):
        yield _alone(variables, cell._replace(period=period))


def _alone(variables: Variables, cell: Cell) -> Linear:
    key = ("alone", cell)
    if key not in variables.over_time:
        others = (
            kept(variables, Cell(cell.role, person, cell.period))
            for person in carriers(variables, cell.role, cell.period)
            if person != cell.person
        )
        nobody_else = (other.times(-1).plus(1) for other in others)
        conditions = (kept(variables, cell), *nobody_else)
        variables.over_time[key] = all_of(variables, conditions, "alone", cell)
    return variables.over_time[key]


def carriers(variables: Variables, role: str, period: int) -> tuple[str, ...]:
    """Who could carry a role in a period, in the order of the staff."""
    cells = (*variables.holders_of(role, period), *variables.backups_of(role, period))
    people = {cell.person for cell in cells}
    return tuple(person for person in variables.scenario.staff if person in people)
