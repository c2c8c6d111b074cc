"""The same rules given to CP-SAT in one piece, level by level: what the search is measured against.

The plain way, over any number of periods: CP-SAT's own settings with the given workers, a hint of
the plan so far, each level above held at its value by one row, and each level left at once at its
optimum. What is left of the time is divided evenly over the levels to come. No windows, no
neighbourhoods, no columns, no frozen slacks.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver import LevelOutcome, LevelState, Outcome, Progress, Status
from rollenplanner.solver.memory import peak_memory
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.solution import to_assignment

ProgressListener = Callable[[Progress], None]

#: Least seconds for a level.
_LEAST = 0.1


def solve_in_one_piece(
    scenario: Scenario, settings: Settings, on_progress: ProgressListener | None = None
) -> Outcome:
    """Minimise the levels one after the other.

    Args:
        scenario: What to plan.
        settings: Seed, workers and time limit (building included); `deterministic` is not looked
            at.
        on_progress: Called for every better plan and bound of the level at work, in a thread of
            the solver, and for every level when one is left.
    """
    begin = time.monotonic()
    attempt = _Attempt(build_model(scenario), settings, begin, on_progress)
    for number in range(len(attempt.model.levels)):
        if not attempt.infeasible:
            attempt.minimise(number)
    return attempt.outcome()


@dataclass(slots=True)
class _Attempt:
    """One solve under way.

    Attributes:
        values: Of all variables in the best plan so far; derived ones may be loose.
        bounds: Per level, in units.
    """

    model: PlanModel
    settings: Settings
    begin: float
    listener: ProgressListener | None
    values: list[int] | None = None
    infeasible: bool = False
    bounds: list[int] = field(default_factory=list)
    spent: list[float] = field(default_factory=list)

    def elapsed(self) -> float:
        return time.monotonic() - self.begin

    def minimise(self, number: int) -> None:
        """One level with the whole model, in its part of the time that is left."""
        level = self.model.levels[number]
        started = self.elapsed()
        if level.constant and self.values is not None:
            self.bounds.append(level.total.constant)
        else:
            left = self.settings.time_limit - started
            self.bounds.append(self._run(number, left / (len(self.model.levels) - number)))
        self.spent.append(self.elapsed() - started)
        self._tell_all()

    def _run(self, number: int, seconds: float) -> int:
        """Search; returns the bound in units."""
        total = self.model.levels[number].total
        if seconds < _LEAST and number:
            return total.original(total.form.least)
        piece = self._piece(number)
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = self.settings.workers
        solver.parameters.random_seed = self.settings.seed
        solver.parameters.max_time_in_seconds = max(_LEAST, seconds)
        heard = [total.form.least]

        def hear(bound: float) -> None:
            heard.append(-int(-(bound - 1e-6) // 1))
            self._tell(number, None, total.original(max(heard)))

        solver.best_bound_callback = hear
        status = solver.solve(piece, _Solutions(lambda v: self._tell(number, total.original(v))))
        self.infeasible = status == cp_model.INFEASIBLE and self.values is None
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            found = [int(value) for value in solver.response_proto.solution]
            self.values = found[: self.model.size.variables]
        if status == cp_model.OPTIMAL:
            heard.append(round(solver.objective_value))
        return total.original(max(heard))

    def _piece(self, number: int) -> cp_model.CpModel:
        """The model with one level as its objective and those above held."""
        piece = self.model.builder.model.clone()
        if self.values is not None:
            for above in self.model.levels[:number]:
                if not above.constant:
                    form = above.total.form
                    piece.add(form.expression <= form.value(self.values))
            piece.proto.solution_hint.vars.extend(range(len(self.values)))
            piece.proto.solution_hint.values.extend(self.values)
        piece.minimize(self.model.levels[number].total.form.expression)
        return piece

    def _exact(self) -> list[int] | None:
        if self.values is None:
            return None
        return self.model.builder.complete(list(self.values))

    def _tell_all(self) -> None:
        exact = self._exact()
        if exact is not None:
            for number, level in enumerate(self.model.levels):
                bound = self.bounds[number] if number < len(self.bounds) else None
                self._tell(number, level.value(exact), bound)

    def _tell(self, number: int, value: int | None, bound: int | None = None) -> None:
        if self.listener is not None:
            level, levels = self.model.levels[number], len(self.model.levels)
            terms = tuple(term for term, _ in level.terms)
            self.listener(Progress(number + 1, levels, terms, value, bound, self.elapsed()))

    def outcome(self) -> Outcome:
        """The plan, its levels and how far each is proven."""
        exact, memory, size = self._exact(), peak_memory(), self.model.size
        if exact is None:
            status = Status.INFEASIBLE if self.infeasible else Status.UNKNOWN
            return Outcome(status, None, (), False, size, memory)
        levels = tuple(self._level(number, exact) for number in range(len(self.model.levels)))
        closed = all(level.state is LevelState.OPTIMAL for level in levels)
        status = Status.OPTIMAL if closed else Status.FEASIBLE
        plan = to_assignment(self.model.variables, exact)
        return Outcome(status, plan, levels, False, size, memory)

    def _level(self, number: int, exact: Sequence[int]) -> LevelOutcome:
        level = self.model.levels[number]
        value = level.value(exact)
        bound = min(value, max(self.bounds[number], level.least))
        state = LevelState.OPTIMAL if bound == value else LevelState.FEASIBLE
        return LevelOutcome(level.terms, value, bound, state, self.spent[number])


class _Solutions(cp_model.CpSolverSolutionCallback):
    """Hands on the objective of every solution."""

    def __init__(self, listener: Callable[[int], None]) -> None:
        super().__init__()
        self._listener = listener

    def on_solution_callback(self) -> None:
        self._listener(round(self.objective_value))
