"""Prices of rows in whole numbers, and the bound that they prove.

Whatever the prices are, no plan costs less than the rows at their prices and, for every variable,
the cheaper end of its domain at what the prices leave of its cost (weak duality: Chvatal, Linear
Programming, 1983, chapter 5). So prices from a method that works in floats and stops early prove
a bound all the same, if only the sum is exact; and as ceilings stand on the right of their rows,
the same prices prove a bound for every ceiling.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rollenplanner.solver.matrix import Whole
from rollenplanner.solver.relaxed.program import Program, Units
from rollenplanner.solver.rows import INFINITE

#: Prices are rounded to this many parts of one, or to fewer where sums would not fit.
MOST_PARTS = 1 << 24
#: Sums of 64 bits stay below this.
GREATEST_SUM = 1 << 62

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Prices:
    """What is proven about a level, as a function of the ceilings of those above it.

    Attributes:
        parts: Prices are in so many parts of one.
        fixed: What the level costs at least but for ceilings, in parts.
        ceilings: Per level above, what one unit of its reduced form less adds at least, in parts.
    """

    parts: int
    fixed: int
    ceilings: tuple[int, ...]

    def bound(self, levels: Sequence[Units], ceilings: Sequence[int]) -> int:
        """The level is at least this with those above it at most so high; all in units.

        Args:
            levels: How every level is counted.
            ceilings: One for each level above.
        """
        total = self.fixed
        for units, price, ceiling in zip(levels, self.ceilings, ceilings, strict=False):
            total -= price * units.reduced(ceiling)
        # The reduced level is a whole number, so its bound may be rounded up.
        return levels[len(ceilings)].original(-(-total // self.parts))


def exact_prices(program: Program, level: int, duals: Floats, ceilings: Floats) -> Prices:
    """Prices as whole numbers, with all that they prove.

    Args:
        program: The relaxation.
        level: That the prices are for, from 0.
        duals: Of its rows, from minimising: positive where `least` binds, negative where `most`.
        ceilings: Of the ceilings of the levels above; 0 or less.
    """
    parts = _parts(program, level, duals, ceilings)
    prices = np.rint(duals * parts).astype(np.int64)
    prices[(prices > 0) & (program.least <= -INFINITE)] = 0
    prices[(prices < 0) & (program.most >= INFINITE)] = 0
    held = np.maximum(0, np.rint(-ceilings * parts)).astype(np.int64)
    left = program.costs(level) * parts
    np.subtract.at(left, program.column, program.coefficient * prices[program.row])
    for number, price in enumerate(held.tolist()):
        if price:
            form = program.targets[number].form
            np.add.at(left, form.indices, form.coefficients * price)
    fixed = _sum_of_products(prices, np.where(prices > 0, program.least, program.most))
    fixed += _sum_of_products(left, np.where(left > 0, program.low, program.high))
    return Prices(parts, fixed, tuple(held.tolist()))


def _parts(program: Program, level: int, duals: Floats, ceilings: Floats) -> int:
    """How finely prices may be rounded so that no sum of 64 bits runs over."""
    weight = np.zeros(program.size)
    np.add.at(weight, program.column, np.abs(program.coefficient * duals[program.row]))
    weight += np.abs(program.costs(level))
    for target, price in zip(program.targets, ceilings.tolist(), strict=False):
        np.add.at(weight, target.form.indices, np.abs(target.form.coefficients * price))
    widest = max(1.0, float(weight.max(initial=0.0)), float(np.abs(duals).max(initial=0.0)))
    parts = MOST_PARTS
    while parts > 1 and 2 * widest * parts >= GREATEST_SUM:
        parts //= 2
    return parts


def _sum_of_products(one: Whole, other: Whole) -> int:
    """Exact, however large."""
    used = one != 0
    pairs = zip(one[used].tolist(), other[used].tolist(), strict=True)
    return sum(a * b for a, b in pairs)
