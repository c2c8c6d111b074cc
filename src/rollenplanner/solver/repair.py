"""The nearest plan to an earlier one that an edited scenario allows."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from ortools.sat.python import cp_model

from rollenplanner.domain.check import check_all
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.terms import Term
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.flat import FlatForm, FlatModel, SubModel
from rollenplanner.solver.linear import Linear, Reduced
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.objective import TERMS, slacks_of
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.parameters import STARTS, neighbourhood_solver, start_solver
from rollenplanner.solver.polish import cut_level
from rollenplanner.solver.runner import Listener, run
from rollenplanner.solver.solution import from_assignment

#: Part of the time that is left in which the least number of jumps is looked for, and at most.
REPAIR_PART, MOST_REPAIR = 0.4, 20.0
#: Deterministic time for a repair of what the broken rules touch, and for the shares after it.
LOCAL_EFFORT, SHARES_EFFORT = 2.0, 0.5

#: Takes the values of all variables of a plan.
Taker = Callable[[list[int]], None]


def jumps_of(model: PlanModel) -> Reduced:
    """Cells that differ from the plan that the model refers to, as a form."""
    slacks = slacks_of(model.variables, Term.JUMPS)
    unit = TERMS[Term.JUMPS].unit
    return Linear.total(slack.form.floor_divided(unit) for slack in slacks).reduced()


def hold_jumps(model: PlanModel, most: int) -> None:
    """Let at most so many cells differ from the plan that the model refers to."""
    total = jumps_of(model)
    model.builder.at_most(total.form, total.floor(most), "jumps")


@dataclass(slots=True)
class Repair:
    """Changes as few cells of a plan as the rules ask for, then sets the shares right.

    Attributes:
        model: Made with `start` as its reference.
        start: The earlier plan; it may break rules of the scenario as it is now.
        take: Hears every plan that is found, the nearest last, each then with better shares.
        jumps: Cells in which the nearest plan differs; None while there is none.
    """

    model: PlanModel
    start: Assignment
    settings: Settings
    clock: Clock
    stop: StopFlag
    take: Taker
    jumps: int | None = None
    _flat: FlatModel = field(init=False)
    _total: Reduced = field(init=False)

    def __post_init__(self) -> None:
        """Look at the model once."""
        self._flat = FlatModel(self.model)
        self._total = jumps_of(self.model)

    def go(self) -> bool:
        """Repair first what the broken rules touch, then look at everything; whether it worked."""
        values = from_assignment(self.model, self.start)
        for people, roles in self._touched():
            found = self._locally(values, people, roles)
            if found is not None:
                self._found(found)
                values = found
                break
        budget = min(MOST_REPAIR, self.clock.remaining() * REPAIR_PART)
        if self.jumps != 0 and budget > 0 and not self.stop.is_set():
            nearest = self._everywhere(values, budget)
            if nearest is not None:
                self._found(nearest)
        return self.jumps is not None

    def _touched(self) -> Iterator[tuple[set[str], set[str]]]:
        """People and roles of broken rules with what they carry; then all who carry that too."""
        broken = list(check_all(self.model.scenario, self.start))
        people = {who for each in broken for who in each.people}
        roles = {role for each in broken for role in each.roles}
        roles |= {role for role, who in self._carried() if who in people}
        yield people, roles
        people = people | {who for role, who in self._carried() if role in roles}
        yield people, roles | {role for role, who in self._carried() if who in people}

    def _carried(self) -> Iterator[tuple[str, str]]:
        """Role and person of everything in the earlier plan."""
        for table in (self.start.holders, self.start.backups):
            for role, people in table.items():
                for who in people:
                    yield role, who

    def _locally(self, values: list[int], people: set[str], roles: set[str]) -> list[int] | None:
        """The nearest plan in which only some people and roles are free."""
        variables = self.model.variables
        tables = (variables.holds, variables.free_share, variables.backs)
        fixed = {
            variable.index
            for table in tables
            for cell, variable in table.items()
            if cell.person not in people and cell.role not in roles
        }
        free = [index for index in range(self._flat.size) if index not in fixed]
        cut = self._flat.cut(free, values)
        cut.model.minimize(cut.part(FlatForm.of(self._total.form)).expression)
        cut.hint()
        found = self._solved(cut, LOCAL_EFFORT)
        # Rows among what stays as it was are not part of the sub-model.
        return found if found is not None and self._flat.obeyed(found) else None

    def _everywhere(self, values: list[int], budget: float) -> list[int] | None:
        """The nearest plan of all."""
        asked = self.model.asking(self._total.form, hint=values)
        solver = start_solver(self.settings, STARTS[0], max(0.01, budget))
        listener = Listener(lambda _: False, lambda _: None, lambda: False)
        answer = run(asked, solver, listener, self.stop)
        self.clock.add_effort(answer.effort)
        if answer.values is None:
            return None
        return self.model.builder.complete(answer.values[: self.model.size.variables])

    def _found(self, values: list[int]) -> None:
        """Keep a plan if it is the nearest so far, and set its shares right."""
        jumps = self._total.original(self._total.form.value(values))
        if self.jumps is not None and jumps >= self.jumps:
            return
        self.jumps = jumps
        self.take(values)
        shares = {variable.index for variable in self.model.variables.free_share.values()}
        cells = self._flat.cells
        free = [index for index in range(self._flat.size) if index in shares or index not in cells]
        better = self._solved(cut_level(self._flat, 0, free, values, follow=True), SHARES_EFFORT)
        if better is not None:
            self.take(better)

    def _solved(self, cut: SubModel, effort: float) -> list[int] | None:
        seconds = None if self.settings.deterministic else self.clock.remaining()
        solver = neighbourhood_solver(self.settings.seed, effort, seconds)
        status = solver.solve(cut.model)
        self.clock.add_effort(solver.response_proto.deterministic_time)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        return self.model.builder.complete(cut.merged(list(solver.response_proto.solution)))
