"""How dear every single choice is: what the best package with it costs beyond the best of all.

These are reduced costs. A plan whose choices cost much beyond the best is far from the bound, so
they tell which choices are worth a try.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from rollenplanner.solver.columns.packages import NEVER, Bundle, PackagePrices, Whole
from rollenplanner.solver.eligibility import Cell

#: Tables are added to each other here, so "never" must fit in four times.
_NEVER = NEVER // 4


class _Move(NamedTuple):
    """One way to take a role on: what it adds to the numbers and the load, and its price."""

    held: int
    backed_up: int
    lumps: int
    price: int

    def after(self, table: Whole) -> Whole:
        """The states that the move can lead to."""
        return table[self.held :, self.backed_up :, self.lumps :]

    def before(self, table: Whole) -> Whole:
        """The states from which it leads to those."""
        held, backed_up, lumps = table.shape
        return table[: held - self.held, : backed_up - self.backed_up, : lumps - self.lumps]


def excess_of(
    bundle: Bundle, prices: PackagePrices
) -> tuple[int, dict[Cell, int], dict[Cell, int]]:
    """What the best package with a cell costs beyond the best of all, per cell of a bundle.

    Returns:
        What the best package costs, and what it costs more with a cell held, whatever the share,
        and with a cell backed up. Cells that no package can contain are left out.
    """
    moves = [_moves(bundle, prices, number) for number in range(len(bundle.options))]
    begun = _begun(moves, prices.ends)
    rest = np.minimum(prices.ends, _NEVER)
    best = int((begun[-1] + rest).min())
    held: dict[Cell, int] = {}
    backed_up: dict[Cell, int] = {}
    for number in reversed(range(len(moves))):
        cell = bundle.options[number].cell
        for move in moves[number]:
            whole = move.before(begun[number]) + move.price + move.after(rest)
            cost = int(whole.min()) - best
            table = held if move.held else backed_up
            if cost < _NEVER // 2:
                table[cell] = min(cost, table.get(cell, cost))
        rest = _one_back(moves[number], rest)
    return best, held, backed_up


def _moves(bundle: Bundle, prices: PackagePrices, number: int) -> list[_Move]:
    """Every way in which a person can take one role on."""
    option = bundle.options[number]
    held = prices.held.get(option.cell, {})
    moves = [_Move(1, 0, lumps, held[share]) for share, lumps in option.shares if share in held]
    if option.overlap is not None:
        moves.append(_Move(0, 1, option.overlap, prices.backed_up[option.cell]))
    return [move for move in moves if move.lumps <= bundle.lumps]


def _begun(moves: Sequence[Sequence[_Move]], ends: Whole) -> list[Whole]:
    """The least price of every state before each option, and after the last."""
    table = np.full(ends.shape, _NEVER, dtype=np.int64)
    table[0, 0, 0] = 0
    tables = [table]
    for choices in moves:
        after = tables[-1].copy()
        for move in choices:
            target = move.after(after)
            np.minimum(target, move.before(tables[-1]) + move.price, out=target)
        tables.append(after)
    return tables


def _one_back(choices: Sequence[_Move], rest: Whole) -> Whole:
    """The least price from every state on, one option earlier."""
    before = rest.copy()
    for move in choices:
        target = move.before(before)
        np.minimum(target, move.after(rest) + move.price, out=target)
    return before
