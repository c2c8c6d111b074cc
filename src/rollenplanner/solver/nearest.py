"""The nearest plan to an earlier one that a scenario allows, and the proof that none is nearer.

A small edit breaks rules in a few cells, and what mends them is not far away. A model in which only
the roles around the break know everybody (`vicinity`) is solved twice. Without the rows that others
could obey in another way, its optimum is a bound for all plans; with all rows, whatever it finds is
a plan. Where the two meet, the number of cells that the edit forces is known. Where they do not,
the roles whose rules were broken join the vicinity, and both grow together.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.flat import SubModel
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.parameters import whole_model_solver
from rollenplanner.solver.runner import Answer, Listener, run
from rollenplanner.solver.solution import to_assignment
from rollenplanner.solver.vicinity import Vicinity

#: Part of the time that is left which a proof may take while there is no plan, and a plan may.
PROOF_PART, MEND_PART = 0.6, 0.25


@dataclass(slots=True)
class Nearest:
    """Looks for the nearest plan.

    Attributes:
        start: The earlier plan; it may break rules of the scenario as it is now.
        take: Hears every plan that is found, the nearest last.
        bound: So many cells differ in every plan, proven.
        jumps: Cells in which the nearest plan found differs; None while there is none.
        infeasible: Whether it is proven that no plan obeys the rules.
        build_time: What the last model took to build, on the clock.
    """

    scenario: Scenario
    start: Assignment
    settings: Settings
    clock: Clock
    stop: StopFlag
    take: Callable[[Assignment], None]
    bound: int = 0
    jumps: int | None = None
    infeasible: bool = False
    build_time: float = 0.0

    @property
    def proven(self) -> bool:
        """Whether no plan is nearer than the one found."""
        return self.jumps == self.bound

    def go(self, until: float) -> None:
        """Grow the vicinity until the nearest plan is proven, or until a moment on the clock."""
        roles = broken_roles(self.scenario, self.start)
        while self._going(until):
            begun = self.clock.elapsed()
            vicinity = Vicinity(self.scenario, self.start, frozenset(roles))
            self.build_time = self.clock.elapsed() - begun
            answer = self._solved(vicinity.relaxed(self.bound), self._proof_until(until))
            self.infeasible = answer.status == cp_model.INFEASIBLE
            if answer.values is None:
                return
            values = vicinity.model.builder.complete(answer.values[: vicinity.flat.size])
            missing = vicinity.broken(values)
            if missing is None:
                self._found(vicinity, values)
                return
            self._mend(vicinity, frozenset(missing), values, until)
            if missing <= roles:
                return
            roles |= missing

    def _going(self, until: float) -> bool:
        over = self.clock.elapsed() >= until
        return not (over or self.proven or self.infeasible or self.stop.is_set())

    def _proof_until(self, until: float) -> float:
        """Until when to prove: a plan comes first."""
        now = self.clock.elapsed()
        return now + (until - now) * (PROOF_PART if self.jumps is None else 1.0)

    def _mend(
        self, vicinity: Vicinity, missing: frozenset[str], hint: list[int], until: float
    ) -> None:
        """Look for a plan around what is known to be needed."""
        now = self.clock.elapsed()
        cut = vicinity.within(missing, hint, self.bound)
        answer = self._solved(cut, now + MEND_PART * (until - now), proves=False)
        if answer.values is not None:
            values = vicinity.model.builder.complete(cut.merged(answer.values))
            # Rows among what stays as it was are not part of the sub-model.
            if vicinity.broken(values) is None:
                self._found(vicinity, values)

    def _found(self, vicinity: Vicinity, values: list[int]) -> None:
        """Keep a plan if it is the nearest so far."""
        jumps = vicinity.jumps.value(values)
        if self.jumps is None or jumps < self.jumps:
            self.jumps = jumps
            self.take(to_assignment(vicinity.model.variables, values))

    def _solved(self, cut: SubModel, until: float, *, proves: bool = True) -> Answer:
        """Minimise; what is proven on the way counts if it is proven for every plan."""

        def record(bound: int) -> None:
            if proves:
                self.bound = max(self.bound, bound)

        budget = max(0.01, min(until - self.clock.elapsed(), self.clock.remaining()))
        solver = whole_model_solver(self.settings, 1, budget)
        done = (lambda: False) if proves else (lambda: self.proven)
        answer = run(cut.model, solver, Listener(lambda _: False, record, done), self.stop)
        self.clock.add_effort(answer.effort)
        if answer.bound is not None:
            record(answer.bound)
        return answer


def broken_roles(scenario: Scenario, plan: Assignment) -> set[str]:
    """Roles in broken rules, and all that people in broken rules carry."""
    broken = list(check_all(scenario, plan))
    people = {who for each in broken for who in each.people}
    roles = {role for each in broken for role in each.roles}
    for table in (plan.holders, plan.backups):
        roles |= {role for role, carriers in table.items() if not people.isdisjoint(carriers)}
    return roles & scenario.roles.keys()
