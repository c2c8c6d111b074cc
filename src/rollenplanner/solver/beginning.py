"""How a search by stages comes to its first plan, or back to an earlier one."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from rollenplanner.domain.check import check_all
from rollenplanner.domain.earlier import Forced
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.terms import UNIT, Term
from rollenplanner.solver.by_parts import goes_by_parts
from rollenplanner.solver.candidates import Pair, likely_pairs, with_substitutes
from rollenplanner.solver.nearest import Nearest
from rollenplanner.solver.parameters import STARTS, start_solver
from rollenplanner.solver.repair import jumps_of
from rollenplanner.solver.runner import Listener, run
from rollenplanner.solver.solution import from_assignment
from rollenplanner.solver.state import State
from rollenplanner.solver.within_limits import come_within_limits

if TYPE_CHECKING:
    from rollenplanner.solver.staged import Staged

#: Candidates per role in the models that look for a first plan; None: everybody.
FIRST_CANDIDATES = (0, 4, 16, None)
#: Candidates, in a model between the first and the second, where carriers may have to be replaced.
SUBSTITUTES = 4
#: Part of what is left of the time for each of these models where limits may be in the way.
SHORT_PART = 0.03
#: Candidates per role in the model for a good plan.
BEGIN_CANDIDATES = 2
#: Time for it: part of what is left, and at most.
BEGIN_PART, MOST_BEGIN = 0.1, 5.0
#: Time for the nearest plan to the one to start from, likewise.
REPAIR_PART, MOST_REPAIR = 0.6, 20.0


def begin(search: Staged) -> None:
    """Find a first plan: the one to start from as it is, the nearest to it, or any.

    What the search finds goes to `search.overall`; `search.most_jumps` is set where it has to stay
    near the plan to start from.
    """
    if search.start is not None:
        _adopt_start(search)
        if search.overall.plan is None:
            _repair_start(search)
    if search.scenario.limits:
        for pairs in _first_models(search):
            _find_any(search, pairs, search.clock.remaining() * SHORT_PART)
        if _looking(search):
            come_within_limits(search)
    for pairs in _first_models(search):
        _find_any(search, pairs, search.clock.remaining())
    whole = not goes_by_parts(search.scenario, search.settings.tuning)
    if whole and search.start is None and search.spent and search.going():
        _begin_well(search)


def _first_models(search: Staged) -> Iterator[frozenset[Pair] | None]:
    """Pairs for models that look for a first plan, as long as there is none; None: all pairs."""
    for number, candidates in enumerate(FIRST_CANDIDATES):
        if not _looking(search):
            return
        if candidates is None:
            yield None
        else:
            yield likely_pairs(search.scenario, candidates, search.start)
        if not number and _looking(search):
            more = with_substitutes(search.scenario, SUBSTITUTES, search.start)
            if more is not None:
                yield more


def _looking(search: Staged) -> bool:
    """Whether there is no plan yet, and time to find one."""
    return search.overall.plan is None and search.going()


def _adopt_start(search: Staged) -> None:
    """Take the plan to start from over as it is, if it obeys every rule of this scenario."""
    start = search.start
    if start is not None and not any(check_all(search.scenario, start)):
        values = level_values(search.scenario, measure(search.scenario, start, start))
        search.overall.offer(start, tuple(values))
        search.most_jumps = search.allowed_jumps
        search.forced = Forced(0, exact=True)
        search.tell(0)


def _repair_start(search: Staged) -> None:
    """Change as little of the plan to start from as the rules ask for."""
    assert search.start is not None

    def take(plan: Assignment) -> None:
        values = level_values(search.scenario, measure(search.scenario, plan, search.start))
        search.overall.replace(plan, tuple(values))
        search.tell(0)

    nearest = Nearest(
        search.scenario, search.start, search.settings, search.clock, search.stop, take
    )
    budget = min(MOST_REPAIR, search.clock.remaining() * REPAIR_PART)
    nearest.go(search.clock.elapsed() + budget)
    search.infeasible, search.build_time = nearest.infeasible, nearest.build_time
    search.forced = Forced(nearest.bound, nearest.proven)
    search.overall.proofs.raise_least(_with_jumps(search, nearest.bound))
    jumps = nearest.jumps
    for pairs in _first_models(search):
        jumps = _find_near(search, pairs)
    if jumps is not None and search.allowed_jumps is not None:
        search.most_jumps = max(jumps, nearest.bound + search.allowed_jumps)


def _with_jumps(search: Staged, forced: int) -> list[int]:
    """Per level, what it cannot be below now that so many cells are known to differ."""
    proofs = search.overall.proofs
    return [
        max(least, forced * UNIT * level[Term.JUMPS]) if set(level) == {Term.JUMPS} else least
        for least, level in zip(proofs.least, search.scenario.objective, strict=True)
    ]


def _find_near(search: Staged, pairs: frozenset[Pair] | None) -> int | None:
    """Look for a plan near the one to start from; returns in how many cells it differs."""
    assert search.start is not None
    model = search.build(pairs)
    total, state = jumps_of(model), State(model, proofs=search.overall.proofs)
    asked = model.asking(total.form, hint=from_assignment(model, search.start))
    budget = min(MOST_REPAIR, search.clock.remaining() * REPAIR_PART)
    solver = start_solver(search.settings, STARTS[0], max(0.01, budget))
    answer = run(
        asked, solver, Listener(lambda _: False, lambda _: None, lambda: False), search.stop
    )
    search.clock.add_effort(answer.effort)
    search.infeasible = answer.status == cp_model.INFEASIBLE and pairs is None
    if answer.values is None or not state.offer(answer.values) or state.best is None:
        return None
    search.hand_on(state, 0)
    return total.original(total.form.value(state.best.values))


def _find_any(search: Staged, pairs: frozenset[Pair] | None, budget: float) -> None:
    """Look for any plan with some pairs, or with all of them, in so much time."""
    model = search.build(pairs)
    state = State(model)
    asked = model.asking(model.levels[0].total.form if model.levels else None)
    solver = start_solver(search.settings, STARTS[0], max(0.01, budget))
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
