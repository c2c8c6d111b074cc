"""How a search by stages comes to its first plan, or back to an earlier one."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.solver.candidates import Pair, likely_pairs
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.parameters import STARTS, start_solver
from rollenplanner.solver.repair import Repair, hold_jumps, jumps_of
from rollenplanner.solver.runner import Listener, run
from rollenplanner.solver.solution import to_assignment
from rollenplanner.solver.state import State

if TYPE_CHECKING:
    from rollenplanner.solver.staged import Staged

#: Candidates per role in the models that look for a first plan; None: everybody.
FIRST_CANDIDATES = (0, 4, 16, None)
#: Candidates per role in the model for a good plan.
BEGIN_CANDIDATES = 2
#: Time for it: part of what is left, and at most.
BEGIN_PART, MOST_BEGIN = 0.1, 5.0


def begin(search: Staged) -> None:
    """Find a first plan: the one to start from as it is, the nearest to it, or any.

    What the search finds goes to `search.overall`; `search.most_jumps` is set where it has to stay
    near the plan to start from.
    """
    if search.start is not None:
        _adopt_start(search)
        if search.overall.plan is None:
            _repair_start(search)
    for candidates in FIRST_CANDIDATES:
        if search.overall.plan is None and search.going():
            _find_any(search, _pairs(search, candidates))
    if search.start is None and search.spent and search.going():
        _begin_well(search)


def _pairs(search: Staged, candidates: int | None) -> frozenset[Pair] | None:
    if candidates is None:
        return None
    return likely_pairs(search.scenario, candidates, search.start)


def _adopt_start(search: Staged) -> None:
    """Take the plan to start from over as it is, if it obeys every rule of this scenario."""
    start = search.start
    if start is not None and not any(check_all(search.scenario, start)):
        values = level_values(search.scenario, measure(search.scenario, start, start))
        search.overall.offer(start, tuple(values))
        search.most_jumps = search.allowed_jumps
        search.tell(0)


def _repair_start(search: Staged) -> None:
    """Change as little of the plan to start from as the rules ask for."""
    for candidates in FIRST_CANDIDATES:
        if not search.going():
            return
        model = search.build(_pairs(search, candidates))
        state = State(model, proofs=search.overall.proofs)

        found: list[list[int]] = []

        def take(values: list[int], state: State = state, found: list[list[int]] = found) -> None:
            found.append(values)
            state.offer(values)
            search.hand_on(state, 0)

        assert search.start is not None
        repair = Repair(model, search.start, search.settings, search.clock, search.stop, take)
        if repair.go() and repair.jumps is not None:
            if search.allowed_jumps is not None:
                _stay_near(search, model, found, repair.jumps + search.allowed_jumps)
            search.ready = model
            return


def _stay_near(
    search: Staged, model: PlanModel, found: Sequence[list[int]], most_jumps: int
) -> None:
    """Of the repaired plans, keep the best that is near enough, even if another one is better.

    A plan that seemed to obey a limit is none (`Builder.ceilings`): then it is not known how near
    one can be, and a ceiling could make the whole infeasible.
    """
    total, state = jumps_of(model), State(model)
    for values in found:
        if total.original(total.form.value(values)) <= most_jumps:
            state.offer(values)
    best = state.best
    if best is not None:
        search.most_jumps = most_jumps
        hold_jumps(model, most_jumps)
        search.overall.replace(to_assignment(model.variables, best.values), best.reached)
        search.tell(0)


def _find_any(search: Staged, pairs: frozenset[Pair] | None) -> None:
    """Look for any plan with some pairs, or with all of them."""
    model = search.build(pairs)
    state = State(model)
    asked = model.asking(model.levels[0].total.form if model.levels else None)
    solver = start_solver(search.settings, STARTS[0], max(0.01, search.clock.remaining()))
    solver.parameters.stop_after_first_solution = True
    listener = Listener(lambda _: True, lambda _: None, lambda: False)
    answer = run(asked, solver, listener, search.stop)
    search.clock.add_effort(answer.effort)
    search.infeasible = answer.status == cp_model.INFEASIBLE and pairs is None
    if answer.values is not None:
        state.offer(answer.values)
    search.hand_on(state, 0)


def _begin_well(search: Staged) -> None:
    """Minimise the first level with a few candidates, from nothing: no plan is in the way."""
    model = search.build(likely_pairs(search.scenario, BEGIN_CANDIDATES))
    state = State(model, proofs=search.overall.proofs)
    ways = STARTS if search.side_by_side else STARTS[:1]
    with ThreadPoolExecutor(len(ways), thread_name_prefix="begin") as pool:
        begun = [pool.submit(_begin, search, state, way) for way in ways]
    for each in begun:
        search.clock.add_effort(each.result())


def _begin(search: Staged, state: State, way: str) -> float:
    """One way to begin; returns deterministic time spent."""
    asked = state.model.asking(state.model.levels[0].total.form)

    def take(values: list[int]) -> bool:
        state.offer(values)
        search.hand_on(state, 0)
        return search.overall.closed(0)

    budget = min(MOST_BEGIN, search.clock.remaining() * BEGIN_PART)
    solver = start_solver(search.settings, way, max(0.01, budget))
    listener = Listener(take, lambda _: None, lambda: search.overall.closed(0))
    return run(asked, solver, listener, search.stop).effort
