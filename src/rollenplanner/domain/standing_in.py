"""Who could stand in for whom in one period: what a stress test starts from (design section 5).

A board is a plan of one period seen from its work: how much of each role is done, who sits at it,
who may take more of it, who may put it down for a while, and how much load everybody can bear. Fte
are hundredths, loads ten-thousandths. A board judges nothing: `redeployment` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rollenplanner.domain.case import Case
from rollenplanner.domain.scenario import Person, Role


@dataclass(frozen=True, slots=True)
class Seat:
    """One person at one role or post, as holder or as backup.

    Attributes:
        before: Hundredths held; 0 for a backup.
        effort: Hundredths of a share that this person needs for it.
        relief: Hundredths of overlap that a backup no longer spends once it holds a share.
        may_take: Whether the person may take more of the role.
        may_drop: Whether the person may give the share up: of work that is not critical.
        puts_down: Roles that the person holds, may drop, and has to before taking any of this one.
    """

    person: str
    role: str
    before: int
    effort: int
    relief: int
    may_take: bool
    may_drop: bool
    puts_down: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Work:
    """A role or post that is done, at least in part.

    Attributes:
        before: Hundredths that are held, at most the demand: what an absence can cost.
    """

    role: str
    critical: bool
    before: int


@dataclass(frozen=True, slots=True)
class Reach:
    """People and roles that an absence can touch at most: who could take, and what could change."""

    people: frozenset[str]
    roles: frozenset[str]


@dataclass(frozen=True)
class Board:
    """A plan of one period, seen from its work.

    Attributes:
        step: Hundredths of which every share that changes is a multiple.
        works: By role, in the order of the scenario.
        seats: By person; who neither holds nor backs up anything is left out.
        at: The same seats by role, of every role that somebody sits at.
        load: Ten-thousandths per person.
        most: Ten-thousandths of load that a person can bear while standing in.
    """

    period: int
    step: int
    works: Mapping[str, Work]
    seats: Mapping[str, Mapping[str, Seat]]
    at: Mapping[str, tuple[Seat, ...]]
    load: Mapping[str, int]
    most: Mapping[str, int]

    def left(self, role: str, absent: frozenset[str]) -> int:
        """Hundredths of a role that those who are there hold."""
        return sum(seat.before for seat in self.at.get(role, ()) if seat.person not in absent)

    def gone(self, absent: frozenset[str]) -> dict[str, int]:
        """Hundredths of each work that an absence leaves undone, before anybody stands in."""
        touched = {role for person in absent for role in self.seats.get(person, ())}
        missing = {
            role: work.before - self.left(role, absent)
            for role, work in self.works.items()
            if role in touched
        }
        return {role: hundredths for role, hundredths in missing.items() if hundredths > 0}

    def parts(self, absent: frozenset[str]) -> tuple[Reach, ...]:
        """What an absence can touch, in parts that share neither a person nor a role.

        Nothing that is done in one part matters in another, so each has its own best redeployment.
        """
        whole = self._reach(absent)
        parts, seen = [], set[str]()
        for role in whole.roles:
            if role not in seen:
                part = self._part(role, whole, absent)
                seen |= part.roles
                parts.append(part)
        return tuple(parts)

    def _reach(self, absent: frozenset[str]) -> Reach:
        """Follow the work: who may take it, what they may put down for it, who may take that."""
        waiting = list(self.gone(absent))
        roles, people = set(waiting), set[str]()
        while waiting:
            for person in self._takers(waiting.pop(), absent) - people:
                people.add(person)
                put_down = {seat.role for seat in self.seats[person].values() if seat.may_drop}
                waiting += put_down - roles
                roles |= put_down
        return Reach(frozenset(people), frozenset(roles))

    def _part(self, role: str, whole: Reach, absent: frozenset[str]) -> Reach:
        """Everything within a reach that hangs together with one of its roles."""
        waiting, roles, people = [role], {role}, set[str]()
        while waiting:
            here = waiting.pop()
            sitting = {seat.person for seat in self.at[here] if seat.may_drop} & whole.people
            for person in (self._takers(here, absent) | sitting) - people:
                people.add(person)
                tied = {
                    seat.role
                    for seat in self.seats[person].values()
                    if seat.may_drop or (seat.may_take and seat.role in whole.roles)
                }
                waiting += tied - roles
                roles |= tied
        return Reach(frozenset(people), frozenset(roles))

    def _takers(self, role: str, absent: frozenset[str]) -> set[str]:
        return {seat.person for seat in self.at[role] if seat.may_take} - absent


def is_critical(role: Role) -> bool:
    """Whether a role is critical work in a stress test: posts are."""
    return role.critical or role.post is not None


def share_step(case: Case) -> int:
    """Hundredths of which shares are multiples: 0.01 fte where a share is no multiple of the step.

    Such shares stand in plans made by hand; the present state always has this step.
    """
    step = case.scenario.rules.step
    return 1 if any(cell.share % step for cell in case.held) else step


def board_of(case: Case, period: int) -> Board:
    """The board of a plan in a period."""
    people = dict.fromkeys(
        cell.person.id for cell in case.cells if cell.period == period and _counts(case, cell.role)
    )
    seats = {person: _seats(case, case.scenario.staff[person], period) for person in people}
    at: dict[str, list[Seat]] = {}
    for mine in seats.values():
        for seat in mine.values():
            at.setdefault(seat.role, []).append(seat)
    staff, stretch = case.scenario.staff, case.scenario.rules.stretch
    return Board(
        period,
        share_step(case),
        {
            role.id: Work(role.id, is_critical(role), held)
            for role in case.roles.values()
            if (held := min(case.covered(role, period), role.demand[period])) > 0
        },
        seats,
        {role: tuple(sitting) for role, sitting in at.items()},
        {person: case.load.get((person, period), 0) for person in seats},
        {person: staff[person].available[period] * (100 + stretch) for person in seats},
    )


def _counts(case: Case, role: Role) -> bool:
    return role.id in case.scenario.roles


def _seats(case: Case, person: Person, period: int) -> dict[str, Seat]:
    return {
        role.id: _seat(case, person, role, period) for role in case.carried_by(person.id, period)
    }


def _seat(case: Case, person: Person, role: Role, period: int) -> Seat:
    before = case.assignment.share(role.id, person.id, period)
    backup = before == 0
    clashing = [
        other
        for other in case.carried_by(person.id, period)
        if other.id in case.scenario.clashes.get(role.id, ())
    ]
    stays = any(not _may_drop(case, person, other, period) for other in clashing)
    return Seat(
        person.id,
        role.id,
        before,
        person.effort_for(role.id),
        role.backup_fte if backup else 0,
        may_stand_in(case, person, role, period) and not stays,
        _may_drop(case, person, role, period),
        tuple(other.id for other in clashing),
    )


def _may_drop(case: Case, person: Person, role: Role, period: int) -> bool:
    held = case.assignment.share(role.id, person.id, period) > 0
    return (
        held and not is_critical(role) and not case.assignment.is_backup(role.id, person.id, period)
    )


def may_stand_in(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether a co-holder, or a backup who could hold it, may take more of an active role.

    A vacancy is nobody yet. Segregation and time are another matter.
    """
    holds = case.assignment.share(role.id, person.id, period) > 0
    backs = case.assignment.is_backup(role.id, person.id, period)
    return (
        case.is_active(role, period)
        and not person.vacancy
        and case.facts.serves(person.id, period)
        and (holds or (backs and case.could_hold(person.id, role, period)))
        and in_own_cluster(case, person, role)
        and not forbidden(case, person, role, period)
    )


def in_own_cluster(case: Case, person: Person, role: Role) -> bool:
    """Whether a role that is kept in its own cluster admits someone from where they stand."""
    place = case.place(person.id)
    return not role.own_cluster or (place is not None and place.cluster == role.cluster)


def forbidden(case: Case, person: Person, role: Role, period: int) -> bool:
    """Whether the scenario forbids a person to hold a role in a period."""
    return any(
        rule.kind == "role"
        and rule.person == person.id
        and role.id in rule.targets
        and case.scenario.horizon.touches(rule.span, period)
        for rule in case.scenario.forbid
    )
