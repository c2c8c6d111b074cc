"""The linear relaxation of a model as arrays, in whole numbers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from rollenplanner.solver.flat import FlatForm, FlatLevel, FlatModel
from rollenplanner.solver.matrix import Whole
from rollenplanner.solver.model import PlanModel


@dataclass(frozen=True, slots=True)
class Units:
    """How a level in lowest terms is counted: units are `scale x reduced + constant`."""

    scale: int
    constant: int

    def reduced(self, units: int) -> int:
        """The greatest reduced value that is at most so many units."""
        return (units - self.constant) // self.scale

    def original(self, reduced: int) -> int:
        """The units of a reduced value."""
        return self.scale * reduced + self.constant


@dataclass(frozen=True, slots=True)
class Target:
    """A level of the objective in lowest terms."""

    form: FlatForm
    units: Units

    @property
    def constant(self) -> bool:
        """Whether no decision changes its value."""
        return not len(self.form.indices)


@dataclass(frozen=True, slots=True)
class Program:
    """All rows of a model, without whole numbers being asked.

    Attributes:
        row, column, coefficient: Of every entry; no two have the same place.
        least, most: Per row, `INFINITE` and its opposite where there is none.
        low, high: Per variable.
        targets: Per level.
    """

    row: Whole
    column: Whole
    coefficient: Whole
    least: Whole
    most: Whole
    low: Whole
    high: Whole
    targets: tuple[Target, ...]

    @classmethod
    def of(cls, model: PlanModel) -> Program:
        """Take the arrays from a model, which is not needed afterwards."""
        flat = FlatModel(model)
        rows = flat.rows
        row = np.repeat(np.arange(len(rows.least)), np.diff(rows.begins))
        row, column, coefficient = _merged(row, rows.columns, rows.coefficients, flat.size)
        targets = tuple(_target(level) for level in flat.levels)
        return cls(row, column, coefficient, rows.least, rows.most, *flat.ends, targets)

    @property
    def units(self) -> tuple[Units, ...]:
        """Per level, how it is counted."""
        return tuple(target.units for target in self.targets)

    @property
    def size(self) -> int:
        """How many variables there are."""
        return len(self.low)

    @property
    def height(self) -> int:
        """How many rows there are, ceilings not counted."""
        return len(self.least)

    def costs(self, level: int) -> Whole:
        """What every variable adds to a level."""
        form = self.targets[level].form
        found = np.zeros(self.size, dtype=np.int64)
        np.add.at(found, form.indices, form.coefficients)
        return found


def _target(level: FlatLevel) -> Target:
    total = level.level.total
    return Target(level.total, Units(total.scale, total.constant))


def _merged(
    row: Whole, column: Whole, coefficient: Whole, width: int
) -> tuple[Whole, Whole, Whole]:
    """Entries of the same place added up, and those that come to nothing left out."""
    places, numbers = np.unique(row * width + column, return_inverse=True)
    sums = np.zeros(len(places), dtype=np.int64)
    np.add.at(sums, numbers, coefficient)
    kept = sums != 0
    return places[kept] // width, places[kept] % width, sums[kept]
