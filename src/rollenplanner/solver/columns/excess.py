"""How dear every single choice is: what the best package with it costs beyond the best of all.

These are reduced costs. A plan whose choices cost much beyond the best is far from the bound, so
they tell which choices are worth a try.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from rollenplanner.solver.columns.moves import Move, Moves
from rollenplanner.solver.columns.packages import BACKED_UP, NEVER, Bundle, PackagePrices, Whole
from rollenplanner.solver.eligibility import Cell

#: Tables are added to each other here, so "never" must fit in four times.
_NEVER = NEVER // 4


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
    moves = Moves.of(bundle, prices)
    begun = _begun(moves)
    rest = np.broadcast_to(np.minimum(prices.ends, _NEVER), moves.shape)
    whole = begun[-1] + rest
    best = int(whole.min())
    held: dict[Cell, dict[int, int]] = {option.cell: {} for option in bundle.options}
    backed_up: dict[Cell, int] = {}
    for number in reversed(range(len(bundle.options))):
        cell, choices = bundle.options[number].cell, moves.of_options[number]
        for share, move in choices.items():
            with_it = move.arriving(begun[number]) + move.after(rest)
            cost = int(with_it.min()) - best
            if cost < _NEVER // 2 and share == BACKED_UP:
                backed_up[cell] = cost
            elif cost < _NEVER // 2:
                held[cell][share] = cost
        rest = _one_back(choices.values(), rest)
    by_load = (whole.min(axis=(0, 1, 2)) - best).tolist()
    loads = {lumps: cost for lumps, cost in enumerate(by_load) if cost < _NEVER // 2}
    return Excess(best, held, backed_up, loads)


def _begun(moves: Moves) -> list[Whole]:
    """The least price of every state before each option, and after the last."""
    tables = [moves.first_table(_NEVER)]
    for choices in moves.of_options:
        after = tables[-1].copy()
        for move in choices.values():
            target = move.after(after)
            np.minimum(target, move.arriving(tables[-1]), out=target)
        tables.append(after)
    return tables


def _one_back(choices: Iterable[Move], rest: Whole) -> Whole:
    """The least price from every state on, one option earlier."""
    before = rest.copy()
    for move in choices:
        target = move.before(before)
        np.minimum(target, move.leaving(rest), out=target)
    return before
