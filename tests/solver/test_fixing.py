"""Neighbourhoods copied from the whole model allow what cut ones allow, and what they ask for."""

from __future__ import annotations

import random

import pytest
from ortools.sat.python import cp_model

from rollenplanner.domain.terms import Term
from rollenplanner.solver.fixing import Fixing
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.neighbourhoods import Groups
from rollenplanner.solver.polish import cut_level
from rollenplanner.solver.refine import Refiner
from rollenplanner.solver.solution import from_assignment, to_assignment
from rollenplanner.solver.state import State
from tests.solver.puzzles import planted, uneven
from tests.support.build import assign, person, role, scenario


def solved(model: cp_model.CpModel) -> tuple[cp_model.CpSolverStatus, list[int], int]:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.symmetry_level = 0
    status = solver.solve(model)
    found = status == cp_model.OPTIMAL
    values = list(solver.response_proto.solution) if found else []
    return status, values, round(solver.objective_value) if found else 0


def first_plan(model: PlanModel) -> list[int]:
    state = State(model)
    _, values, _ = solved(model.asking(None))
    state.offer(values)
    assert state.best is not None
    return state.best.values


@pytest.mark.parametrize("number", [0, 1])
def test_the_optimum_is_that_of_a_cut_model(number: int) -> None:
    model = build_model(uneven(4))
    flat, values = FlatModel(model), first_plan(model)
    fixing, rng = Fixing(flat), random.Random(3)
    groups = Groups(flat, rng)
    for size in (1, 2, 3, 2, 1):
        free = groups.variables_of(groups.draw(size, 1, flat.levels[number], values))
        fixed = fixing.cut(number, free, values)
        _, found, value = solved(fixed.model)
        _, _, expected = solved(cut_level(flat, number, free, values).model)
        assert value + model.levels[number].total.form.constant == expected
        whole = model.builder.complete(fixed.merged(found))
        assert flat.obeyed(whole)
        assert all(whole[i] == values[i] for i in sorted(flat.decisions.difference(free)))


def test_only_a_better_plan_will_do() -> None:
    # Two roles of 0.50, one of them held: two people can hold both, then nothing is left to gain.
    case = scenario(
        [role("r", 50, share=50), role("s", 50, share=50)],
        [person("P1", 50), person("P2", 50)],
        objective=[{Term.UNCOVERED: 1}],
    )
    model = build_model(case)
    fixing = Fixing(FlatModel(model))
    half = from_assignment(model, assign(case, holders={"r": {"P1": 50}}))
    everything = list(range(len(half)))
    status, found, _ = solved(fixing.cut(0, everything, half, better=True).model)
    assert status == cp_model.OPTIMAL
    full = model.builder.complete(found)
    assert model.levels[0].value(full) == 0
    status, _, _ = solved(fixing.cut(0, everything, full, better=True).model)
    assert status == cp_model.INFEASIBLE


def test_drifting_changes_a_plan_but_not_its_value() -> None:
    # r and s are alike, and so are P1 and P2: they can change places at no cost.
    case = scenario(
        [role("r", 50, share=50), role("s", 50, share=50)],
        [person("P1", 50), person("P2", 50)],
        objective=[{Term.UNCOVERED: 1}],
    )
    model = build_model(case)
    fixing = Fixing(FlatModel(model))
    values = from_assignment(model, assign(case, holders={"r": {"P1": 50}, "s": {"P2": 50}}))
    held = {cell: each.index for cell, each in model.variables.holds.items()}
    drift = {index: 1 if values[index] else -1 for index in held.values()}
    cut = fixing.cut(0, list(range(len(values))), values, drift=drift)
    status, found, _ = solved(cut.model)
    assert status == cp_model.OPTIMAL
    assert cut.moves(found)
    whole = model.builder.complete(cut.merged(found))
    plan = to_assignment(model.variables, whole)
    assert plan.share("r", "P2", 0) == plan.share("s", "P1", 0) == 50
    assert model.levels[0].value(whole) == model.levels[0].value(values)


def test_narrowed_variables_keep_to_what_remains() -> None:
    case = scenario([role("r", 50)], [person("P1")], objective=[{Term.UNCOVERED: 1}])
    model = build_model(case)
    fixing = Fixing(FlatModel(model))
    values = from_assignment(model, assign(case))
    (share,) = (each.index for each in model.variables.free_share.values())
    fixing.narrow(0, {share: frozenset({0, 2, 4})}, {share: frozenset({0, 3})})
    fixing.narrow(1, {share: frozenset({0})}, {share: frozenset({0})})
    everything = list(range(len(values)))
    _, found, _ = solved(fixing.cut(0, everything, values).model)
    assert found[share] == 4
    _, found, _ = solved(fixing.cut(0, everything, values, better=True).model)
    assert found[share] == 3


def test_refining_finds_a_planted_plan() -> None:
    # Everyone can be filled exactly, so 0 is the optimum at both levels.
    case, plan = planted()
    model = build_model(case)
    state = State(model)
    state.offer(from_assignment(model, assign(case)))
    refiner = Refiner(Fixing(FlatModel(model)), seed=1)
    stalled = 0
    for _ in range(400):
        assert state.best is not None
        open_ = state.open_levels()
        if not open_:
            break
        values = refiner.step(open_[0], state.best.values, None, stalled)
        stalled += 1
        if values is not None and state.offer(values, instead_of=state.best):
            stalled = 0
    assert state.best is not None
    assert state.best.reached == (0, 0)
    assert not state.open_levels()
    assert plan.share("r0-0", "P0", 0) == 41
