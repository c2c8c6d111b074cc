"""The whole model, one level at a time: a first plan, bounds, and plans that polishing misses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Settings
from rollenplanner.solver.clock import Clock, counted
from rollenplanner.solver.columns import ColumnBound
from rollenplanner.solver.columns.bound import EFFORT_PER_ROUND, Pool
from rollenplanner.solver.columns.problem import Problem, expresses
from rollenplanner.solver.guided import Guides
from rollenplanner.solver.narrowing import Narrowed
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.parameters import whole_model_solver
from rollenplanner.solver.runner import Answer, Listener, run
from rollenplanner.solver.state import State

#: A guide for the polishing follows so many rounds of columns after the last one.
ROUNDS_PER_GUIDE = 6


@dataclass(slots=True)
class Prover:
    """Runs CP-SAT on the whole model and records what it finds and proves.

    Attributes:
        tell: Called with the number of a level that has news.
        hint: Values to start from while there is no plan, or None.
        guides: Level -> how dear choices are there, for whoever looks for better plans.
        narrowed: What remains of some variables at the level at hand (`narrowing`).
        infeasible: Whether it is proven that no plan obeys the rules.
    """

    state: State
    settings: Settings
    stop: StopFlag
    tell: Callable[[int], None]
    hint: list[int] | None = None
    infeasible: bool = False
    guides: Guides = field(default_factory=dict)
    narrowed: Narrowed = field(default_factory=dict)
    _pool: Pool = field(default_factory=dict)
    _columns_done: dict[int, tuple[int, ...]] = field(default_factory=dict)

    def find_any(self, guide: int | None, budget: float) -> float:
        """Search until there is any plan, guided by a level; returns deterministic time spent."""
        model = self._level_model(guide, ())
        answer = self._run(model, guide, (), budget, workers=self.settings.workers, first=True)
        self.infeasible = answer.status == cp_model.INFEASIBLE
        return answer.effort

    def minimise(self, number: int, budget: float) -> float:
        """Minimise a level, those above it held; returns deterministic time spent."""
        ceilings = self._reached()[:number]
        model = self._level_model(number, ceilings)
        workers = max(1, self.settings.workers - 1)
        return self._run(model, number, ceilings, budget, workers=workers).effort

    def columns_help(self, number: int) -> bool:
        """Whether columns can say something about a level."""
        return expresses(self.state.model.variables, self.state.model.levels[number])

    def generate_columns(self, number: int, going: Callable[[], bool], clock: Clock) -> None:
        """Raise the bound of a level by columns, unless that was done under the same ceilings."""
        best = self.state.best
        assert best is not None
        ceilings = best.reached[:number]
        if self._columns_done.get(number) == ceilings:
            return
        level = self.state.model.levels[number]
        held = tuple(zip(self.state.model.levels, ceilings, strict=False))
        problem = Problem(self.state.model, level, held, self.narrowed)
        if problem.too_large:
            return
        columns = ColumnBound(problem, best.values, self._pool)
        enough = level.total.floor(best.reached[number])
        guided = 0
        for bound in columns.improve(counted(going, clock, EFFORT_PER_ROUND), enough):
            self._record(number, ceilings, bound)
            self.tell(number)
            if columns.rounds >= guided + ROUNDS_PER_GUIDE:
                guided = columns.rounds
                self._guide(number, columns)
        self._guide(number, columns)
        if columns.exhausted:
            self._columns_done[number] = ceilings

    def _guide(self, number: int, columns: ColumnBound) -> None:
        """Let the polishing know what the columns know by now."""
        guide = columns.guide()
        if guide is not None:
            self.guides[number] = guide

    def _reached(self) -> tuple[int, ...]:
        assert self.state.best is not None
        return self.state.best.reached

    def _level_model(self, number: int | None, ceilings: tuple[int, ...]) -> cp_model.CpModel:
        levels = self.state.model.levels
        held = list(zip(levels, ceilings, strict=False))
        hint = self.hint if self.state.best is None else self.state.best.values
        if number is None:
            return self.state.model.asking(None, held, hint)
        model = self.state.model.asking(levels[number].total.form, held, hint, self.narrowed)
        levels[number].raise_floor(model, self.state.bound_under(number, ceilings))
        return model

    def _run(
        self,
        model: cp_model.CpModel,
        number: int | None,
        ceilings: tuple[int, ...],
        budget: float,
        *,
        workers: int,
        first: bool = False,
    ) -> Answer:
        solver = whole_model_solver(self.settings, workers, max(0.01, budget))
        solver.parameters.stop_after_first_solution = first
        answer = run(model, solver, self._listener(number, ceilings), self.stop)
        if answer.values is not None:
            self.state.offer(answer.values)
        if number is not None and answer.bound is not None:
            self._record(number, ceilings, answer.bound)
            self.tell(number)
        return answer

    def _listener(self, number: int | None, ceilings: tuple[int, ...]) -> Listener:
        def closed() -> bool:
            return number is not None and self.state.closed(number)

        def solution(values: list[int]) -> bool:
            if self.state.offer(values) and number is not None:
                self.tell(number)
            return closed()

        def bound(reduced: int) -> None:
            if number is not None:
                self._record(number, ceilings, reduced)
                self.tell(number)

        def done() -> bool:
            # Asked at moments that the clock chooses, so never where runs must repeat exactly.
            return not self.settings.deterministic and closed()

        return Listener(solution, bound, done)

    def _record(self, number: int, ceilings: tuple[int, ...], reduced: int) -> None:
        bound = self.state.model.levels[number].total.original(reduced)
        self.state.prove(number, ceilings, bound)
