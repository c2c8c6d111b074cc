"""Terms that have run longer than they may, as the present often shows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_role, serious_if_critical
from rollenplanner.domain.facts import Facts
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.domain.text import text


def overdue_terms(case: Case) -> Iterator[Finding]:
    """Present holders who hold on though their longest term is over.

    The term is counted in whole periods since the stated `since`, also where the rule `term` does
    not judge it: over one period, or with free placement (design section 4). A rule that gives a
    present holder one period more is no reason to be silent.
    """
    for role in case.roles.values():
        for who in case.assignment.holders.get(role.id, {}):
            person = case.scenario.staff.get(who)
            if person is None or not holds_overdue(case, person, role):
                continue
            served, longest = _served(case, person, role), _longest(role)
            yield about_role(
                case.scenario,
                "term-over",
                serious_if_critical(role),
                text(
                    "{role}: {person} has held it for {served} periods at the start; the "
                    "longest term is {longest}.",
                    role=role.name,
                    person=who,
                    served=served,
                    longest=longest,
                ),
                role,
                people=(who,),
                periods=tuple(t for t in case.active[role.id] if case.still_holds(person, role, t)),
                figures={"served": Decimal(served), "longest": Decimal(longest)},
            )


def holds_overdue(case: Case, person: Person, role: Role) -> bool:
    """Whether a present holder whose longest term was over at the start goes on."""
    if not case.active[role.id] or not case.still_holds(person, role, case.active[role.id][0]):
        return False
    return is_over(case.facts, person, role)


def is_over(facts: Facts, person: Person, role: Role) -> bool:
    """Whether the longest term of a present holder was over at the start; never without `since`."""
    served = Tenure(facts).served(person, role)
    longest = role.term.max if role.term else None
    return served is not None and longest is not None and served >= longest


def _served(case: Case, person: Person, role: Role) -> int:
    return Tenure(case.facts).served(person, role) or 0


def _longest(role: Role) -> int:
    return (role.term.max if role.term else None) or 0
