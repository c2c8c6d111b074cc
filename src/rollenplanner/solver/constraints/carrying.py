"""Rules about carrying: capacity, holders, numbers of roles and backups, segregation of duties."""

from __future__ import annotations

from itertools import combinations

from ortools.sat.python.cp_model import IntVar

from rollenplanner.domain.scenario import Incompatible, Role
from rollenplanner.solver.builder import Formula
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.listed import unused
from rollenplanner.solver.variables import Variables


def load_within_contract(variables: Variables) -> None:
    """capacity: the load of a person in a period is at most the fte of that period."""
    for (person, t), load in variables.load.items():
        available = 100 * variables.scenario.staff[person].available[t]
        variables.builder.at_most(load, available, "capacity", person, t)


def share_only_by_holders(variables: Variables) -> None:
    """holders: who holds has at least the least share and at most what the person can bear."""
    for cell, share in variables.free_share.items():
        holding = variables.eligibility.holdings[cell]
        held = Linear.of(variables.holds[cell])
        at_least = Linear.total((Linear.of(share), held.times(-holding.least)))
        at_most = Linear.total((Linear.of(share), held.times(-holding.most)))
        variables.builder.at_least(at_least, 0, "least-share", *cell)
        variables.builder.at_most(at_most, 0, "most-share", *cell)


def demand_never_exceeded(variables: Variables) -> None:
    """holders: the shares of a role are together never more than its demand."""
    step = variables.scenario.rules.step
    for role, t in variables.roles():
        covered = variables.covered(role.id, t)
        variables.builder.at_most(covered, role.demand[t] // step, "demand", role.id, t)


def number_of_holders(variables: Variables) -> None:
    """holders: no holder at all, or between the least and the greatest number."""
    for role, t in variables.roles():
        cells = variables.holders_of(role.id, t)
        if not cells:
            continue
        _at_most_holders(variables, role, t, cells)
        if role.min_holders > 1:
            _at_least_holders(variables, role, t, cells)


def most_holders(role: Role, t: int) -> int:
    """How many can hold a role in a period: as stated, and as least shares fit in the demand."""
    room = role.demand[t] // max(1, min(role.share, role.demand[t]))
    return min(room, role.max_holders) if role.max_holders is not None else room


def _at_most_holders(variables: Variables, role: Role, t: int, cells: list[Cell]) -> None:
    # So many least shares fit into the demand; said outright, it tightens the relaxation.
    most = most_holders(role, t)
    if most == 1:
        held = [variables.holds[cell] for cell in cells]
        variables.builder.at_most_one(held, "one-holder", role.id, t)
    else:
        variables.builder.at_most(variables.count(cells), most, "most-holders", role.id, t)


def _at_least_holders(variables: Variables, role: Role, t: int, cells: list[Cell]) -> None:
    held = [variables.holds[cell] for cell in cells]
    if len(cells) < role.min_holders:
        for cell in cells:
            variables.builder.equal(Linear.of(variables.holds[cell]), 0, "too-few", *cell)
        return
    any_holder = variables.builder.derive(0, 1, _any_of(held), "h", role.id, t)
    count = Linear.total((variables.count(cells), Linear.of(any_holder, -role.min_holders)))
    variables.builder.at_least(count, 0, "least-holders", role.id, t)
    for cell in cells:
        variables.builder.only_if(variables.holds[cell], [any_holder], "held", *cell)


def _any_of(choices: list[IntVar]) -> Formula:
    indices = [choice.index for choice in choices]
    return lambda values: int(any(values[i] for i in indices))


def backup_or_holder(variables: Variables) -> None:
    """backup-eligible: nobody holds a role and backs it up at the same time."""
    for cell, backup in variables.backs.items():
        held = variables.holds.get(cell)
        if held is not None:
            variables.builder.at_most_one([held, backup], "holder-or-backup", *cell)


def no_spare_backup(variables: Variables) -> None:
    """No more backups than asked for, unless pins or later periods use more (design section 5)."""
    for role, t in variables.roles():
        spare = unused(variables, role, t)
        most = variables.most_backups(role, t)
        variables.builder.at_most(spare, most, "most-backups", role.id, t)


def roles_per_person(variables: Variables) -> None:
    """max-roles: per person and period."""
    for person, t in variables.serving():
        own = variables.scenario.staff[person].max_roles
        most = own if own is not None else variables.scenario.rules.max_roles
        if most is not None:
            held = variables.count(variables.held_by(person, t))
            variables.builder.at_most(held, most, "max-roles", person, t)


def backups_per_person(variables: Variables) -> None:
    """max-backups: per person and period."""
    most = variables.scenario.rules.max_backups
    if most is None:
        return
    for person, t in variables.serving():
        backed_up = variables.count(variables.backed_by(person, t), backups=True)
        variables.builder.at_most(backed_up, most, "max-backups", person, t)


def segregation_of_duties(variables: Variables) -> None:
    """incompatible: never two such roles in one person, as holder or backup, at the same time."""
    could: dict[str, set[str]] = {}
    for table in (variables.holds, variables.backs):
        for cell in table:
            could.setdefault(cell.role, set()).add(cell.person)
    serving = list(variables.serving())
    for rule in variables.scenario.incompatible:
        concerned = {who for group in rule.groups for role in group for who in could.get(role, ())}
        for person, t in serving if concerned else ():
            if person not in concerned:
                continue
            groups = [
                {
                    role: carried
                    for role in group
                    if (carried := _carried(variables, role, person, t))
                }
                for group in rule.groups
            ]
            _exclude(variables, rule, person, t, groups)


def _carried(variables: Variables, role: str, person: str, t: int) -> list[IntVar]:
    cell = Cell(role, person, t)
    both = (variables.holds.get(cell), variables.backs.get(cell))
    return [variable for variable in both if variable is not None]


def _exclude(
    variables: Variables,
    rule: Incompatible,
    person: str,
    t: int,
    groups: list[dict[str, list[IntVar]]],
) -> None:
    ids = [role for group in groups for role in group]
    name = ("segregation", rule.index, person, t)
    if len(set(ids)) == len(ids) and all(len(group) <= 1 for group in groups):
        choices = [choice for group in groups for both in group.values() for choice in both]
        variables.builder.at_most_one(choices, *name)
        return
    for one, other in combinations(groups, 2):
        for role, carried in one.items():
            for clash, clashing in other.items():
                if role != clash:
                    variables.builder.at_most_one([*carried, *clashing], *name, role, clash)
