"""What all finders of gaps share."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.sources import person_source, role_source
from rollenplanner.domain.text import Text


def about_role(
    scenario: Scenario,
    kind: str,
    severity: Severity,
    message: Text,
    role: Role,
    *,
    people: tuple[str, ...] = (),
    periods: tuple[int, ...] = (),
    figures: Mapping[str, Decimal] | None = None,
) -> Finding:
    """A finding about a role or post."""
    return Finding(
        kind,
        severity,
        message,
        clusters=(role.cluster,),
        roles=(role.id,),
        people=people,
        periods=periods,
        figures=figures or {},
        source=role_source(scenario, role),
    )


def about_person(
    case: Case,
    kind: str,
    severity: Severity,
    message: Text,
    person: Person,
    *,
    roles: tuple[str, ...] = (),
    periods: tuple[int, ...] = (),
    figures: Mapping[str, Decimal] | None = None,
) -> Finding:
    """A finding about a person, in the cluster in which they stand."""
    place = case.place(person.id)
    return Finding(
        kind,
        severity,
        message,
        clusters=(place.cluster,) if place else (),
        roles=roles,
        people=(person.id,),
        periods=periods,
        figures=figures or {},
        source=person_source(case.scenario, person),
    )


def is_critical(role: Role) -> bool:
    """Whether a role is critical work; every post is (design section 4)."""
    return role.critical or role.post is not None


def serious_if_critical(role: Role) -> Severity:
    """Serious for critical work, else a notice."""
    return Severity.SERIOUS if is_critical(role) else Severity.NOTICE


def worst(badness: Mapping[int, int]) -> tuple[tuple[int, ...], int] | None:
    """The periods in which something is bad at all, and the first of the worst; None if never."""
    bad = tuple(period for period, how in badness.items() if how > 0)
    return (bad, max(bad, key=badness.__getitem__)) if bad else None
