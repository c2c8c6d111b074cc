"""The soft terms of a plan (design section 4), recomputed from the assignment alone.

Values are exact integers in units (`terms.UNIT`): one fte x period, one step, one head is
`UNIT`. Each term is one function; the table `TERMS` holds them in the order of the design.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from rollenplanner.domain.case import Case, HeldCell, case_of
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.terms import (
    UNIT,
    UNITS_PER_HUNDREDTH,
    UNITS_PER_TEN_THOUSANDTH,
    ObjectiveLevel,
    Term,
)


def uncovered(case: Case) -> int:
    """Fte x periods of demand that nobody holds, of roles that are not critical."""
    return _uncovered(case, critical=False)


def critical_uncovered(case: Case) -> int:
    """Fte x periods of demand that nobody holds, of critical roles."""
    return _uncovered(case, critical=True)


def _uncovered(case: Case, *, critical: bool) -> int:
    cells = _active_cells(case, posts=False)
    missing = (case.missing(role, t) for role, t in cells if role.critical is critical)
    return sum(missing) * UNITS_PER_HUNDREDTH


def missing_backups(case: Case) -> int:
    """Backups asked but not there or not able to hold, of roles that are not critical."""
    return _missing_backups(case, critical=False)


def critical_missing_backups(case: Case) -> int:
    """Backups asked but not there or not able to hold, of critical roles."""
    return _missing_backups(case, critical=True)


def _missing_backups(case: Case, *, critical: bool) -> int:
    return UNIT * sum(
        max(0, role.backups - case.able_backups(role, t))
        for role, t in _active_cells(case, posts=False)
        if role.critical is critical and role.backups
    )


def coordination(case: Case) -> int:
    """Posts x periods without holder, plus deputies asked but not there."""
    return UNIT * sum(
        (not case.holders.get((post.id, t)))
        + max(0, post.backups - len(case.backups.get((post.id, t), ())))
        for post, t in _active_cells(case, posts=True)
    )


def _active_cells(case: Case, *, posts: bool) -> Iterator[tuple[Role, int]]:
    """Roles, or posts, that exist, with each active period."""
    for role in case.roles.values():
        if (role.post is not None) is posts:
            for period in case.active[role.id]:
                yield role, period


def unplaced(case: Case) -> int:
    """Contract fte of people who stand nowhere, once."""
    staff = case.scenario.staff.values()
    return sum(p.fte for p in staff if case.place(p.id) is None) * UNITS_PER_HUNDREDTH


def over_formation(case: Case) -> int:
    """Fte in service above the formation of functions that have one."""
    return UNITS_PER_HUNDREDTH * sum(
        max(0, placed - formation)
        for (function, _), placed in case.in_function.items()
        if (formation := case.scenario.functions[function].fte) is not None
    )


def cluster_deviation(case: Case) -> int:
    """Distance between fte in service placed in a cluster and the cluster's own figure."""
    return UNITS_PER_HUNDREDTH * sum(
        abs(case.in_cluster.get((cluster.id, t), 0) - cluster.fte)
        for cluster in case.scenario.clusters.values()
        if cluster.fte is not None
        for t in case.scenario.periods
    )


def competence_gap(case: Case) -> int:
    """Steps short over held roles, over the profile of one's function and over `everyone`."""
    held = sum(case.steps(cell.person.id, cell.role, cell.period) for cell in case.held)
    standing = 0
    for person in case.scenario.staff.values():
        periods = sum(1 for available in person.available if available)
        if periods:
            standing += periods * _steps_of_standing(case, person)
    return (held + standing) * UNIT


def _steps_of_standing(case: Case, person: Person) -> int:
    steps = case.facts.fit.steps(person.id, case.scenario.everyone)
    place = case.place(person.id)
    if place is None:
        return steps
    profile = case.scenario.functions[place.function].profile
    return steps + case.facts.fit.steps(person.id, profile)


def imbalance(case: Case) -> int:
    """Sum of the distances between load and fair share."""
    return sum(map(abs, _distances(case))) * UNITS_PER_TEN_THOUSANDTH


def imbalance_squared(case: Case) -> int:
    """Sum of the squared distances between load and fair share."""
    # Ten-thousandths squared are units exactly: 10^-4 x 10^-4 = 10^-8.
    return sum(distance**2 for distance in _distances(case))


def _distances(case: Case) -> Iterator[int]:
    """Load minus fair share in ten-thousandths, of every person and period.

    Who does not serve has a fair share of 0, and a load only in a plan that breaks `in-service`.
    """
    for person, t in _everyone(case):
        yield case.load.get((person.id, t), 0) - 100 * case.facts.fair_share(person.id, t)


def overload(case: Case) -> int:
    """Load above the full part of the available fte."""
    full = case.scenario.rules.full
    return UNITS_PER_TEN_THOUSANDTH * sum(
        max(0, case.load.get((person.id, t), 0) - full * person.available[t])
        for person, t in _everyone(case)
    )


def _everyone(case: Case) -> Iterator[tuple[Person, int]]:
    for person in case.scenario.staff.values():
        for period in case.scenario.periods:
            yield person, period


def wishes(case: Case) -> int:
    """Minus the weights of wishes granted: per period for a role held, once for a cluster."""
    roles = sum(case.facts.wish(cell.person.id, cell.role) for cell in case.held)
    clusters = sum(
        case.scenario.staff[person].wishes.clusters.get(place.cluster, 0)
        for person, place in case.placement.items()
    )
    return -(roles + clusters) * UNIT


def moves(case: Case) -> int:
    """People (no vacancies, with a present function) who stand elsewhere than at present, once."""
    return UNIT * sum(
        1
        for person in case.scenario.staff.values()
        if person.function is not None and not person.vacancy and _moves(case, person)
    )


def _moves(case: Case, person: Person) -> bool:
    place = case.place(person.id)
    if place is None:
        return True
    return place.function != person.function or place.cluster != person.cluster


def changes(case: Case) -> int:
    """Takeovers: held now, not in the role's previous active period or at present."""
    return UNIT * sum(1 for _ in _takeovers(case))


def _takeovers(case: Case) -> Iterator[HeldCell]:
    for role, periods in case.active.items():
        for period in periods:
            yield from case.takeovers(case.scenario.roles[role], period)


def unprepared(case: Case) -> int:
    """Takeovers in a role's first active period, with a handover, by no present backup."""
    return UNIT * sum(
        1
        for cell in _takeovers(case)
        if cell.role.handover
        and case.before(cell.role, cell.period) is None
        and cell.role.id not in cell.person.backups
    )


def fragmentation(case: Case) -> int:
    """Held roles and posts per person and period above one."""
    return UNIT * sum(len(held) - 1 for held in case.held_by.values())


def headcount(case: Case) -> int:
    """People who hold or back up anything, once."""
    people = {cell.person.id for cell in case.held} | {cell.person.id for cell in case.backed}
    return len(people) * UNIT


def jumps(case: Case, reference: Assignment) -> int:
    """Holder cells and backup cells that differ from another plan."""
    other = Case(case.scenario, reference)
    return UNIT * (
        len(_held_keys(case) ^ _held_keys(other)) + len(_backed_keys(case) ^ _backed_keys(other))
    )


def _held_keys(case: Case) -> set[tuple[str, str, int]]:
    return {(cell.role.id, cell.person.id, cell.period) for cell in case.held}


def _backed_keys(case: Case) -> set[tuple[str, str, int]]:
    return {(cell.role.id, cell.person.id, cell.period) for cell in case.backed}


#: Every term that a plan has by itself, in the order of the design; `jumps` needs another plan.
TERMS: dict[Term, Callable[[Case], int]] = {
    Term.UNCOVERED: uncovered,
    Term.CRITICAL_UNCOVERED: critical_uncovered,
    Term.MISSING_BACKUPS: missing_backups,
    Term.CRITICAL_MISSING_BACKUPS: critical_missing_backups,
    Term.COORDINATION: coordination,
    Term.UNPLACED: unplaced,
    Term.OVER_FORMATION: over_formation,
    Term.CLUSTER_DEVIATION: cluster_deviation,
    Term.COMPETENCE_GAP: competence_gap,
    Term.IMBALANCE: imbalance,
    Term.IMBALANCE_SQUARED: imbalance_squared,
    Term.OVERLOAD: overload,
    Term.WISHES: wishes,
    Term.MOVES: moves,
    Term.CHANGES: changes,
    Term.UNPREPARED: unprepared,
    Term.FRAGMENTATION: fragmentation,
    Term.HEADCOUNT: headcount,
}


def measure(
    scenario: Scenario, assignment: Assignment, reference: Assignment | None = None
) -> dict[Term, int]:
    """Every term of an assignment in units; `jumps` is 0 without a plan to compare with."""
    case = case_of(scenario, assignment)
    values = {term: count(case) for term, count in TERMS.items()}
    values[Term.JUMPS] = jumps(case, reference) if reference else 0
    return values


def level_value(level: ObjectiveLevel, values: Mapping[Term, int]) -> int:
    """Weighted sum of one level of the objective, in units."""
    return sum(weight * values[term] for term, weight in level.items())


def level_values(scenario: Scenario, values: Mapping[Term, int]) -> tuple[int, ...]:
    """Weighted sum per level of the scenario's objective, in units."""
    return tuple(level_value(level, values) for level in scenario.objective)


def least_level_value(scenario: Scenario, level: ObjectiveLevel) -> int:
    """What a level can at the very least be, in units: no honest bound lies below it.

    Every term counts from 0 but wishes, which at best are all granted.
    """
    weight = level.get(Term.WISHES, 0)
    return -weight * _best_wishes(scenario) * UNIT if weight else 0


def _best_wishes(scenario: Scenario) -> int:
    facts = facts_of(scenario)
    best = 0
    for person in scenario.staff.values():
        best += max((0, *person.wishes.clusters.values()))
        if not person.wishes.roles:
            continue
        for role in scenario.roles.values():
            weight = facts.wish(person.id, role)
            if weight > 0:
                best += weight * sum(1 for t in role.active if person.available[t])
    return best


def gap_of(level: ObjectiveLevel, value: int | Fraction, bound: int | Fraction) -> Fraction:
    """How far a level's value may lie above the best, relative to it (design section 5).

    Args:
        level: The level; one with `imbalance_squared` has small values and a small divisor.
        value: Weighted sum in units.
        bound: Proven bound in units.
    """
    exact, least = Fraction(value), UNIT // 10_000 if Term.IMBALANCE_SQUARED in level else UNIT
    return (exact - bound) / max(Fraction(least), abs(exact))
