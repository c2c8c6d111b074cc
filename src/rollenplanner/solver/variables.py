"""The decisions of a plan as model variables: places, shares, holders, backups, loads.

Names follow design section 4: share x, holder y, backup b, for role, person and period. Only cells
of `Eligibility` have variables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.sat.python.cp_model import IntVar

from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.plan import Assignment, Placed
from rollenplanner.domain.scenario import Person, Role, Scenario
from rollenplanner.domain.terms import Term
from rollenplanner.solver.builder import Builder, Formula
from rollenplanner.solver.eligibility import Cell, Eligibility, head_candidates, pinned_cells
from rollenplanner.solver.linear import Linear

if TYPE_CHECKING:
    from rollenplanner.solver.loads import Load
    from rollenplanner.solver.objective import Slack


@dataclass(frozen=True, slots=True)
class Feature:
    """What a derived variable says about all that one person carries in one period.

    Attributes:
        of_load: Its value from the load in ten-thousandths, if it depends on that.
        of_counts: Its value from the numbers of roles held and backed up, if it depends on those.
    """

    person: str
    period: int
    of_load: Callable[[int], int] | None = None
    of_counts: Callable[[int, int], int] | None = None


@dataclass(slots=True)
class Variables:
    """Every decision, and the loads that follow from them.

    Attributes:
        place: (person, place) -> 1 if placed there; fixed at 1 where there is no choice.
        holds: Cell -> 1 if holder.
        share: Cell -> share in steps as a form; all-or-nothing cells need no variable of their own.
        free_share: Cell -> the share variable of the cells that have one.
        backs: Cell -> 1 if backup.
        exists: Post -> 1 if it exists; only posts `per: staff` whose heads are a choice.
        load: (person, period) -> load in ten-thousandths.
        reference: The plan to stay close to (term `jumps`), or None.
        only_period: If given, nothing is known of the other periods, and whatever depends on them
            is taken to be as favourable as it can be (`slices`).
        slacks: Terms modelled so far (`objective.slacks_of`).
        load_variables: Loads that needed a variable so far (`loads.load_of`).
        features: Index of a derived variable -> what it says, where it is about one person.
        takeovers: Per cluster and period, the takeovers that the rule max-changes counts.
        over_time: What ties periods together, as far as made (module `over_time`).
    """

    scenario: Scenario
    eligibility: Eligibility
    builder: Builder
    place: dict[tuple[str, Placed], IntVar] = field(default_factory=dict)
    holds: dict[Cell, IntVar] = field(default_factory=dict)
    share: dict[Cell, Linear] = field(default_factory=dict)
    free_share: dict[Cell, IntVar] = field(default_factory=dict)
    backs: dict[Cell, IntVar] = field(default_factory=dict)
    exists: dict[str, IntVar] = field(default_factory=dict)
    load: dict[tuple[str, int], Linear] = field(default_factory=dict)
    reference: Assignment | None = None
    only_period: int | None = None
    slacks: dict[Term, tuple[Slack, ...]] = field(default_factory=dict)
    load_variables: dict[tuple[str, int], Load] = field(default_factory=dict)
    features: dict[int, Feature] = field(default_factory=dict)
    takeovers: list[Linear] = field(default_factory=list)
    over_time: dict[tuple[str, Cell], Linear] = field(default_factory=dict)
    _by_role: dict[tuple[str, int], list[Cell]] = field(default_factory=dict)
    _by_person: dict[tuple[str, int], list[Cell]] = field(default_factory=dict)
    _backs_role: dict[tuple[str, int], list[Cell]] = field(default_factory=dict)
    _backs_person: dict[tuple[str, int], list[Cell]] = field(default_factory=dict)
    _standing: dict[tuple[str, str], dict[str, list[Placed]]] = field(default_factory=dict)

    def file_holder(self, cell: Cell) -> None:
        """Note a new holder cell under its role and its person."""
        self._by_role.setdefault((cell.role, cell.period), []).append(cell)
        self._by_person.setdefault((cell.person, cell.period), []).append(cell)

    def file_backup(self, cell: Cell) -> None:
        """Note a new backup cell under its role and its person."""
        self._backs_role.setdefault((cell.role, cell.period), []).append(cell)
        self._backs_person.setdefault((cell.person, cell.period), []).append(cell)

    def roles(self) -> Iterator[tuple[Role, int]]:
        """Every role and post that can exist, with each of its active periods."""
        for role in self.scenario.roles.values():
            if role.id not in self.eligibility.silent:
                for t in role.active:
                    if self.knows(t):
                        yield role, t

    def serving(self) -> Iterator[tuple[str, int]]:
        """Every person with each period in which that person serves."""
        for person in self.people():
            for t in self.periods:
                if person.available[t] > 0:
                    yield person.id, t

    def people(self) -> Iterator[Person]:
        """Everybody who is part of the model, in the order of the staff."""
        known = self.eligibility.people
        for person in self.scenario.staff.values():
            if known is None or person.id in known:
                yield person

    def knows(self, period: int) -> bool:
        """Whether a period is part of the model."""
        return self.only_period in (None, period)

    @property
    def periods(self) -> tuple[int, ...]:
        """The periods that are part of the model."""
        return tuple(t for t in self.scenario.periods if self.knows(t))

    @property
    def counts_once(self) -> bool:
        """Whether terms that count once over the horizon are counted here."""
        return self.knows(0)

    def holders_of(self, role: str, period: int) -> list[Cell]:
        """Cells in which the role could be held in a period."""
        return self._by_role.get((role, period), [])

    def backups_of(self, role: str, period: int) -> list[Cell]:
        """Cells in which the role could be backed up in a period."""
        return self._backs_role.get((role, period), [])

    def held_by(self, person: str, period: int) -> list[Cell]:
        """Cells that the person could hold in a period."""
        return self._by_person.get((person, period), [])

    def backed_by(self, person: str, period: int) -> list[Cell]:
        """Cells that the person could back up in a period."""
        return self._backs_person.get((person, period), [])

    def count(self, cells: Iterable[Cell], *, backups: bool = False) -> Linear:
        """How many of some cells are held, or backed up."""
        table = self.backs if backups else self.holds
        return Linear(tuple((table[cell], 1) for cell in cells))

    def covered(self, role: str, period: int) -> Linear:
        """Steps of the demand that are held."""
        return Linear.total(self.share[cell] for cell in self.holders_of(role, period))

    def placed(self, person: str, places: Iterable[Placed]) -> Linear:
        """1 if the person is placed in one of some places; a constant where there is no choice."""
        if facts_of(self.scenario).stays(person):
            return Linear((), sum(1 for _ in places))
        return Linear(tuple((self.place[person, place], 1) for place in places))

    def standing(self, *, function: str = "", cluster: str = "") -> Mapping[str, list[Placed]]:
        """Who could be placed in a function, or in a cluster, and where; in order of the staff."""
        if not self._standing:
            for person in self.people():
                for place in self.eligibility.places[person.id]:
                    for key in (("function", place.function), ("cluster", place.cluster)):
                        self._standing.setdefault(key, {}).setdefault(person.id, []).append(place)
        asked = ("function", function) if function else ("cluster", cluster)
        return self._standing.get(asked, {})

    def most_backups(self, role: Role, period: int) -> int:
        """Backups that a plan may list: those asked for, or as many as pins ask for."""
        cells = set(self.backups_of(role.id, period))
        return max(role.backups, len(cells & pinned_cells(self.scenario, "backup")))

    def existence(self, role: Role) -> Linear:
        """1 if the role or post exists."""
        variable = self.exists.get(role.id)
        return Linear((), 1) if variable is None else Linear.of(variable)


def create_variables(
    scenario: Scenario,
    eligibility: Eligibility,
    builder: Builder,
    reference: Assignment | None = None,
    only_period: int | None = None,
) -> Variables:
    """Make every decision variable, places first."""
    variables = Variables(
        scenario, eligibility, builder, reference=reference, only_period=only_period
    )
    _create_places(variables)
    _create_existence(variables)
    _create_holders(variables)
    _create_backups(variables)
    _create_loads(variables)
    return variables


def _create_places(variables: Variables) -> None:
    for person in variables.people():
        least = 1 if facts_of(variables.scenario).stays(person.id) else 0
        for place in variables.eligibility.places[person.id]:
            name = ("place", person.id, place.function, place.cluster)
            variables.place[person.id, place] = variables.builder.integer(least, 1, *name)


def _create_existence(variables: Variables) -> None:
    """A post `per: staff` exists as soon as the posts before it are full."""
    places = variables.eligibility.places
    for role in variables.scenario.roles.values():
        if role.post is None or role.post.per_staff is None or not role.active:
            continue
        if role.id in variables.eligibility.silent:
            continue
        threshold = (role.post.number - 1) * role.post.per_staff
        heads = Linear.total(
            variables.placed(p, fitting)
            for p, fitting in head_candidates(variables.scenario, role, places)
        )
        if heads.least <= threshold:
            variables.exists[role.id] = variables.builder.derive(
                0, 1, _above(heads, threshold), "exists", role.id
            )


def _above(form: Linear, threshold: int) -> Formula:
    return lambda values: int(form.value(values) > threshold)


def _create_holders(variables: Variables) -> None:
    for cell, holding in variables.eligibility.holdings.items():
        held = variables.builder.boolean("y", *cell)
        variables.holds[cell] = held
        if holding.least == holding.most:
            variables.share[cell] = Linear.of(held, holding.least)
        else:
            share = variables.builder.integer(0, holding.most, "x", *cell)
            variables.free_share[cell] = share
            variables.share[cell] = Linear.of(share)
        variables.file_holder(cell)


def _create_backups(variables: Variables) -> None:
    for cell in variables.eligibility.backings:
        variables.backs[cell] = variables.builder.boolean("b", *cell)
        variables.file_backup(cell)


def _create_loads(variables: Variables) -> None:
    scenario = variables.scenario
    for person, t in variables.serving():
        effort = scenario.staff[person].effort_for
        work = (
            variables.share[cell].times(effort(cell.role) * scenario.rules.step)
            for cell in variables.held_by(person, t)
        )
        overlap = (
            Linear.of(variables.backs[cell], 100 * scenario.roles[cell.role].backup_fte)
            for cell in variables.backed_by(person, t)
        )
        variables.load[person, t] = Linear.total([*work, *overlap])
