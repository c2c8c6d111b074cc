"""The hard rules as constraints: one function per rule, registered under the rule's id.

Some rules are obeyed already because cells that would break them have no variable
(`eligibility.find_eligibility`); the table says so. Constraint functions only add to the model;
they never read a solution and share nothing with the checker beyond the domain.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rollenplanner.domain.rules import RuleId
from rollenplanner.solver.constraints import (
    carrying,
    handover,
    learning,
    limits,
    pins,
    placement,
    succession,
    term,
)
from rollenplanner.solver.variables import Variables

#: Adds one rule to the model.
ConstraintFunction = Callable[[Variables], None]


@dataclass(frozen=True, slots=True)
class Enforcement:
    """How a rule is enforced.

    Attributes:
        functions: What adds it to the model.
        by_creation: Which part of it holds because other cells have no variable; "" if none.
        over_time: It binds nothing while a horizon has one period.
    """

    functions: tuple[ConstraintFunction, ...] = ()
    by_creation: str = ""
    over_time: bool = False


CONSTRAINTS: Mapping[RuleId, Enforcement] = {
    RuleId.CAPACITY: Enforcement((carrying.load_within_contract,)),
    RuleId.HOLDERS: Enforcement(
        (
            carrying.share_only_by_holders,
            carrying.demand_never_exceeded,
            carrying.number_of_holders,
        ),
        by_creation="least and most share of a cell are the domain of its share",
    ),
    RuleId.ELIGIBLE: Enforcement(
        (placement.held_from_admitted_place, learning.held_if_able),
        by_creation="who does not meet the requirements and is not exempt has no holder variable",
    ),
    RuleId.BACKUP_ELIGIBLE: Enforcement(
        (
            placement.backed_up_from_admitted_place,
            carrying.backup_or_holder,
            carrying.no_spare_backup,
        ),
        by_creation="who is further short than learning allows has no backup variable",
    ),
    RuleId.LEARNING: Enforcement(
        (learning.held_if_able,),
        by_creation="within one period only present backups can have completed learning",
        over_time=True,
    ),
    RuleId.MAX_ROLES: Enforcement((carrying.roles_per_person,)),
    RuleId.MAX_BACKUPS: Enforcement((carrying.backups_per_person,)),
    RuleId.TERM: Enforcement((term.held_long_enough, term.held_no_longer), over_time=True),
    RuleId.HANDOVER: Enforcement((handover.taken_over_prepared,), over_time=True),
    RuleId.MAX_CHANGES: Enforcement((succession.takeovers_per_cluster,), over_time=True),
    RuleId.NO_DOUBLE_CHANGE: Enforcement((succession.somebody_goes_on,), over_time=True),
    RuleId.INCOMPATIBLE: Enforcement((carrying.segregation_of_duties,)),
    RuleId.PLACEMENT: Enforcement(
        (placement.one_place, placement.posts_exist_by_heads, placement.carried_if_post_exists),
        by_creation="only places that the rule leaves open have a variable",
    ),
    RuleId.IN_SERVICE: Enforcement(
        by_creation="cells exist only where the person serves and the role is active"
    ),
    RuleId.OWN_CLUSTER: Enforcement(
        (placement.held_from_admitted_place, placement.backed_up_from_admitted_place),
        by_creation="a place outside the role's cluster does not count as admitted",
    ),
    RuleId.PINS: Enforcement((pins.pinned_roles, pins.pinned_backups, pins.pinned_places)),
    RuleId.FORBID: Enforcement(
        (pins.forbidden_places,),
        by_creation="a forbidden role or backup has no variable",
    ),
    RuleId.LIMITS: Enforcement((limits.terms_within_limits,)),
}


#: What ties periods together, or the whole horizon; a model of one period leaves it out.
TIES: frozenset[ConstraintFunction] = frozenset(
    (
        learning.held_if_able,
        term.held_long_enough,
        term.held_no_longer,
        handover.taken_over_prepared,
        succession.takeovers_per_cluster,
        succession.somebody_goes_on,
        carrying.no_spare_backup,
        limits.terms_within_limits,
    )
)


def add_constraints(variables: Variables) -> None:
    """Add every rule once, in the order of the table."""
    done: set[ConstraintFunction] = set()
    if variables.only_period is not None:
        done |= TIES
    if variables.eligibility.people is not None:
        # What the others make of a term is not known to the model of a part.
        done.add(limits.terms_within_limits)
    for enforcement in CONSTRAINTS.values():
        for function in enforcement.functions:
            if function not in done:
                function(variables)
                done.add(function)
