"""What if this person held this role? Which rules a plan then breaks, as the checker tells.

Nothing here knows a rule. A question becomes an assignment, and the checker names the rules that it
breaks, with figures and places. A rule *bars* if it is broken even by an assignment that holds
nothing but what pins demand and what prepares the person for the role: no other plan mends that. A
rule is *in the way* if it is broken only beside what else a plan has the person do.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from rollenplanner.domain.case import Case
from rollenplanner.domain.check import CHECKS
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.rules import RuleId
from rollenplanner.domain.scenario import Person, Pin, Role, Scenario

#: Rules that can keep one person from one role; the others are about a role or a cluster as a whole
#: and are left to a search.
RULES_ABOUT_PEOPLE = (
    RuleId.PLACEMENT,
    RuleId.IN_SERVICE,
    RuleId.ELIGIBLE,
    RuleId.BACKUP_ELIGIBLE,
    RuleId.OWN_CLUSTER,
    RuleId.FORBID,
    RuleId.INCOMPATIBLE,
    RuleId.PINS,
    RuleId.HOLDERS,
    RuleId.CAPACITY,
    RuleId.MAX_ROLES,
    RuleId.MAX_BACKUPS,
    RuleId.LEARNING,
    RuleId.HANDOVER,
    RuleId.TERM,
)

_Cell = TypeVar("_Cell")
_Held = dict[str, dict[str, tuple[int, ...]]]
_Backed = dict[str, dict[str, tuple[bool, ...]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One cell that somebody asks about; `backup`: as backup, else as holder."""

    person: str
    role: str
    period: int
    backup: bool = False


def bars(scenario: Scenario, assignment: Assignment, asked: Asked) -> tuple[Finding, ...]:
    """Every rule that forbids a cell in whatever plan; none if some plan might have it.

    Under free placement every place that the person could stand in is tried, and the one that
    fewest rules forbid is told. None found is no proof that there is such a plan.
    """
    found = [
        tuple(_broken(scenario, hypothesis, asked, cells_of_plan=False))
        for place in _places(scenario, assignment, asked.person)
        for hypothesis in _hypotheses(scenario, assignment, asked, place)
    ]
    return min(found, key=len)


def ever_barred(
    scenario: Scenario, assignment: Assignment, cells: Sequence[Asked]
) -> tuple[Asked | None, tuple[Finding, ...]]:
    """The first of some cells that no rule forbids; if there is none, what forbids them.

    A rule that forbids several periods alike is told once, with all of these.
    """
    found: dict[tuple[str, tuple[str, ...], str], Finding] = {}
    for cell in cells:
        rules = bars(scenario, assignment, cell)
        if not rules:
            return cell, ()
        for rule in rules:
            about = (rule.kind, rule.roles, rule.discriminator)
            known = found.setdefault(about, rule)
            periods = tuple(sorted({*known.periods, *rule.periods}))
            found[about] = dataclasses.replace(known, periods=periods)
    return None, tuple(found.values())


def in_the_way(scenario: Scenario, assignment: Assignment, asked: Asked) -> tuple[Finding, ...]:
    """Every rule that a plan breaks if only this cell is added to it, about this person."""
    person, role = scenario.staff[asked.person], scenario.roles[asked.role]
    holders, backups = _copy(assignment)
    _set(scenario, holders, backups, asked, _least(role, asked.period))
    changed = Assignment(assignment.placement, holders, backups)
    return tuple(
        finding
        for finding in _broken(scenario, changed, asked, cells_of_plan=True)
        if person.id in finding.people
    )


def bound_to(scenario: Scenario, assignment: Assignment, asked: Asked) -> tuple[Finding, ...]:
    """The pins that a plan breaks if a cell is taken out of it: someone has to carry the role."""
    holders, backups = _copy(assignment)
    if asked.backup:
        backed = backups[asked.role]
        backed[asked.person] = _with(backed[asked.person], asked.period, False)
    else:
        held = holders[asked.role]
        held[asked.person] = _with(held[asked.person], asked.period, 0)
    without = Assignment(assignment.placement, holders, backups)
    return tuple(
        finding
        for finding in CHECKS[RuleId.PINS](scenario, without)
        if _about(finding, asked) and finding.periods == (asked.period,)
    )


def _copy(assignment: Assignment) -> tuple[_Held, _Backed]:
    """Holders and backups of an assignment, to be changed."""
    return (
        {role: dict(people) for role, people in assignment.holders.items()},
        {role: dict(people) for role, people in assignment.backups.items()},
    )


def _places(scenario: Scenario, assignment: Assignment, person: str) -> tuple[Placed | None, ...]:
    """Where someone could stand: as in the plan first, then elsewhere."""
    here = assignment.placement.get(person)
    if facts_of(scenario).stays(person):
        return (here,)
    return tuple(dict.fromkeys((here, *facts_of(scenario).options(person))))


def _hypotheses(
    scenario: Scenario, assignment: Assignment, asked: Asked, place: Placed | None
) -> Iterator[Assignment]:
    """The emptiest assignments with a cell: after preparation, or as a present holder who stays."""
    placement = {who: each for who, each in assignment.placement.items() if who != asked.person}
    if place is not None:
        placement[asked.person] = place
    person, role = scenario.staff[asked.person], scenario.roles[asked.role]
    before = [t for t in role.active if t < asked.period]
    if not asked.backup and role.id in person.roles:
        yield _emptiest(scenario, placement, asked, dict.fromkeys(before, False))
    ready = {t: True for t in before if not _barred_backup(scenario, placement, asked, t)}
    yield _emptiest(scenario, placement, asked, ready)


def _barred_backup(
    scenario: Scenario, placement: Mapping[str, Placed], asked: Asked, period: int
) -> bool:
    """Whether someone cannot prepare in a period, whatever else a plan has."""
    trial = dataclasses.replace(asked, period=period, backup=True)
    alone = _emptiest(scenario, placement, trial, {})
    return any(True for _ in _broken(scenario, alone, trial, cells_of_plan=False))


def _emptiest(
    scenario: Scenario, placement: Mapping[str, Placed], asked: Asked, before: Mapping[int, bool]
) -> Assignment:
    """What pins demand of the person and of the role, the cell, and cells of the role before it.

    Args:
        scenario: What it is for.
        placement: Where everyone stands.
        asked: The cell.
        before: Earlier period -> whether the person backs the role up then; else holds it.
    """
    holders: _Held = {}
    backups: _Backed = {}
    for pin in scenario.pins:
        if pin.kind in ("role", "backup"):
            for cell in _pinned(scenario, pin, asked):
                _set(scenario, holders, backups, cell, _least_of(scenario, cell))
    for period, backup in before.items():
        cell = dataclasses.replace(asked, period=period, backup=backup)
        _set(scenario, holders, backups, cell, _least_of(scenario, cell))
    _set(scenario, holders, backups, asked, _least_of(scenario, asked))
    return Assignment(placement, holders, backups)


def _pinned(scenario: Scenario, pin: Pin, asked: Asked) -> Iterator[Asked]:
    """Cells that a pin demands of the person, or of the role."""
    for target in pin.targets:
        if pin.person == asked.person or target == asked.role:
            for period in scenario.roles[target].active:
                if scenario.horizon.touches(pin.span, period):
                    yield Asked(pin.person, target, period, pin.kind == "backup")


def _set(scenario: Scenario, holders: _Held, backups: _Backed, asked: Asked, share: int) -> None:
    """Let someone hold (with a share) or back up a role in a period, and not the other."""
    count, who = scenario.horizon.count, asked.person
    held = holders.setdefault(asked.role, {})
    backed = backups.setdefault(asked.role, {})
    now = held.get(who, (0,) * count)[asked.period]
    shares = 0 if asked.backup else max(now, share)
    held[who] = _with(held.get(who, (0,) * count), asked.period, shares)
    backed[who] = _with(backed.get(who, (False,) * count), asked.period, asked.backup)


def _with(row: tuple[_Cell, ...], period: int, value: _Cell) -> tuple[_Cell, ...]:
    return (*row[:period], value, *row[period + 1 :])


def _least(role: Role, period: int) -> int:
    """The least share in hundredths: at least one, so that a cell is held at all."""
    return max(1, min(role.share, role.demand[period]))


def _least_of(scenario: Scenario, asked: Asked) -> int:
    """The least share that is a multiple of the step."""
    step = scenario.rules.step
    return -(-_least(scenario.roles[asked.role], asked.period) // step) * step


def _broken(
    scenario: Scenario, assignment: Assignment, asked: Asked, *, cells_of_plan: bool
) -> Iterator[Finding]:
    """Broken rules that are about a cell, in the order of `RULES_ABOUT_PEOPLE`."""
    case = Case(scenario, assignment)
    for rule in RULES_ABOUT_PEOPLE:
        for finding in CHECKS[rule](scenario, case.assignment):
            if _concerns(finding, asked, scenario.staff[asked.person], whole=cells_of_plan):
                yield finding


def _concerns(finding: Finding, asked: Asked, person: Person, *, whole: bool) -> bool:
    if finding.periods and asked.period not in finding.periods:
        # A term is broken where it ends or becomes too long, which may be another period.
        return finding.kind == RuleId.TERM and _about(finding, asked) and not whole
    if finding.kind == RuleId.HOLDERS:
        # Too few holders, or too much held beside others: others can come, or go.
        return asked.role in finding.roles and not whole and "min" not in finding.figures
    if person.id not in finding.people:
        return False
    return not finding.roles or asked.role in finding.roles or len(finding.roles) > 1


def _about(finding: Finding, asked: Asked) -> bool:
    return asked.person in finding.people and asked.role in finding.roles
