"""Backups beyond the count: a plan lists one only if something over time uses it.

Design section 5 says so. A backup is used by a handover if the person takes the role over within
its periods of handover; by learning if the period is one of those that complete it, and the person
then carries the role; by no double change if the person alone carries the role on, into the period
or out of it. All other backups of a role together are at most those asked for, or those that pins
ask for.
"""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.facts import facts_of
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
    cells = variables.backups_of(role.id, period)
    if variables.only_period is not None:
        return len(cells)
    never_used = sum(1 for cell in cells if not _uses(variables, role, cell))
    return len(cells) - max(0, never_used - variables.most_backups(role, period))


def unused(variables: Variables, role: Role, period: int) -> Linear:
    """How many listed backups nothing over time uses, at least."""
    cells = variables.backups_of(role.id, period)
    if len(cells) <= variables.most_backups(role, period):
        return Linear()
    return Linear.total(_unused(variables, role, cell) for cell in cells)


def _unused(variables: Variables, role: Role, cell: Cell) -> Linear:
    """At least 1 if the cell is backed up and nothing uses it."""
    backup = Linear.of(variables.backs[cell])
    uses = _uses(variables, role, cell)
    if not uses:
        return backup
    rest = Linear.total((backup, *(use.times(-1) for use in uses)))
    spare = variables.builder.derive(
        0, 1, lambda values: int(rest.value(values) > 0), "spare", *cell
    )
    variables.builder.at_least(
        Linear.total((Linear.of(spare), rest.times(-1))), 0, "spare-is", *cell
    )
    return Linear.of(spare)


def _uses(variables: Variables, role: Role, cell: Cell) -> tuple[Linear, ...]:
    """What could use a backup, each form at most 1, and 1 only if it does."""
    uses = (
        *_takes_over(variables, role, cell),
        *_learns(variables, role, cell),
        *_carries_on(variables, role, cell),
    )
    return tuple(use for use in uses if use.pairs)


def _takes_over(variables: Variables, role: Role, cell: Cell) -> Iterator[Linear]:
    """Held within the periods of handover; who is a backup now takes over before holding."""
    for later in after(role, cell.period)[: role.handover]:
        yield held(variables, cell._replace(period=later))


def _learns(variables: Variables, role: Role, cell: Cell) -> Iterator[Linear]:
    """Not yet learned, and carried after it is."""
    later = after(role, cell.period)
    if learned(variables, cell).least < 1 and later:
        key = ("learning-pays", cell)
        if key not in variables.over_time:
            unlearned = learned(variables, cell).times(-1).plus(1)
            pays = _learnt_from(variables, role, cell._replace(period=later[0]))
            variables.over_time[key] = all_of(variables, (unlearned, pays), key[0], cell)
        yield variables.over_time[key]


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
        only_one = _several(variables, cell).times(-1).plus(1)
        conditions = (kept(variables, cell), only_one)
        variables.over_time[key] = all_of(variables, conditions, "alone", cell)
    return variables.over_time[key]


def _several(variables: Variables, cell: Cell) -> Linear:
    """At least 1 if several people carry the role on into a period."""
    key = ("several", cell._replace(person=""))
    if key not in variables.over_time:
        variables.over_time[key] = _make_several(variables, cell.role, cell.period)
    return variables.over_time[key]


def _make_several(variables: Variables, role: str, period: int) -> Linear:
    people = carriers(variables, role, period)
    going_on = Linear.total(kept(variables, Cell(role, person, period)) for person in people)
    if going_on.most < 2:
        return NEVER
    several = variables.builder.derive(
        0, 1, lambda values: int(going_on.value(values) > 1), "several", role, period
    )
    rest = Linear.total((going_on, Linear.of(several, 1 - going_on.most)))
    variables.builder.at_most(rest, 1, "several-is", role, period)
    return Linear.of(several)


def carriers(variables: Variables, role: str, period: int) -> tuple[str, ...]:
    """Who could carry a role in a period, in the order of the staff."""
    cells = (*variables.holders_of(role, period), *variables.backups_of(role, period))
    people = {cell.person for cell in cells}
    return tuple(sorted(people, key=facts_of(variables.scenario).order.__getitem__))
