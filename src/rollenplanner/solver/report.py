"""From what a search knows at its end to its outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rollenplanner.solver.memory import peak_memory
from rollenplanner.solver.outcome import LevelOutcome, LevelState, Outcome, Status
from rollenplanner.solver.solution import to_assignment

if TYPE_CHECKING:
    from rollenplanner.solver.search import Search


def make_outcome(search: Search) -> Outcome:
    """Status, plan and levels of a search that has ended."""
    best = search.state.best
    stopped = search.stop.is_set()
    memory = None if search.settings.deterministic else peak_memory()
    size = search.model.size
    if best is None:
        status = Status.INFEASIBLE if search.prover.infeasible else Status.UNKNOWN
        return Outcome(status, None, (), stopped, size, memory)
    levels = tuple(
        _level_outcome(search, number, value) for number, value in enumerate(best.reached)
    )
    closed = all(level.state is LevelState.OPTIMAL for level in levels)
    return Outcome(
        Status.OPTIMAL if closed else Status.FEASIBLE,
        to_assignment(search.model.variables, best.values),
        levels,
        stopped,
        size,
        memory,
    )


def _level_outcome(search: Search, number: int, value: int) -> LevelOutcome:
    bound = min(value, search.state.bound(number))
    return LevelOutcome(
        search.model.levels[number].terms,
        value,
        bound,
        LevelState.OPTIMAL if value == bound else LevelState.FEASIBLE,
        None if search.settings.deterministic else search.spent[number],
    )
