"""Scenarios that take the search a while, and their like with a known best plan."""

from __future__ import annotations

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term
from tests.support.build import assign, person, role, scenario


def uneven(people: int) -> Scenario:
    """Whole roles of odd sizes, two per person; everyone needs another part of their fte.

    All can be held; the squared distance to the fair shares is then hard to bring down, harder
    to prove, and can be 0 for nobody in particular.
    """
    number = 2 * people
    return scenario(
        [
            role(f"r{n}", size, share=size, max_holders=1)
            for n, size in enumerate(7 + 3 * n + (n * n) % 11 for n in range(number))
        ],
        [
            person(f"P{p}", effort={f"r{n}": 70 + (13 * p + 29 * n) % 61 for n in range(number)})
            for p in range(people)
        ],
        objective=[{Term.UNCOVERED: 1}, {Term.IMBALANCE_SQUARED: 1}],
    )


#: Four whole roles that together fill one person to the last hundredth; everyone's fte differs.
FILLINGS = [
    (41, 29, 19, 11),
    (43, 31, 17, 8),
    (37, 27, 23, 11),
    (47, 21, 18, 11),
    (39, 33, 16, 8),
    (45, 26, 17, 7),
    (38, 32, 15, 9),
    (42, 28, 17, 6),
]


def planted() -> tuple[Scenario, Assignment]:
    """Work that fills everyone exactly, and the plan that shows it: nothing left, no imbalance."""
    sizes = {f"r{p}-{n}": size for p, row in enumerate(FILLINGS) for n, size in enumerate(row)}
    case = scenario(
        [role(each, size, share=size, max_holders=1) for each, size in sizes.items()],
        [person(f"P{p}", sum(row)) for p, row in enumerate(FILLINGS)],
        objective=[{Term.UNCOVERED: 1}, {Term.IMBALANCE: 1}],
    )
    holders = {each: {f"P{each[1]}": size} for each, size in sizes.items()}
    return case, assign(case, holders=holders)
