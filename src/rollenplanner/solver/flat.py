"""The model as plain rows, from which small sub-models are cut.

Solving a neighbourhood needs only the variables that may change and the rows they stand in. Cutting
these out costs milliseconds; cloning and fixing the whole model costs as much as its size (design
section 8). Rows come from the finished model, so a sub-model obeys exactly the same rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model
from ortools.sat.python.cp_model import IntVar, LinearExpr

from rollenplanner.solver.levels import Level
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.rows import INFINITE, Kind, Row, index_of


@dataclass(slots=True)
class FlatModel:
    """All rows of a model and the rows each variable stands in.

    Attributes:
        cells: Variables that say who carries what: holders, shares, backups.
    """

    model: PlanModel
    rows_of: list[list[int]] = field(default_factory=list)
    cells: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        """Note for every variable the rows that it stands in."""
        variables = self.model.variables
        tables = (variables.holds, variables.free_share, variables.backs)
        self.cells = frozenset(each.index for table in tables for each in table.values())
        builder = self.model.builder
        self.rows_of = [[] for _ in range(len(builder.model.proto.variables))]
        for number, row in enumerate(builder.rows):
            for index in row.indices:
                self.rows_of[index].append(number)

    def cut(self, free: Sequence[int], values: Sequence[int]) -> SubModel:
        """The sub-model in which only the free variables may change.

        Args:
            free: Indices of variables.
            values: Of all variables, a solution.
        """
        variables = self.model.builder.model
        small = cp_model.CpModel()
        kept: dict[int, IntVar] = {}
        for index in free:
            domain = variables.get_int_var_from_proto_index(index).domain
            kept[index] = small.new_int_var_from_domain(domain, "")
        cut = SubModel(small, kept, values)
        for number in sorted({number for index in free for number in self.rows_of[index]}):
            cut.add(self.model.builder.rows[number])
        return cut


@dataclass(slots=True)
class SubModel:
    """A small model over the variables that may change; the others keep their values."""

    model: cp_model.CpModel
    kept: Mapping[int, IntVar]
    values: Sequence[int]

    def add(self, row: Row) -> None:
        """Add what a row asks of the free variables."""
        if row.kind is Kind.LINEAR:
            self._add_linear(row)
            return
        free: list[cp_model.LiteralT] = []
        satisfied = False
        for literal in row.variables:
            variable = self.kept.get(index_of(literal))
            if variable is not None:
                free.append(variable if literal >= 0 else ~variable)
            elif self.values[index_of(literal)] == (1 if literal >= 0 else 0):
                satisfied = True
        self._add_clause(row.kind, free, satisfied=satisfied)

    def _add_clause(self, kind: Kind, free: list[cp_model.LiteralT], *, satisfied: bool) -> None:
        if kind is Kind.AT_LEAST_ONE:
            if not satisfied:
                self.model.add_bool_or(free)
        elif satisfied:
            self.model.add_bool_and([_negated(each) for each in free])
        elif len(free) > 1:
            self.model.add_at_most_one(free)

    def _add_linear(self, row: Row) -> None:
        pairs, fixed = self._split(zip(row.variables, row.coefficients, strict=True))
        if pairs:
            low = row.least - fixed if row.least > -INFINITE else -INFINITE
            high = row.most - fixed if row.most < INFINITE else INFINITE
            self.model.add_linear_constraint(_expression(pairs), low, high)

    def _split(self, terms: Iterable[tuple[int, int]]) -> tuple[list[tuple[IntVar, int]], int]:
        pairs: list[tuple[IntVar, int]] = []
        fixed = 0
        for index, coefficient in terms:
            variable = self.kept.get(index)
            if variable is None:
                fixed += coefficient * self.values[index]
            else:
                pairs.append((variable, coefficient))
        return pairs, fixed

    def part(self, form: Linear) -> Linear:
        """The part of a form that may change, over the variables of this model."""
        pairs, fixed = self._split((v.index, c) for v, c in form.pairs)
        return Linear(tuple(pairs), form.constant + fixed)

    def hold(self, level: Level, ceiling: int) -> None:
        """Require that a level of the whole plan stays at most `ceiling` units."""
        if ceiling <= level.least:
            for slack in level.slacks:
                self._at_most(self.part(slack.form), slack.least)
        else:
            self._at_most(self.part(level.total.form), level.total.floor(ceiling))

    def _at_most(self, form: Linear, ceiling: int) -> None:
        if form.pairs:
            self.model.add(form.expression <= ceiling)

    def hint(self) -> None:
        """Start from the values of the plan."""
        for index, variable in self.kept.items():
            self.model.add_hint(variable, self.values[index])

    def merged(self, solution: Sequence[int]) -> list[int]:
        """Values of all variables: the solution of the sub-model, and the rest as it was."""
        values = list(self.values)
        for (index, _), value in zip(self.kept.items(), solution, strict=True):
            values[index] = int(value)
        return values


def _expression(pairs: Sequence[tuple[IntVar, int]]) -> cp_model.LinearExprT:
    return LinearExpr.weighted_sum([v for v, _ in pairs], [c for _, c in pairs])


def _negated(literal: cp_model.LiteralT) -> cp_model.LiteralT:
    return ~literal
