"""Cuts about pairs: what mixtures of packages do that no plan can, told from three rows at a time.

Of some sets of moves a plan makes one at most: a share of some sizes of a role, a role with one
backup. So does a person with the packages to choose from. Of any three such rows, at most one
package can use two: three halves, rounded down. Mixtures use each of the three pairs by half.
These are subset-row inequalities (Jepsen, Petersen, Spoorendonk and Pisinger, "Subset-row
inequalities applied to the vehicle-routing problem with time windows", Operations Research 56,
2008), Chvatal-Gomory cuts of rank 1 with multipliers 1/2. Where a way to divide a role has several
shares of those sizes, half of them are allowed beside. To keep pricing cheap a cut counts for a few
people only, which makes it weaker, never wrong (limited memory: Pecin, Pessoa, Poggi and Uchoa,
"Improved branch-cut-and-price for capacitated vehicle routing", Mathematical Programming
Computation 9, 2017).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from rollenplanner.solver.columns.cuts import Mixture, Weighted
from rollenplanner.solver.columns.packages import BACKED_UP, MoveOf, Package, Tally, Whole
from rollenplanner.solver.columns.problem import Problem

#: A cut must be violated by so much to be worth a row.
LEAST_VIOLATION = 0.04
#: Cuts that a person may count in; every one doubles the table in which packages are priced.
MOST_PER_PERSON = 4
#: Sets of at most so many sizes of shares are looked at, if the mixture has few pairs of them.
MOST_SIZES, MOST_PAIRS = 3, 0.2
_NEARLY_NOTHING = 1e-6


@dataclass(frozen=True, slots=True)
class Packing:
    """Moves of which a plan makes one at most, unless a way to divide the role has more of them.

    Attributes:
        role: Role and period.
        sizes: Steps of share, or `BACKED_UP`.
        divided: Number of the divided role; None where the moves are backups.
        pairs: By the way, how many pairs of these shares it has.
        weight: How many pairs the mixture has that it was looked at for.
    """

    role: tuple[str, int]
    sizes: frozenset[int]
    divided: int | None = None
    pairs: tuple[int, ...] = ()
    weight: float = 0.0

    @property
    def about(self) -> tuple[tuple[str, int], bool]:
        """Packings about the same have moves in common."""
        return self.role, self.divided is None

    def has(self, move: MoveOf) -> bool:
        """Whether it is about a move."""
        cell, size = move
        return size in self.sizes and (cell.role, cell.period) == self.role


@dataclass(slots=True)
class PairCut:
    """At most one package can make two of the moves.

    Attributes:
        packings: Three, or two and whatever one person does.
        owner: Number of the bundle of that person, whose packages make one of the moves as it were
            by themselves; None if there are three packings.
        people: Numbers of the bundles that the cut counts for.
    """

    packings: tuple[Packing, ...]
    owner: int | None
    people: frozenset[int]

    @property
    def most(self) -> int:
        """One package."""
        return 1

    @property
    def of_ways(self) -> dict[int, tuple[int, ...]]:
        """The pairs that a way has."""
        return {each.divided: each.pairs for each in self.packings if each.divided is not None}

    @property
    def moves(self) -> frozenset[MoveOf]:
        """No move counts for itself."""
        return frozenset()

    def count(self, bundle: int, package: Package) -> int:
        """How often a package makes two of the moves."""
        tally = self.tally(bundle, 1)
        return tally.cost(package) if tally else 0

    def tally(self, bundle: int, price: int) -> Tally | None:
        """Every second one of the moves."""
        if bundle not in self.people:
            return None
        return Tally(self.packings, bundle == self.owner, price)


@dataclass(slots=True)
class PairCuts:
    """Finds the cuts of a problem, and sees to it that nobody counts in too many.

    Attributes:
        found: What makes a cut -> the cut.
    """

    problem: Problem
    found: dict[tuple[object, ...], PairCut] = field(default_factory=dict)
    _count: dict[int, int] = field(default_factory=dict)

    def separate(self, mixture: Mixture) -> list[PairCut]:
        """Cuts that a mixture breaks: new ones, and known ones that count for more people now."""
        packages = [each for each in mixture.packages if each.weight < 1 - _NEARLY_NOTHING]
        owners = sorted({each.bundle for each in packages})
        packings = [*self._shares(packages, mixture.ways), *_backed_up(self.problem)]
        uses = _uses(packages, packings, owners)
        changed = []
        busy: set[int] = set()
        for triple in _broken(uses, np.array([each.weight for each in packages]), packings):
            two = uses[:, list(triple)].sum(axis=1) >= 2
            people = {packages[row].bundle for row in np.flatnonzero(two)}
            if busy.isdisjoint(people):
                chosen = tuple(packings[n] for n in triple if n < len(packings))
                last = triple[2] - len(packings)
                cut = self._admit(chosen, owners[last] if last >= 0 else None, people)
                if cut is not None:
                    changed.append(cut)
                    busy |= people
        return changed

    def _shares(
        self, packages: Sequence[Weighted], ways: Sequence[Sequence[float]]
    ) -> Iterator[Packing]:
        """Shares of one or more sizes of which the mixture has few pairs."""
        used: dict[tuple[str, int], set[int]] = {}
        for each in packages:
            for cell, share in each.package.held:
                used.setdefault((cell.role, cell.period), set()).add(share)
        for number, divided in enumerate(self.problem.divided):
            role = (divided.role, divided.period)
            for sizes in _sets_of(used.get(role, ())):
                pairs = tuple(sum(share in sizes for share in way) // 2 for way in divided.ways)
                weight = sum(w * n for w, n in zip(ways[number], pairs, strict=True))
                if weight <= MOST_PAIRS:
                    yield Packing(role, sizes, number, pairs, weight)

    def _admit(
        self, packings: tuple[Packing, ...], owner: int | None, people: set[int]
    ) -> PairCut | None:
        """Make a cut if everyone has room for it, or let it count for more people who have."""
        key = (owner, *((each.about, each.sizes) for each in packings))
        known = self.found.get(key)
        more = people if known is None else people - known.people
        room = {each for each in more if self._count.get(each, 0) < MOST_PER_PERSON}
        if not room or (known is None and room != people):
            return None
        if known is None:
            known = self.found[key] = PairCut(packings, owner, frozenset())
        known.people |= room
        for each in room:
            self._count[each] = self._count.get(each, 0) + 1
        return known


def _sets_of(sizes: Iterable[int]) -> Iterator[frozenset[int]]:
    """Small sets of share sizes."""
    ordered = sorted(sizes)
    for count in range(1, min(len(ordered), MOST_SIZES) + 1):
        yield from map(frozenset, combinations(ordered, count))


def _backed_up(problem: Problem) -> Iterator[Packing]:
    """Roles that have one backup at most."""
    variables = problem.model.variables
    cells = {variable.index: cell for cell, variable in variables.backs.items()}
    found = set()
    for tie in problem.ties:
        if tie.most == 1 and set(tie.coefficients.values()) == {1}:
            about = {(c.role, c.period) for i in tie.coefficients if (c := cells.get(i))}
            role = min(about, default=None)
            if role is not None and tie.coefficients.keys() == {
                variables.backs[cell].index for cell in variables.backups_of(*role)
            }:
                found.add(role)
    yield from (Packing(role, frozenset({BACKED_UP})) for role in sorted(found))


def _uses(
    packages: Sequence[Weighted], packings: Sequence[Packing], owners: Sequence[int]
) -> Whole:
    """Packages x (packings, then owners): 1 where a package makes one of the moves."""
    place: dict[tuple[tuple[str, int], int], list[int]] = {}
    for n, packing in enumerate(packings):
        for size in packing.sizes:
            place.setdefault((packing.role, size), []).append(n)
    column = {bundle: len(packings) + n for n, bundle in enumerate(owners)}
    uses = np.zeros((len(packages), len(packings) + len(owners)), dtype=np.int64)
    for row, each in enumerate(packages):
        uses[row, column[each.bundle]] = 1
        for cell, size in each.package.moves():
            uses[row, place.get(((cell.role, cell.period), size), [])] = 1
    return uses


def _broken(
    uses: Whole, weights: NDArray[np.float64], packings: Sequence[Packing]
) -> Iterator[tuple[int, int, int]]:
    """Triples of columns of which packages with two weigh too much, the worst first.

    Of all with the same first two columns only the worst is among them; nearly all are alike.
    """
    weighted = uses * weights[:, None]
    both = uses.T @ weighted
    pairs = np.zeros(uses.shape[1])
    pairs[: len(packings)] = [each.weight for each in packings]
    alike = _alike(packings, uses.shape[1])
    found: list[tuple[float, int, int, int]] = []
    for first in range(len(packings)):
        # Two columns that no package has in common are at most as heavy as the third one: one.
        near_it = (both[first] > 0) & ~alike[first]
        others = np.flatnonzero(near_it[first + 1 :]) + first + 1
        rows, near = np.flatnonzero(uses[:, first]), np.ix_(others, others)
        all_three = uses[np.ix_(rows, others)].T @ weighted[np.ix_(rows, others)]
        over = both[first, others][:, None] + both[first, others] + both[near] - 2 * all_three
        over -= 1 + pairs[first] + pairs[others][:, None] + pairs[others]
        over[alike[near]] = -1.0
        for second, last in enumerate(np.triu(over, 1).argmax(axis=1) if len(others) else ()):
            if over[second, last] > LEAST_VIOLATION and second < last:
                worst = -float(over[second, last])
                found.append((worst, first, int(others[second]), int(others[last])))
    return ((first, second, last) for _, first, second, last in sorted(found))


def _alike(packings: Sequence[Packing], width: int) -> NDArray[np.bool_]:
    """Which columns have moves in common: packings about the same."""
    numbers: dict[object, int] = {}
    about = np.arange(width) + len(packings)
    for n, packing in enumerate(packings):
        about[n] = numbers.setdefault(packing.about, len(numbers))
    found: NDArray[np.bool_] = about[:, None] == about
    return found
