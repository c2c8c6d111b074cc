"""Variables that tie periods together: takeovers, learning completed, who carries a role on.

They follow from the decisions, so they are derived, and each is made once, when a rule or a term
first asks for it. A form without variables is known beforehand. In a row means the active periods
of a role (design section 4).
"""

from __future__ import annotations

from collections.abc import Callable

from ortools.sat.python.cp_model import IntVar

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.scenario import Role
from rollenplanner.solver.builder import Formula
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.variables import Variables

NEVER, ALWAYS = Linear(), Linear((), 1)


def before(role: Role, period: int) -> int | None:
    """The role's active period before an active one; None if it is the first."""
    place = role.active.index(period)
    return role.active[place - 1] if place else None


def after(role: Role, period: int) -> tuple[int, ...]:
    """The role's active periods after an active one."""
    return role.active[role.active.index(period) + 1 :]


def held(variables: Variables, cell: Cell) -> Linear:
    """1 if the cell is held."""
    variable = variables.holds.get(cell)
    return NEVER if variable is None else Linear.of(variable)


def backed(variables: Variables, cell: Cell) -> Linear:
    """1 if the cell is backed up."""
    variable = variables.backs.get(cell)
    return NEVER if variable is None else Linear.of(variable)


def carried(variables: Variables, cell: Cell) -> Linear:
    """1 if the cell is held or backed up; holder and backup exclude each other."""
    return Linear.total((held(variables, cell), backed(variables, cell)))


def _once(
    variables: Variables, what: str, cell: Cell, make: Callable[[Variables, Cell], Linear]
) -> Linear:
    key = (what, cell)
    if key not in variables.over_time:
        variables.over_time[key] = make(variables, cell)
    return variables.over_time[key]


def takeover(variables: Variables, cell: Cell) -> Linear:
    """At least 1 if held now and not in the previous active period (at first: at present)."""
    return _once(variables, "takeover", cell, _takeover)


def _takeover(variables: Variables, cell: Cell) -> Linear:
    now = variables.holds.get(cell)
    if now is None:
        return NEVER
    previous = before(variables.scenario.roles[cell.role], cell.period)
    if previous is not None and variables.only_period is not None:
        return NEVER
    if previous is None:
        present = cell.role in variables.scenario.staff[cell.person].roles
        return NEVER if present else Linear.of(now)
    earlier = variables.holds.get(cell._replace(period=previous))
    if earlier is None:
        return Linear.of(now)
    rise = Linear(((now, 1), (earlier, -1)))
    taken = variables.builder.derive(0, 1, _above(rise, 0), "takeover", *cell)
    variables.builder.only_if(now, [earlier, taken], "takeover-is", *cell)
    return Linear.of(taken)


def learned(variables: Variables, cell: Cell) -> Linear:
    """1 exactly if the person meets the requirements by then, by record or by learning."""
    return _once(variables, "learned", cell, _learned)


def _learned(variables: Variables, cell: Cell) -> Linear:
    facts = facts_of(variables.scenario)
    role, learning = variables.scenario.roles[cell.role], variables.scenario.rules.learning
    if facts.could_hold(cell.person, role):
        return ALWAYS
    if learning is None or facts.steps(cell.person, role) > learning.gap:
        return NEVER
    if variables.only_period is not None:
        return ALWAYS
    needed = learning.shadow - facts.shadowed_at_present(cell.person, role)
    earlier = (cell._replace(period=t) for t in role.active if t < cell.period)
    served = Linear.total(backed(variables, each) for each in earlier)
    if served.most < needed:
        return NEVER
    done = variables.builder.derive(0, 1, _above(served, needed - 1), "learned", *cell)
    enough = Linear.total((served, Linear.of(done, -needed)))
    variables.builder.at_least(enough, 0, "learned-by-shadowing", *cell)
    rest = Linear.total((served, Linear.of(done, needed - 1 - served.most)))
    variables.builder.at_most(rest, needed - 1, "shadowed-is-learned", *cell)
    return Linear.of(done)


def learnt_carried(variables: Variables, cell: Cell) -> Linear:
    """At most 1, and only if the cell is carried by someone who has completed learning it."""
    return _once(variables, "learnt-carried", cell, _learnt_carried)


def _learnt_carried(variables: Variables, cell: Cell) -> Linear:
    conditions = (learned(variables, cell), carried(variables, cell))
    return all_of(variables, conditions, "learnt-carried", cell)


def learnt_backup(variables: Variables, cell: Cell) -> Linear:
    """At most 1, and only if the cell is backed up by someone who has completed learning it."""
    return _once(variables, "learnt-backup", cell, _learnt_backup)


def _learnt_backup(variables: Variables, cell: Cell) -> Linear:
    conditions = (learned(variables, cell), backed(variables, cell))
    return all_of(variables, conditions, "learnt-backup", cell)


def all_of(variables: Variables, conditions: tuple[Linear, ...], name: str, cell: Cell) -> Linear:
    """At most 1, and only if every condition, each 0 or 1, is 1."""
    if any(each.most < 1 for each in conditions):
        return NEVER
    open_ = tuple(each for each in conditions if each.least < 1)
    if len(open_) < 2:
        return open_[0] if open_ else ALWAYS
    both = variables.builder.derive(0, 1, _all(open_), name, *cell)
    for number, each in enumerate(open_):
        room = Linear.total((each, Linear.of(both, -1)))
        variables.builder.at_least(room, 0, f"{name}-if", *cell, number)
    return Linear.of(both)


def kept(variables: Variables, cell: Cell) -> Linear:
    """1 exactly if someone carries the role who carried it in its previous active period too."""
    return _once(variables, "kept", cell, _kept)


def _kept(variables: Variables, cell: Cell) -> Linear:
    earlier, now = carried_before(variables, cell), carried(variables, cell)
    both = all_of(variables, (earlier, now), "kept", cell)
    if earlier.least < 1 <= both.most:
        least = Linear.total((both, earlier.times(-1), now.times(-1)))
        variables.builder.at_least(least, -1, "carried-on-is-kept", *cell)
    return both


def carried_before(variables: Variables, cell: Cell) -> Linear:
    """1 if carried in the role's previous active period; at first at present, if that binds."""
    previous = before(variables.scenario.roles[cell.role], cell.period)
    if previous is not None:
        return carried(variables, cell._replace(period=previous))
    carriers = facts_of(variables.scenario).present_carriers(cell.role)
    return ALWAYS if variables.scenario.present_binds and cell.person in carriers else NEVER


def any_holder(variables: Variables, role: Role, period: int) -> Linear:
    """At least 1 if anybody holds the role in a period."""
    return _once(variables, "any-holder", Cell(role.id, "", period), _any_holder)


def _any_holder(variables: Variables, cell: Cell) -> Linear:
    cells = variables.holders_of(cell.role, cell.period)
    if len(cells) < 2:
        return variables.count(cells)
    count = variables.count(cells)
    found = variables.builder.derive(0, 1, _above(count, 0), "held", cell.role, cell.period)
    for each in cells:
        variables.builder.only_if(variables.holds[each], [found], "held-is", *each)
    return Linear.of(found)


def only_if_any(
    variables: Variables, variable: IntVar, options: tuple[Linear, ...], *name: object
) -> None:
    """Require at least one option, each a form of booleans, wherever the variable is 1."""
    if any(each.least >= 1 for each in options):
        return
    choices = [choice for each in options for choice, _ in each.pairs]
    if choices:
        variables.builder.only_if(variable, choices, *name)
    else:
        variables.builder.equal(Linear.of(variable), 0, *name)


def _above(form: Linear, threshold: int) -> Formula:
    return lambda values: int(form.value(values) > threshold)


def _all(forms: tuple[Linear, ...]) -> Formula:
    return lambda values: int(all(form.value(values) for form in forms))
