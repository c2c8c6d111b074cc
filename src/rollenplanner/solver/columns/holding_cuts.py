"""Cuts that tie who holds a role to the ways in which it is divided.

The master problem lets every share occur as often as the ways in the mixture have it, whoever holds
it. So with a role half undivided and half in two equal shares, one person could hold one of these
shares all the time. In a plan there is one way, and a person holds one of its shares at most: any k
people hold at most k of them, nor more than it has. So, of shares of some sizes, k people hold at
most the mean of that over the ways. Every plan obeys these rows, and pricing knows no difference
between them and other prices of shares (they are robust, in the words of branch-cut-and-price).
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from rollenplanner.solver.columns.cuts import Mixture
from rollenplanner.solver.columns.packages import Package
from rollenplanner.solver.columns.problem import Divided, Problem
from rollenplanner.solver.eligibility import Cell

#: A cut must be violated by so much to be worth a row.
LEAST_VIOLATION = 0.02
#: With more sizes of shares in use than this, only sizes next to each other are looked at.
MOST_SIZES = 6
#: Cuts of a divided role that are added at a time.
MOST_PER_ROLE = 3

#: A cell with the steps of share that it is held with.
Holding = tuple[Cell, int]


@dataclass(frozen=True, slots=True)
class HoldingCut:
    """The holdings together are at most what the ways in the mixture allow.

    Attributes:
        divided: Number of the divided role.
        moves: The holdings.
        allowed: By the way, how many of the holdings there can be.
    """

    divided: int
    moves: frozenset[Holding]
    allowed: tuple[int, ...]

    @property
    def most(self) -> int:
        """Nothing without a way."""
        return 0

    @property
    def of_ways(self) -> dict[int, tuple[int, ...]]:
        """What the ways allow."""
        return {self.divided: self.allowed}

    def count(self, _bundle: int, package: Package, /) -> int:
        """How many of the holdings a package has."""
        return len(self.moves.intersection(package.held))

    def tally(self, _bundle: int, _price: int, /) -> None:
        """Nothing counts but the holdings, each for itself."""
        return


def separate(problem: Problem, mixture: Mixture) -> list[HoldingCut]:
    """Cuts that a mixture breaks, the worst of every divided role."""
    held: dict[tuple[str, int], dict[Holding, float]] = {}
    for _, package, weight in mixture.packages:
        for holding in package.held:
            of_role = held.setdefault((holding[0].role, holding[0].period), {})
            of_role[holding] = of_role.get(holding, 0.0) + weight
    cuts: list[HoldingCut] = []
    for number, divided in enumerate(problem.divided):
        of_role = held.get((divided.role, divided.period), {})
        found = violated(number, divided, of_role, mixture.ways[number])
        worst = heapq.nlargest(MOST_PER_ROLE, found, key=lambda each: each[0])
        cuts.extend(cut for _, cut in worst)
    return cuts


def violated(
    number: int, divided: Divided, holdings: Mapping[Holding, float], ways: Sequence[float]
) -> Iterator[tuple[float, HoldingCut]]:
    """The most violated cut for every set of share sizes that a mixture uses.

    Args:
        number: Of the divided role.
        divided: The role.
        holdings: How much of each there is in the mixture.
        ways: The same for the ways.

    Yields:
        By how much a cut is violated, and the cut.
    """
    sizes = sorted({share for _, share in holdings})
    for chosen in _sets_of(sizes):
        counts = [sum(share in chosen for share in way) for way in divided.ways]
        of_cell: dict[Cell, float] = {}
        for (cell, share), weight in holdings.items():
            if share in chosen:
                of_cell[cell] = of_cell.get(cell, 0.0) + weight
        most, people = _most_violated(of_cell, counts, ways)
        if most > LEAST_VIOLATION:
            yield most, _cut(number, divided, chosen, people, ways)


def _sets_of(sizes: Sequence[int]) -> Iterator[frozenset[int]]:
    """Sets of share sizes to look at."""
    if len(sizes) <= MOST_SIZES:
        for count in range(1, len(sizes) + 1):
            yield from map(frozenset, combinations(sizes, count))
        return
    for first in range(len(sizes)):
        for last in range(first, len(sizes)):
            yield frozenset(sizes[first : last + 1])


def _most_violated(
    of_cell: Mapping[Cell, float], counts: Sequence[int], ways: Sequence[float]
) -> tuple[float, list[Cell]]:
    """The people who hold more than the ways allow so many, as far as it goes."""
    order = sorted(of_cell, key=lambda cell: -of_cell[cell])
    held, best, people = 0.0, 0.0, 0
    for k, cell in enumerate(order, start=1):
        held += of_cell[cell]
        over = held - sum(
            weight * min(k, count) for weight, count in zip(ways, counts, strict=True)
        )
        if over > best:
            best, people = over, k
    return best, order[:people]


def _cut(
    number: int,
    divided: Divided,
    chosen: frozenset[int],
    people: Sequence[Cell],
    ways: Sequence[float],
) -> HoldingCut:
    """A cut for some people and sizes, with more sizes as long as that costs nothing."""
    sizes = set(chosen)
    allowed = _allowed(divided, sizes, len(people))
    for share in divided.shares:
        wider = _allowed(divided, sizes | {share}, len(people))
        if all(
            more <= few or weight < 1e-9
            for few, more, weight in zip(allowed, wider, ways, strict=True)
        ):
            sizes.add(share)
            allowed = wider
    holdings = frozenset((cell, share) for cell in people for share in sizes)
    return HoldingCut(number, holdings, allowed)


def _allowed(divided: Divided, sizes: set[int], people: int) -> tuple[int, ...]:
    """By the way, how many of so many people can hold a share of these sizes."""
    return tuple(min(people, sum(share in sizes for share in way)) for way in divided.ways)
