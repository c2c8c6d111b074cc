"""Scenarios over several half-years from 2027-01, and what their plans say about one role."""

from __future__ import annotations

from typing import Any

from rollenplanner.domain.months import Month
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Held, Person, Pin, PinKind, Role, Scenario, TermBounds
from tests.solver.solving import COVER
from tests.support.build import person, pin, role, scenario

MONTHS = ("2027-01", "2027-07", "2028-01", "2028-07", "2029-01")
P1, P2 = person("P1"), person("P2")


def in_(period: int, who: str, what: str = "r", kind: PinKind = "role") -> Pin:
    """A pin (or a prohibition) in one period."""
    return pin(who, kind, what, start=MONTHS[period], end=MONTHS[period + 1])


def since(month: str, fte: int = 10) -> Held:
    return Held(fte, Month.parse(month))


def over(*staff: Person, count: int = 3, r: Role | None = None, **fields: Any) -> Scenario:
    """One role `r` of 0.10 for one holder."""
    return scenario(
        [r or role("r", 10, share=10)],
        staff or [P1, P2],
        **{"count": count, "objective": COVER, **fields},
    )


def periods_held(plan: Assignment, who: str, what: str = "r") -> list[int]:
    row = plan.holders.get(what, {}).get(who, ())
    return [t for t, share in enumerate(row) if share]


def periods_backed(plan: Assignment, who: str, what: str = "r") -> list[int]:
    row = plan.backups.get(what, {}).get(who, ())
    return [t for t, backed in enumerate(row) if backed]


def with_term(
    least: int | None = None, most: int | None = None, demand: Any = 10, **fields: Any
) -> Role:
    return role("r", demand, share=10, max_holders=1, term=TermBounds(least, most), **fields)


def holding(held: Held, **fields: Any) -> Person:
    return person("P1", roles={"r": held}, **fields)


# From 2026-07 to 2027-01 is one half-year, from 2026-01 two, from 2024-01 six.
ONE, SECOND, SIX = since("2026-07"), since("2026-01"), since("2024-01")
