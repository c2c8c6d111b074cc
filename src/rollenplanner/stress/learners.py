"""How long it takes until somebody else could hold a role (rules `learning` and `handover`)."""

from __future__ import annotations

from rollenplanner.domain.case import Case
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.standing_in import forbidden, may_stand_in
from rollenplanner.domain.stressed import Learner


def learners(case: Case, role: Role, period: int, absent: frozenset[str]) -> tuple[Learner, ...]:
    """Who could hold a role after some periods as its backup, soonest first.

    They serve, stand in a function and cluster that the role admits, are not forbidden to hold it
    and carry nothing that is incompatible with it. Who can stand in at once is no learner; whether
    a learner would have time is another matter.
    """
    found = [
        learner
        for person in case.scenario.staff.values()
        if person.id not in absent and _could_begin(case, person, role, period)
        if (learner := _learner(case, person, role, period)) is not None
    ]
    return tuple(sorted(found, key=lambda each: (each.periods, each.steps, each.person)))


def _could_begin(case: Case, person: Person, role: Role, period: int) -> bool:
    clashes = case.scenario.clashes.get(role.id, ())
    return (
        not person.vacancy
        and case.facts.serves(person.id, period)
        and case.facts.admits(role, case.place(person.id))
        and not forbidden(case, person, role, period)
        and not may_stand_in(case, person, role, period)
        and not any(other.id in clashes for other in case.carried_by(person.id, period))
    )


def _learner(case: Case, person: Person, role: Role, period: int) -> Learner | None:
    """Periods as backup that learning and handover still ask; None where learning cannot help."""
    steps = case.steps(person.id, role, period)
    needed = 0
    if steps:
        rule = case.scenario.rules.learning
        if rule is None or steps > rule.gap:
            return None
        needed = max(1, rule.shadow - case.shadowed(person.id, role, period))
    needed = max(needed, role.handover - _in_a_row(case, person, role, period))
    return Learner(person.id, steps, needed)


def _in_a_row(case: Case, person: Person, role: Role, period: int) -> int:
    """Active periods just before this one in which someone backed the role up, the present too."""
    count = 0
    for earlier in reversed([t for t in case.active[role.id] if t < period]):
        if not case.assignment.is_backup(role.id, person.id, earlier):
            return count
        count += 1
    return count + case.facts.shadowed_at_present(person.id, role)
