"""Use case: the few figures of a present or a plan that someone wants in sight all the time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollenplanner.domain.case import Case
from rollenplanner.domain.findings import Severity


@dataclass(frozen=True, slots=True)
class Totals:
    """Figures of one period; fte are hundredths.

    Attributes:
        formation: Of all functions that have one; None if none has.
        occupied: In service and placed, without vacancies.
        vacant: The same of vacancies.
        people: Who serve, without vacancies.
        vacancies: Vacancies that serve.
        uncovered: Demand of roles that nobody holds; `critical` is the part of critical roles.
        gaps: Findings per severity, of all periods.
    """

    formation: int | None
    occupied: int
    vacant: int
    people: int
    vacancies: int
    uncovered: int
    critical: int
    gaps: Mapping[Severity, int]


def totals(case: Case, period: int, gaps: Mapping[Severity, int]) -> Totals:
    """Count one period of a plan, or of the present; `gaps` are counted already."""
    scenario = case.scenario
    laid_down = [each.fte for each in scenario.functions.values() if each.fte is not None]
    serving = [each for each in scenario.staff.values() if each.available[period]]
    placed = [each for each in serving if each.id in case.placement]
    roles = [role for role in case.roles.values() if role.post is None]
    missing = {role.id: case.missing(role, period) for role in roles}
    return Totals(
        formation=sum(laid_down) if laid_down else None,
        occupied=sum(each.available[period] for each in placed if not each.vacancy),
        vacant=sum(each.available[period] for each in placed if each.vacancy),
        people=sum(1 for each in serving if not each.vacancy),
        vacancies=sum(1 for each in serving if each.vacancy),
        uncovered=sum(missing.values()),
        critical=sum(missing[role.id] for role in roles if role.critical),
        gaps=gaps,
    )
