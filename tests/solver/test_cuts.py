"""Cuts about divided roles: no plan breaks one, and mixtures that no plan can give do."""

from __future__ import annotations

import itertools
import random

import pytest

from rollenplanner.domain.terms import Term
from rollenplanner.solver.columns.cuts import Mixture, Weighted
from rollenplanner.solver.columns.holding_cuts import HoldingCut, violated
from rollenplanner.solver.columns.packages import Package
from rollenplanner.solver.columns.pair_cuts import PairCuts
from rollenplanner.solver.columns.problem import Divided, Problem
from rollenplanner.solver.eligibility import Cell
from rollenplanner.solver.model import build_model
from tests.support.build import person, role, scenario


def cell(person: str) -> Cell:
    return Cell("r", person, 0)


def test_a_person_holds_a_share_only_as_often_as_a_way_has_it() -> None:
    # Half whole, half in two: there is one share of 1 in the mixture, which P holds all the time,
    # and half a share of 2. In a plan P holds 1 only where the role is divided: at most half.
    divided = Divided("r", 0, ((2,), (1, 1)))
    held = {(cell("P"), 1): 1.0, (cell("Q"), 2): 0.5}
    found = dict(each[::-1] for each in violated(7, divided, held, [0.5, 0.5]))
    cut = HoldingCut(7, frozenset({(cell("P"), 1)}), (0, 1))
    assert found[cut] == pytest.approx(0.5)


def test_two_people_hold_no_more_than_the_ways_have() -> None:
    # Each of them is within (4, 1) alone: 0.6 + 0.6 of a share of 4 are too many for two.
    divided = Divided("r", 0, ((4, 1), (3, 2)))
    held = {(cell("P"), 4): 0.6, (cell("Q"), 4): 0.6, (cell("Q"), 2): 0.2}
    both = frozenset({(cell("P"), 4), (cell("Q"), 4)})
    found = [cut for _, cut in violated(0, divided, held, [0.8, 0.2])]
    assert HoldingCut(0, both, (1, 0)) in found


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
            mixed = sum(weight for holding, weight in held.items() if holding in cut.moves)
            allowed = sum(weight * n for weight, n in zip(weights, cut.allowed, strict=True))
            assert mixed - allowed >= over - 1e-9 > 0
            assert obeyed_by_all(cut, ways, cells)
            seen += 1
    assert seen > 1_000


def obeyed_by_all(cut: HoldingCut, ways: tuple[tuple[int, ...], ...], cells: list[Cell]) -> bool:
    """Whether a cut holds for every way, whoever of some people holds its shares."""
    return all(
        sum((who, share) in cut.moves for who, share in zip(people, way, strict=True)) <= allowed
        for way, allowed in zip(ways, cut.allowed, strict=True)
        for people in itertools.permutations(cells, len(way))
    )


# Pairs


def three_roles() -> Problem:
    """Three people, three roles of 0.50 that one person holds as a whole."""
    case = scenario(
        [role(id, 50, share=50, max_holders=1) for id in "abc"],
        [person(id) for id in ("P", "Q", "R")],
        objective=[{Term.UNCOVERED: 1}],
    )
    model = build_model(case)
    return Problem(model, model.levels[0], ())


def package(who: str, roles: str) -> Package:
    held = tuple((Cell(each, who, 0), 10) for each in roles)
    return Package(held, (), 5_000 * len(held))


def held_by(*weighted: tuple[str, str, float]) -> Mixture:
    """People with roles, so much of the time; every role is held as a whole."""
    problem = three_roles()
    packages = [Weighted("PQR".index(p), package(p, roles), w) for p, roles, w in weighted]
    ways = [[float(way == (10,)) for way in each.ways] for each in problem.divided]
    return Mixture(packages, ways)


def test_only_one_package_has_two_of_three_roles() -> None:
    # Each role is held once, by halves; three halves of a package have two of the roles.
    mixture = held_by(
        ("P", "ab", 0.5), ("P", "", 0.5), ("Q", "bc", 0.5), ("Q", "", 0.5), ("R", "ac", 0.5)
    )
    cuts = PairCuts(three_roles()).separate(mixture)
    assert [cut.owner for cut in cuts] == [None]
    assert cuts[0].most == 1
    for bundle, who in enumerate("PQR"):
        assert cuts[0].count(bundle, package(who, "ab")) == 1
        assert cuts[0].count(bundle, package(who, "abc")) == 1
        assert cuts[0].count(bundle, package(who, "b")) == 0


def test_a_person_and_two_roles_are_three_as_well() -> None:
    # P has one of the two roles all the time, Q both half of the time: 1.5 of at most one.
    mixture = held_by(("P", "a", 0.5), ("P", "b", 0.5), ("Q", "ab", 0.5), ("Q", "", 0.5))
    cuts = PairCuts(three_roles()).separate(mixture)
    assert [cut.owner for cut in cuts] == [0]
    assert cuts[0].count(0, package("P", "a")) == cuts[0].count(1, package("Q", "ab")) == 1
    assert cuts[0].count(1, package("Q", "a")) == 0


def test_a_mixture_of_two_plans_breaks_no_pair_cut() -> None:
    mixture = held_by(("P", "ab", 0.5), ("P", "c", 0.5), ("Q", "c", 0.5), ("Q", "ab", 0.5))
    assert not PairCuts(three_roles()).separate(mixture)


def test_a_cut_that_is_broken_by_others_counts_for_them_too() -> None:
    known = PairCuts(three_roles())
    halves = [("ab", 0.5), ("bc", 0.5), ("ac", 0.5)]
    (cut,) = known.separate(held_by(*(("P", *each) for each in halves[:2]), ("Q", *halves[2])))
    assert cut.people == {0, 1}
    (again,) = known.separate(held_by(*(("R", *each) for each in halves[:2]), ("Q", *halves[2])))
    assert again is cut
    assert cut.people == {0, 1, 2}
