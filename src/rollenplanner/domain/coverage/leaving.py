"""Who leaves a role or the service, and whether somebody stands ready to go on.

Silent over one period: these findings are about what comes after (design section 4, term and
handover). A horizon says nothing about what comes after it, except when people leave service; so a
role that is active in the last period is taken to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rollenplanner.domain.case import Case
from rollenplanner.domain.coverage.common import about_person, about_role, serious_if_critical
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.tenure import Tenure
from rollenplanner.domain.text import Few, text

#: Everyone who carries a role is gone within so many periods.
_SOON = 2

#: The period before the first, in which the present roles and backups are carried.
_PRESENT = -1


def terms_without_successor(case: Case) -> Iterator[Finding]:
    """Terms that reach their maximum, inside the horizon or at its end, with nobody prepared.

    Who leaves service at that moment is left to `leavers_without_handover`.
    """
    if case.scenario.horizon.count == 1:
        return
    tenure = Tenure(case.facts)
    for role in case.roles.values():
        for person, last in _full_terms(case, tenure, role):
            after = _after(case, role, last)
            if after is None or not _in_service(case, person, after):
                continue
            if not _prepared(case, tenure, role, person, last):
                yield about_role(
                    case.scenario,
                    "term-without-successor",
                    serious_if_critical(role),
                    text(
                        "{role}: the term of {person} ends in {month}, and nobody is prepared to "
                        "follow.",
                        role=role.name,
                        person=person.id,
                        month=_month(case, after),
                    ),
                    role,
                    people=(person.id,),
                    periods=(last,),
                )


def leavers_without_handover(case: Case) -> Iterator[Finding]:
    """People whose service ends inside the horizon or right at its end, with roles left behind."""
    horizon = case.scenario.horizon
    if horizon.count == 1:
        return
    tenure = Tenure(case.facts)
    for person in case.scenario.staff.values():
        end = person.service.end
        last = _last_served(case, person)
        if end is None or end > horizon.period_start(horizon.count) or last is None:
            continue
        roles = [
            role
            for role in case.roles.values()
            if _holds(case, person, role, last)
            and _after(case, role, last) is not None
            and not _prepared(case, tenure, role, person, last)
        ]
        if roles:
            yield about_person(
                case,
                "leaver-without-handover",
                min(
                    (serious_if_critical(role) for role in roles),
                    key=lambda severity: severity.rank,
                ),
                text(
                    "{person} is out of service from {month}, and nobody is prepared to take over "
                    "{roles}.",
                    person=person.id,
                    month=str(end),
                    roles=Few(tuple(role.name for role in roles)),
                ),
                person,
                roles=tuple(role.id for role in roles),
                periods=(max(last, 0),),
                figures={"roles": Decimal(len(roles))},
            )


def everyone_leaves(case: Case) -> Iterator[Finding]:
    """Roles of which nobody who carries them serves two periods later."""
    if case.scenario.horizon.count == 1:
        return
    for role in case.roles.values():
        periods = [t for t in case.active[role.id] if all_gone(case, role, t)]
        if not periods:
            continue
        people = tuple(sorted(person.id for person in _carriers(case, role, periods[0])))
        yield about_role(
            case.scenario,
            "everyone-leaves",
            serious_if_critical(role),
            text(
                "{role}: of those who carry it in {period} nobody serves in {after} ({people}).",
                role=role.name,
                period=_month(case, periods[0]),
                after=_month(case, periods[0] + _SOON),
                people=Few(people),
            ),
            role,
            people=people,
            periods=tuple(periods),
            figures={"people": Decimal(len(people))},
        )


def all_gone(case: Case, role: Role, period: int) -> bool:
    """Whether a held role goes on, but nobody who carries it serves two periods later."""
    if not case.holders.get((role.id, period)):
        return False
    after = _after(case, role, period)
    if after is None or after > period + _SOON:
        return False
    return not any(
        _serves(case, person, period + _SOON) for person in _carriers(case, role, period)
    )


def leaves_unprepared(case: Case, role: Role, person: Person, last: int) -> bool:
    """Whether someone's hold ends with a period, by term or service, and nobody is prepared."""
    after = _after(case, role, last)
    if after is None or not _holds(case, person, role, last):
        return False
    tenure = Tenure(case.facts)
    ends = (person, last) in _full_terms(case, tenure, role)
    stays = _in_service(case, person, after)
    return (ends or not stays) and not _prepared(case, tenure, role, person, last)


def _full_terms(case: Case, tenure: Tenure, role: Role) -> Iterator[tuple[Person, int]]:
    """Holders whose term reaches its maximum, and the last period that it leaves them."""
    longest = role.term.max if role.term else None
    if longest is None:
        return
    for who in case.assignment.holders.get(role.id, {}):
        person = case.scenario.staff.get(who)
        if person is None:
            continue
        goes_on = tenure.holds_on(person, role)
        left = tenure.more_allowed(person, role, longest) if goes_on else longest
        for period in case.active[role.id]:
            left = left - 1 if _holds(case, person, role, period) else longest
            if left == 0:
                yield person, period


def _prepared(case: Case, tenure: Tenure, role: Role, leaver: Person, last: int) -> bool:
    """Whether somebody else carries a role in a period and could hold it in the one after.

    That is a holder whose own term goes on, or a backup of as many periods as the handover asks
    and at least one. A vacancy is nobody yet, as in `missing_backups`.
    """
    after = _after(case, role, last)
    assert after is not None
    return any(
        person.id != leaver.id
        and not person.vacancy
        and _serves(case, person, after)
        and case.facts.admits(role, case.place(person.id))
        and (
            _goes_on(case, tenure, person, role, last)
            if _holds(case, person, role, last)
            else _backed_long_enough(case, person, role, last)
            and case.meets(person.id, role, after)
        )
        for person in _carriers(case, role, last)
    )


def _goes_on(case: Case, tenure: Tenure, person: Person, role: Role, last: int) -> bool:
    """Whether a holder's own term does not end in the same period."""
    if last == _PRESENT:
        return True
    return (person, last) not in _full_terms(case, tenure, role)


def _backed_long_enough(case: Case, person: Person, role: Role, last: int) -> bool:
    if last == _PRESENT:
        return True
    before = [t for t in case.active[role.id] if t <= last][-max(1, role.handover) :]
    return all(case.assignment.is_backup(role.id, person.id, t) for t in before)


def _after(case: Case, role: Role, last: int) -> int | None:
    """The role's next active period; the one beyond the horizon if it is active to the end.

    None where the role has ended.
    """
    following = next((t for t in case.active[role.id] if t > last), None)
    count = case.scenario.horizon.count
    if following is None and last == count - 1 and last in case.active[role.id]:
        return count
    return following


def _carriers(case: Case, role: Role, period: int) -> tuple[Person, ...]:
    """Who holds or backs a role up in a period, or at present."""
    if period == _PRESENT:
        return tuple(case.scenario.staff[who] for who in case.facts.present_carriers(role.id))
    holders = [cell.person for cell in case.holders.get((role.id, period), ())]
    return (*holders, *(cell.person for cell in case.backups.get((role.id, period), ())))


def _holds(case: Case, person: Person, role: Role, period: int) -> bool:
    if period == _PRESENT:
        return role.id in person.roles
    return case.assignment.share(role.id, person.id, period) > 0


def _last_served(case: Case, person: Person) -> int | None:
    """The last period in which someone serves; the present, or None, for who never does."""
    periods = [t for t in case.scenario.periods if person.available[t]]
    if periods:
        return periods[-1]
    end, start = person.service.end, case.scenario.horizon.start
    at_present = bool(person.roles) and end is not None and end > start
    return _PRESENT if at_present else None


def _serves(case: Case, person: Person, period: int) -> bool:
    """Whether someone serves in a period, also in one beyond the horizon."""
    if period < case.scenario.horizon.count:
        return case.facts.serves(person.id, period)
    return _in_service(case, person, period)


def _in_service(case: Case, person: Person, period: int) -> bool:
    """Whether someone is in service for all of a period, absent or not."""
    return case.scenario.horizon.covers(person.service, period)


def _month(case: Case, period: int) -> str:
    """First month of a period, also of one beyond the horizon."""
    return str(case.scenario.horizon.period_start(period))
