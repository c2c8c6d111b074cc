"""Terms that have run longer than they may, as the present often shows."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_role, serious_if_critical
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.tenure import Tenure
from rollenplanner.domain.text import text


def overdue_terms(case: Case) -> Iterator[Finding]:
    """Present holders who hold on though their longest term is over.

    The term is counted in whole periods since the stated `since`, also where the rule `term` does
    not judge it: over one period, or with free placement (design section 4). A rule that gives a
    present holder one period more is no reason to be silent.
    """
    tenure = Tenure(case.facts)
    for role in case.roles.values():
        longest = role.term.max if role.term else None
        if longest is None:
            continue
        for who in case.assignment.holders.get(role.id, {}):
            person = case.scenario.staff.get(who)
            if person is None or role.id not in person.roles:
                continue
            served = tenure.served(person, role)
            over = tuple(t for t in case.active[role.id] if case.still_holds(person, role, t))
            if served is not None and served >= longest and over:
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
                    periods=over,
                    figures={"served": Decimal(served), "longest": Decimal(longest)},
                )
