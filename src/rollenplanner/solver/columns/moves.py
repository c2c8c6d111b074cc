"""How the table in which packages are priced goes on from one role to the next.

A state says which tallies stand at an odd number, how many roles are held and backed up, and the
lumps of load. A move takes one role on.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from rollenplanner.solver.columns.packages import (
    BACKED_UP,
    Bundle,
    Option,
    PackagePrices,
    Tally,
    Whole,
)

Number = TypeVar("Number", np.int16, np.int64)


@dataclass(frozen=True, slots=True)
class Move:
    """One way to take a role on: what it adds to the numbers and the load, and its price.

    Attributes:
        swap: State of the tallies -> the other one that the move connects it with; None: the move
            counts in no tally.
        dear: What the tallies cost when the move is made from each of their states.
    """

    held: int
    backed_up: int
    lumps: int
    price: int
    swap: NDArray[np.intp] | None = None
    dear: Whole | None = None

    def after(self, table: NDArray[Number]) -> NDArray[Number]:
        """The states that the move can lead to."""
        return table[:, self.held :, self.backed_up :, self.lumps :]

    def before(self, table: NDArray[Number]) -> NDArray[Number]:
        """The states from which it leads to those, tallies as they were."""
        _, held, backed_up, lumps = table.shape
        return table[:, : held - self.held, : backed_up - self.backed_up, : lumps - self.lumps]

    def back(self, state: Sequence[int]) -> list[int]:
        """The state from which the move leads to another."""
        tallies, held, backed_up, lumps = state
        if self.swap is not None:
            tallies = int(self.swap[tallies])
        return [tallies, held - self.held, backed_up - self.backed_up, lumps - self.lumps]

    def arriving(self, table: Whole) -> Whole:
        """What it costs to come by the move to the states after it, from those before."""
        costs = self.before(table) + self.price
        if self.swap is None or self.dear is None:
            return costs
        costs += self.dear
        return costs[self.swap]

    def leaving(self, rest: Whole) -> Whole:
        """What it costs to go on by the move, from a table of the states after it."""
        costs = self.after(rest) + self.price
        if self.swap is None or self.dear is None:
            return costs
        found: Whole = costs[self.swap] + self.dear
        return found


@dataclass(frozen=True, slots=True)
class Moves:
    """Every move of a bundle under prices.

    Attributes:
        of_options: Per option, steps of share (or `BACKED_UP`) -> the move.
        begun: State of the tallies before the first move.
        shape: Of the table.
    """

    of_options: list[dict[int, Move]] = field(default_factory=list)
    begun: int = 0
    shape: tuple[int, ...] = ()

    @classmethod
    def of(cls, bundle: Bundle, prices: PackagePrices) -> Moves:
        """The moves of a bundle."""
        tallies = prices.tallies
        begun = sum(tally.begun << bit for bit, tally in enumerate(tallies))
        known: dict[int, tuple[NDArray[np.intp], Whole]] = {}
        of_options = []
        for option in bundle.options:
            found = {}
            for share, move in _plain(option, prices):
                if move.lumps <= bundle.lumps:
                    mask = sum(
                        tally.counts((option.cell, share)) << bit
                        for bit, tally in enumerate(tallies)
                    )
                    found[share] = _counted(move, mask, tallies, known)
            of_options.append(found)
        return cls(of_options, begun, (1 << len(tallies), *prices.ends.shape))

    def first_table(self, never: np.int64) -> Whole:
        """The table before the first move."""
        table = np.full(self.shape, never, dtype=np.int64)
        table[self.begun, 0, 0, 0] = 0
        return table


def _plain(option: Option, prices: PackagePrices) -> Iterator[tuple[int, Move]]:
    """The ways to take one role on, tallies aside."""
    held = prices.held.get(option.cell, {})
    for share, lumps in option.shares:
        if share in held:
            yield share, Move(1, 0, lumps, held[share])
    if option.overlap is not None:
        yield BACKED_UP, Move(0, 1, option.overlap, prices.backed_up[option.cell])


def _counted(
    move: Move,
    mask: int,
    tallies: tuple[Tally, ...],
    known: dict[int, tuple[NDArray[np.intp], Whole]],
) -> Move:
    """The move with what it does to the tallies whose bits are set."""
    if not mask:
        return move
    if mask not in known:
        states = np.arange(1 << len(tallies))
        dear = np.zeros(len(states), dtype=np.int64)
        for bit, tally in enumerate(tallies):
            if mask >> bit & 1:
                dear += tally.price * (states >> bit & 1)
        known[mask] = states ^ mask, dear.reshape(-1, 1, 1, 1)
    swap, dear = known[mask]
    return Move(move.held, move.backed_up, move.lumps, move.price, swap, dear)
