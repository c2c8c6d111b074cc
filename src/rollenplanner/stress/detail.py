"""One absence in full: what is lost, who steps in for what, who could learn it."""

from __future__ import annotations

from rollenplanner.domain.case import Case
from rollenplanner.domain.redeployment import lost_of
from rollenplanner.domain.standing_in import is_critical
from rollenplanner.domain.stressed import Absence, Detail, StandIn
from rollenplanner.stress.learners import learners


def detail(case: Case, absence: Absence) -> Detail:
    """Everything about an absence, worst first: critical work before other work, most fte first."""
    redeployment, period = absence.redeployment, absence.period
    taken, dropped = [], []
    for role, person, share in redeployment.changed:
        more = share - case.assignment.share(role, person, period)
        if more > 0:
            taken.append(StandIn(person, role, more))
        else:
            dropped.append(StandIn(person, role, -more))
    order = {role: number for number, role in enumerate(case.scenario.roles)}

    def rank(role: str, fte: int) -> tuple[bool, int, int]:
        return not is_critical(case.scenario.roles[role]), -fte, order[role]

    found = lost_of(case, redeployment)
    lost = {role: found[role] for role in sorted(found, key=lambda each: rank(each, found[each]))}
    return Detail(
        absence,
        lost,
        tuple(sorted(taken, key=lambda each: rank(each.role, each.fte))),
        tuple(sorted(dropped, key=lambda each: rank(each.role, each.fte))),
        {
            role: learners(case, case.scenario.roles[role], period, redeployment.absent)
            for role in lost
        },
    )
