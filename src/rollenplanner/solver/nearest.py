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
from rollenplanner.solver.parameters import neighbourhood_solver, whole_model_solver
from rollenplanner.solver.runner import Answer, Listener, run
from rollenplanner.solver.solution import to_assignment
from rollenplanner.solver.vicinity import Vicinity

#: Part of the time that is left which a proof may take while there is no plan, and a plan may.
PROOF_PART, MEND_PART = 0.6, 0.5
#: Part of the time limit that is left which the search for a first plan may take.
LAST_PART = 0.9
#: Deterministic time for the shares of a plan.
SHARES_EFFORT = 0.3


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
        """Grow the vicinity until the nearest plan is proven, or until a moment on the clock.

        While there is no plan at all, that moment does not count but the time limit does.
        """
        roles = broken_roles(self.scenario, self.start)
        while self._going(until):
            begun = self.clock.elapsed()
            vicinity = Vicinity(self.scenario, self.start, frozenset(roles))
            self.build_time = self.clock.elapsed() - begun
            if self.jumps is None:
                self._mend(vicinity, vicinity.values, until)
            if not self._going(until):
                return
            answer = self._solved(vicinity.relaxed(self.bound), self._proof_until(until))
            self.infeasible = answer.status == cp_model.INFEASIBLE
            if answer.values is None:
                return
            values = vicinity.model.builder.complete(answer.values[: vicinity.flat.size])
            missing = vicinity.broken(values)
            if missing is None:
                self._found(vicinity, values)
                return
            if missing <= roles:
                return
            roles |= missing

    def _going(self, until: float) -> bool:
        over = self.clock.elapsed() >= self._end(until)
        return not (over or self.proven or self.infeasible or self.stop.is_set())

    def _end(self, until: float) -> float:
        """When it is over: a plan comes first."""
        if self.jumps is not None:
            return until
        return max(until, self.clock.elapsed() + self.clock.remaining() * LAST_PART)

    def _proof_until(self, until: float) -> float:
        now = self.clock.elapsed()
        return now + (self._end(until) - now) * (PROOF_PART if self.jumps is None else 1.0)

    def _mend(self, vicinity: Vicinity, hint: list[int], until: float) -> None:
        """Look for a plan in which nothing changes but the vicinity."""
        now = self.clock.elapsed()
        cut = vicinity.within(hint, self.bound)
        answer = self._solved(cut, now + MEND_PART * (self._end(until) - now), proves=False)
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
            shared = self._shared(vicinity, values)
            self.take(to_assignment(vicinity.model.variables, shared or values))

    def _shared(self, vicinity: Vicinity, values: list[int]) -> list[int] | None:
        """Better shares for a plan; None if none were found."""
        cut = vicinity.covering(values)
        seconds = None if self.settings.deterministic else self.clock.remaining()
        solver = neighbourhood_solver(self.settings.seed, SHARES_EFFORT, seconds, linear=True)
        status = solver.solve(cut.model)
        self.clock.add_effort(solver.response_proto.deterministic_time)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        found = cut.merged(list(solver.response_proto.solution))
        values = vicinity.model.builder.complete(found)
        return values if vicinity.broken(values) is None else None

    def _solved(self, cut: SubModel, until: float, *, proves: bool = True) -> Answer:
        """Minimise; what is proven on the way counts if it is proven for every plan."""

        def record(bound: int) -> None:
            if proves:
                self.bound = max(self.bound, bound)

        budget = max(0.01, min(until - self.clock.elapsed(), self.clock.remaining()))
        solver = whole_model_solver(self.settings, 1, budget)
        listener = Listener(lambda _: False, record, lambda: self.proven)
        answer = run(cut.model, solver, listener, self.stop)
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
