"""The relaxation of the whole: prices, what they prove, and the process that finds them."""

from __future__ import annotations

import pickle
import time
from dataclasses import replace
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Held, Scenario
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.solver import Status, StopFlag, bounding, search, solve
from rollenplanner.solver.relaxed import whole
from rollenplanner.solver.relaxed.prices import MOST_PARTS, Prices, exact_prices
from rollenplanner.solver.relaxed.program import Units
from rollenplanner.solver.relaxed.relaxation import Question, Relaxation
from rollenplanner.solver.relaxed.remote import RemoteRelaxation
from tests.solver.rotation import over
from tests.support.build import person

#: Levels of `handing_over`.
UNCOVERED, CHANGES = 0, 1


def handing_over() -> Scenario:
    """P1 holds the role and leaves after one half-year, P2 stays.

    With everything covered, P2 takes over once, which no half-year by itself can know.
    """
    staying = person("P1", available=(100, 0), roles={"r": Held(10)})
    objective = ({Term.UNCOVERED: 1}, {Term.CHANGES: 1})
    return over(staying, person("P2"), count=2, objective=objective)


@pytest.fixture(scope="module")
def relaxation() -> Relaxation:
    return Relaxation.of(handing_over())


def asked(level: int, *ceilings: int, budget: float = 5.0) -> Question:
    return Question(level, ceilings, budget, by_effort=True)


def test_the_whole_knows_what_ties_periods_together(relaxation: Relaxation) -> None:
    # P2 holds in the second half-year: it takes over then, or has done so before.
    found = relaxation.solve(asked(CHANGES, 0), lambda: True)
    assert found.done
    assert found.prices is not None
    assert found.prices.bound(relaxation.units, (0,)) == UNIT
    # The same prices under a ceiling that lets everything go uncovered: nothing is proven.
    assert found.prices.bound(relaxation.units, (20 * UNIT,)) <= 0


def test_a_run_that_is_stopped_at_once_proves_little_but_nothing_wrong(
    relaxation: Relaxation,
) -> None:
    found = relaxation.solve(asked(CHANGES, 0, budget=0.0), lambda: True)
    assert found.prices is None or found.prices.bound(relaxation.units, (0,)) <= UNIT


@given(st.randoms(use_true_random=False), st.floats(0, 1e3))
def test_no_prices_prove_too_much(dice: Random, size: float) -> None:
    relaxation = Relaxation.of(handing_over())
    duals = np.array([dice.uniform(-size, size) for _ in range(relaxation.program.height)])
    ceilings = np.array([-dice.uniform(0, size)])
    prices = exact_prices(relaxation.program, CHANGES, duals, ceilings)
    # One takeover and nothing uncovered is a plan; so is no takeover and 0.10 fte uncovered.
    assert prices.bound(relaxation.units, (0,)) <= UNIT
    assert prices.bound(relaxation.units, (UNIT // 10,)) <= 0


def test_prices_beyond_64_bits_are_rounded_more_coarsely(relaxation: Relaxation) -> None:
    height = relaxation.program.height
    coarse = exact_prices(relaxation.program, CHANGES, np.full(height, 1e12), np.array([-1e12]))
    fine = exact_prices(relaxation.program, CHANGES, np.full(height, 1.0), np.array([-1.0]))
    assert coarse.parts < fine.parts == MOST_PARTS
    assert coarse.bound(relaxation.units, (0,)) <= UNIT


def test_a_bound_falls_with_every_unit_that_a_ceiling_rises() -> None:
    # 10 in parts of 4, less 2 for each reduced unit of the ceiling: 40 - 8 c, in parts of 4.
    prices = Prices(parts=4, fixed=40, ceilings=(8,))
    levels = (Units(5, 0), Units(100, 3))
    # c = 2: 40 - 16 = 24 parts = 6 reduced, 603 units. A ceiling of 14 still means c = 2.
    assert prices.bound(levels, (10,)) == prices.bound(levels, (14,)) == 603
    # c = 3: 16 parts = 4 reduced.
    assert prices.bound(levels, (15,)) == 403


def test_another_process_answers_alike(relaxation: Relaxation) -> None:
    remote = RemoteRelaxation(handing_over(), StopFlag())
    try:
        assert remote.prepare(lambda: True)
        found = remote.solve(asked(CHANGES, 0), lambda: True)
    finally:
        remote.close()
    here = relaxation.solve(asked(CHANGES, 0), lambda: True)
    assert found is not None
    assert (found.prices, found.effort, found.done) == (here.prices, here.effort, here.done)
    assert remote.units == relaxation.units
    assert remote.memory > 0
    assert remote.ended


def test_a_lost_process_proves_nothing() -> None:
    remote = RemoteRelaxation(handing_over(), StopFlag())
    remote.close()
    assert not remote.prepare(lambda: True)
    assert remote.solve(asked(UNCOVERED), lambda: True) is None


def test_a_process_is_not_waited_for() -> None:
    remote = RemoteRelaxation(handing_over(), StopFlag())
    begun = time.monotonic()
    assert not remote.prepare(lambda: time.monotonic() < begun)
    remote.close()
    assert remote.ended


def test_what_goes_to_the_process_pickles() -> None:
    assert pickle.loads(pickle.dumps(asked(CHANGES, 0))) == asked(CHANGES, 0)


@pytest.mark.parametrize("here", [True, False])
@pytest.mark.parametrize("workers", [1, 2])
def test_a_search_by_stages_proves_with_the_whole(
    workers: int, here: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "MOST_CELLS", -1)
    monkeypatch.setattr(bounding, "WORTH_BUILDING", 0.0)
    monkeypatch.setattr(whole, "MOST_HERE", 1_000 if here else -1)
    outcome = solve(handing_over(), Settings(seed=1, workers=workers, time_limit=15))
    assert outcome.status is Status.OPTIMAL
    assert [(level.value, level.bound) for level in outcome.levels] == [(0, 0), (UNIT, UNIT)]


def test_determinism_does_not_suffer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MOST_CELLS", -1)
    settings = Settings(seed=1, workers=1, time_limit=6, deterministic=True)
    case = replace(handing_over(), name="again")
    one, two = (solve(case, settings) for _ in range(2))
    assert one == two
    assert one.levels[CHANGES].bound == UNIT
