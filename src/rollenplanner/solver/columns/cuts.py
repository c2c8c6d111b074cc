"""What all cuts have in common: rows of the master problem that every plan obeys, found on the way.

A cut is added where the least mixture of packages breaks it. However few there are, and whichever,
the bound holds; with more of them it is higher.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, Protocol

from rollenplanner.solver.columns.packages import MoveOf, Package, Tally


class Weighted(NamedTuple):
    """A package in a mixture: number of its bundle, itself, and how much of it there is."""

    bundle: int
    package: Package
    weight: float


@dataclass(frozen=True, slots=True)
class Mixture:
    """What the master problem is solved by.

    Attributes:
        packages: All there is some of.
        ways: Per divided role, how much of each of its ways there is.
    """

    packages: Sequence[Weighted]
    ways: Sequence[Sequence[float]]


class Cut(Protocol):
    """Packages together count at most `most`, and what the ways of divided roles add to it."""

    @property
    def most(self) -> int:
        """What they count at most where the ways add nothing."""
        ...

    @property
    def of_ways(self) -> Mapping[int, Sequence[int]]:
        """Number of a divided role -> what each of its ways adds."""
        ...

    @property
    def moves(self) -> frozenset[MoveOf]:
        """Moves that count one each, whoever makes them."""
        ...

    def count(self, bundle: int, package: Package, /) -> int:
        """What a package of a bundle counts."""
        ...

    def tally(self, bundle: int, price: int, /) -> Tally | None:
        """What counts in a bundle beside single moves, priced; None if nothing does."""
        ...
