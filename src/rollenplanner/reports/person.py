"""Everything a plan says about one person, as data."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from rollenplanner.domain.case import Case, case_of
from rollenplanner.domain.findings import Finding
from rollenplanner.domain.hypothesis import Asked, ever_barred, in_the_way
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Person, Requirements, Role, Scenario
from rollenplanner.domain.text import Text, text
from rollenplanner.reports.stretches import stretches
from rollenplanner.reports.takeovers import Preparing, preparing

#: Hundredths: the work takes as long as is laid down.
USUAL = 100


@dataclass(frozen=True, slots=True)
class Carried:
    """A role that someone holds or backs up, over periods in a row with the same share.

    Attributes:
        share: Hundredths of fte held, or spent on staying able as a backup.
        effort: Hundredths of the share that this person needs; 100 as a backup.
    """

    role: Role
    backup: bool
    first: int
    last: int
    share: int
    effort: int = USUAL

    @property
    def load(self) -> int:
        """Ten-thousandths that it takes of the person's fte."""
        return self.share * self.effort


@dataclass(frozen=True, slots=True)
class Wish:
    """A wish about a role (or all posts of a module) or a cluster.

    Attributes:
        weight: Above 0: wanted; below 0: rather not.
        periods: In which the role is held; for a cluster all of them, or none.
        reasons: Rules that keep the person from it, where the wish is not granted.
        altogether: Whether these forbid it in whatever plan; else only beside what the plan has
            the person do.
        cluster: Whether it is about a cluster.
        role: A role or post to ask about with `why`; a module is none. Empty for a cluster.
    """

    about: str
    name: Text | str
    weight: int
    periods: tuple[int, ...]
    reasons: tuple[Finding, ...] = ()
    altogether: bool = False
    cluster: bool = False
    role: str = ""

    @property
    def granted(self) -> bool:
        """Whether it turned out as wished, at least in part."""
        return bool(self.periods) is (self.weight > 0)


class Sheet:
    """Everything a plan says about one person."""

    def __init__(
        self, scenario: Scenario, assignment: Assignment, person: str, period: int | None = None
    ) -> None:
        """Look at one person.

        Args:
            scenario: What the plan is for.
            assignment: Who carries what.
            person: Whose sheet it is.
            period: The one period that it is about; None: all.
        """
        self.scenario = scenario
        self.assignment = assignment
        self.case: Case = case_of(scenario, assignment)
        self.person: Person = scenario.staff[person]
        self.periods: Sequence[int] = scenario.periods if period is None else (period,)

    def carried(self) -> Iterator[Carried]:
        """What is held and backed up, in the order of the roles."""
        for role in self.case.roles.values():
            for held in stretches(self.periods, partial(self._share, role)):
                if held.what:
                    effort = self.person.effort_for(role.id)
                    yield Carried(role, False, held.first, held.last, held.what, effort)
            for backed in stretches(self.periods, partial(self._backs_up, role)):
                if backed.what:
                    yield Carried(role, True, backed.first, backed.last, role.backup_fte)

    def _share(self, role: Role, period: int) -> int:
        return self.assignment.share(role.id, self.person.id, period)

    def _backs_up(self, role: Role, period: int) -> bool:
        return self.assignment.is_backup(role.id, self.person.id, period)

    def ended(self) -> list[Role]:
        """Roles held or backed up at present that the plan does not have this person carry."""
        kept = {each.role.id for each in self.carried()}
        present = (*self.person.roles, *self.person.backups)
        return [self.scenario.roles[r] for r in dict.fromkeys(present) if r not in kept]

    def asked(self) -> Iterator[tuple[Text | str, Requirements]]:
        """Everything that asks something of this person: roles, the function, the organisation."""
        for role in {each.role.id: each.role for each in self.carried()}.values():
            yield role.name, role.asked
        standing = self.case.place(self.person.id)
        if standing is not None:
            function = self.scenario.functions[standing.function]
            yield text("function {function}", function=function.name), function.profile
        yield text("everyone"), self.scenario.everyone

    def wishes(self) -> Iterator[Wish]:
        """Every wish, and what became of it."""
        for about, weight in self.person.wishes.roles.items():
            yield self._role_wish(about, weight)
        for cluster, weight in self.person.wishes.clusters.items():
            yield self._cluster_wish(cluster, weight)

    def _role_wish(self, about: str, weight: int) -> Wish:
        module = self.scenario.modules.get(about)
        ids = module.posts if module else (about,)
        roles = sorted((self.scenario.roles[each] for each in ids), key=self._distance)
        held = tuple(t for t in self.periods if any(self._share(role, t) for role in roles))
        name = about if module else roles[0].name
        if held or weight <= 0:
            carried = (role.id for role in roles if self._holds(role))
            return Wish(about, name, weight, held, role=next(carried, roles[0].id))
        cells = [
            Asked(self.person.id, role.id, t)
            for role in roles
            for t in self.case.active[role.id]
            if t in self.periods
        ]
        cell, rules = ever_barred(self.scenario, self.assignment, cells)
        if cell is None:
            return Wish(about, name, weight, held, rules, altogether=True, role=roles[0].id)
        rules = in_the_way(self.scenario, self.assignment, cell)
        return Wish(about, name, weight, held, rules, role=cell.role)

    def _holds(self, role: Role) -> bool:
        return any(self._share(role, t) for t in self.periods)

    def _distance(self, role: Role) -> tuple[bool, bool]:
        """Sorts posts: those that are there at all first, and then those of the own cluster."""
        standing = self.case.place(self.person.id)
        away = standing is None or standing.cluster != role.cluster
        return not self.case.active[role.id], away

    def _cluster_wish(self, about: str, weight: int) -> Wish:
        standing = self.case.place(self.person.id)
        there = standing is not None and standing.cluster == about
        name = self.scenario.clusters[about].name
        return Wish(about, name, weight, tuple(self.periods) if there else (), cluster=True)

    def preparations(self) -> Iterator[Preparing]:
        """Backing up that leads somewhere: to being able, or to taking over."""
        for role in self.case.roles.values():
            for each in preparing(self.case, role):
                if each.person is self.person and each.last in self.periods:
                    yield each

    def teachers(self, each: Preparing) -> tuple[str, ...]:
        """Who holds the role while this person backs it up."""
        found = [
            cell.person.id
            for t in range(each.first, each.last + 1)
            for cell in self.case.holders.get((each.role.id, t), ())
        ]
        return tuple(dict.fromkeys(found))
