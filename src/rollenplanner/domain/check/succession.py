"""Rules about taking roles over: handover, takeovers per cluster, no double change."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from rollenplanner.domain.case import Case, HeldCell, case_of
from rollenplanner.domain.check.report import broken
from rollenplanner.domain.findings import Finding, Severity
from rollenplanner.domain.naming import named
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.sources import month, role_source, source_of
from rollenplanner.domain.tenure import Tenure
from rollenplanner.domain.text import Few, text


def handover(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """A new holder was backup in the periods of handover before (active periods only).

    Who held before an absence may resume directly after it. In the role's first period nothing
    comes before but the present; then it is asked only where a present backup could take over.
    """
    case = case_of(scenario, assignment)
    for role in scenario.roles.values():
        if not role.handover:
            continue
        for period in case.active[role.id]:
            for cell in case.takeovers(role, period):
                if not _resumes(case, cell):
                    yield from _unprepared(case, cell)


def _resumes(case: Case, cell: HeldCell) -> bool:
    """Whether someone held the role before an absence that ends with this period."""
    before = [t for t in case.active[cell.role.id] if t < cell.period]
    absent = 0
    while before and not cell.person.available[before[-1]]:
        before.pop()
        absent += 1
    if not absent:
        return False
    if not before:
        return cell.role.id in cell.person.roles
    return case.assignment.share(cell.role.id, cell.person.id, before[-1]) > 0


def _unprepared(case: Case, cell: HeldCell) -> Iterator[Finding]:
    role, person = cell.role, cell.person
    before = [t for t in case.active[role.id] if t < cell.period][-role.handover :]
    if before:
        asked = len(before)
        served = sum(case.assignment.is_backup(role.id, person.id, t) for t in before)
    else:
        asked = int(_asked_at_first(case, role, cell.period))
        served = int(role.id in person.backups)
    if served < asked:
        yield broken(
            RuleId.HANDOVER,
            text(
                "{person} takes {role} over in {period} after {served} of {asked} periods as its "
                "backup.",
                person=person.id,
                role=named(role),
                period=month(case.scenario, cell.period),
                served=served,
                asked=asked,
            ),
            role_source(case.scenario, role),
            role=role,
            person=person,
            place=case.place(person.id),
            period=cell.period,
            figures={"served": Decimal(served), "asked": Decimal(asked)},
        )


def _asked_at_first(case: Case, role: Role, period: int) -> bool:
    """Whether the present binds, and some present backup serves and may hold the role."""
    return case.scenario.present_binds and any(
        case.could_hold(who, role, period)
        and not _forbidden(case, case.scenario.staff[who], role, period, "role")
        for who in case.facts.present_backups.get(role.id, ())
    )


def max_changes(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Takeovers per cluster (of the role) and period are at most the maximum.

    Those of a role without holder in its previous active period do not count.
    """
    most = scenario.rules.max_changes
    if most is None:
        return
    case = case_of(scenario, assignment)
    found: dict[tuple[str, int], list[HeldCell]] = defaultdict(list)
    for role in scenario.roles.values():
        for period in case.active[role.id]:
            if _had_holder(case, role, period):
                found[role.cluster, period] += case.takeovers(role, period)
    for (cluster, period), cells in found.items():
        if len(cells) > most:
            yield _too_many(scenario, cluster, period, cells, most)


def _had_holder(case: Case, role: Role, period: int) -> bool:
    """Whether the step into a period is bound, and someone held the role before it."""
    last = case.before(role, period)
    if last is not None:
        return bool(case.holders.get((role.id, last)))
    return case.scenario.present_binds and role.id in case.facts.present_holders


def _too_many(
    scenario: Scenario, cluster: str, period: int, cells: list[HeldCell], most: int
) -> Finding:
    return Finding(
        str(RuleId.MAX_CHANGES),
        Severity.CRITICAL,
        text(
            "In {cluster} {number} roles are taken over in {period} ({takeovers}); at most {max} "
            "are allowed.",
            cluster=named(scenario.clusters[cluster]),
            number=len(cells),
            period=month(scenario, period),
            takeovers=tuple(
                text("{role} by {person}", role=named(cell.role), person=cell.person.id)
                for cell in cells
            ),
            max=most,
        ),
        clusters=(cluster,),
        roles=tuple(dict.fromkeys(cell.role.id for cell in cells)),
        people=tuple(dict.fromkeys(cell.person.id for cell in cells)),
        periods=(period,),
        figures={"takeovers": Decimal(len(cells)), "max": Decimal(most)},
        source=source_of(scenario, "rules.max_changes"),
    )


def no_double_change(scenario: Scenario, assignment: Assignment) -> Iterator[Finding]:
    """Of those who carried a role and still may, at least one carries it in the next period."""
    if not scenario.rules.no_double_change:
        return
    for role, period, may in double_changes(case_of(scenario, assignment), scenario.roles.values()):
        yield broken(
            RuleId.NO_DOUBLE_CHANGE,
            text(
                "Nobody who carried {role} before {period} still carries it; {people} could.",
                role=named(role),
                period=month(scenario, period),
                people=Few(tuple(who.id for who in may), most=3),
            ),
            source_of(scenario, "rules.no_double_change", f"roles.{role.id}"),
            role=role,
            period=period,
        )


def double_changes(
    case: Case, roles: Iterable[Role]
) -> Iterator[tuple[Role, int, Sequence[Person]]]:
    """Where nobody carries a role on though somebody could, whether the rule is set or not.

    Args:
        case: A plan beside its scenario.
        roles: Those to look at.

    Yields:
        The role, the period (from 0) and those who could.
    """
    for role in roles:
        for period in case.active[role.id]:
            carriers = _carriers_before(case, role, period)
            may = [who for who in carriers if _bound(case, who, role, period)]
            if may and not any(_carries(case, who, role, period) for who in carriers):
                yield role, period, may


def _carriers_before(case: Case, role: Role, period: int) -> tuple[Person, ...]:
    """Who held or backed the role up in its previous active period, or at present."""
    last = case.before(role, period)
    if last is not None:
        holders = [cell.person for cell in case.holders.get((role.id, last), ())]
        return (*holders, *(cell.person for cell in case.backups.get((role.id, last), ())))
    if case.scenario.present_binds:
        return tuple(case.scenario.staff[who] for who in case.facts.present_carriers(role.id))
    return ()


def _carries(case: Case, person: Person, role: Role, period: int) -> bool:
    plan = case.assignment
    return plan.share(role.id, person.id, period) > 0 or plan.is_backup(role.id, person.id, period)


def _bound(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether someone may still carry a role; at first, beside all that is carried at present."""
    if case.before(role, period) is None:
        tenure = Tenure(case.facts)
        if not tenure.bound_to_carry(person, role, period):
            return False
    return _may(case, person, role, period)


def _may(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether someone serves, and function, cluster, segregation, forbid, requirements allow it."""
    clashes = case.scenario.clashes.get(role.id, frozenset())
    return (
        case.facts.serves(person.id, period)
        and case.facts.admits(role, case.place(person.id))
        and not any(other.id in clashes for other in case.carried_by(person.id, period))
        and not _forbidden(case, person, role, period, "role")
        and (_may_back_up(case, person, role, period) or _may_hold(case, person, role, period))
    )


def _may_back_up(case: Case, person: Person, role: Role, period: int) -> bool:
    return case.facts.could_back_up(person.id, role) and not _forbidden(
        case, person, role, period, "backup"
    )


def _may_hold(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether requirements are met, or waived for a holder at present who held all along.

    Such a holder may not go on beyond the longest term; else the present alone could make a
    scenario infeasible.
    """
    last = case.before(role, period)
    unbroken = role.id in person.roles and (last is None or case.still_holds(person, role, last))
    if not unbroken:
        return case.meets(person.id, role, period)
    return not Tenure(case.facts).expires(person, role, case.active[role.id].index(period))


def _forbidden(case: Case, person: Person, role: Role, period: int, kind: str) -> bool:
    return any(
        pin.kind == kind
        and pin.person == person.id
        and role.id in pin.targets
        and case.scenario.horizon.touches(pin.span, period)
        for pin in case.scenario.forbid
    )
