"""The master problem of a level: which rows tie packages together, and what they price."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from rollenplanner.domain.scenario import Role
from rollenplanner.solver.columns.compositions import Division
from rollenplanner.solver.columns.packages import Bundle, Package, make_bundle
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.levels import Level
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.narrowing import Narrowed
from rollenplanner.solver.objective import Slack
from rollenplanner.solver.rows import INFINITE, Kind, Row
from rollenplanner.solver.variables import Variables

#: States of one person's table (roles held x backups x lumps of load) that are still priced.
MOST_STATES = 200_000

#: Variable index -> coefficient.
Coefficients = dict[int, int]


def expresses(variables: Variables, level: Level) -> bool:
    """Whether packages express all that a level counts; a bound from columns is weak otherwise."""
    tables = (variables.holds, variables.free_share, variables.backs)
    known = {variable.index for table in tables for variable in table.values()}
    known.update(variables.features)
    return all(variable.index in known for variable, _ in level.total.form.pairs)


@dataclass(frozen=True, slots=True)
class Tie:
    """A row of the master problem: the packages together give at most `most`."""

    coefficients: Coefficients
    most: int


@dataclass(frozen=True, slots=True)
class Divided:
    """A role whose demand is divided over shares in one of some ways."""

    role: str
    period: int
    ways: tuple[tuple[int, ...], ...]

    @property
    def shares(self) -> tuple[int, ...]:
        """Every share that occurs in some way, ascending."""
        return tuple(sorted({share for way in self.ways for share in way}))


@dataclass(slots=True)
class Problem:
    """Minimise a level over mixtures of packages, the levels above it held.

    Everything that packages cannot express is relaxed, so the optimum is never above that of the
    model.

    Attributes:
        narrowed: Index of a variable -> the only values that it can have in plans that obey the
            levels above; what it leaves out need not be priced.
        objective: Of the level in lowest terms, per variable; `constant` beside it.
        ties: Rows over several people, and those about single cells such as pins.
        divided: Roles with their ways to be divided.
    """

    model: PlanModel
    level: Level
    held: tuple[tuple[Level, int], ...]
    narrowed: Narrowed = field(default_factory=dict)
    bundles: tuple[Bundle, ...] = ()
    objective: Coefficients = field(default_factory=dict)
    constant: int = 0
    ties: list[Tie] = field(default_factory=list)
    divided: list[Divided] = field(default_factory=list)
    _cells: dict[int, Cell] = field(default_factory=dict)
    _bundle_of: dict[int, tuple[str, int]] = field(default_factory=dict)
    _features: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Take over from the model what packages can express."""
        variables = self.model.variables
        self.bundles = tuple(
            make_bundle(variables, p, t, self.narrowed) for p, t in variables.serving()
        )
        for table in (variables.holds, variables.free_share, variables.backs):
            self._cells.update({variable.index: cell for cell, variable in table.items()})
        self._bundle_of = {i: (cell.person, cell.period) for i, cell in self._cells.items()}
        for index, feature in variables.features.items():
            key = (feature.person, feature.period)
            self._bundle_of[index] = key
            self._features.setdefault(key, []).append(index)
        self.objective, self.constant = self._relaxed(self.level.total.form)
        frozen = list(self._frozen())
        self._divide_roles(frozen)
        self._tie_rows()
        self._tie_levels(frozen)

    @property
    def too_large(self) -> bool:
        """Whether some bundle, a large pool, has more states than are worth pricing."""
        return any(bundle.states > MOST_STATES for bundle in self.bundles)

    # Forms

    def _relaxed(self, form: Linear) -> tuple[Coefficients, int]:
        """Coefficients on what packages express; the rest counts at its least."""
        kept: Coefficients = {}
        constant = form.constant
        for variable, coefficient in form.pairs:
            if variable.index in self._bundle_of:
                kept[variable.index] = coefficient
            else:
                domain = variable.domain
                constant += min(coefficient * domain.min(), coefficient * domain.max())
        return kept, constant

    def _tie(self, form: Linear, ceiling: int) -> None:
        if form.most <= ceiling:
            return
        coefficients, constant = self._relaxed(form)
        if coefficients:
            self.ties.append(Tie(coefficients, ceiling - constant))

    # Levels above

    def _frozen(self) -> Iterator[Slack]:
        """Slacks that are held at their least."""
        for level, ceiling in self.held:
            if ceiling <= level.least:
                yield from (slack for slack in level.slacks if slack.form.pairs)

    def _tie_levels(self, frozen: list[Slack]) -> None:
        for level, ceiling in self.held:
            if ceiling > level.least and not level.constant:
                self._tie(level.total.form, level.total.floor(ceiling))
        for slack in frozen:
            reduced = slack.form.reduced()
            self._tie(reduced.form, reduced.floor(slack.least))

    # Roles

    def _divide_roles(self, frozen: list[Slack]) -> None:
        variables = self.model.variables
        over: dict[frozenset[int], list[Slack]] = {}
        for slack in frozen:
            over.setdefault(_support(slack.form), []).append(slack)
        for role, t in variables.roles():
            covered = variables.covered(role.id, t)
            demand = role.demand[t] // variables.scenario.rules.step
            same = over.get(_support(covered), ())
            whole = any(_forces(slack, covered, demand) for slack in same)
            ways = self._ways(variables, role, t, whole=whole)
            if ways is not None:
                self.divided.append(Divided(role.id, t, tuple(ways)))

    def _ways(
        self, variables: Variables, role: Role, t: int, *, whole: bool
    ) -> list[tuple[int, ...]] | None:
        holdings = [variables.eligibility.holdings[c] for c in variables.holders_of(role.id, t)]
        if not holdings:
            return None
        least = min(holding.least for holding in holdings)
        demand = role.demand[t] // variables.scenario.rules.step
        greatest = demand // least
        if role.max_holders is not None:
            greatest = min(greatest, role.max_holders)
        most = max(holding.most for holding in holdings)
        ways = Division(demand, least, most, role.min_holders, greatest, whole).ways()
        return ways or None

    # Rows

    def _tie_rows(self) -> None:
        divided = {(each.role, each.period) for each in self.divided}
        for row in self.model.builder.rows:
            if not self._known_otherwise(row, divided):
                for form, ceiling in self._as_ceilings(row):
                    self._tie(form, ceiling)

    def _known_otherwise(self, row: Row, divided: set[tuple[str, int]]) -> bool:
        """Whether packages or divisions obey the row by themselves."""
        indices = list(row.indices)
        if len(indices) < 2:
            return False
        cells = {self._cells.get(index) for index in indices}
        if len({self._bundle_of.get(index) for index in indices}) == 1:
            return row.kind is Kind.LINEAR or len(cells) == 1
        held = self.model.variables.holds, self.model.variables.free_share
        holding = {table[c].index for table in held for c in cells if c is not None and c in table}
        roles = {(cell.role, cell.period) for cell in cells if cell is not None}
        return holding.issuperset(indices) and len(roles) == 1 and roles <= divided

    def _as_ceilings(self, row: Row) -> Iterator[tuple[Linear, int]]:
        """The row as forms with a ceiling."""
        model = self.model.builder.model
        if row.kind is Kind.LINEAR:
            form = Linear(
                tuple(
                    (model.get_int_var_from_proto_index(index), coefficient)
                    for index, coefficient in zip(row.variables, row.coefficients, strict=True)
                )
            )
            if row.most < INFINITE:
                yield form, row.most
            if row.least > -INFINITE:
                yield form.times(-1), -row.least
            return
        parts = []
        for literal in row.variables:
            if literal >= 0:
                parts.append(Linear.of(model.get_int_var_from_proto_index(literal)))
            else:
                variable = model.get_int_var_from_proto_index(-literal - 1)
                parts.append(Linear.of(variable, -1).plus(1))
        total = Linear.total(parts)
        if row.kind is Kind.AT_MOST_ONE:
            yield total, 1
        else:
            yield total.times(-1), -1

    # Packages

    def usage(self, package: Package, bundle: Bundle) -> Coefficients:
        """The value of every variable that a package sets, those at 0 left out."""
        variables = self.model.variables
        found: Coefficients = {}
        for cell, share in package.held:
            found[variables.holds[cell].index] = 1
            if cell in variables.free_share:
                found[variables.free_share[cell].index] = share
        for cell in package.backed_up:
            found[variables.backs[cell].index] = 1
        counts = (len(package.held), len(package.backed_up))
        for index in self.features_of(bundle):
            feature = variables.features[index]
            if feature.of_load is not None:
                found[index] = feature.of_load(package.load)
            elif feature.of_counts is not None:
                found[index] = feature.of_counts(*counts)
        return found

    def features_of(self, bundle: Bundle) -> list[int]:
        """Indices of the derived variables about a person in a period."""
        return self._features.get((bundle.person, bundle.period), [])


def _support(form: Linear) -> frozenset[int]:
    return frozenset(variable.index for variable, _ in form.pairs)


def _forces(slack: Slack, covered: Linear, demand: int) -> bool:
    """Whether a slack at its least means that the whole demand is covered."""
    steps = {variable.index: coefficient for variable, coefficient in covered.pairs}
    return slack.least == 0 < slack.form.constant and all(
        -coefficient * demand == slack.form.constant * steps[variable.index]
        for variable, coefficient in slack.form.pairs
    )


def end_values(problem: Problem, bundle: Bundle, index: int) -> NDArray[np.int64]:
    """Values of a derived variable by number held, number backed up and lumps of load."""
    feature = problem.model.variables.features[index]
    shape = (bundle.most_held + 1, bundle.most_backed_up + 1, bundle.lumps + 1)
    if feature.of_load is not None:
        row = np.array([feature.of_load(load) for load in bundle.loads], dtype=np.int64)
        return np.broadcast_to(row, shape)
    of_counts = feature.of_counts
    assert of_counts is not None
    grid = [[of_counts(held, backs) for backs in range(shape[1])] for held in range(shape[0])]
    return np.broadcast_to(np.array(grid, dtype=np.int64)[:, :, None], shape)
