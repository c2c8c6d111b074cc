"""Roles that nobody, or only one person, could carry if someone fell away."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_role, serious_if_critical, worst
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Role
from rollenplanner.domain.text import Few, Text, text, text_n


def _roles(case: Case) -> Iterator[Role]:
    return (role for role in case.roles.values() if role.post is None)


def missing_backups(case: Case) -> Iterator[Finding]:
    """Roles with fewer backups who could step in than asked, and critical roles with none."""
    for role, periods, period, able in _too_few_backups(case):
        backups = case.backups.get((role.id, period), ())
        yield about_role(
            case.scenario,
            "missing-backup",
            _severity(role, able),
            _too_few(role, len(backups), able),
            role,
            people=tuple(sorted(cell.person.id for cell in backups)),
            periods=periods,
            figures={
                "asked": Decimal(role.backups),
                "backups": Decimal(len(backups)),
                "able": Decimal(able),
            },
        )


def count_missing_backups(case: Case) -> Iterator[Severity]:
    """The severity of every finding of `missing_backups`, without what it says."""
    for role, _, _, able in _too_few_backups(case):
        yield _severity(role, able)


def _too_few_backups(case: Case) -> Iterator[tuple[Role, tuple[int, ...], int, int]]:
    """Roles, the periods with too few, the worst of these, and how many could step in then."""
    for role in _roles(case):
        least = max(role.backups, int(role.critical))
        if not least:
            continue
        able = {t: case.able_backups(role, t) for t in case.active[role.id]}
        found = worst({t: least - number for t, number in able.items()})
        if found is not None:
            periods, period = found
            yield role, periods, period, able[period]


def _severity(role: Role, able: int) -> Severity:
    if able:
        return serious_if_critical(role)
    return Severity.CRITICAL if role.critical else Severity.SERIOUS


def _too_few(role: Role, backups: int, able: int) -> Text:
    if able:
        return text_n(
            "{role}: {n} backup could step in; {asked} are asked.",
            "{role}: {n} backups could step in; {asked} are asked.",
            able,
            role=role.name,
            asked=role.backups,
        )
    if backups:
        return text("{role}: nobody who backs it up could step in.", role=role.name)
    return text("{role}: there is no backup.", role=role.name)


def learners_only(case: Case) -> Iterator[Finding]:
    """Roles whose backups all still have to learn them."""
    for role in _roles(case):
        found = worst({t: _learners_only(case, role, t) for t in case.active[role.id]})
        if found is None:
            continue
        periods, period = found
        learners = sorted(cell.person.id for cell in case.backups[role.id, period])
        yield about_role(
            case.scenario,
            "learners-only",
            serious_if_critical(role),
            text(
                "{role}: who backs it up still has to learn it ({people}).",
                role=role.name,
                people=Few(tuple(learners)),
            ),
            role,
            people=tuple(learners),
            periods=periods,
            figures={"learners": Decimal(len(learners))},
        )


def _learners_only(case: Case, role: Role, period: int) -> bool:
    backups = case.backups.get((role.id, period), ())
    return bool(backups) and not any(case.meets(cell.person.id, role, period) for cell in backups)


def single_person(case: Case) -> Iterator[Finding]:
    """Roles that one person holds and nobody else could take over."""
    for role in _roles(case):
        found = worst({t: _single(case, role, t) for t in case.active[role.id]})
        if found is None:
            continue
        periods, period = found
        holder = case.holders[role.id, period][0].person
        yield about_role(
            case.scenario,
            "single-person",
            serious_if_critical(role),
            text("{role}: it rests on {person} alone.", role=role.name, person=holder.id),
            role,
            people=(holder.id,),
            periods=periods,
            figures={"fte": Decimal(case.covered(role, period)).scaleb(-2)},
        )


def _single(case: Case, role: Role, period: int) -> bool:
    holders = case.holders.get((role.id, period), ())
    return len(holders) == 1 and not case.able_backups(role, period)
