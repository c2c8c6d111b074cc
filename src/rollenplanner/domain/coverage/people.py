"""People with too much, with nothing, or who are still to be hired."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_person, worst
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.text import Few, amount, at_least, at_most, fte, text

#: Hundredths of the available fte; who has so much left carries little.
IDLE = 25


def _serving(person: Person) -> tuple[int, ...]:
    return tuple(period for period, available in enumerate(person.available) if available)


def overload(case: Case) -> Iterator[Finding]:
    """People whose load lies above the full part of their fte."""
    full = case.scenario.rules.full
    for person in case.scenario.staff.values():
        found = worst({t: _above(case, person, t) for t in _serving(person)})
        if found is None:
            continue
        periods, period = found
        figures = {
            "load": amount(case.load[person.id, period]),
            "available": fte(person.available[period]),
            "full": amount(full * person.available[period]),
        }
        yield about_person(
            case,
            "overload",
            Severity.NOTICE,
            text(
                "{person} carries {load} of {available} fte; above {full} fte that is overload.",
                person=person.id,
                load=at_most(case.load[person.id, period]),
                available=figures["available"],
                full=at_least(full * person.available[period]),
            ),
            person,
            roles=tuple(role.id for role in case.carried_by(person.id, period)),
            periods=periods,
            figures=figures,
        )


def _above(case: Case, person: Person, period: int) -> int:
    full = case.scenario.rules.full * person.available[period]
    return case.load.get((person.id, period), 0) - full


def carried_by_vacancy(case: Case) -> Iterator[Finding]:
    """Roles that a vacancy holds: work that nobody does until someone is hired."""
    for person in case.scenario.staff.values():
        found = worst({t: _shares(case, person, t) for t in _serving(person)})
        if not person.vacancy or found is None:
            continue
        periods, period = found
        roles = {r.id: r for each in periods for r in case.held_by.get((person.id, each), ())}
        critical = any(role.critical or role.post for role in roles.values())
        figures = {"fte": fte(_shares(case, person, period)), "roles": Decimal(len(roles))}
        yield about_person(
            case,
            "carried-by-vacancy",
            Severity.SERIOUS if critical else Severity.NOTICE,
            text(
                "{fte} fte rests on vacancy {vacancy}: {names}.",
                fte=figures["fte"],
                vacancy=person.id,
                names=Few(tuple(role.name for role in roles.values())),
            ),
            person,
            roles=tuple(roles),
            periods=periods,
            figures=figures,
        )


def _shares(case: Case, person: Person, period: int) -> int:
    held = case.held_by.get((person.id, period), ())
    return sum(case.assignment.share(role.id, person.id, period) for role in held)


def no_role(case: Case) -> Iterator[Finding]:
    """People who hold no role in a period, though some role admits their function."""
    for person in case.scenario.staff.values():
        if person.vacancy or not _some_role_admits(case, person):
            continue
        idle = tuple(t for t in _serving(person) if not case.held_by.get((person.id, t)))
        if idle:
            figures = {"available": fte(max(person.available[t] for t in idle))}
            yield about_person(
                case,
                "no-role",
                Severity.NOTICE,
                text("{person} ({available} fte) holds no role.", person=person.id, **figures),
                person,
                periods=idle,
                figures=figures,
            )


def idle(case: Case) -> Iterator[Finding]:
    """People with roles who have a quarter or more of their available fte left."""
    for person in case.scenario.staff.values():
        if person.vacancy:
            continue
        found = worst({t: _left(case, person, t) for t in _serving(person)})
        if found is None:
            continue
        periods, period = found
        available = 100 * person.available[period]
        left = available - case.load.get((person.id, period), 0)
        figures = {"left": amount(left), "available": fte(person.available[period])}
        yield about_person(
            case,
            "idle",
            Severity.NOTICE,
            text(
                "{person} has {left} of {available} fte left.",
                person=person.id,
                left=at_least(left),
                available=figures["available"],
            ),
            person,
            roles=tuple(role.id for role in case.held_by[person.id, period]),
            periods=periods,
            figures=figures,
        )


def _left(case: Case, person: Person, period: int) -> int:
    """Ten-thousandths left in a period, where they are many and something is held; else 0."""
    left = 100 * person.available[period] - case.load.get((person.id, period), 0)
    holds = bool(case.held_by.get((person.id, period)))
    return left if holds and left >= IDLE * person.available[period] else 0


def _some_role_admits(case: Case, person: Person) -> bool:
    place = case.place(person.id)

    def admits(role: Role) -> bool:
        return bool(case.active[role.id]) and case.facts.admits(role, place)

    return place is not None and any(map(admits, case.roles.values()))
