"""Rules about who goes on: takeovers per cluster, no double change."""

from __future__ import annotations

from collections.abc import Iterator

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.solver.constraints.carrying import most_holders
from rollenplanner.solver.eligibility import Cell, forbidden
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.listed import carriers
from rollenplanner.solver.over_time import (
    ALWAYS,
    NEVER,
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
        counted = takeovers_of(variables, role, t)
        found.setdefault((role.cluster, t), []).append(counted)
    for (cluster, t), parts in found.items():
        total = Linear.total(parts)
        variables.takeovers.append(total)
        variables.builder.at_most(total, most, "max-changes", cluster, t)


def takeovers_of(variables: Variables, role: Role, t: int) -> Linear:
    """At least the takeovers of a role, none if nobody held it just before."""
    previous = before(role, t)
    cells = variables.holders_of(role.id, t)
    taken = Linear.total(takeover(variables, cell) for cell in cells)
    if previous is None:
        scenario = variables.scenario
        known = scenario.present_binds and role.id in facts_of(scenario).present_holders
        return taken if known else NEVER
    had = any_holder(variables, role, previous)
    if not had.pairs or not taken.pairs:
        return NEVER
    most = min(taken.most, most_holders(role, t))
    counted = variables.builder.derive(
        0, most, lambda values: taken.value(values) if had.value(values) else 0, "taken", role.id, t
    )
    # Where there was a holder: at least the takeovers; else the row asks for nothing.
    least = Linear.total((Linear.of(counted), taken.times(-1), had.times(-most)))
    variables.builder.at_least(least, -most, "taken-is", role.id, t)
    return Linear.of(counted)


def somebody_goes_on(variables: Variables) -> None:
    """no-double-change: of those who carried a role and still may, one at least carries it."""
    if not variables.scenario.rules.no_double_change or len(variables.scenario.periods) < 2:
        return
    for role, t in variables.roles():
        cells = [Cell(role.id, person, t) for person in _before(variables, role, t)]
        bound = [(cell, who) for cell in cells for who in _bound(variables, role, cell)]
        if bound:
            somebody = _somebody(variables, role, t)
            for cell, who in bound:
                parts = (somebody, _segregated(variables, cell), who.times(-1))
                variables.builder.at_least(Linear.total(parts), 0, "goes-on", *cell)


def _before(variables: Variables, role: Role, t: int) -> tuple[str, ...]:
    """Who could have carried a role just before a period; all others leave nothing behind."""
    previous = before(role, t)
    if previous is None:
        return facts_of(variables.scenario).present_carriers(role.id)
    return carriers(variables, role.id, previous)


def _somebody(variables: Variables, role: Role, t: int) -> Linear:
    """At most 1, and only if anybody carries the role on into a period."""
    people = carriers(variables, role.id, t)
    going_on = Linear.total(kept(variables, Cell(role.id, who, t)) for who in people)
    if len(going_on.pairs) < 2:
        return going_on
    found = variables.builder.derive(
        0, 1, lambda values: int(going_on.value(values) > 0), "somebody", role.id, t
    )
    least = Linear.total((going_on, Linear.of(found, -1)))
    variables.builder.at_least(least, 0, "somebody-is", role.id, t)
    return Linear.of(found)


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
