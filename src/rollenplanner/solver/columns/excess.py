"""How dear every single choice is: what the best package with it costs beyond the best of all.

These are reduced costs. A plan whose choices cost much beyond the best is far from the bound, so
they tell which choices are worth a try.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from rollenplanner.solver.columns.packages import NEVER, Bundle, PackagePrices, Whole
from rollenplanner.solver.eligibility import Cell

#: Tables are added to each other here, so "never" must fit in four times.
_NEVER = NEVER // 4
#: Stands for a backup where shares are told apart.
BACKED_UP = 0


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


@dataclass(frozen=True, slots=True)
class Excess:
    """What choices cost beyond the best package of a bundle; impossible ones are left out.

    Attributes:
        least: What the best package costs.
        held: Cell -> steps of share -> what the best package that holds it so costs more.
        backed_up: Cell -> the same with the cell backed up.
        loads: Lumps of load -> the same with that load.
    """

    least: int
    held: Mapping[Cell, Mapping[int, int]]
    backed_up: Mapping[Cell, int]
    loads: Mapping[int, int]


def excess_of(bundle: Bundle, prices: PackagePrices) -> Excess:
    """What the best package with a choice costs beyond the best of all, for every choice."""
    moves = [_moves(bundle, prices, number) for number in range(len(bundle.options))]
    begun = _begun([list(each.values()) for each in moves], prices.ends)
    rest = np.minimum(prices.ends, _NEVER)
    whole = begun[-1] + rest
    best = int(whole.min())
    held: dict[Cell, dict[int, int]] = {option.cell: {} for option in bundle.options}
    backed_up: dict[Cell, int] = {}
    for number in reversed(range(len(moves))):
        cell = bundle.options[number].cell
        for share, move in moves[number].items():
            with_it = move.before(begun[number]) + move.price + move.after(rest)
            cost = int(with_it.min()) - best
            if cost < _NEVER // 2 and share == BACKED_UP:
                backed_up[cell] = cost
            elif cost < _NEVER // 2:
                held[cell][share] = cost
        rest = _one_back(list(moves[number].values()), rest)
    by_load = (whole.min(axis=(0, 1)) - best).tolist()
    loads = {lumps: cost for lumps, cost in enumerate(by_load) if cost < _NEVER // 2}
    return Excess(best, held, backed_up, loads)


def _moves(bundle: Bundle, prices: PackagePrices, number: int) -> dict[int, _Move]:
    """Every way in which a person can take one role on: by steps of share, and as its backup."""
    option = bundle.options[number]
    held = prices.held.get(option.cell, {})
    moves = {
        share: _Move(1, 0, lumps, held[share]) for share, lumps in option.shares if share in held
    }
    if option.overlap is not None:
        moves[BACKED_UP] = _Move(0, 1, option.overlap, prices.backed_up[option.cell])
    return {share: move for share, move in moves.items() if move.lumps <= bundle.lumps}


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
