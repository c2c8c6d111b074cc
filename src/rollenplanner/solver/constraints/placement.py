"""Rules about where people stand, and what may be carried from there."""

from __future__ import annotations

from collections.abc import Iterable

from ortools.sat.python.cp_model import IntVar

from rollenplanner.domain.facts import facts_of
from rollenplanner.solver.eligibility import Cell, head_candidates
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.variables import Variables


def one_place(variables: Variables) -> None:
    """placement: one function in one cluster per person, or none."""
    for person in variables.people():
        places = variables.eligibility.places[person.id]
        choices = [variables.place[person.id, place] for place in places]
        variables.builder.at_most_one(choices, "one-place", person.id)


def held_from_admitted_place(variables: Variables) -> None:
    """eligible, own-cluster: a holder stands in a function, and cluster, that the role admits."""
    _carried_from_admitted_place(variables, variables.holds.items(), "held-from")


def backed_up_from_admitted_place(variables: Variables) -> None:
    """backup-eligible, own-cluster: a backup stands where the role admits it."""
    _carried_from_admitted_place(variables, variables.backs.items(), "backed-up-from")


def _carried_from_admitted_place(
    variables: Variables, cells: Iterable[tuple[Cell, IntVar]], name: str
) -> None:
    facts = facts_of(variables.scenario)
    for cell, carried in cells:
        if facts.stays(cell.person):
            continue
        fitting = variables.eligibility.compatible[cell.role, cell.person]
        places = variables.placed(cell.person, fitting)
        # A sum, not a clause: at most one place holds, and the relaxation may know it.
        variables.builder.at_least(Linear.total((places, Linear.of(carried, -1))), 0, name, *cell)


def posts_exist_by_heads(variables: Variables) -> None:
    """placement: a post `per: staff` exists exactly when there are enough heads."""
    places = variables.eligibility.places
    for role_id, exists in variables.exists.items():
        role = variables.scenario.roles[role_id]
        if role.post is None or role.post.per_staff is None:
            continue
        threshold = (role.post.number - 1) * role.post.per_staff
        heads = Linear.total(
            variables.placed(person, fitting)
            for person, fitting in head_candidates(variables.scenario, role, places)
        )
        room = heads.most - threshold
        builder = variables.builder
        enough = Linear.total((heads, Linear.of(exists, -(threshold + 1))))
        builder.at_least(enough, 0, "post-has-heads", role_id)
        too_many = Linear.total((heads, Linear.of(exists, -room)))
        builder.at_most(too_many, threshold, "heads-have-post", role_id)


def carried_if_post_exists(variables: Variables) -> None:
    """in-service: a post that does not exist is neither held nor backed up."""
    for table in (variables.holds, variables.backs):
        for cell, carried in table.items():
            exists = variables.exists.get(cell.role)
            if exists is not None:
                variables.builder.only_if(carried, [exists], "exists-for", *cell)
