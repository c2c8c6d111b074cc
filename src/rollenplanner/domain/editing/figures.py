"""The figures of the totals bar: what everybody in a meeting looks at after each change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.check import check_all
from rollenplanner.domain.coverage import count_gaps
from rollenplanner.domain.findings import Severity
from rollenplanner.domain.text import Text, fte, text


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """Figures of one period; fte in hundredths.

    Attributes:
        occupancy: Fte in service that stands in some function, vacancies included.
        in_formation: The part of it in functions with a formation: what to hold against that.
        vacant: The part of `occupancy` that is still to be hired.
        people: People who serve, vacancies not counted.
        vacancies: Vacancies that count as filled in the period.
        uncovered, critical_uncovered: Demand that nobody holds of roles that are not, and are,
            critical (design section 4, the terms of those names).
    """

    occupancy: int
    in_formation: int
    vacant: int
    people: int
    vacancies: int
    uncovered: int
    critical_uncovered: int


@dataclass(frozen=True, slots=True)
class Figures:
    """The totals bar.

    Attributes:
        formation: Hundredths laid down for functions together; None where there is none at all.
        periods: One entry per period.
        gaps: How many findings of each severity there are, the worst severity first.
    """

    formation: int | None
    periods: tuple[PeriodFigures, ...]
    gaps: Mapping[Severity, int]

    @property
    def uncovered(self) -> int:
        """Hundredths that nobody holds in the worst period, critical or not."""
        return max(each.uncovered + each.critical_uncovered for each in self.periods)

    @property
    def critical_uncovered(self) -> int:
        """Hundredths of critical demand that nobody holds in the worst period."""
        return max(each.critical_uncovered for each in self.periods)


def figures_of(case: Case) -> Figures:
    """Count everything that the totals bar shows of a plan or of the present state."""
    scenario = case.scenario
    laid_down = [each.fte for each in scenario.functions.values() if each.fte is not None]
    return Figures(
        sum(laid_down) if laid_down else None,
        tuple(_of_period(case, period) for period in scenario.periods),
        count_gaps(case, check_all(scenario, case.assignment)),
    )


def _of_period(case: Case, period: int) -> PeriodFigures:
    scenario = case.scenario
    people = [each for each in scenario.staff.values() if each.available[period]]
    standing = [each for each in people if each.id in case.placement]
    formal = {each.id for each in scenario.functions.values() if each.fte is not None}
    missing = {False: 0, True: 0}
    for role in case.roles.values():
        if role.post is None and role.demand[period]:
            missing[role.critical] += case.missing(role, period)
    return PeriodFigures(
        occupancy=sum(each.available[period] for each in standing),
        in_formation=sum(
            each.available[period]
            for each in standing
            if case.placement[each.id].function in formal
        ),
        vacant=sum(each.available[period] for each in standing if each.vacancy),
        people=sum(1 for each in people if not each.vacancy),
        vacancies=sum(1 for each in people if each.vacancy),
        uncovered=missing[False],
        critical_uncovered=missing[True],
    )


@dataclass(frozen=True, slots=True)
class Changed:
    """A figure that differs between two states.

    Attributes:
        id: Stable name, for files.
        before, after: As people read them; None where there is none.
    """

    id: str
    name: Text
    before: Decimal | None
    after: Decimal | None


def changed(before: Figures, after: Figures) -> tuple[Changed, ...]:
    """The figures that differ, each of the period in which it is worst."""
    now = {each.id: each for each in _listed(after)}
    return tuple(
        Changed(each.id, each.name, each.value, now[each.id].value)
        for each in _listed(before)
        if each.value != now[each.id].value
    )


@dataclass(frozen=True, slots=True)
class _Figure:
    id: str
    name: Text
    value: Decimal | None


def _listed(figures: Figures) -> Iterator[_Figure]:
    periods = figures.periods
    formation = None if figures.formation is None else fte(figures.formation)
    yield _Figure("formation", text("formation in fte"), formation)
    least = min(each.occupancy for each in periods)
    yield _Figure("occupancy", text("occupancy in fte, at least"), fte(least))
    fewest = min(each.people for each in periods)
    yield _Figure("people", text("people in service, at least"), Decimal(fewest))
    most = max(each.vacancies for each in periods)
    yield _Figure("vacancies", text("vacancies, at most"), Decimal(most))
    critical = fte(figures.critical_uncovered)
    yield _Figure("critical_uncovered", text("critical fte not covered, at worst"), critical)
    yield _Figure("uncovered", text("fte not covered, at worst"), fte(figures.uncovered))
    names = {
        Severity.CRITICAL: text("critical gaps"),
        Severity.SERIOUS: text("serious gaps"),
        Severity.NOTICE: text("notices"),
    }
    for severity, name in names.items():
        yield _Figure(f"gaps_{severity.value}", name, Decimal(figures.gaps[severity]))
