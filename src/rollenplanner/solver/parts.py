"""Parts of a large organisation: some clusters with their roles, and people to carry them.

A part is small enough for a model of its own, whatever the size of the whole (design section 8:
small sub-models, never clone and fix). Its clusters are whole, so that the takeovers that the rule
max-changes leaves to them are all its own. Whatever its people carry beside, and whoever carries
its roles without being one of them, is in the model too, and stays as it is. So every row about a
choice is complete, and a plan that is better by so much in a part is as much better as a whole.
Parts that have no role and no person in common can be worked on at the same time.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.candidates import LEARNERS_PART, Pair, able_people

#: How often a part is drawn about a cluster that loses much, once every cluster had a visit.
LOSING_PART = 0.5
#: What a hundredth of critical work that nobody does counts for, beside one of other work.
CRITICAL_WEIGHT = 20


@dataclass(frozen=True, slots=True)
class Part:
    """Whose choices are free: of these people, about these roles."""

    clusters: frozenset[str]
    roles: frozenset[str]
    people: frozenset[str]


@dataclass(slots=True)
class Parts:
    """Draws parts: about every cluster in turn, with others that share people with it.

    Attributes:
        size: Roles times active periods in a part, about.
        able: Role -> who meets its requirements.
        visits: Cluster -> how often it was part of one.
    """

    scenario: Scenario
    rng: random.Random
    size: int
    able: Mapping[str, frozenset[str]] = field(init=False)
    visits: dict[str, int] = field(init=False)
    _roles_of: dict[str, list[str]] = field(default_factory=dict)
    _cells: dict[str, int] = field(default_factory=dict)
    _people_of: dict[str, list[str]] = field(default_factory=dict)
    _near: dict[str, dict[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Count for every two clusters how often one's people could hold the other's roles."""
        self.able = able_people(self.scenario)
        for role in self.scenario.roles.values():
            if role.active:
                self._roles_of.setdefault(role.cluster, []).append(role.id)
                self._cells[role.cluster] = self._cells.get(role.cluster, 0) + len(role.active)
        self.visits = dict.fromkeys(self._roles_of, 0)
        home = {}
        for person in self.scenario.staff.values():
            if person.cluster is not None and any(person.available):
                home[person.id] = person.cluster
                self._people_of.setdefault(person.cluster, []).append(person.id)
        for cluster, roles in self._roles_of.items():
            near: dict[str, int] = {}
            for role_id in roles:
                for person_id in sorted(self.able[role_id]):  # sets have no order to repeat
                    there = home.get(person_id)
                    if there is not None and there != cluster and there in self._roles_of:
                        near[there] = near.get(there, 0) + 1
            self._near[cluster] = near

    @property
    def count(self) -> int:
        """How many parts the whole has, about."""
        return max(1, round(sum(self._cells.values()) / self.size))

    def draw(self, plan: Assignment, busy: Collection[Part]) -> Part | None:
        """A part that has nothing in common with some others; None if there is none.

        Args:
            plan: Whoever carries a role of the part in it is one of its people.
            busy: What others work on.
        """
        taken = frozenset().union(*(each.clusters for each in busy))
        waiting = [cluster for cluster in self.visits if cluster not in taken]
        if not waiting:
            return None
        clusters = self._grow(self._first(waiting, plan), taken)
        for cluster in clusters:
            self.visits[cluster] += 1
        roles = [role for cluster in clusters for role in self._roles_of[cluster]]
        away = frozenset().union(*(each.people for each in busy))
        people = self._people(clusters, roles, plan)
        return Part(frozenset(clusters), frozenset(roles), frozenset(people) - away)

    def _first(self, waiting: Sequence[str], plan: Assignment) -> str:
        """One of those that waited longest, or one that loses much."""
        least = min(self.visits[cluster] for cluster in waiting)
        if least and self.rng.random() < LOSING_PART:
            losses = self._losses(plan)
            weights = [losses.get(cluster, 0) for cluster in waiting]
            if any(weights):
                return self.rng.choices(waiting, weights)[0]
        return self.rng.choice([each for each in waiting if self.visits[each] == least])

    def _losses(self, plan: Assignment) -> dict[str, int]:
        """Cluster -> demand that nobody holds, critical work counted more than once."""
        found: dict[str, int] = {}
        for role in self.scenario.roles.values():
            rows = plan.holders.get(role.id, {}).values()
            open_ = sum(role.demand[t] - sum(row[t] for row in rows) for t in role.active)
            weight = CRITICAL_WEIGHT if role.critical else 1
            found[role.cluster] = found.get(role.cluster, 0) + weight * open_
        return found

    def _grow(self, first: str, taken: Collection[str]) -> list[str]:
        """Clusters until there is enough to do, those first that share most people."""
        clusters, cells = [first], self._cells[first]
        near = dict(self._near[first])
        while cells < self.size:
            free = {each: n for each, n in near.items() if each not in (*taken, *clusters)}
            fitting = [n for n in free if cells + self._cells[n] / 2 <= self.size]
            if not fitting:
                return clusters
            chosen = self.rng.choices(fitting, [free[each] for each in fitting])[0]
            clusters.append(chosen)
            cells += self._cells[chosen]
            for each, shared in self._near[chosen].items():
                near[each] = near.get(each, 0) + shared
        return clusters

    def _people(
        self, clusters: Iterable[str], roles: Iterable[str], plan: Assignment
    ) -> dict[str, None]:
        """Who stands in the clusters or carries the roles."""
        found = dict.fromkeys(p for each in clusters for p in self._people_of.get(each, ()))
        for role in roles:
            found.update(dict.fromkeys(carriers_of(plan, role)))
        return found

    def pairs(self, part: Part, plan: Assignment, per_role: int) -> frozenset[Pair]:
        """Pairs of role and person in the model of a part.

        Args:
            part: Whose choices are free.
            plan: What its people carry beside, and who else carries its roles, comes along.
            per_role: Candidates per role, drawn from its people; twice as many for critical roles
                and posts.
        """
        carried = carried_pairs(plan)
        concerned = part.people.union(who for role, who in carried if role in part.roles)
        roles = part.roles.union(role for role, who in carried if who in concerned)
        staying = (pair for pair in carried if pair[0] in roles)
        return frozenset((*staying, *self._candidates(part, per_role), *self._named(part)))

    def _candidates(self, part: Part, per_role: int) -> Iterable[Pair]:
        learning = self.scenario.rules.learning
        able: Mapping[str, frozenset[str]] = self.able
        if learning and self.rng.random() < LEARNERS_PART:
            able = able_people(self.scenario, learning.gap, sorted(part.roles))
        for role_id in sorted(part.roles):
            role = self.scenario.roles[role_id]
            people = sorted(able[role_id] & part.people)
            count = 2 * per_role if role.critical or role.post is not None else per_role
            for person in self.rng.sample(people, min(count, len(people))):
                yield role_id, person

    def _named(self, part: Part) -> Iterable[Pair]:
        """Who carries a role at present."""
        facts = facts_of(self.scenario)
        for role in part.roles:
            for person in facts.present_carriers(role):
                if person in part.people:
                    yield role, person


def carriers_of(plan: Assignment, role: str) -> tuple[str, ...]:
    """Who holds a role or backs it up in any period."""
    return (*plan.holders.get(role, ()), *plan.backups.get(role, ()))


def carried_pairs(plan: Assignment) -> list[Pair]:
    """All pairs of role and person in a plan."""
    tables = (plan.holders, plan.backups)
    return [(role, who) for table in tables for role, people in table.items() for who in people]
