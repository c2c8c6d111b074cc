"""One absence in full: what is lost, who steps in for what, who could learn it."""

from __future__ import annotations

from rollenplanner.domain.case import Case
from rollenplanner.domain.redeployment import lost_of
from rollenplanner.domain.stressed import Absence, Detail, StandIn
from rollenplanner.stress.learners import learners


def detail(case: Case, absence: Absence) -> Detail:
    """Everything about an absence, in the order of the scenario."""
    redeployment, period = absence.redeployment, absence.period
    order = {role: number for number, role in enumerate(case.scenario.roles)}
    lost = lost_of(case, redeployment)
    taken, dropped = [], []
    for role, person, share in sorted(redeployment.changed, key=lambda each: order[each[0]]):
        more = share - case.assignment.share(role, person, period)
        if more > 0:
            taken.append(StandIn(person, role, more))
        else:
            dropped.append(StandIn(person, role, -more))
    lost = {role: lost[role] for role in sorted(lost, key=order.__getitem__)}
    return Detail(
        absence,
        lost,
        tuple(taken),
        tuple(dropped),
        {
            role: learners(case, case.scenario.roles[role], period, redeployment.absent)
            for role in lost
        },
    )
