"""Who could stand in, and what is certain to fall away when someone is absent.

Everything here holds without any search. Whoever stands in may work `stretch` above the fte that
the period leaves, and may put aside all work that is not critical, but no critical work; posts are
critical work (design section 5, "Stress"). The whole redeployment after an absence is a matter of
optimisation and is left to the stress test: it can lose more than is said here, never less.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rollenplanner.domain.case import Case, HeldCell
from rollenplanner.domain.coverage.common import about_person, about_role, is_critical, worst
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.scenario import Person, Role
from rollenplanner.domain.sources import source_of
from rollenplanner.domain.text import Few, Text, amount, at_least, at_most, fte, text, text_n

#: Ten-thousandths: less than 0.05 fte, the usual step of shares, is worth a notice only.
TINY = 500
#: Ten-thousandths in a hundredth.
_FINE = 100


@dataclass(frozen=True, slots=True)
class _StandIn:
    """What the backups of a role can find for the largest share that one holder has.

    Attributes:
        holder: The cell that may fall away.
        able: Backups who could hold the role in that period.
        alone: Of these, who cannot find the whole share alone.
        found: Ten-thousandths of fte of the role that they find together, at most.
    """

    holder: HeldCell
    able: tuple[Person, ...]
    alone: tuple[Person, ...]
    found: int

    @property
    def short(self) -> int:
        """Ten-thousandths of the share that they cannot find together."""
        return max(0, _FINE * self.holder.share - self.found)


def backups_without_time(case: Case) -> Iterator[Finding]:
    """Roles and posts whose backups could not find the hours to take over a holder's share.

    For critical work a backup puts aside everything that is not critical; for other work nothing.
    Roles without a backup who could hold them are left to `missing_backups`.
    """
    for role in case.roles.values():
        seen = {t: _stand_in(case, role, t) for t in case.active[role.id]}
        bad = {t: _how_bad(each) for t, each in seen.items()}
        found = worst(bad)
        if found is None:
            continue
        periods, period = found
        state = seen[period]
        assert state is not None
        yield about_role(
            case.scenario,
            "backup-no-time",
            Severity.SERIOUS if state.short >= TINY and is_critical(role) else Severity.NOTICE,
            _too_little(role, state),
            role,
            people=tuple(person.id for person in state.alone),
            periods=periods,
            figures={"share": fte(state.holder.share), "found": amount(state.found)},
        )


def backups_find_hours(case: Case, role: Role, period: int) -> bool:
    """Whether every able backup finds the hours for the largest share alone; true of none."""
    return not _how_bad(_stand_in(case, role, period))


def _how_bad(state: _StandIn | None) -> int:
    """Fte that are short together count first, then how many cannot do it alone."""
    return 1000 * state.short + len(state.alone) if state else 0


def _stand_in(case: Case, role: Role, period: int) -> _StandIn | None:
    holders = case.holders.get((role.id, period), ())
    able = _able_backups(case, role, period)
    if not holders or not able:
        return None
    holder = max(holders, key=lambda cell: cell.share)
    whole = _FINE * holder.share
    finds = {p.id: min(whole, _help(case, p, role, period)) for p in able}
    return _StandIn(
        holder,
        tuple(able),
        tuple(person for person in able if finds[person.id] < whole),
        min(whole, sum(finds.values())),
    )


def _able_backups(case: Case, role: Role, period: int) -> list[Person]:
    """Backups who could hold a role in a period, by id; no vacancies."""
    cells = case.backups.get((role.id, period), ())
    people = [cell.person for cell in cells if not cell.person.vacancy]
    able = [each for each in people if case.could_hold(each.id, role, period)]
    return sorted(able, key=lambda person: person.id)


def _help(case: Case, person: Person, role: Role, period: int) -> int:
    """Ten-thousandths of a role that somebody could take on besides what is held of it."""
    room = _room(case, person, role, period)
    return -(-_FINE * room // person.effort_for(role.id))


def _room(case: Case, person: Person, role: Role, period: int) -> int:
    """Ten-thousandths of fte that somebody could free for a role, without a least share or step.

    All that is critical stays; for a role that is not critical, everything stays but the overlap
    of backing it up.
    """
    most = (100 + case.scenario.rules.stretch) * person.available[period]
    if is_critical(role):
        return max(0, most - _critical_load(case, person, period))
    kept = case.load.get((person.id, period), 0)
    if case.assignment.is_backup(role.id, person.id, period):
        kept -= _FINE * role.backup_fte
    return max(0, most - kept)


def _critical_load(case: Case, person: Person, period: int) -> int:
    """Ten-thousandths of fte that somebody spends on critical roles held; overlap is left out."""
    return sum(
        person.effort_for(role.id) * case.assignment.share(role.id, person.id, period)
        for role in case.held_by.get((person.id, period), ())
        if is_critical(role)
    )


def _too_little(role: Role, state: _StandIn) -> Text:
    words = {
        "role": role.name,
        "share": fte(state.holder.share),
        "person": state.holder.person.id,
        "while": text("with everything put aside that is not critical")
        if is_critical(role)
        else text("beside their other work"),
    }
    if state.short:
        return text_n(
            "{role}: its backup {people} finds at most {found} of the {share} fte of {person}, "
            "{while}.",
            "{role}: its backups {people} find together at most {found} of the {share} fte of "
            "{person}, {while}.",
            len(state.able),
            people=Few(tuple(person.id for person in state.able)),
            found=at_most(state.found),
            **words,
        )
    return text(
        "{role}: to take over the {share} fte of {person} alone, {people} could not find the "
        "hours, {while}; together the backups could.",
        people=Few(tuple(person.id for person in state.alone)),
        **words,
    )


@dataclass(frozen=True, slots=True)
class _Loss:
    """What is certain to fall away of critical work when one person is absent.

    Attributes:
        amount: Ten-thousandths of fte.
        roles: Where; all that nobody can take over wholly, one by one or together.
    """

    amount: int
    roles: tuple[Role, ...]


def absences(case: Case) -> Iterator[Finding]:
    """People whose absence uncovers critical work, whoever stands in: at least so much.

    Who may stand in are the other holders, and the backups who could hold the role. A vacancy among
    them is given the benefit of the doubt, so that nothing is said that a stress test denies.
    """
    lost: dict[str, dict[int, _Loss]] = {}
    for who, period in case.held_by:
        loss = _loss_without(case, case.scenario.staff[who], period)
        if loss is not None:
            lost.setdefault(who, {})[period] = loss
    for who, per_period in lost.items():
        found = worst({t: loss.amount for t, loss in sorted(per_period.items())})
        if found is None:
            continue
        periods, period = found
        loss = per_period[period]
        figures = {"fte": amount(loss.amount), "roles": Decimal(len(loss.roles))}
        yield about_person(
            case,
            "absence-uncovers",
            Severity.SERIOUS if loss.amount >= TINY else Severity.NOTICE,
            text(
                "If {person} is absent, at least {fte} fte of critical work has no holder, whoever "
                "stands in: {roles}.",
                person=who,
                fte=max(at_least(loss.amount), fte(1)),
                roles=Few(tuple(role.name for role in loss.roles)),
            ),
            case.scenario.staff[who],
            roles=tuple(role.id for role in loss.roles),
            periods=periods,
            figures=figures,
        )


def certain_loss(case: Case, person: Person, period: int) -> int:
    """Ten-thousandths of critical work that are certain to fall away without someone."""
    loss = _loss_without(case, person, period)
    return 0 if loss is None else loss.amount


def _loss_without(case: Case, person: Person, period: int) -> _Loss | None:
    """What is lost without someone who holds critical work; None for all others."""
    roles = case.held_by.get((person.id, period), ())
    critical = [role for role in roles if is_critical(role) and case.is_active(role, period)]
    if not critical or person.vacancy:
        return None
    return _loss(case, person, critical, period)


def _loss(case: Case, person: Person, roles: Sequence[Role], period: int) -> _Loss:
    """The larger of what each role loses by itself, and of what they lose together.

    By itself: all who may stand in give the one role everything. Together: everyone gives all
    that they have once, at the least effort any of the roles takes of them.
    """
    shares = {role.id: _FINE * _needed(case, person, role, period) for role in roles}
    helpers = {role.id: _helpers(case, person, role, period) for role in roles}
    single = {
        role.id: max(
            0,
            shares[role.id] - sum(_help(case, each, role, period) for each in helpers[role.id]),
        )
        for role in roles
    }
    together = sum(shares.values()) - sum(_helps_all(case, shares, helpers, roles, period))
    apart = sum(single.values())
    if together > apart:
        return _Loss(together, tuple(roles))
    return _Loss(apart, tuple(role for role in roles if single[role.id]))


def _needed(case: Case, person: Person, role: Role, period: int) -> int:
    """Hundredths of the demand that others do not hold and this person does."""
    share = case.assignment.share(role.id, person.id, period)
    others = case.covered(role, period) - share
    return max(0, min(share, role.demand[period] - others))


def _helpers(case: Case, absent: Person, role: Role, period: int) -> list[Person]:
    """Who may take a role on when someone is absent: other holders, and backups who could."""
    holders = [cell.person for cell in case.holders.get((role.id, period), ())]
    backups = [cell.person for cell in case.backups.get((role.id, period), ())]
    able = [each for each in backups if case.could_hold(each.id, role, period)]
    people = {each.id: each for each in (*holders, *able)}
    people.pop(absent.id, None)
    return list(people.values())


def _helps_all(
    case: Case,
    shares: dict[str, int],
    helpers: dict[str, list[Person]],
    roles: Sequence[Role],
    period: int,
) -> Iterator[int]:
    """For everyone who may stand in, the most that they can take of all these roles together."""
    helped: dict[str, list[Role]] = {}
    people: dict[str, Person] = {}
    for role in roles:
        for person in helpers[role.id]:
            people[person.id] = person
            helped.setdefault(person.id, []).append(role)
    for who, possible in helped.items():
        person = people[who]
        most = max(_help(case, person, role, period) for role in possible)
        yield min(most, sum(shares[role.id] for role in possible))


def segregation_standing_in(case: Case) -> Iterator[Finding]:
    """People who would break segregation of duties as soon as they stood in.

    They back a role up beside one that clashes with it. The rule forbids that beforehand, so it is
    found in the present state and in plans made by hand; where both are held, the rule itself
    tells.
    """
    found: dict[tuple[str, str, str], list[int]] = {}
    for (who, period), backed in case.backed_by.items():
        held = {role.id for role in case.held_by.get((who, period), ())}
        carried = {role.id for role in case.carried_by(who, period)}
        for role in backed:
            for other in case.scenario.clashes.get(role.id, frozenset()) & carried:
                if {role.id, other} <= held:
                    continue
                pair = (role.id, other) if other in held or role.id < other else (other, role.id)
                periods = found.setdefault((who, *pair), [])
                if period not in periods:
                    periods.append(period)
    for (who, backup, other), periods in sorted(found.items()):
        yield _would_break(case, who, backup, other, tuple(sorted(periods)))


def _would_break(
    case: Case, who: str, backup: str, other: str, periods: tuple[int, ...]
) -> Finding:
    scenario = case.scenario
    rule = scenario.clash_between(backup, other)
    place = case.place(who)
    words = {
        "person": who,
        "role": scenario.roles[backup].name,
        "other": scenario.roles[other].name,
    }
    message = text(
        "{person} backs up {role} and carries {other}: to stand in would break the segregation of "
        "duties.",
        **words,
    )
    if rule.source:
        message = text(
            "{person} backs up {role} and carries {other}: to stand in would break the segregation "
            "of duties ({source}).",
            **words,
            source=rule.source,
        )
    return Finding(
        "segregation-standing-in",
        Severity.CRITICAL,
        message,
        clusters=(place.cluster,) if place else (),
        roles=(backup, other),
        people=(who,),
        periods=periods,
        source=source_of(scenario, f"incompatible.{rule.index}"),
    )
