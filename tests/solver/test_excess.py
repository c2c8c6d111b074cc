"""What a choice costs beyond the best package, compared with every package there is."""

from __future__ import annotations

import itertools
import random
from typing import NamedTuple

import numpy as np

from rollenplanner.solver.columns.excess import excess_of
from rollenplanner.solver.columns.packages import Bundle, Option, PackagePrices
from rollenplanner.solver.eligibility import Cell


def test_excess_is_what_the_best_package_with_a_cell_costs_more() -> None:
    rng = random.Random(5)
    for _ in range(40):
        bundle, prices = drawn(rng)
        packages = enumerated(bundle, prices)
        best = min(each.cost for each in packages)
        excess = excess_of(bundle, prices)
        assert excess.least == best == bundle.cheapest(prices)[0][0]
        for option in bundle.options:
            cell = option.cell
            backing = [each.cost - best for each in packages if cell in each.backs]
            assert excess.backed_up.get(cell) == min(backing, default=None)
            for share in (1, 2):
                holding = [each.cost - best for each in packages if each.holds.get(cell) == share]
                assert excess.held[cell].get(share) == min(holding, default=None)
        for lumps in range(bundle.lumps + 1):
            loaded = [each.cost - best for each in packages if each.lumps == lumps]
            assert excess.loads.get(lumps) == min(loaded, default=None)


def drawn(rng: random.Random) -> tuple[Bundle, PackagePrices]:
    """Four roles in up to two sizes, some of them to back up, some too large; odd prices."""
    options = []
    for number in range(4):
        sizes = sorted(rng.sample(range(1, 9), 2))
        shares = tuple(enumerate(sizes, start=1)) if number else ()
        overlap = rng.choice((None, 1, 2))
        options.append(Option(Cell(f"r{number}", "P", 0), shares, overlap))
    bundle = Bundle("P", 0, tuple(options), 50, 7, most_held=2, most_backed_up=1)
    held = {
        option.cell: {share: rng.randint(-9, 9) for share, _ in option.shares} for option in options
    }
    backed_up = {option.cell: rng.randint(-9, 9) for option in options}
    ends = np.array(
        [[[rng.randint(-9, 9) for _ in range(8)] for _ in range(2)] for _ in range(3)],
        dtype=np.int64,
    )
    return bundle, PackagePrices(held, backed_up, ends)


class Enumerated(NamedTuple):
    """A package: its price, the cells it holds with their shares, those it backs up, its load."""

    cost: int
    holds: dict[Cell, int]
    backs: frozenset[Cell]
    lumps: int


def enumerated(bundle: Bundle, prices: PackagePrices) -> list[Enumerated]:
    """Every package."""
    found = []
    choices = [
        [None, *option.shares, *([] if option.overlap is None else [(-1, option.overlap)])]
        for option in bundle.options
    ]
    for chosen in itertools.product(*choices):
        taken = [
            (option.cell, *choice)
            for option, choice in zip(bundle.options, chosen, strict=True)
            if choice is not None
        ]
        holds = [(cell, share) for cell, share, _ in taken if share > 0]
        backs = [cell for cell, share, _ in taken if share < 0]
        lumps = sum(each for _, _, each in taken)
        if len(holds) > 2 or len(backs) > 1 or lumps > bundle.lumps:
            continue
        price = sum(prices.held[cell][share] for cell, share in holds)
        price += sum(prices.backed_up[cell] for cell in backs)
        price += int(prices.ends[len(holds), len(backs), lumps])
        found.append(Enumerated(price, dict(holds), frozenset(backs), lumps))
    return found
