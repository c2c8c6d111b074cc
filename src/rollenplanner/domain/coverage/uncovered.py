"""Roles whose demand is not, or not wholly, held."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_role, worst
from rollenplanner.domain.coverage.reasons import why_uncovered
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.text import fte, text


def uncovered(case: Case) -> Iterator[Finding]:
    """Roles with demand that nobody holds, how much, and why."""
    for role in case.roles.values():
        if role.post is None:
            yield from _uncovered(case, role)


def count_uncovered(case: Case) -> Iterator[Severity]:
    """The severity of every finding of `uncovered`, without looking for what it comes from."""
    for role in case.roles.values():
        if role.post is None and any(case.missing(role, t) for t in case.active[role.id]):
            yield _severity(role)


def _severity(role: Role) -> Severity:
    return Severity.CRITICAL if role.critical else Severity.SERIOUS


def _uncovered(case: Case, role: Role) -> Iterator[Finding]:
    found = worst({t: case.missing(role, t) for t in case.active[role.id]})
    if found is None:
        return
    periods, period = found
    missing = case.missing(role, period)
    reason = why_uncovered(case, role, period)
    words = {"role": role.name, "fte": fte(missing), "reason": reason.message}
    if case.scenario.horizon.count == 1:
        message = text("{role}: {fte} fte is not covered; {reason}.", **words)
    else:
        message = text("{role}: at worst {fte} fte is not covered; {reason}.", **words)
    yield about_role(
        case.scenario,
        "uncovered",
        _severity(role),
        message,
        role,
        periods=periods,
        figures={
            "fte": fte(missing),
            "demand": fte(role.demand[period]),
            "fte_periods": fte(sum(case.missing(role, each) for each in periods)),
            "eligible": Decimal(len(reason.people)),
        },
    )
