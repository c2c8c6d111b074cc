"""The best packages of a bundle under given prices, by dynamic programming over its roles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from rollenplanner.solver.columns.moves import Moves
from rollenplanner.solver.columns.packages import (
    BACKED_UP,
    NEVER,
    Bundle,
    Package,
    PackagePrices,
    Whole,
)
from rollenplanner.solver.eligibility import Cell

#: What leads to a state: nothing, or steps of share, or a backup.
_NOTHING, _BACKUP = 0, -1


def cheapest(bundle: Bundle, prices: PackagePrices) -> list[tuple[int, Package]]:
    """The package of least price, and after it the best of every number of roles held.

    Returns:
        Prices, exact, and packages; the cheapest first.
    """
    moves = Moves.of(bundle, prices)
    table = moves.first_table(NEVER)
    choices: list[NDArray[np.int16]] = []
    for each in moves.of_options:
        choice: NDArray[np.int16] = np.full(table.shape, _NOTHING, dtype=np.int16)
        after = table.copy()
        for share, move in each.items():
            mark = share if share != BACKED_UP else _BACKUP
            _improve(move.after(after), move.after(choice), move.arriving(table), mark)
        choices.append(choice)
        table = after
    total = np.where(table < NEVER // 2, table + prices.ends, NEVER)
    best = sorted(
        (int(plane.flat[place]), held, place)
        for held, plane in enumerate(total.swapaxes(0, 1))
        if plane.flat[place := int(np.argmin(plane))] < NEVER
    )
    return [
        (price, _trace(bundle, moves, choices, _place(total.shape, held, place)))
        for price, held, place in best
    ]


def _place(shape: tuple[int, ...], held: int, place: int) -> list[int]:
    """A state of the table from its place among those with so many roles held."""
    tallies, backed_up, lumps = np.unravel_index(place, (shape[0], *shape[2:]))
    return [int(tallies), held, int(backed_up), int(lumps)]


def _trace(
    bundle: Bundle, moves: Moves, choices: Sequence[NDArray[np.int16]], state: list[int]
) -> Package:
    """Follow the choices back from the last option to the first."""
    load = state[3] * bundle.lump
    held: list[tuple[Cell, int]] = []
    backed_up: list[Cell] = []
    options = zip(bundle.options, moves.of_options, choices, strict=True)
    for option, each, choice in reversed(list(options)):
        chosen = int(choice[tuple(state)])
        if chosen == _NOTHING:
            continue
        if chosen == _BACKUP:
            backed_up.append(option.cell)
        else:
            held.append((option.cell, chosen))
        state = each[BACKED_UP if chosen == _BACKUP else chosen].back(state)
    return Package(tuple(held), tuple(backed_up), load)


def _improve(after: Whole, choice: NDArray[np.int16], offer: Whole, mark: int) -> None:
    better = offer < after
    np.copyto(after, offer, where=better)
    np.copyto(choice, mark, where=better)
