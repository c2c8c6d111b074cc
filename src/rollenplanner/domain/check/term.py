"""The rule about how long someone holds a role in a row.

"In a row" counts the role's active periods only; the end of the horizon cuts nothing short.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check.report import broken
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.naming import named
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.sources import month, role_source
from rollenplanner.domain.tenure import Tenure
from rollenplanner.domain.text import text, text_n


@dataclass(frozen=True, slots=True)
class _Run:
    """Active periods in a row in which one person holds a role.

    Attributes:
        periods: The periods; empty for a present holder who left at once.
        left: The active period after the last one; None at the end.
        goes_on: Whether the term began before the start.
    """

    periods: tuple[int, ...]
    left: int | None
    goes_on: bool


def term(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """A role is held at least `min` and at most `max` active periods in a row."""
    case = case_of(scenario, assignment)
    tenure = Tenure(case.facts)
    for role in scenario.roles.values():
        if role.term is None or not case.active[role.id]:
            continue
        for person in _holders(case, role):
            for run in _runs(case, tenure, person, role):
                yield from _too_long(case, tenure, person, role, run)
                yield from _too_short(case, tenure, person, role, run)


def _holders(case: Case, role: Role) -> Iterator[Person]:
    held = (*case.assignment.holders.get(role.id, ()), *case.facts.present_holders.get(role.id, ()))
    for who in dict.fromkeys(held):
        if who in case.scenario.staff:
            yield case.scenario.staff[who]


def _runs(case: Case, tenure: Tenure, person: Person, role: Role) -> Iterator[_Run]:
    goes_on = tenure.holds_on(person, role)
    run: list[int] = []
    for period in case.active[role.id]:
        if case.assignment.share(role.id, person.id, period) > 0:
            run.append(period)
        elif run or goes_on:
            yield _Run(tuple(run), period, goes_on)
            run, goes_on = [], False
    if run:
        yield _Run(tuple(run), None, goes_on)


def _too_long(
    case: Case, tenure: Tenure, person: Person, role: Role, run: _Run
) -> Iterator[Finding]:
    longest = role.term.max if role.term else None
    if longest is None:
        return
    allowed = tenure.more_allowed(person, role, longest) if run.goes_on else longest
    if len(run.periods) > allowed:
        served = (tenure.served(person, role) or 0) if run.goes_on else 0
        number, most = served + len(run.periods), served + allowed
        yield broken(
            RuleId.TERM,
            text(
                "{person} holds {role} {number} periods in a row; at most {max} are allowed.",
                person=person.id,
                role=named(role),
                number=number,
                max=most,
            ),
            role_source(case.scenario, role),
            role=role,
            person=person,
            place=case.place(person.id),
            period=run.periods[allowed],
            figures={"periods": Decimal(number), "max": Decimal(most)},
            discriminator="max",
        )


def _too_short(
    case: Case, tenure: Tenure, person: Person, role: Role, run: _Run
) -> Iterator[Finding]:
    least = role.term.min if role.term else None
    if least is None or run.left is None:
        return
    served = tenure.served(person, role) if run.goes_on else 0
    if served is None or served + len(run.periods) >= least:
        return
    if _may_leave(tenure, person, role, run, run.left):
        return
    number = served + len(run.periods)
    yield broken(
        RuleId.TERM,
        text_n(
            "{person} leaves {role} in {period} after {n} period in a row; at least {min} are "
            "asked.",
            "{person} leaves {role} in {period} after {n} periods in a row; at least {min} are "
            "asked.",
            number,
            person=person.id,
            role=named(role),
            period=month(case.scenario, run.left),
            min=least,
        ),
        role_source(case.scenario, role),
        role=role,
        person=person,
        place=case.place(person.id),
        period=run.left,
        figures={"periods": Decimal(number), "min": Decimal(least)},
        discriminator="min",
    )


def _may_leave(tenure: Tenure, person: Person, role: Role, run: _Run, left: int) -> bool:
    """Whether a minimum does not bind: out of service, fte or demand lowered, or released."""
    if not run.periods:
        return tenure.released(person, role, left)
    last = run.periods[-1]
    return person.available[left] < person.available[last] or role.demand[left] < role.demand[last]
