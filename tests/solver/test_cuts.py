"""Cuts about divided roles: no plan breaks one, and mixtures that no plan can give do."""

from __future__ import annotations

import itertools
import random

import pytest

from rollenplanner.solver.columns.cuts import Cut, violated
from rollenplanner.solver.columns.problem import Divided
from rollenplanner.solver.eligibility import Cell


def cell(person: str) -> Cell:
    return Cell("r", person, 0)


def test_a_person_holds_a_share_only_as_often_as_a_way_has_it() -> None:
    # Half whole, half in two: there is one share of 1 in the mixture, which P holds all the time,
    # and half a share of 2. In a plan P holds 1 only where the role is divided: at most half.
    divided = Divided("r", 0, ((2,), (1, 1)))
    held = {(cell("P"), 1): 1.0, (cell("Q"), 2): 0.5}
    found = dict(each[::-1] for each in violated(7, divided, held, [0.5, 0.5]))
    cut = Cut(7, frozenset({(cell("P"), 1)}), (0, 1))
    assert found[cut] == pytest.approx(0.5)


def test_two_people_hold_no_more_than_the_ways_have() -> None:
    # Each of them is within (4, 1) alone: 0.6 + 0.6 of a share of 4 are too many for two.
    divided = Divided("r", 0, ((4, 1), (3, 2)))
    held = {(cell("P"), 4): 0.6, (cell("Q"), 4): 0.6, (cell("Q"), 2): 0.2}
    both = frozenset({(cell("P"), 4), (cell("Q"), 4)})
    found = [cut for _, cut in violated(0, divided, held, [0.8, 0.2])]
    assert Cut(0, both, (1, 0)) in found


def test_a_mixture_of_plans_breaks_no_cut() -> None:
    # A third of (2) by P, and two of (1, 1) by P and Q.
    divided = Divided("r", 0, ((2,), (1, 1)))
    held = {(cell("P"), 2): 1 / 3, (cell("P"), 1): 2 / 3, (cell("Q"), 1): 2 / 3}
    assert not list(violated(0, divided, held, [1 / 3, 2 / 3]))


def test_every_plan_obeys_every_cut() -> None:
    rng = random.Random(3)
    cells = [cell(f"P{number}") for number in range(4)]
    seen = 0
    for _ in range(300):
        shares = sorted(rng.sample(range(1, 10), rng.choice((3, 4, 8))))
        ways = tuple(
            tuple(sorted(rng.choices(shares, k=rng.randint(1, 3)), reverse=True)) for _ in range(3)
        )
        divided = Divided("r", 0, ways)
        held = {
            holding: rng.random()
            for holding in itertools.product(cells, divided.shares)
            if rng.random() < 0.6
        }
        weights = [rng.random() for _ in ways]
        for over, cut in violated(0, divided, held, weights):
            # Sizes that cost nothing may be in it beside those that it was found for.
            mixed = sum(weight for holding, weight in held.items() if holding in cut.holdings)
            allowed = sum(weight * n for weight, n in zip(weights, cut.allowed, strict=True))
            assert mixed - allowed >= over - 1e-9 > 0
            assert obeyed_by_all(cut, ways, cells)
            seen += 1
    assert seen > 1_000


def obeyed_by_all(cut: Cut, ways: tuple[tuple[int, ...], ...], cells: list[Cell]) -> bool:
    """Whether a cut holds for every way, whoever of some people holds its shares."""
    return all(
        sum((who, share) in cut.holdings for who, share in zip(people, way, strict=True)) <= allowed
        for way, allowed in zip(ways, cut.allowed, strict=True)
        for people in itertools.permutations(cells, len(way))
    )
