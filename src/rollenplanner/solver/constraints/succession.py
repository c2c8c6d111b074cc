"""Rules about who goes on: takeovers per cluster, no double change."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.solver.eligibility import Cell, forbidden
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.listed import carriers
from rollenplanner.solver.over_time import (
    ALWAYS,
    all_of,
    any_holder,
    backed,
    before,
    carried,
    carried_before,
    held,
    kept,
    learned,
    takeover,
)
from rollenplanner.solver.variables import Variables


def takeovers_per_cluster(variables: Variables) -> None:
    """max-changes: per cluster and period, of roles that had a holder just before."""
    most = variables.scenario.rules.max_changes
    if most is None or len(variables.scenario.periods) < 2:
        return
    found: dict[tuple[str, int], list[Linear]] = {}
    for role, t in variables.roles():
        counted = _counted(variables, role, t)
        found.setdefault((role.cluster, t), []).extend(counted)
    for (cluster, t), parts in found.items():
        variables.builder.at_most(Linear.total(parts), most, "max-changes", cluster, t)


def _counted(variables: Variables, role: Role, t: int) -> Iterator[Linear]:
    previous = before(role, t)
    if previous is None:
        scenario = variables.scenario
        known = scenario.present_binds and role.id in facts_of(scenario).present_holders
        had = ALWAYS if known else Linear()
    else:
        had = any_holder(variables, role, previous)
    for cell in variables.holders_of(role.id, t) if had.most else ():
        yield _both(variables, takeover(variables, cell), had, cell)


def _both(variables: Variables, taken: Linear, had: Linear, cell: Cell) -> Linear:
    """At least 1 if a cell is taken over and the role had a holder."""
    if not had.pairs or not taken.pairs:
        return taken
    change = variables.builder.derive(
        0, 1, lambda values: min(taken.value(values), had.value(values)), "change", *cell
    )
    least = Linear.total((Linear.of(change), taken.times(-1), had.times(-1)))
    variables.builder.at_least(least, -1, "change-is", *cell)
    return Linear.of(change)


def somebody_goes_on(variables: Variables) -> None:
    """no-double-change: of those who carried a role and still may, one at least carries it."""
    if not variables.scenario.rules.no_double_change or len(variables.scenario.periods) < 2:
        return
    for role, t in variables.roles():
        cells = [Cell(role.id, who, t) for who in carriers(variables, role.id, t)]
        going_on = Linear.total(kept(variables, cell) for cell in cells)
        for person in variables.scenario.staff:
            cell = Cell(role.id, person, t)
            for who in _bound(variables, role, cell):
                parts = (going_on, _segregated(variables, cell), who.times(-1))
                variables.builder.at_least(Linear.total(parts), 0, "goes-on", *cell)


def _bound(variables: Variables, role: Role, cell: Cell) -> Iterator[Linear]:
    """Forms that are 1 if a person carried the role before, and may still but for segregation."""
    scenario, facts = variables.scenario, facts_of(variables.scenario)
    if not facts.serves(cell.person, cell.period) or forbidden(scenario, cell, "role"):
        return
    person, previous = scenario.staff[cell.person], before(role, cell.period)
    may_back_up = facts.could_back_up(cell.person, role)
    may_back_up = may_back_up and not forbidden(scenario, cell, "backup")
    if previous is None:
        bound = Tenure(facts).bound_to_carry(person, role, cell.period)
        if bound and carried_before(variables, cell).least:
            yield ALWAYS
    elif may_back_up:
        yield carried(variables, cell._replace(period=previous))
    else:
        # Held before means met, learned or exempt, which last; shadowed before may be learned now.
        earlier = cell._replace(period=previous)
        expired = _expired(variables, role, cell).times(-1)
        yield Linear.total((held(variables, earlier), expired))
        learnt = Linear.total((learned(variables, cell), backed(variables, earlier)))
        yield learnt.plus(-1)


def _expired(variables: Variables, role: Role, cell: Cell) -> Linear:
    """At most 1, and only if a term from before the start has reached its end just before."""
    earlier = tuple(cell._replace(period=t) for t in role.active if t < cell.period)
    tenure = Tenure(facts_of(variables.scenario))
    if not tenure.expires(variables.scenario.staff[cell.person], role, len(earlier)):
        return Linear()
    all_along = tuple(held(variables, each) for each in earlier)
    return all_of(variables, all_along, "expired", cell)


def _segregated(variables: Variables, cell: Cell) -> Linear:
    """How much the person carries in the period that clashes with the role."""
    others = sorted(variables.scenario.clashes.get(cell.role, frozenset()))
    return Linear.total(carried(variables, cell._replace(role=other)) for other in others)
