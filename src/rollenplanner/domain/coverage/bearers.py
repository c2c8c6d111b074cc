"""Roles and expertise that one person alone can bring, whoever holds what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_role, is_critical, serious_if_critical
from rollenplanner.domain.coverage.reasons import exempt, forbidden
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.sources import role_source
from rollenplanner.domain.text import Few, text


def sole_bearers(case: Case) -> Iterator[Finding]:
    """Roles and posts that one person alone could hold from the places in which people stand.

    Someone could who serves, whose function and cluster are admitted, who is not forbidden it, and
    who meets the requirements, has learned them or is exempt as a present holder; no vacancies.
    """
    for role in case.roles.values():
        alone = _alone(case, role)
        for who in sorted(set(alone.values())):
            yield about_role(
                case.scenario,
                "sole-bearer",
                serious_if_critical(role),
                text("{role}: nobody but {person} could hold it.", role=role.name, person=who),
                role,
                people=(who,),
                periods=tuple(t for t, person in alone.items() if person == who),
            )


def _alone(case: Case, role: Role) -> dict[int, str]:
    """The one person who could hold a role, per active period in which there is exactly one."""
    bearers: dict[int, list[str]] = {t: [] for t in case.active[role.id]}
    open_periods = set(bearers)
    for who in _candidates(case, role):
        for period in tuple(open_periods):
            if _could(case, who, role, period):
                bearers[period].append(who)
                if len(bearers[period]) > 1:
                    open_periods.remove(period)
        if not open_periods:
            break
    return {period: people[0] for period, people in bearers.items() if len(people) == 1}


def able_to_hold(case: Case, role: Role, period: int) -> list[str]:
    """Everyone who could hold a role in a period from where people stand."""
    return [who for who in _candidates(case, role) if _could(case, who, role, period)]


def _candidates(case: Case, role: Role) -> Iterable[str]:
    """Everyone in an admitted place who meets the requirements, carries the role or did so."""
    special = set(case.assignment.backups.get(role.id, ())) | set(
        case.facts.present_carriers(role.id)
    )
    meeting = case.facts.within(role)
    return (
        who
        for function in role.functions
        for who in case.standing_in.get(function, ())
        if (who in meeting or who in special)
        and not case.scenario.staff[who].vacancy
        and case.facts.admits(role, case.place(who))
    )


def _could(case: Case, who: str, role: Role, period: int) -> bool:
    person = case.scenario.staff[who]
    return (
        case.facts.serves(who, period)
        and (case.meets(who, role, period) or exempt(case, person, role, period))
        and not forbidden(case, person, role, period)
    )


def sole_experts(case: Case) -> Iterator[Finding]:
    """Expertise that only one person has at the grade that roles ask; no vacancies."""
    found: dict[tuple[str, str], dict[str, set[int]]] = {}
    for (expertise, grade), roles in _asked(case).items():
        experts = [
            person
            for person in case.scenario.staff.values()
            if not person.vacancy and person.expertise.get(expertise, 0) >= grade
        ]
        for role in roles:
            for period in case.active[role.id]:
                serving = [each.id for each in experts if each.available[period]]
                if len(serving) == 1:
                    about = found.setdefault((expertise, serving[0]), {})
                    about.setdefault(role.id, set()).add(period)
    for (expertise, who), per_role in sorted(found.items()):
        roles = [case.roles[role] for role in case.roles if role in per_role]
        yield Finding(
            "sole-expert",
            Severity.SERIOUS if any(map(is_critical, roles)) else Severity.NOTICE,
            text(
                "Expertise {expertise}, as {roles} asks it, is recorded of {person} alone.",
                expertise=expertise,
                roles=Few(tuple(role.name for role in roles)),
                person=who,
            ),
            clusters=tuple(dict.fromkeys(role.cluster for role in roles)),
            roles=tuple(role.id for role in roles),
            people=(who,),
            periods=tuple(sorted(set[int]().union(*per_role.values()))),
            figures={"roles": Decimal(len(roles))},
            source=role_source(case.scenario, roles[0]),
            discriminator=expertise,
        )


def _asked(case: Case) -> dict[tuple[str, int], list[Role]]:
    """Expertise and grade -> the active roles and posts that ask it."""
    found: dict[tuple[str, int], list[Role]] = {}
    for role in case.roles.values():
        if case.active[role.id]:
            for each in role.asked.expertise.items():
                found.setdefault(each, []).append(role)
    return found
