"""From what a search knows at its end to its outcome."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rollenplanner.domain.terms import Term
from rollenplanner.solver.memory import peak_memory
from rollenplanner.solver.outcome import LevelOutcome, LevelState, Outcome, Status
from rollenplanner.solver.solution import to_assignment

if TYPE_CHECKING:
    from rollenplanner.solver.search import Search
    from rollenplanner.solver.staged import Staged


def make_outcome(search: Search) -> Outcome:
    """Status, plan and levels of a search that has ended."""
    best, state = search.state.best, search.state
    memory = None if search.settings.deterministic else peak_memory()
    size, stopped = search.model.size, search.stop.is_set()
    if best is None:
        status = Status.INFEASIBLE if search.prover.infeasible else Status.UNKNOWN
        return Outcome(status, None, (), stopped, size, memory)
    spent = None if search.settings.deterministic else search.spent
    bounds = [state.bound(number) for number in range(len(best.reached))]
    terms = [level.terms for level in search.model.levels]
    levels = _levels(terms, best.reached, bounds, spent)
    plan = to_assignment(search.model.variables, best.values)
    return Outcome(_status(levels), plan, levels, stopped, size, memory)


def outcome_of_stages(search: Staged) -> Outcome:
    """The same of a search by stages."""
    overall = search.overall
    memory = None if search.settings.deterministic else peak_memory()
    if memory is not None:
        memory += search.crew.memory if search.parts is None else search.parts.memory
        memory += search.bounding.whole.memory
    sizes = [search.size] if search.parts is None else [search.size, search.parts.size]
    size, stopped = max(sizes, key=lambda each: each.variables), search.stop.is_set()
    if overall.plan is None:
        status = Status.INFEASIBLE if search.infeasible else Status.UNKNOWN
        return Outcome(status, None, (), stopped, size, memory)
    spent = None if search.settings.deterministic else search.spent
    bounds = [overall.bound(number) for number in range(len(overall.reached))]
    terms = [tuple(level.items()) for level in search.scenario.objective]
    levels = _levels(terms, overall.reached, bounds, spent)
    return Outcome(_status(levels), overall.plan, levels, stopped, size, memory, search.forced)


def _levels(
    terms: Sequence[tuple[tuple[Term, int], ...]],
    reached: Sequence[int],
    bounds: Sequence[int],
    spent: Sequence[float] | None,
) -> tuple[LevelOutcome, ...]:
    """One outcome per level; a bound above the value would be no news."""
    return tuple(
        LevelOutcome(
            terms[number],
            value,
            min(value, bounds[number]),
            LevelState.OPTIMAL if value <= bounds[number] else LevelState.FEASIBLE,
            None if spent is None else spent[number],
        )
        for number, value in enumerate(reached)
    )


def _status(levels: Sequence[LevelOutcome]) -> Status:
    closed = all(level.state is LevelState.OPTIMAL for level in levels)
    return Status.OPTIMAL if closed else Status.FEASIBLE
