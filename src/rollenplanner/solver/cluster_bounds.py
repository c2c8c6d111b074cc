"""Bounds of a large organisation from its clusters: the work of each by itself, added up.

Everybody who could carry work of a cluster is there for it with all their time, as if they carried
nothing else. Every plan, less what its people carry elsewhere, is a plan of that; so what a cluster
leaves undone at least, it leaves undone in every plan of the whole (design section 8: a bound of
the whole problem from the parts).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from ortools.sat.python import cp_model

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Incompatible, Person, Pin, Role, Scenario
from rollenplanner.domain.tenure import Tenure
from rollenplanner.domain.terms import ObjectiveLevel, Term
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.model import build_model
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.runner import run_for_bound

#: Terms that are added up from the roles, and are never less with more people to carry them.
WORK = frozenset(
    {
        Term.CRITICAL_UNCOVERED,
        Term.UNCOVERED,
        Term.CRITICAL_MISSING_BACKUPS,
        Term.MISSING_BACKUPS,
    }
)
#: Time for one level of one cluster at first; it grows when every cluster had its turn.
FIRST_BUDGET = 4.0
GROW = 3.0
#: Whoever had so much is left as it is.
MOST_BUDGET = 100.0


@dataclass(slots=True)
class ClusterBounds:
    """What the clusters of a scenario are proven to leave undone at least.

    Only for a scenario in which everybody stays where they stand.

    Attributes:
        proven: Called with a level and what its work comes to at least in the whole.
    """

    scenario: Scenario
    settings: Settings
    stop: StopFlag
    proven: Callable[[int, int], None]
    _least: dict[tuple[int, str], int] = field(default_factory=dict)
    _budgets: dict[tuple[int, str], float] = field(default_factory=dict)
    _done: set[tuple[int, str]] = field(default_factory=set)
    _scenarios: dict[tuple[int, str], Scenario] = field(default_factory=dict)

    def prove(self, plan: Assignment, clock: Clock, going: Callable[[], bool]) -> None:
        """Raise bounds where the plan leaves work undone, level by level, as long as there is time.

        Args:
            plan: The best one so far.
            clock: Counts the work.
            going: Whether to go on.
        """
        tried = True
        while tried:
            tried = False
            for place in self._places():
                if not going():
                    return
                if undone(self._alone(place), plan) > self._least.get(place, 0):
                    tried = True
                    self._try(place, clock)

    def least(self, level: int) -> int:
        """What the work of a level comes to at least, in units."""
        return sum(bound for (number, _), bound in self._least.items() if number == level)

    def _places(self) -> Iterator[tuple[int, str]]:
        """Levels with work, each with the clusters about which more may be proven."""
        for number, level in enumerate(self.scenario.objective):
            for cluster in self.scenario.clusters if work_of(level) else ():
                if (number, cluster) not in self._done:
                    yield number, cluster

    def _alone(self, place: tuple[int, str]) -> Scenario:
        if place not in self._scenarios:
            number, cluster = place
            level = work_of(self.scenario.objective[number])
            self._scenarios[place] = alone_with(self.scenario, cluster, level)
        return self._scenarios[place]

    def _try(self, place: tuple[int, str], clock: Clock) -> None:
        """One try of CP-SAT at one level of one cluster."""
        budget = self._budgets.get(place, FIRST_BUDGET)
        self._budgets[place] = budget * GROW
        model = build_model(self._alone(place), stop=self.stop)
        level = model.levels[0]

        def record(reduced: int) -> None:
            self._raise(place, level.total.original(reduced))

        self._raise(place, level.least)
        if level.constant:
            self._done.add(place)
            return
        asked = model.asking(level.total.form)
        answer = run_for_bound(asked, self.settings, budget, clock, record, self.stop)
        unfinished = answer.status in (cp_model.FEASIBLE, cp_model.UNKNOWN)
        if not unfinished or budget >= MOST_BUDGET:
            self._done.add(place)

    def _raise(self, place: tuple[int, str], bound: int) -> None:
        if bound > self._least.get(place, 0):
            self._least[place] = bound
            self.proven(place[0], self.least(place[0]))


def work_of(level: ObjectiveLevel) -> ObjectiveLevel:
    """What a level counts of the work of roles, with its weights."""
    return {term: weight for term, weight in level.items() if term in WORK and weight > 0}


def alone_with(scenario: Scenario, cluster: str, level: ObjectiveLevel) -> Scenario:
    """The work of one cluster, without posts, for everybody who could carry any of it.

    Every plan of the scenario obeys its rules once everything else is left out. Where something
    else may be the reason not to obey a rule, the rule is left out too: no-double-change where a
    role clashes with one of another cluster, this and the shortest term where the present binds
    somebody only because nothing else is in their way here, and limits, which concern the whole.

    Args:
        scenario: In which everybody stays where they stand.
        cluster: Whose roles are left.
        level: The only level.
    """
    roles = {
        role.id: role
        for role in scenario.roles.values()
        if role.cluster == cluster and role.post is None
    }
    alone = replace(
        scenario,
        roles=roles,
        modules={},
        staff=dict(_staff(scenario, roles)),
        pins=_pins(scenario.pins, roles),
        forbid=_pins(scenario.forbid, roles),
        incompatible=tuple(_incompatible(scenario, roles)),
        limits={},
        objective=(level,),
    )
    return _released(alone, scenario)


def _released(alone: Scenario, scenario: Scenario) -> Scenario:
    """Without rules that bind somebody here who has a reason elsewhere not to be bound."""
    here, whole = Tenure(facts_of(alone)), Tenure(facts_of(scenario))
    free, bound = set(), True
    for role in alone.roles.values():
        bound = bound and scenario.clashes.get(role.id, frozenset()) <= alone.roles.keys()
        for who in facts_of(alone).present_carriers(role.id) if role.active else ():
            now, then = alone.staff[who], scenario.staff[who]
            first = role.active[0]
            if who in facts_of(alone).present_holders.get(role.id, ()):
                released = whole.released(then, role, first)
                free |= {role.id} if released and not here.released(now, role, first) else set()
            if here.bound_to_carry(now, role, first):
                bound = bound and whole.bound_to_carry(then, role, first)
    return replace(
        alone,
        roles={role.id: _free(role) if role.id in free else role for role in alone.roles.values()},
        rules=replace(alone.rules, no_double_change=alone.rules.no_double_change and bound),
    )


def _free(role: Role) -> Role:
    """A role that may be left before its shortest term."""
    return replace(role, term=None if role.term is None else replace(role.term, min=None))


def in_cluster(alone: Scenario, plan: Assignment) -> Assignment:
    """What is left of a plan of the whole in a cluster alone."""
    return Assignment(
        {who: place for who, place in plan.placement.items() if who in alone.staff},
        {role: row for role, row in plan.holders.items() if role in alone.roles},
        {role: row for role, row in plan.backups.items() if role in alone.roles},
    )


def undone(alone: Scenario, plan: Assignment) -> int:
    """What the work of a cluster alone counts for in a plan of the whole, in units."""
    (value,) = level_values(alone, measure(alone, in_cluster(alone, plan)))
    return value


def _pins(pins: Iterable[Pin], roles: Mapping[str, Role]) -> tuple[Pin, ...]:
    """Those that are about these roles only."""
    return tuple(pin for pin in pins if roles.keys() >= set(pin.targets))


def _incompatible(scenario: Scenario, roles: Mapping[str, Role]) -> Iterator[Incompatible]:
    """What clashes among these roles."""
    for rule in scenario.incompatible:
        groups = (tuple(each for each in group if each in roles) for group in rule.groups)
        left = tuple(group for group in groups if group)
        if len(left) > 1:
            yield replace(rule, groups=left)


def _staff(scenario: Scenario, roles: Mapping[str, Role]) -> Iterator[tuple[str, Person]]:
    """Who carries any of these roles, or could; with nothing else to their name."""
    facts, learning = facts_of(scenario), scenario.rules.learning
    gap = learning.gap if learning else 0
    able = {pin.person for pin in _pins(scenario.pins, roles)}
    able.update(*(facts.within(role, gap) for role in roles.values()))
    for person in scenario.staff.values():
        if person.id in able or not roles.keys().isdisjoint((*person.roles, *person.backups)):
            yield (
                person.id,
                replace(
                    person,
                    roles={role: held for role, held in person.roles.items() if role in roles},
                    backups=tuple(role for role in person.backups if role in roles),
                    effort={role: part for role, part in person.effort.items() if role in roles},
                    wishes=replace(person.wishes, roles={}, clusters={}),
                ),
            )
