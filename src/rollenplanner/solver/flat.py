"""The model as plain rows, from which small sub-models are cut.

Solving a neighbourhood needs only the variables that may change and the rows they stand in. Cutting
these out costs milliseconds; cloning and fixing the whole model costs as much as its size (design
section 8). Rows come from the finished model, so a sub-model obeys exactly the same rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar, LinearExpr

from rollenplanner.solver.levels import Level
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.matrix import Matrix, Whole, entry_at_most, entry_of_row
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.parts import Part


@dataclass(slots=True)
class FlatForm:
    """A form as arrays."""

    indices: Whole
    coefficients: Whole
    constant: int

    @classmethod
    def of(cls, form: Linear) -> FlatForm:
        """The same form."""
        return cls(
            np.array([variable.index for variable, _ in form.pairs], dtype=np.int64),
            np.array([coefficient for _, coefficient in form.pairs], dtype=np.int64),
            form.constant,
        )


@dataclass(slots=True)
class FlatLevel:
    """A level as arrays.

    Attributes:
        total: In lowest terms.
        slacks: A row `slack <= least` per slack that has variables.
        numbers: Which of the level's slacks those are.
    """

    level: Level
    total: FlatForm
    slacks: Matrix
    numbers: list[int]

    def losing(self, values: Whole) -> list[int]:
        """Numbers of the slacks above their least."""
        above = np.flatnonzero(self.slacks.activities(values) > self.slacks.most)
        return [self.numbers[row] for row in above]


@dataclass(slots=True)
class FlatModel:
    """All rows of a model and the rows each variable stands in.

    Attributes:
        cells: Variables that say who carries what: holders, shares, backups.
        decisions: These, and who is placed where.
        part: Whose choices may change; None: everybody's.
        takeovers: All that the rule max-changes counts, a scarce good; None if it does not bind.
        periods: The period of every variable; -1 for those about none, or several.
    """

    model: PlanModel
    part: Part | None = None
    cells: frozenset[int] = frozenset()
    decisions: frozenset[int] = frozenset()
    levels: list[FlatLevel] = field(default_factory=list)
    takeovers: FlatForm | None = None
    rows: Matrix = field(init=False)
    periods: Whole = field(init=False)
    _ends: tuple[Whole, Whole] = field(init=False)
    _gaps: frozenset[int] = frozenset()
    _decided: Whole = field(init=False)

    def __post_init__(self) -> None:
        """Note for every variable the rows that it stands in."""
        variables, builder = self.model.variables, self.model.builder
        tables = (variables.holds, variables.free_share, variables.backs)
        self.cells = frozenset(each.index for table in tables for each in table.values())
        places = (placed.index for placed in variables.place.values())
        self.decisions = self.cells.union(places)
        self._decided = np.array(sorted(self.decisions), dtype=np.int64)
        self.rows = Matrix.of(map(entry_of_row, builder.rows), self.size)
        periods = (builder.period_of(index) for index in range(self.size))
        self.periods = np.array([-1 if t is None else t for t in periods], dtype=np.int64)
        domains = [builder.domain_of(index) for index in range(self.size)]
        self._ends = (
            np.array([domain.min() for domain in domains], dtype=np.int64),
            np.array([domain.max() for domain in domains], dtype=np.int64),
        )
        self._gaps = frozenset(
            index for index, domain in enumerate(domains) if len(domain.flattened_intervals()) > 2
        )
        if variables.takeovers:
            self.takeovers = FlatForm.of(Linear.total(variables.takeovers))
        self.levels = [_flat_level(level, self.size) for level in self.model.levels]

    @property
    def decided(self) -> Whole:
        """Indices of all decisions, ascending."""
        return self._decided

    @property
    def size(self) -> int:
        """How many variables there are."""
        return len(self.model.builder.names)

    def cut(
        self, free: Sequence[int], values: Sequence[int], open_: NDArray[np.bool_] | None = None
    ) -> SubModel:
        """The sub-model in which only the free variables may change.

        Args:
            free: Indices of variables.
            values: Of all variables; those that are neither free nor open keep theirs.
            open_: Variable -> whether it is left open: each row counts it at its most favourable
                value, so that rows ask no more than with any choice for it.
        """
        cut = self._over(free, values, open_)
        cut.add(self.rows)
        return cut

    def _over(
        self, free: Sequence[int], values: Sequence[int], open_: NDArray[np.bool_] | None = None
    ) -> SubModel:
        """The same without rows."""
        small = cp_model.CpModel()
        kept = {index: self._variable(small, index) for index in free}
        place = np.full(self.size, -1, dtype=np.int64)
        indices = np.array(free, dtype=np.int64)
        place[indices] = np.arange(len(free))
        if open_ is None:
            open_ = np.zeros(self.size, dtype=bool)
        fixed = np.array(values, dtype=np.int64)
        return SubModel(self, small, kept, indices, place, fixed, open_)

    def cut_rows(self, rows: Sequence[int], values: Sequence[int]) -> SubModel:
        """The model of all variables with some of the rows, by number."""
        cut = self._over(range(self.size), values)
        cut.add(self.rows, np.array(rows, dtype=np.int64))
        cut.hint()
        return cut

    def carried_over(
        self, before: Sequence[int], after: Sequence[int], onto: Sequence[int]
    ) -> list[int] | None:
        """What changed between two plans, made in a third one; None if that breaks a rule.

        Args:
            before: Values of all variables.
            after: Values of all variables; what differs from `before` is carried over.
            onto: Exact values of all variables.
        """
        old, new, now = (np.array(each, dtype=np.int64) for each in (before, after, onto))
        changed = self._decided[(old != new)[self._decided]]
        if (now[changed] != old[changed]).any():
            return None
        now[changed] = new[changed]
        values = self.model.builder.complete(now.tolist())
        return values if self.obeyed(values) else None

    def broken(self, values: Sequence[int]) -> Whole:
        """Numbers of the rows that exact values of all variables break."""
        activities = self.rows.activities(np.array(values, dtype=np.int64))
        return np.flatnonzero((activities < self.rows.least) | (activities > self.rows.most))

    def obeyed(self, values: Sequence[int]) -> bool:
        """Whether exact values of all variables obey every row and domain."""
        exact = np.array(values, dtype=np.int64)
        activities = self.rows.activities(exact)
        inside = (self._ends[0] <= exact) & (exact <= self._ends[1])
        return bool(
            inside.all()
            and (self.rows.least <= activities).all()
            and (activities <= self.rows.most).all()
        )

    def _variable(self, small: cp_model.CpModel, index: int) -> IntVar:
        if index in self._gaps:
            return small.new_int_var_from_domain(self.model.builder.domain_of(index), "")
        return small.new_int_var(int(self._ends[0][index]), int(self._ends[1][index]), "")

    @property
    def ends(self) -> tuple[Whole, Whole]:
        """Least and most value of every variable."""
        return self._ends


def _flat_level(level: Level, size: int) -> FlatLevel:
    having = [number for number, slack in enumerate(level.slacks) if slack.form.pairs]
    entries = (entry_at_most(level.slacks[n].form, level.slacks[n].least) for n in having)
    return FlatLevel(
        level,
        FlatForm.of(level.total.form),
        Matrix.of(entries, size),
        having,
    )


@dataclass(slots=True)
class SubModel:
    """A small model over the variables that may change.

    Attributes:
        kept: Index -> variable of this model.
        indices: Of the free variables, in the order of this model.
        place: Index -> place among them, -1 if not free.
        values: What the others keep.
        open_: Index -> whether it is left open.
    """

    flat: FlatModel
    model: cp_model.CpModel
    kept: Mapping[int, IntVar]
    indices: Whole
    place: Whole
    values: Whole
    open_: NDArray[np.bool_]

    def add(self, matrix: Matrix, rows: Whole | None = None) -> None:
        """Add what rows ask of the free variables; of some rows, or of all."""
        if rows is None:
            rows = matrix.rows_with(self.indices)
        free = list(self.kept.values())
        left = matrix.remains(rows, self.place, self.values, self.flat.ends, self.open_)
        for places, coefficients, least, most in left:
            expression = LinearExpr.weighted_sum([free[each] for each in places], coefficients)
            self.model.add_linear_constraint(expression, least, most)

    def part(self, form: FlatForm) -> Linear:
        """A form over the variables of this model; what is fixed is its constant."""
        free = self.place[form.indices] >= 0
        fixed = ~(free | self.open_[form.indices])
        constant = int((form.coefficients * self.values[form.indices])[fixed].sum())
        pairs = zip(form.indices[free].tolist(), form.coefficients[free].tolist(), strict=True)
        return Linear(
            tuple((self.kept[index], coefficient) for index, coefficient in pairs),
            constant + form.constant,
        )

    def hold(self, level: FlatLevel, ceiling: int) -> None:
        """Require that a level of the whole plan stays at most `ceiling` units.

        What is open counts as it stands in `values`.
        """
        if ceiling <= level.level.least:
            self.add(level.slacks)
            return
        total = level.total
        form = self.part(total)
        if form.pairs:
            opened = self.open_[total.indices]
            beside = int((total.coefficients * self.values[total.indices])[opened].sum())
            most = level.level.total.floor(ceiling) - beside
            self.model.add(form.expression <= most)

    def hint(self, values: Sequence[int] | None = None) -> None:
        """Start from the values of the plan, or from others; of all variables."""
        start = self.values if values is None else np.array(values, dtype=np.int64)
        hint = self.model.proto.solution_hint
        hint.vars.extend(variable.index for variable in self.kept.values())
        hint.values.extend(start[self.indices].tolist())

    def moves(self, solution: Sequence[int]) -> bool:
        """Whether a solution of this model carries anything otherwise than the plan."""
        found = np.array(list(solution)[: len(self.indices)], dtype=np.int64)
        changed = self.indices[found != self.values[self.indices]]
        return not self.flat.decisions.isdisjoint(changed.tolist())

    def merged(self, solution: Sequence[int]) -> list[int]:
        """Values of all variables: the solution of the sub-model, and the rest as it was."""
        values = self.values.copy()
        values[self.indices] = np.array(list(solution)[: len(self.indices)], dtype=np.int64)
        found: list[int] = values.tolist()
        return found
