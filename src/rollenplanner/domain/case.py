"""An assignment laid beside its scenario: who carries what, looked up from every side.

Ids that the scenario does not know are left out here; the checker reports them by themselves. A
cell is one person, one role or post, one period.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

from rollenplanner.domain.facts import Facts, facts_of
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.scenario import Person, Role, Scenario

_KEPT = "_case"

#: Person id and period.
_PersonPeriod = tuple[str, int]


class HeldCell(NamedTuple):
    """A person holds a share (hundredths) of a role or post in a period."""

    role: Role
    person: Person
    period: int
    share: int


class BackupCell(NamedTuple):
    """A person backs a role or post up in a period."""

    role: Role
    person: Person
    period: int


def case_of(scenario: Scenario, assignment: Assignment) -> Case:
    """The case of an assignment; the last one of a scenario is kept.

    Every rule and every term looks the same assignment up in the same ways.
    """
    # A frozen dataclass refuses attributes, but keeps a __dict__, as cached_property uses it.
    last = vars(scenario).get(_KEPT)
    if isinstance(last, Case) and last.assignment is assignment:
        return last
    case = Case(scenario, assignment)
    vars(scenario)[_KEPT] = case
    return case


class Case:
    """Everything that rules, terms and findings look up in an assignment; loads are exact."""

    def __init__(self, scenario: Scenario, assignment: Assignment) -> None:
        """Lay an assignment beside a scenario; `case_of` does so once for all."""
        self.scenario = scenario
        self.assignment = assignment
        self.facts: Facts = facts_of(scenario)

    # Placement

    @cached_property
    def placement(self) -> Mapping[str, Placed]:
        """Where people stand, without unknown people, functions and clusters."""
        known = self.scenario
        return {
            person: place
            for person, place in self.assignment.placement.items()
            if person in known.staff
            and place.function in known.functions
            and place.cluster in known.clusters
        }

    def place(self, person: str) -> Placed | None:
        """Where a person stands; None for nowhere, or for a place that does not exist."""
        return self.placement.get(person)

    @cached_property
    def standing_in(self) -> Mapping[str, Sequence[str]]:
        """Function -> who stands in it, in whatever cluster."""
        found: dict[str, list[str]] = defaultdict(list)
        for person, place in self.placement.items():
            found[place.function].append(person)
        return found

    def misplaced(self, person: str) -> bool:
        """Whether a person stands in a function or cluster that does not exist."""
        return person in self.assignment.placement and person not in self.placement

    # Roles

    @cached_property
    def roles(self) -> Mapping[str, Role]:
        """Roles, and posts that exist under this placement."""
        return self.facts.existing(self.placement)

    @cached_property
    def active(self) -> Mapping[str, tuple[int, ...]]:
        """Active periods per role; none for a post that does not exist."""
        return {
            role.id: role.active if role.id in self.roles else ()
            for role in self.scenario.roles.values()
        }

    def is_active(self, role: Role, period: int) -> bool:
        """Whether a role exists and is asked for in a period."""
        return role.demand[period] > 0 and role.id in self.roles

    def before(self, role: Role, period: int) -> int | None:
        """The role's active period before an active one; None if it is the first."""
        place = self.active[role.id].index(period)
        return self.active[role.id][place - 1] if place else None

    # Cells

    @cached_property
    def held(self) -> Sequence[HeldCell]:
        """Every cell with a share, active or not (also a share below 0, which no rule allows)."""
        roles, staff = self.scenario.roles, self.scenario.staff
        return [
            HeldCell(roles[role], staff[person], period, share)
            for role, people in self.assignment.holders.items()
            if role in roles
            for person, shares in people.items()
            if person in staff
            for period, share in enumerate(shares)
            if share
        ]

    @cached_property
    def backed(self) -> Sequence[BackupCell]:
        """Every cell with a backup, active or not."""
        roles, staff = self.scenario.roles, self.scenario.staff
        return [
            BackupCell(roles[role], staff[person], period)
            for role, people in self.assignment.backups.items()
            if role in roles
            for person, cells in people.items()
            if person in staff
            for period, cell in enumerate(cells)
            if cell
        ]

    @cached_property
    def cells(self) -> Sequence[HeldCell | BackupCell]:
        """Every cell of a holder or a backup."""
        return [*self.held, *self.backed]

    @cached_property
    def load(self) -> Mapping[_PersonPeriod, int]:
        """Ten-thousandths per person and period: effort x share, plus overlap of backups."""
        load: dict[_PersonPeriod, int] = defaultdict(int)
        for role, person, period, share in self.held:
            load[person.id, period] += person.effort_for(role.id) * share
        for role, person, period in self.backed:
            load[person.id, period] += 100 * role.backup_fte
        return load

    @cached_property
    def held_by(self) -> Mapping[_PersonPeriod, Sequence[Role]]:
        """What someone holds in a period."""
        found: dict[_PersonPeriod, list[Role]] = defaultdict(list)
        for cell in self.held:
            found[cell.person.id, cell.period].append(cell.role)
        return found

    @cached_property
    def backed_by(self) -> Mapping[_PersonPeriod, Sequence[Role]]:
        """What someone backs up in a period."""
        found: dict[_PersonPeriod, list[Role]] = defaultdict(list)
        for cell in self.backed:
            found[cell.person.id, cell.period].append(cell.role)
        return found

    def carried_by(self, person: str, period: int) -> tuple[Role, ...]:
        """What someone holds or backs up in a period, each once."""
        key = (person, period)
        both = (*self.held_by.get(key, ()), *self.backed_by.get(key, ()))
        return tuple({role.id: role for role in both}.values())

    @cached_property
    def holders(self) -> Mapping[tuple[str, int], Sequence[HeldCell]]:
        """The holders of a role in a period."""
        found: dict[tuple[str, int], list[HeldCell]] = defaultdict(list)
        for cell in self.held:
            found[cell.role.id, cell.period].append(cell)
        return found

    @cached_property
    def backups(self) -> Mapping[tuple[str, int], Sequence[BackupCell]]:
        """The backups of a role in a period."""
        found: dict[tuple[str, int], list[BackupCell]] = defaultdict(list)
        for cell in self.backed:
            found[cell.role.id, cell.period].append(cell)
        return found

    # Who could

    def shadowed(self, person: str, role: Role, period: int) -> int:
        """Periods in which someone was a role's backup before a period; a present one counts."""
        cells = self.assignment.backups.get(role.id, {}).get(person, ())
        return self.facts.shadowed_at_present(person, role) + sum(map(bool, cells[:period]))

    def learned(self, person: str, role: Role, period: int) -> bool:
        """Whether someone has completed learning a role before a period."""
        return self.facts.learned(person, role, self.shadowed(person, role, period))

    def meets(self, person: str, role: Role, period: int) -> bool:
        """Whether someone meets a role's requirements by then, by record or by learning."""
        return self.facts.steps(person, role) == 0 or self.learned(person, role, period)

    def could_hold(self, person: str, role: Role, period: int) -> bool:
        """Whether someone could hold a role from this place: serving, admitted, able."""
        return (
            self.facts.serves(person, period)
            and self.facts.admits(role, self.place(person))
            and self.meets(person, role, period)
        )

    def steps(self, person: str, role: Role, period: int) -> int:
        """Steps short that still count; none once learning is completed."""
        short = self.facts.steps(person, role)
        return 0 if short and self.learned(person, role, period) else short

    def still_holds(self, person: Person, role: Role, period: int) -> bool:
        """Whether someone holds a role at present and in every active period up to this one."""
        return role.id in person.roles and all(
            self.assignment.share(role.id, person.id, earlier) > 0
            for earlier in self.active[role.id]
            if earlier <= period
        )

    def able_backups(self, role: Role, period: int) -> int:
        """Backups who could take the role over in that period; vacancies are not counted."""
        return sum(
            1
            for cell in self.backups.get((role.id, period), ())
            if not cell.person.vacancy and self.could_hold(cell.person.id, role, period)
        )

    def takeovers(self, role: Role, period: int) -> Sequence[HeldCell]:
        """Cells of holders in an active period who did not hold in the active one before.

        The role's first active period is compared with the present.
        """
        last = self.before(role, period)
        return [
            cell
            for cell in self.holders.get((role.id, period), ())
            if not (
                role.id in cell.person.roles
                if last is None
                else self.assignment.share(role.id, cell.person.id, last) > 0
            )
        ]

    # Fte

    def covered(self, role: Role, period: int) -> int:
        """Hundredths of a role that are held."""
        return sum(cell.share for cell in self.holders.get((role.id, period), ()))

    def missing(self, role: Role, period: int) -> int:
        """Hundredths of a role's demand that nobody holds."""
        return max(0, role.demand[period] - self.covered(role, period))

    @cached_property
    def in_function(self) -> Mapping[tuple[str, int], int]:
        """Hundredths in service per function and period, vacancies too."""
        return self._in_service("function")

    @cached_property
    def in_cluster(self) -> Mapping[tuple[str, int], int]:
        """Hundredths in service per cluster and period, vacancies too."""
        return self._in_service("cluster")

    def _in_service(self, side: str) -> Mapping[tuple[str, int], int]:
        found: dict[tuple[str, int], int] = defaultdict(int)
        for person, place in self.placement.items():
            for period, available in enumerate(self.scenario.staff[person].available):
                found[getattr(place, side), period] += available
        return found
