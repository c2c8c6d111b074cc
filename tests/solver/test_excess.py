"""What a choice costs beyond the best package, compared with every package there is."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from rollenplanner.solver.columns.excess import excess_of
from rollenplanner.solver.columns.packages import Bundle, Option, PackagePrices, Tally
from rollenplanner.solver.columns.pair_cuts import Packing
from rollenplanner.solver.columns.pricing import cheapest
from rollenplanner.solver.eligibility import Cell


def test_excess_is_what_the_best_package_with_a_cell_costs_more() -> None:
    rng = random.Random(5)
    for _ in range(40):
        bundle, prices = drawn(rng)
        packages = enumerated(bundle, prices)
        best = min(each.cost for each in packages)
        excess = excess_of(bundle, prices)
        assert excess.least == best == cheapest(bundle, prices)[0][0]
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
    return bundle, PackagePrices(held, backed_up, ends, tuple(tallies(rng)))


def tallies(rng: random.Random) -> Iterator[Tally]:
    """Up to three, about the shares or the backups of two or three of the roles."""
    for _ in range(rng.randint(0, 3)):
        roles = rng.sample(range(4), rng.choice((2, 3)))
        sizes = [frozenset(rng.choice(((0,), (1,), (2,), (1, 2)))) for _ in roles]
        sets = (Packing((f"r{n}", 0), some) for n, some in zip(roles, sizes, strict=True))
        yield Tally(tuple(sets), rng.random() < 0.5, rng.randint(1, 9))


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
        price += sum(every_second(tally, holds, backs) for tally in prices.tallies)
        found.append(Enumerated(price, dict(holds), frozenset(backs), lumps))
    return found


def every_second(tally: Tally, holds: list[tuple[Cell, int]], backs: list[Cell]) -> int:
    """What a tally costs: its price for the second move, the fourth, and so on."""
    moves = [*holds, *((cell, 0) for cell in backs)]
    made = sum(tally.counts(move) for move in moves)
    return tally.price * len([n for n in range(1, made + 1 + tally.begun) if n % 2 == 0])


def test_the_cheapest_packages_cost_what_they_say() -> None:
    rng = random.Random(6)
    for _ in range(40):
        bundle, prices = drawn(rng)
        packages = enumerated(bundle, prices)
        for cost, package in cheapest(bundle, prices):
            held = [each for each in packages if len(each.holds) == len(package.held)]
            assert cost == min(each.cost for each in held)
            same = [
                each.cost
                for each in held
                if each.holds == dict(package.held) and each.backs == frozenset(package.backed_up)
            ]
            assert same == [cost]
