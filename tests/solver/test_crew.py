"""Polishers in processes of their own: the same answers as here; a search outlives them."""

from __future__ import annotations

import io
import pickle
import random
from dataclasses import replace

import numpy as np
import pytest

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import staying_close
from rollenplanner.domain.tuning import Tuning
from rollenplanner.solver import StopFlag, search, solve, staged
from rollenplanner.solver.candidates import Pair, likely_pairs
from rollenplanner.solver.clock import EffortClock
from rollenplanner.solver.companion import Lost, serve
from rollenplanner.solver.crew import Crew, Replaceable
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import build_model
from rollenplanner.solver.parameters import STARTS, start_solver
from rollenplanner.solver.part_polish import PartOrder, PartPolisher
from rollenplanner.solver.parts import Parts
from rollenplanner.solver.polish import polisher_of_stages
from rollenplanner.solver.polishing_process import Polishing
from rollenplanner.solver.remote import Begin, Found, Load, Loaded, RemotePolisher, Step
from rollenplanner.solver.runner import Listener, run
from tests.solver.puzzles import uneven
from tests.support.build import assign

SEED, STEPS = 7, 4
SETTINGS = Settings(seed=1, workers=1, time_limit=20, deterministic=True)


@pytest.fixture(scope="module")
def case() -> Scenario:
    return uneven(8)


@pytest.fixture(scope="module")
def pairs(case: Scenario) -> frozenset[Pair]:
    return likely_pairs(case, 4)


@pytest.fixture(scope="module")
def flat(case: Scenario, pairs: frozenset[Pair]) -> FlatModel:
    return FlatModel(build_model(case, None, pairs))


@pytest.fixture(scope="module")
def any_plan(flat: FlatModel) -> list[int]:
    """Values of a plan that nobody has polished."""
    solver = start_solver(SETTINGS, STARTS[0], 20)
    solver.parameters.stop_after_first_solution = True
    listener = Listener(lambda _: True, lambda _: None, lambda: False)
    values = run(flat.model.asking(None), solver, listener, StopFlag()).values
    assert values is not None
    return flat.model.builder.complete(values)


def polished_here(flat: FlatModel, values: list[int]) -> list[list[int] | None]:
    polisher = polisher_of_stages(flat, SEED)
    return [polisher.step(0, values, None) for _ in range(STEPS)]


def test_the_far_end_answers_as_a_polisher_here(
    case: Scenario, pairs: frozenset[Pair], flat: FlatModel, any_plan: list[int]
) -> None:
    step = Step(0, np.array(any_plan), None)
    hear, say = io.BytesIO(), io.BytesIO()
    for order in (Begin(case, None), Load(pairs, None, SEED), *([step] * STEPS)):
        pickle.dump(order, hear)
    hear.seek(0)
    serve(hear, say, Polishing().answer)
    say.seek(0)
    assert isinstance(pickle.load(say), Loaded)
    answers = [pickle.load(say) for _ in range(STEPS)]
    assert all(isinstance(answer, Found) for answer in answers)
    found = [None if each.values is None else each.values.tolist() for each in answers]
    assert found == polished_here(flat, any_plan)
    assert any(values is not None for values in found)


def test_a_process_answers_as_a_polisher_here(
    case: Scenario, pairs: frozenset[Pair], flat: FlatModel, any_plan: list[int]
) -> None:
    remote = RemotePolisher(case, None, StopFlag())
    try:
        remote.load(Load(frozenset(), None, SEED))  # nobody waits for a model that is replaced
        remote.load(Load(pairs, None, SEED))
        remote.expect(flat)
        found = [remote.step(0, any_plan, None) for _ in range(STEPS)]
    finally:
        remote.close()
    assert found == polished_here(flat, any_plan)
    assert remote.effort > 0
    assert remote.ended


def test_the_far_end_polishes_a_part_as_one_would_here(case: Scenario) -> None:
    drawing = Parts(case, random.Random(1), 250)
    nobody = assign(case)
    part = drawing.draw(nobody, [])
    assert part is not None
    assert part.roles == case.roles.keys()
    # Time for all that patience allows, so that no clock decides anything.
    order = PartOrder(part, drawing.pairs(part, nobody, 4), nobody, {}, SEED, 3600, STEPS)
    hear, say = io.BytesIO(), io.BytesIO()
    for each in (Begin(case, None), order):
        pickle.dump(each, hear)
    hear.seek(0)
    serve(hear, say, Polishing().answer)
    say.seek(0)
    here = PartPolisher(case, None)
    for gain in here.visit(order, EffortClock(3600), lambda: True, seconds=False):
        assert pickle.load(say).gain == gain
        assert gain.change < (0, 0)
    over = pickle.load(say)
    assert over.gain is None
    assert over.effort == here.effort > 0


def test_levels_that_are_not_stated_are_handed_on(case: Scenario) -> None:
    staying = replace(case, objective=staying_close(case.objective))
    remote = RemotePolisher(staying, None, StopFlag())
    flat = FlatModel(build_model(staying))
    try:
        remote.load(Load(None, None, SEED))
        remote.expect(flat)
        remote.step(0, [0] * flat.size, 0.01)
    finally:
        remote.close()
    assert remote.effort > 0


def test_another_model_is_not_worked_on(
    case: Scenario, flat: FlatModel, any_plan: list[int]
) -> None:
    remote = RemotePolisher(case, None, StopFlag())
    try:
        remote.load(Load(likely_pairs(case, 1), None, SEED))
        remote.expect(flat)
        with pytest.raises(Lost):
            remote.step(0, any_plan, None)
    finally:
        remote.close()


def test_who_is_lost_is_replaced(
    case: Scenario, pairs: frozenset[Pair], flat: FlatModel, any_plan: list[int]
) -> None:
    remote = RemotePolisher(case, None, StopFlag())
    remote.load(Load(pairs, None, SEED))
    remote.expect(flat)
    member = Replaceable(remote, flat, SEED)
    remote.close()
    assert [member.step(0, any_plan, None) for _ in range(STEPS)] == polished_here(flat, any_plan)
    assert member.effort > 0


def test_a_stop_does_not_wait_for_an_answer(
    case: Scenario, pairs: frozenset[Pair], flat: FlatModel, any_plan: list[int]
) -> None:
    stop = StopFlag()
    crew = Crew(case, None, 1, True, stop)
    try:
        crew.announce(pairs, None, SEED)
        [member] = crew.take(flat, SEED)
        stop.set()
        assert member.step(0, any_plan, None) is None
    finally:
        crew.close()


def test_a_search_with_processes(case: Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    started: list[RemotePolisher] = []

    def start(
        scenario: Scenario, plan: Assignment | None, stop: StopFlag, tuning: Tuning
    ) -> RemotePolisher:
        started.append(RemotePolisher(scenario, plan, stop, tuning))
        return started[-1]

    monkeypatch.setattr(search, "MOST_CELLS", -1)
    monkeypatch.setattr(staged, "LEAST_APART", 0.0)
    monkeypatch.setattr("rollenplanner.solver.crew.RemotePolisher", start)
    outcome = solve(case, Settings(seed=1, workers=2, time_limit=4))
    assert outcome.assignment is not None
    assert not any(check_all(case, outcome.assignment))
    assert len(started) == 2
    assert all(remote.ended for remote in started)
    assert any(remote.effort > 0 for remote in started)
