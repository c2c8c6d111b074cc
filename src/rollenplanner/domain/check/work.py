"""Rules about how much work people carry and how a role is divided."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.check.report import broken
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.naming import named
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Role, Scenario
from rollenplanner.domain.sources import month, person_source, role_source, source_of
from rollenplanner.domain.text import Text, amount, fte, text, text_n


def capacity(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Load of a person in a period is at most the fte of that period.

    Who does not serve at all is left to the rule in-service.
    """
    case = case_of(scenario, assignment)
    for (who, period), load in case.load.items():
        person = scenario.staff[who]
        available = person.available[period]
        if available and load > 100 * available:
            figures = {"load": amount(load), "available": fte(available)}
            yield broken(
                RuleId.CAPACITY,
                text(
                    "{person} carries {load} fte in {period}; {available} fte is available.",
                    person=who,
                    period=month(scenario, period),
                    **figures,
                ),
                person_source(scenario, person),
                person=person,
                place=case.place(who),
                period=period,
                figures=figures,
            )


def holders(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """No holder at all, or between min and max; least share each; never above the demand."""
    case = case_of(scenario, assignment)
    for (role_id, period), cells in case.holders.items():
        role = scenario.roles[role_id]
        if not case.is_active(role, period):
            continue
        yield from _number_of_holders(scenario, role, period, len(cells))
        yield from _total(case, role, period)
        for cell in cells:
            yield from _share(scenario, role, period, cell.person.id, cell.share)


def _number_of_holders(
    scenario: Scenario, role: Role, period: int, number: int
) -> Iterator[Finding]:
    most = role.max_holders
    if number < role.min_holders:
        message = text_n(
            "{role} has {n} holder in {period}; at least {min} are asked.",
            "{role} has {n} holders in {period}; at least {min} are asked.",
            number,
            role=named(role),
            period=month(scenario, period),
            min=role.min_holders,
        )
        yield _divided(scenario, role, period, message, number, role.min_holders, "min")
    elif most is not None and number > most:
        message = text(
            "{role} has {number} holders in {period}; at most {max} are allowed.",
            role=named(role),
            number=number,
            period=month(scenario, period),
            max=most,
        )
        yield _divided(scenario, role, period, message, number, most, "max")


def _divided(
    scenario: Scenario, role: Role, period: int, message: Text, number: int, bound: int, name: str
) -> Finding:
    return broken(
        RuleId.HOLDERS,
        message,
        role_source(scenario, role),
        role=role,
        period=period,
        figures={"holders": Decimal(number), name: Decimal(bound)},
        discriminator=name,
    )


def _total(case: Case, role: Role, period: int) -> Iterator[Finding]:
    covered, demand = case.covered(role, period), role.demand[period]
    if covered > demand:
        figures = {"held": fte(covered), "demand": fte(demand)}
        yield broken(
            RuleId.HOLDERS,
            text(
                "{role} is held for {held} fte in {period}; {demand} fte is asked.",
                role=named(role),
                period=month(case.scenario, period),
                **figures,
            ),
            role_source(case.scenario, role),
            role=role,
            period=period,
            figures=figures,
            discriminator="total",
        )


def _share(
    scenario: Scenario, role: Role, period: int, person: str, share: int
) -> Iterator[Finding]:
    """The least share, or all of a smaller demand; and a multiple of the step."""
    least = min(role.share, role.demand[period])
    common = {"person": person, "role": named(role), "period": month(scenario, period)}
    if share < least:
        figures = {"share": fte(share), "least": fte(least)}
        message = text(
            "{person} holds {share} fte of {role} in {period}; the least share is {least} fte.",
            **common,
            **figures,
        )
        source = role_source(scenario, role)
    elif share % scenario.rules.step:
        figures = {"share": fte(share), "step": fte(scenario.rules.step)}
        message = text(
            "{person} holds {share} fte of {role} in {period}, which is no multiple of {step} fte.",
            **common,
            **figures,
        )
        source = source_of(scenario, "rules.step", f"roles.{role.id}")
    else:
        return
    yield broken(
        RuleId.HOLDERS,
        message,
        source,
        role=role,
        person=scenario.staff[person],
        period=period,
        figures=figures,
        discriminator="share",
    )


def max_roles(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Nobody holds more roles and posts in a period than their own or the common maximum."""
    case = case_of(scenario, assignment)
    for (who, period), held in case.held_by.items():
        person = scenario.staff[who]
        most = scenario.rules.max_roles if person.max_roles is None else person.max_roles
        if most is None or len(held) <= most:
            continue
        own = f"staff.{who}" if person.max_roles is not None else "rules.max_roles"
        yield broken(
            RuleId.MAX_ROLES,
            text(
                "{person} holds {number} roles in {period}; at most {max} are allowed.",
                person=who,
                number=len(held),
                period=month(scenario, period),
                max=most,
            ),
            source_of(scenario, own, f"staff.{who}"),
            roles=tuple(role.id for role in held),
            person=person,
            place=case.place(who),
            period=period,
            figures={"roles": Decimal(len(held)), "max": Decimal(most)},
        )


def max_backups(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Nobody backs up more roles and posts in a period than the maximum."""
    most = scenario.rules.max_backups
    if most is None:
        return
    case = case_of(scenario, assignment)
    for (who, period), backed in case.backed_by.items():
        if len(backed) <= most:
            continue
        yield broken(
            RuleId.MAX_BACKUPS,
            text(
                "{person} backs up {number} roles in {period}; at most {max} are allowed.",
                person=who,
                number=len(backed),
                period=month(scenario, period),
                max=most,
            ),
            source_of(scenario, "rules.max_backups", f"staff.{who}"),
            roles=tuple(role.id for role in backed),
            person=scenario.staff[who],
            place=case.place(who),
            period=period,
            figures={"backups": Decimal(len(backed)), "max": Decimal(most)},
        )
