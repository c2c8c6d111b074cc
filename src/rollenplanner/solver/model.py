"""The whole model of a scenario: variables, rules, levels. Made once, solved many times."""

from __future__ import annotations

import gc
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.stopping import StopFlag
from rollenplanner.solver.builder import Builder
from rollenplanner.solver.candidates import Pair
from rollenplanner.solver.constraints import add_constraints
from rollenplanner.solver.eligibility import find_eligibility
from rollenplanner.solver.levels import Level, make_level
from rollenplanner.solver.linear import Linear
from rollenplanner.solver.narrowing import Narrowed, intervals_of
from rollenplanner.solver.outcome import ModelSize
from rollenplanner.solver.variables import Variables, create_variables


@dataclass(frozen=True, slots=True)
class PlanModel:
    """A scenario as a CP-SAT model without objective, and its levels."""

    scenario: Scenario
    builder: Builder
    variables: Variables
    levels: tuple[Level, ...]

    @property
    def size(self) -> ModelSize:
        """Variables and constraints before presolve."""
        proto = self.builder.model.proto
        return ModelSize(len(proto.variables), len(proto.constraints))

    def asking(
        self,
        form: Linear | None,
        held: Sequence[tuple[Level, int]] = (),
        hint: Sequence[int] | None = None,
        narrowed: Narrowed | None = None,
    ) -> cp_model.CpModel:
        """A copy for CP-SAT that minimises something.

        Args:
            form: What to minimise; None: any solution will do.
            held: Levels with the units that each may be at most.
            hint: Values of all variables to start from.
            narrowed: Index of a variable -> the only values that it may have.
        """
        model = self.builder.model.clone()
        for index, values in (narrowed or {}).items():
            model.proto.variables[index].domain.clear()
            model.proto.variables[index].domain.extend(intervals_of(values))
        for level, ceiling in held:
            level.hold(model, ceiling)
        if form is not None:
            model.minimize(form.expression)
        if hint is not None:
            # A clone has no hints yet (a second hint for a variable would be an error).
            stated = model.proto.solution_hint
            stated.vars.extend(range(len(hint)))
            stated.values.extend(hint)
        return model


def build_model(
    scenario: Scenario,
    reference: Assignment | None = None,
    only: Collection[Pair] | None = None,
    only_period: int | None = None,
    *,
    apart: bool = False,
    stop: StopFlag | None = None,
) -> PlanModel:
    """Model a scenario.

    Args:
        scenario: Over one or several periods.
        reference: The plan from which `jumps` counts, or None.
        only: Pairs of role and person that may carry anything; None: all. Plans of such a model
            are plans of the scenario; its bounds are not bounds.
        only_period: Model this period alone, whatever ties it to others left out; every plan is a
            plan of it there, so its bounds are bounds of the period's part; None: all periods.
        apart: Model nobody and nothing but the roles and people of `only` (`parts`): limits are
            left out, and levels differ from those of the scenario by what others make of them.
        stop: Ends the work on the way.

    Raises:
        StoppedBuilding: If it does.
    """
    builder = Builder(stop=stop)
    with _without_collecting():
        eligibility = find_eligibility(scenario, only, only_period, apart=apart)
        variables = create_variables(scenario, eligibility, builder, reference, only_period)
        add_constraints(variables)
        levels = tuple(make_level(variables, terms) for terms in scenario.objective)
    return PlanModel(scenario, builder, variables, levels)


@contextmanager
def _without_collecting() -> Iterator[None]:
    """No search for garbage meanwhile: a third of the time, and all that is made is kept."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()
