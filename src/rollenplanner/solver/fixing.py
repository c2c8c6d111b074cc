"""Neighbourhoods of small models: rows that can change, and every other variable fixed.

All variables keep their numbers, so variables and rows are copied as they stand in the finished
model, in one call each. For a model of a few thousand variables that takes a quarter of the time of
cutting (`flat`), in which Python writes every row anew; above that, cutting is faster.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from ortools.sat.python import cp_model
from ortools.sat.python import cp_model_helper as helper

from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.levels import Level
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.matrix import Whole
from rollenplanner.solver.narrowing import Narrowed, intervals_of

#: No lower bound, as CP-SAT writes it.
_BOTTOMLESS = -(1 << 62)

#: Index -> a variable as CP-SAT writes it.
Variables = Mapping[int, helper.IntegerVariableProto]


@dataclass(slots=True)
class Fixing:
    """A model in pieces from which neighbourhoods are put together.

    Attributes:
        narrowed: Level, and whether nothing but a better plan will do -> index of a variable ->
            what it may be instead of all of its domain.
    """

    flat: FlatModel
    narrowed: dict[tuple[int, bool], Variables] = field(default_factory=dict)
    _free: list[helper.IntegerVariableProto] = field(init=False)
    _rows: list[helper.ConstraintProto] = field(init=False)
    _slacks: list[list[helper.ConstraintProto]] = field(init=False)
    _fixed: dict[int, helper.IntegerVariableProto] = field(default_factory=dict)
    _decisions: Whole = field(init=False)

    def __post_init__(self) -> None:
        """Take the model apart once."""
        proto = self.flat.model.builder.model.proto
        self._free = list(proto.variables)
        self._rows = list(proto.constraints)
        self._slacks = [
            [
                _at_most(level.level.slacks[number].form, level.level.slacks[number].least)
                for number in level.numbers
            ]
            for level in self.flat.levels
        ]
        self._decisions = np.array(sorted(self.flat.decisions), dtype=np.int64)

    def narrow(self, number: int, narrowed: Narrowed, better: Narrowed) -> None:
        """From now on leave variables only some of their values where a level is searched.

        Args:
            number: The level, from 0.
            narrowed: What remains for any plan that is looked for.
            better: What remains for a plan that is better at the level.
        """
        self.narrowed[number, False] = _variables_with(narrowed)
        self.narrowed[number, True] = _variables_with(better)

    def cut(
        self,
        number: int,
        free: Sequence[int],
        values: Sequence[int],
        *,
        better: bool = False,
        drift: Mapping[int, int] | None = None,
    ) -> FixedModel:
        """A model that minimises a level, those above it held at their values.

        Args:
            number: The level, from 0.
            free: Variables that may change.
            values: Of all variables, exact; a plan.
            better: Nothing but a better plan will do.
            drift: Index -> weight of its value where plans are equally good at the level; without
                it the plan stays as it is unless a better one is found.
        """
        small = cp_model.CpModel()
        proto = small.proto
        narrowed = self.narrowed.get((number, better), {})
        proto.variables.extend(self._variables(free, values, narrowed))
        rows = self._rows_with(np.array(free, dtype=np.int64), number, values)
        form = self.flat.model.levels[number].total.form
        if better:
            rows.append(_at_most(form, form.value(values) - 1))
        proto.constraints.extend(rows)
        _minimise(proto, form, drift or {})
        if not better:
            proto.solution_hint.vars.extend(list(range(len(values))))
            proto.solution_hint.values.extend(values)
        return FixedModel(small, np.array(values, dtype=np.int64), self._decisions)

    def _variables(
        self,
        free: Sequence[int],
        values: Sequence[int],
        narrowed: Variables,
    ) -> list[helper.IntegerVariableProto]:
        variables = [self._fixed_at(value) for value in values]
        for index in free:
            variables[index] = narrowed.get(index) or self._free[index]
        return variables

    def _fixed_at(self, value: int) -> helper.IntegerVariableProto:
        variable = self._fixed.get(value)
        if variable is None:
            variable = self._fixed[value] = helper.IntegerVariableProto()
            variable.domain.extend((value, value))
        return variable

    def _rows_with(
        self, indices: Whole, number: int, values: Sequence[int]
    ) -> list[helper.ConstraintProto]:
        """Rows of the model and of the levels above in which any of the variables stands."""
        rows = [self._rows[row] for row in self.flat.rows.rows_with(indices).tolist()]
        for flat, slacks in zip(self.flat.levels[:number], self._slacks, strict=False):
            level = flat.level
            reached = level.value(values)
            if reached <= level.least:
                rows.extend(slacks[row] for row in flat.slacks.rows_with(indices).tolist())
            elif not level.constant:
                rows.append(_ceiling(level, reached))
        return rows


@dataclass(frozen=True, slots=True)
class FixedModel:
    """A model with a plan in which only some variables may change.

    Attributes:
        values: Of all variables in the plan.
    """

    model: cp_model.CpModel
    values: Whole
    _decisions: Whole

    def moves(self, solution: Sequence[int]) -> bool:
        """Whether a solution carries anything otherwise than the plan."""
        found = np.array(solution[: len(self.values)], dtype=np.int64)
        return bool((found != self.values)[self._decisions].any())

    def merged(self, solution: Sequence[int]) -> list[int]:
        """Values of all variables."""
        return list(solution[: len(self.values)])


def _variables_with(narrowed: Narrowed) -> Variables:
    """Variables with the values that remain."""
    found: dict[int, helper.IntegerVariableProto] = {}
    for index, remaining in narrowed.items():
        found[index] = helper.IntegerVariableProto()
        found[index].domain.extend(intervals_of(remaining))
    return found


def _at_most(form: Linear, most: int) -> helper.ConstraintProto:
    """The row `form <= most`."""
    row = helper.ConstraintProto()
    indices, coefficients = form.terms
    row.linear.vars.extend(indices)
    row.linear.coeffs.extend(coefficients)
    row.linear.domain.extend((_BOTTOMLESS, most - form.constant))
    return row


def _ceiling(level: Level, reached: int) -> helper.ConstraintProto:
    return _at_most(level.total.form, level.total.floor(reached))


def _minimise(proto: helper.CpModelProto, form: Linear, drift: Mapping[int, int]) -> None:
    """Minimise a form; among equals, the weighted values."""
    each = sum(abs(weight) for weight in drift.values()) + 1
    costs = {index: each * cost for index, cost in zip(*form.terms, strict=True)}
    for index, weight in drift.items():
        costs[index] = costs.get(index, 0) + weight
    proto.objective.vars.extend(list(costs))
    proto.objective.coeffs.extend(list(costs.values()))
