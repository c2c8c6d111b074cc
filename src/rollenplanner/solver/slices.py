"""Bounds over several periods: every period on its own, added up.

A slice is a model of one period in which whatever depends on other periods is as favourable as it
can be. Every plan is a plan of each slice, so what a slice costs at least, the plan costs there at
least; and a ceiling on a whole level, less what the other slices cost at least, is a ceiling in the
slice. A slice is as small as a scenario of one period, and so are its proofs (design section 8: a
bound of the whole problem from the parts).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.clock import Clock, counted
from rollenplanner.solver.columns import ColumnBound
from rollenplanner.solver.columns.bound import EFFORT_PER_ROUND, Pool
from rollenplanner.solver.columns.problem import Problem, expresses
from rollenplanner.solver.model import PlanModel, build_model
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.runner import run_for_bound
from rollenplanner.solver.solution import from_assignment
from rollenplanner.solver.state import State

#: Time for one level of one slice at first; it grows when every slice had its turn.
FIRST_BUDGET = 1.0
GROW = 2.0
#: Part of a budget that columns may take after CP-SAT.
COLUMN_PART = 2.0


@dataclass(slots=True)
class Slice:
    """One period with what is proven about it.

    Attributes:
        state: Bounds under ceilings; never a best plan.
        budgets: Level -> time that the next try gets.
        exact: Level -> ceilings under which its bound is what it costs: no more can be proven.
        pool: Packages that columns found.
    """

    model: PlanModel
    state: State
    budgets: dict[int, float] = field(default_factory=dict)
    exact: dict[int, tuple[int, ...]] = field(default_factory=dict)
    pool: Pool = field(default_factory=dict)

    def least(self, level: int, ceilings: tuple[int, ...]) -> int:
        """What the level costs here at least, with the higher levels at most so high."""
        return self.state.bound_under(level, ceilings)


@dataclass(slots=True)
class Slices:
    """All periods of a scenario, each on its own.

    Attributes:
        proven: Called with a level, the ceilings and a bound of the whole problem.
    """

    scenario: Scenario
    settings: Settings
    stop: StopFlag
    proven: Callable[[int, tuple[int, ...], int], None]
    slices: list[Slice] = field(default_factory=list)

    def grow(self, going: Callable[[], bool]) -> bool:
        """Model every period; returns whether there was time for all."""
        while not self.complete:
            if not going():
                return False
            model = build_model(self.scenario, only_period=len(self.slices))
            self.slices.append(Slice(model, State(model)))
        return True

    @property
    def complete(self) -> bool:
        """Whether every period is modelled."""
        return len(self.slices) == len(self.scenario.periods)

    def least(self) -> list[int]:
        """Per level, what it cannot be below, whatever the plan."""
        levels = range(len(self.scenario.objective))
        return [sum(each.model.levels[level].least for each in self.slices) for level in levels]

    def bound(self, level: int, ceilings: tuple[int, ...]) -> int:
        """What a level of the whole costs at least, with the higher levels at most so high."""
        return sum(self._parts(level, ceilings))

    def _parts(self, level: int, ceilings: tuple[int, ...]) -> list[int]:
        return [
            each.least(level, inner)
            for each, inner in zip(self.slices, self._ceilings(ceilings), strict=True)
        ]

    def _ceilings(self, ceilings: tuple[int, ...]) -> list[tuple[int, ...]]:
        """Per slice, what is left of the ceilings when the others cost as little as they can."""
        inner: list[tuple[int, ...]] = [()] * len(self.slices)
        for level, ceiling in enumerate(ceilings):
            parts = [each.least(level, own) for each, own in zip(self.slices, inner, strict=True)]
            left = ceiling - sum(parts)
            inner = [(*own, part + left) for own, part in zip(inner, parts, strict=True)]
        return inner

    def prove(
        self,
        level: int,
        plan: Assignment,
        reached: tuple[int, ...],
        clock: Clock,
        going: Callable[[], bool],
        until: float,
    ) -> bool:
        """Give every slice a try at a level.

        Args:
            level: From 0.
            plan: The best plan so far.
            reached: Its value per level, in units.
            clock: Counts the work.
            going: Whether to go on.
            until: When this has to be over, on the clock.

        Returns:
            Whether anything was left to try.
        """
        ceilings = reached[:level]
        tried = False
        for place, each in enumerate(self.slices):
            if not going():
                return tried
            inner = self._ceilings(ceilings)[place]
            values = from_assignment(each.model, plan)
            here = each.model.levels[level].value(values)
            if here <= each.least(level, inner) or each.exact.get(level) == inner:
                continue
            tried = True
            budget = each.budgets.get(level, FIRST_BUDGET)
            each.budgets[level] = budget * GROW
            budget = min(budget, until - clock.elapsed())
            self._minimise(each, level, inner, values, budget, clock)
            if each.exact.get(level) != inner:
                self._columns(each, level, inner, values, clock, budget * COLUMN_PART, going)
            self.proven(level, ceilings, self.bound(level, ceilings))
        return tried

    def _minimise(
        self,
        each: Slice,
        level: int,
        ceilings: tuple[int, ...],
        values: list[int],
        budget: float,
        clock: Clock,
    ) -> None:
        """CP-SAT on one level of one slice."""
        target = each.model.levels[level]
        held = list(zip(each.model.levels, ceilings, strict=False))
        model = each.model.asking(target.total.form, held, values)
        target.raise_floor(model, each.least(level, ceilings))

        def record(reduced: int) -> None:
            each.state.prove(level, ceilings, target.total.original(reduced))

        answer = run_for_bound(model, self.settings, budget, clock, record, self.stop)
        if answer.bound is not None:
            each.exact[level] = ceilings

    def _columns(
        self,
        each: Slice,
        level: int,
        ceilings: tuple[int, ...],
        values: list[int],
        clock: Clock,
        budget: float,
        going: Callable[[], bool],
    ) -> None:
        """Columns on one level of one slice."""
        target = each.model.levels[level]
        here = target.value(values)
        if here <= each.least(level, ceilings) or not expresses(each.model.variables, target):
            return
        held = tuple(zip(each.model.levels, ceilings, strict=False))
        problem = Problem(each.model, target, held)
        if problem.too_large:
            return
        until = clock.elapsed() + budget
        on = counted(lambda: going() and clock.elapsed() < until, clock, EFFORT_PER_ROUND)
        for bound in ColumnBound(problem, values, each.pool).improve(on, target.total.floor(here)):
            each.state.prove(level, ceilings, target.total.original(bound))
