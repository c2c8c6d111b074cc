"""Facts of a scenario that checker, measures, solver and reports share; none of them is a rule.

Fte are hundredths. Everything is computed when first asked for and then kept; a scenario never
changes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from rollenplanner.domain.plan import Placed
from rollenplanner.domain.requirements import Fit
from rollenplanner.domain.scenario import Function, Person, Role, Scenario

_KEPT = "_facts"


def facts_of(scenario: Scenario) -> Facts:
    """The facts of a scenario, made once and kept with it."""
    # A frozen dataclass refuses attributes, but keeps a __dict__, as cached_property uses it.
    kept = vars(scenario)
    if _KEPT not in kept:
        kept[_KEPT] = Facts(scenario)
    found = kept[_KEPT]
    assert isinstance(found, Facts)
    return found


def share_grades(scenario: Scenario, before: Scenario) -> None:
    """Let a scenario use the grades of another, if the same people record the same things in both.

    Grading everybody is most of the work; an edit of a scenario seldom changes it.
    """
    if _KEPT not in vars(scenario) and _graded_alike(scenario, before):
        vars(scenario)[_KEPT] = Facts(scenario, facts_of(before).fit)


def _graded_alike(scenario: Scenario, before: Scenario) -> bool:
    if scenario.rules.levels != before.rules.levels:
        return False
    if scenario.staff.keys() != before.staff.keys():
        return False
    return all(
        each.competences == before.staff[id].competences
        and each.expertise == before.staff[id].expertise
        for id, each in scenario.staff.items()
    )


class Facts:
    """What follows from a scenario alone, or from a scenario and a placement."""

    def __init__(self, scenario: Scenario, fit: Fit | None = None) -> None:
        """Look at one scenario, with grades if there are any; `facts_of` does so once for all."""
        self.scenario = scenario
        self.fit = fit or Fit(scenario.staff, scenario.rules.levels)

    # Time

    def serves(self, person: str, period: int) -> bool:
        """Whether a person is in service for the whole period with fte above 0."""
        return self.scenario.staff[person].available[period] > 0

    @cached_property
    def demand(self) -> tuple[int, ...]:
        """Hundredths asked per period by roles and by posts that always exist.

        Posts per number of staff depend on the placement and are left out (design section 4,
        `imbalance`).
        """
        lasting = [r for r in self.scenario.roles.values() if not _depends_on_heads(r)]
        return tuple(sum(r.demand[t] for r in lasting) for t in self.scenario.periods)

    @cached_property
    def order(self) -> Mapping[str, int]:
        """Person -> place among the staff, from 0."""
        return {person: place for place, person in enumerate(self.scenario.staff)}

    @cached_property
    def available(self) -> tuple[int, ...]:
        """Hundredths that all people together (vacancies too) have per period."""
        staff = self.scenario.staff.values()
        return tuple(sum(p.available[t] for p in staff) for t in self.scenario.periods)

    def fair_share(self, person: str, period: int) -> int:
        """A person's part of the demand in proportion to fte, in hundredths, rounded half up."""
        total = self.available[period]
        if total == 0:
            return 0
        part = self.scenario.staff[person].available[period] * self.demand[period]
        return (2 * part + total) // (2 * total)

    # Placement

    def present(self, person: str) -> Placed | None:
        """Where a person stands at present; None unless function and cluster are both stated."""
        who = self.scenario.staff[person]
        if who.function is None or who.cluster is None:
            return None
        return Placed(who.function, who.cluster)

    def options(self, person: str) -> tuple[Placed, ...]:
        """Every place that the rule `placement` leaves to a person.

        Under `fixed`, and for a vacancy always, that is the present place or none. Under `free`
        it is every function within the scale limits in every cluster where it may stand; a
        function without formation takes only those present in it or pinned to it. Being placed
        nowhere is allowed besides (`free` only, never for a vacancy with a place).
        """
        who = self.scenario.staff[person]
        if self.stays(person):
            place = self.present(person)
            return (place,) if place else ()
        return tuple(
            Placed(function.id, cluster)
            for function in self.scenario.functions.values()
            if self.within_scale(who, function) and self.takes(function, who)
            for cluster in function.clusters
        )

    def stays(self, person: str) -> bool:
        """Whether the present place is the only one: placement is fixed, or it is a vacancy."""
        return self.scenario.placement == "fixed" or self.scenario.staff[person].vacancy

    def within_scale(self, person: Person, function: Function) -> bool:
        """Whether the scale limits admit a function; they never bind the present one."""
        if function.id == person.function or function.scale is None or person.scale is None:
            return True
        rules = self.scenario.rules
        above = function.scale.tenths - person.scale.tenths
        return -rules.scale_down <= above <= rules.scale_up

    def takes(self, function: Function, person: Person) -> bool:
        """Whether a function has a formation, or takes this person without one."""
        if function.fte is not None or function.id == person.function:
            return True
        return function.id in self._pinned_functions.get(person.id, ())

    @cached_property
    def _pinned_functions(self) -> Mapping[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for pin in self.scenario.pins:
            if pin.kind == "function":
                found.setdefault(pin.person, set()).update(pin.targets)
        return {person: frozenset(functions) for person, functions in found.items()}

    # Posts

    def heads(self, role: Role, placement: Mapping[str, Placed]) -> int:
        """How many people a post per number of staff counts.

        They are those (vacancies too) placed in its cluster in its head functions who serve in
        some period.
        """
        return _heads(role, self._standing(placement))

    def existing(self, placement: Mapping[str, Placed]) -> Mapping[str, Role]:
        """Roles and posts that exist under a placement, by id in the order of the scenario.

        Only posts per number of staff can fail to: one exists per started number of heads.
        """
        standing = self._standing(placement)
        return {r.id: r for r in self.scenario.roles.values() if _exists(r, standing)}

    def _standing(self, placement: Mapping[str, Placed]) -> Counter[Placed]:
        """How many people who serve in some period stand in each place."""
        staff = self.scenario.staff
        return Counter(
            place
            for person, place in placement.items()
            if person in staff and any(staff[person].available)
        )

    # Who could

    def admits(self, role: Role, place: Placed | None) -> bool:
        """Whether a role admits someone who stands there: function, and cluster if own cluster."""
        if place is None or place.function not in role.functions:
            return False
        return not role.own_cluster or place.cluster == role.cluster

    def steps(self, person: str, role: Role) -> int:
        """Steps that a person falls short of a role's requirements."""
        return self.fit.steps(person, role.asked)

    def could_hold(self, person: str, role: Role, shadowed: int | None = None) -> bool:
        """Whether a person meets a role's requirements, or has completed learning it.

        Args:
            person: Id of the person.
            role: The role or post.
            shadowed: Periods as its backup so far; None counts only the one that being a present
                backup brings.
        """
        return self.steps(person, role) == 0 or self.learned(person, role, shadowed)

    def could_back_up(self, person: str, role: Role) -> bool:
        """Whether a person falls short of a role by no more than learning allows a backup."""
        learning = self.scenario.rules.learning
        return self.steps(person, role) <= (learning.gap if learning else 0)

    def learned(self, person: str, role: Role, shadowed: int | None = None) -> bool:
        """Whether enough periods as backup close the requirements (design section 4, `learning`).

        Only who is at most `learning.gap` steps short can learn a role.
        """
        learning = self.scenario.rules.learning
        if learning is None or self.steps(person, role) > learning.gap:
            return False
        served = self.shadowed_at_present(person, role) if shadowed is None else shadowed
        return served >= learning.shadow

    def shadowed_at_present(self, person: str, role: Role) -> int:
        """Periods of shadowing before the first one: being a present backup brings one."""
        return int(role.id in self.scenario.staff[person].backups)

    def within(self, role: Role, steps: int = 0) -> frozenset[str]:
        """Everyone who falls short of a role's requirements by at most so many steps."""
        return self.fit.within(role.asked, steps)

    @cached_property
    def present_holders(self) -> Mapping[str, tuple[str, ...]]:
        """Role or post -> who holds it at present, in the order of the staff."""
        return _by_role({who.id: who.roles for who in self.scenario.staff.values()})

    @cached_property
    def present_backups(self) -> Mapping[str, tuple[str, ...]]:
        """Role or post -> who backs it up at present, in the order of the staff."""
        return _by_role({who.id: who.backups for who in self.scenario.staff.values()})

    def present_carriers(self, role: str) -> tuple[str, ...]:
        """Who holds or backs up a role or post at present, each once."""
        both = (*self.present_holders.get(role, ()), *self.present_backups.get(role, ()))
        return tuple(dict.fromkeys(both))

    # Wishes

    def wish(self, person: str, role: Role) -> int:
        """Weight of a person's wish for a role or post, wishes for its module included."""
        wishes = self.scenario.staff[person].wishes.roles
        weight = wishes.get(role.id, 0)
        return weight + wishes.get(role.post.module, 0) if role.post else weight


def _by_role(carried: Mapping[str, Iterable[str]]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for person, roles in carried.items():
        for role in roles:
            found.setdefault(role, []).append(person)
    return {role: tuple(people) for role, people in found.items()}


def _depends_on_heads(role: Role) -> bool:
    return role.post is not None and role.post.per_staff is not None


def _heads(role: Role, standing: Counter[Placed]) -> int:
    if role.post is None:
        return 0
    return sum(standing[Placed(each, role.cluster)] for each in role.post.head_functions)


def _exists(role: Role, standing: Counter[Placed]) -> bool:
    post = role.post
    if post is None or post.per_staff is None:
        return True
    return _heads(role, standing) > (post.number - 1) * post.per_staff
