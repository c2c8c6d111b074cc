"""Which person could hold or back up which role, in which period, and with how much share.

Only cells listed here get variables; that is how the rules eligible, backup-eligible and in-service
are obeyed, and the greater part of own-cluster and forbid (design section 4). Shares are counted
in steps of `rules.step`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from rollenplanner.domain.facts import Facts, facts_of
from rollenplanner.domain.plan import Placed
from rollenplanner.domain.scenario import Person, Pin, PinKind, Role, Scenario


class Cell(NamedTuple):
    """A role or post, a person, a period."""

    role: str
    person: str
    period: int


@dataclass(frozen=True, slots=True)
class Holding:
    """How a person could hold a role in a period.

    Attributes:
        least, most: Steps of share while holding; equal where the share is all or nothing.
        short: Steps short of the requirements that holding counts in `competence_gap`.
        unmet: The requirements are not met and nothing excuses that at present, so holding needs
            either learning completed or an unbroken hold since the present (`exempt`).
        exempt: Holds the role at present, so may go on while the hold is unbroken.
    """

    least: int
    most: int
    short: int
    unmet: bool
    exempt: bool


@dataclass(frozen=True, slots=True)
class Backing:
    """How a person could back a role up in a period; `counts`: could hold it that period."""

    counts: bool


@dataclass(frozen=True)
class Eligibility:
    """All cells that could be carried, and where everybody could be placed.

    Attributes:
        places: Person -> the places open to that person; exactly one under `fixed`.
        compatible: (role, person) -> the person's places from which the role may be carried.
        silent: Posts known not to exist, so that no rule or term knows them; in the model of a part
            all roles beside it as well.
        people: Who is known to the model of a part; None: everybody.
    """

    places: Mapping[str, tuple[Placed, ...]]
    compatible: Mapping[tuple[str, str], tuple[Placed, ...]]
    holdings: Mapping[Cell, Holding]
    backings: Mapping[Cell, Backing]
    silent: frozenset[str]
    people: frozenset[str] | None = None


def find_eligibility(
    scenario: Scenario,
    only: Collection[tuple[str, str]] | None = None,
    only_period: int | None = None,
    *,
    apart: bool = False,
) -> Eligibility:
    """Work out every cell that the rules about a single cell leave open.

    Args:
        scenario: Over one or several periods.
        only: Pairs of role and person that may carry anything; None: all.
        only_period: The one period of interest; None: all.
        apart: Whether nobody and nothing is known but the roles and people of these pairs.
    """
    facts = facts_of(scenario)
    places = {p: facts.options(p) for p in scenario.staff}
    silent = frozenset(_silent_posts(scenario, places))
    people: frozenset[str] | None = None
    if apart and only is not None:
        silent |= scenario.roles.keys() - {role for role, _ in only}
        people = frozenset(person for _, person in only)
    compatible: dict[tuple[str, str], tuple[Placed, ...]] = {}
    holdings: dict[Cell, Holding] = {}
    backings: dict[Cell, Backing] = {}
    banned = _Banned(scenario)
    pinned = pinned_cells(scenario, "backup")
    for role, person in _pairs(scenario, only):
        if role.id in silent or not role.active:
            continue
        fitting = tuple(place for place in places[person.id] if facts.admits(role, place))
        pair = _Pair(facts, role, person)
        for t in pair.periods() if fitting else ():
            if only_period not in (None, t):
                continue
            compatible[role.id, person.id] = fitting
            cell = Cell(role.id, person.id, t)
            holding = None if banned.hold(cell) else pair.holding(t)
            if holding is not None:
                holdings[cell] = holding
            useful = role.backups > 0 or cell in pinned or pair.of_use(t)
            backing = pair.backing(t) if useful and not banned.back(cell) else None
            if backing is not None:
                backings[cell] = backing
    return Eligibility(places, compatible, holdings, backings, silent, people)


def _pairs(
    scenario: Scenario, only: Collection[tuple[str, str]] | None
) -> Iterator[tuple[Role, Person]]:
    """Pairs in the order of the scenario; where few are asked for, the others are not looked at."""
    if only is None:
        yield from product(scenario.roles.values(), scenario.staff.values())
        return
    order = facts_of(scenario).order
    people_of: dict[str, list[str]] = {}
    for role_id, person_id in only:
        if person_id in order:
            people_of.setdefault(role_id, []).append(person_id)
    for role in scenario.roles.values():
        for person_id in sorted(people_of.get(role.id, ()), key=order.__getitem__):
            yield role, scenario.staff[person_id]


class _Banned:
    """Looks up what `forbid` rules out."""

    def __init__(self, scenario: Scenario) -> None:
        self._horizon = scenario.horizon
        self._rules: dict[tuple[str, str], list[Pin]] = {}
        for rule in scenario.forbid:
            for target in rule.targets:
                self._rules.setdefault((rule.person, target), []).append(rule)

    def _touching(self, cell: Cell) -> Iterator[Pin]:
        for rule in self._rules.get((cell.person, cell.role), ()):
            if self._horizon.touches(rule.span, cell.period):
                yield rule

    def hold(self, cell: Cell) -> bool:
        return any(rule.kind == "role" for rule in self._touching(cell))

    def back(self, cell: Cell) -> bool:
        return any(rule.kind in ("role", "backup") for rule in self._touching(cell))


class _Pair:
    """One role and one person, over the periods."""

    def __init__(self, facts: Facts, role: Role, person: Person) -> None:
        self.facts, self.role, self.person = facts, role, person
        self.rules = facts.scenario.rules
        self.steps = facts.steps(person.id, role)

    def periods(self) -> Iterator[int]:
        """Periods in which the role is active and the person serves."""
        return (t for t in self.role.active if self.person.available[t] > 0)

    def holding(self, t: int) -> Holding | None:
        """How the person could hold the role in a period; None if never."""
        met = self.facts.could_hold(self.person.id, self.role)
        unbroken = all(self.person.available[s] for s in self.role.active if s < t)
        exempt = unbroken and self.role.id in self.person.roles
        learnable = t > 0 and self.facts.learned(self.person.id, self.role, shadowed=t + 1)
        bounds = self._shares(t)
        if bounds is None or not (met or exempt or learnable):
            return None
        least, most = bounds
        return Holding(least, most, 0 if met else self.steps, not met, exempt)

    def _shares(self, t: int) -> tuple[int, int] | None:
        """Least and most steps of share; None if no share is possible."""
        role, step = self.role, self.rules.step
        demand = role.demand[t]
        least = max(1, -(-min(role.share, demand) // step))
        # The other holders that the minimum asks for need their least share too.
        beside = (role.min_holders - 1) * least
        bearable = 100 * self.person.available[t] // (self.person.effort_for(role.id) * step)
        most = min(demand // step - beside, bearable)
        return (least, most) if least <= most else None

    def backing(self, t: int) -> Backing | None:
        """How the person could back the role up in a period; None if never."""
        fits = self.role.backup_fte <= self.person.available[t]
        if not (fits and self.facts.could_back_up(self.person.id, self.role)):
            return None
        able = self.facts.could_hold(self.person.id, self.role)
        return Backing(counts=able and not self.person.vacancy)

    def of_use(self, t: int) -> bool:
        """Whether backing up could serve a later period: handover, learning, no double change."""
        first, last = self.role.active[0], self.role.active[-1]
        learning = self.steps > 0 and not self.facts.learned(self.person.id, self.role)
        if t < last and (self.role.handover or learning):
            return True
        between = t > first or t < last or self.facts.scenario.present_binds
        return self.rules.no_double_change and between


def forbidden(scenario: Scenario, cell: Cell, kind: PinKind) -> bool:
    """Whether a prohibition of one kind touches a cell."""
    return any(
        rule.kind == kind
        and rule.person == cell.person
        and cell.role in rule.targets
        and scenario.horizon.touches(rule.span, cell.period)
        for rule in scenario.forbid
    )


def pinned_cells(scenario: Scenario, kind: PinKind) -> frozenset[Cell]:
    """Cells that pins of one kind ask for, in every active period that they touch."""
    return frozenset(
        Cell(target, pin.person, t)
        for pin in scenario.pins
        if pin.kind == kind
        for target in pin.targets
        for t in scenario.roles[target].active
        if scenario.horizon.touches(pin.span, t)
    )


def _silent_posts(scenario: Scenario, places: Mapping[str, tuple[Placed, ...]]) -> Iterator[str]:
    """Posts `per: staff` that cannot exist, whoever is placed where."""
    for role in scenario.roles.values():
        if role.post is not None and role.post.per_staff is not None:
            heads = sum(1 for _ in head_candidates(scenario, role, places))
            if heads <= (role.post.number - 1) * role.post.per_staff:
                yield role.id


def head_candidates(
    scenario: Scenario, post: Role, places: Mapping[str, tuple[Placed, ...]]
) -> Iterator[tuple[str, tuple[Placed, ...]]]:
    """People who could be heads for a post, with the places that make them so."""
    if post.post is None:
        return
    functions = set(post.post.head_functions)
    for person in scenario.staff.values():
        fitting = tuple(
            place
            for place in places[person.id]
            if place.cluster == post.cluster and place.function in functions
        )
        if fitting and any(person.available):
            yield person.id, fitting
