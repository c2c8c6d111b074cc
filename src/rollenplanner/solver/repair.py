"""The nearest plan to an earlier one that an edited scenario allows."""

from __future__ import annotations

from dataclasses import dataclass

from ortools.sat.python import cp_model

from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.terms import Term
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.linear import Linear, Reduced
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.objective import TERMS, slacks_of
from rollenplanner.solver.outcome import StopFlag
from rollenplanner.solver.parameters import STARTS, neighbourhood_solver, start_solver
from rollenplanner.solver.polish import cut_level
from rollenplanner.solver.runner import Listener, run
from rollenplanner.solver.solution import from_assignment

#: Part of the time that is left in which the least number of jumps is looked for, and at most.
REPAIR_PART, MOST_REPAIR = 0.5, 20.0
#: Deterministic time in which shares are set right after it.
SHARES_EFFORT = 1.0


@dataclass(frozen=True, slots=True)
class Repaired:
    """Plans near an earlier one.

    Attributes:
        jumps: Cells in which the nearest one differs from it.
        plans: Values of all variables: the nearest plan, then the same with better shares.
    """

    jumps: int
    plans: tuple[list[int], ...]


def jumps_of(model: PlanModel) -> Reduced:
    """Cells that differ from the plan that the model refers to, as a form."""
    slacks = slacks_of(model.variables, Term.JUMPS)
    unit = TERMS[Term.JUMPS].unit
    return Linear.total(slack.form.floor_divided(unit) for slack in slacks).reduced()


def hold_jumps(model: PlanModel, most: int) -> None:
    """Let at most so many cells differ from the plan that the model refers to."""
    total = jumps_of(model)
    model.builder.at_most(total.form, total.floor(most), "jumps")


def repair(
    model: PlanModel, start: Assignment, settings: Settings, clock: Clock, stop: StopFlag
) -> Repaired | None:
    """Change as few cells of a plan as the rules ask for, then set the shares right.

    Args:
        model: Made with `start` as its reference.
        start: The earlier plan; it may break rules of the scenario as it is now.
        settings: Of the run.
        clock: Counts the work.
        stop: Ends it early.

    Returns:
        None if the model has no plan, or none was found in the time.
    """
    total = jumps_of(model)
    values = from_assignment(model, start)
    asked = model.builder.model.clone()
    asked.minimize(total.form.expression)
    hint = asked.proto.solution_hint
    hint.vars.extend(range(len(values)))
    hint.values.extend(values)
    budget = min(MOST_REPAIR, clock.remaining() * REPAIR_PART)
    solver = start_solver(settings, STARTS[0], max(0.01, budget))
    answer = run(asked, solver, Listener(_on, _ignore, _never), stop)
    clock.add_effort(answer.effort)
    if answer.values is None:
        return None
    nearest = model.builder.complete(answer.values[: model.size.variables])
    jumps = total.original(total.form.value(nearest))
    better = _with_better_shares(model, nearest, settings, clock)
    return Repaired(jumps, (nearest, better) if better else (nearest,))


def _with_better_shares(
    model: PlanModel, values: list[int], settings: Settings, clock: Clock
) -> list[int] | None:
    """Who carries what stays; how much fte of it is decided anew, by all levels."""
    flat = FlatModel(model)
    shares = {variable.index for variable in model.variables.free_share.values()}
    free = [index for index in range(flat.size) if index in shares or index not in flat.cells]
    cut = cut_level(flat, 0, free, values, follow=True)
    solver = neighbourhood_solver(settings.seed, SHARES_EFFORT, None)
    status = solver.solve(cut.model)
    clock.add_effort(solver.response_proto.deterministic_time)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return cut.merged(list(solver.response_proto.solution))


def _on(_: list[int]) -> bool:
    return False


def _ignore(_: int) -> None:
    pass


def _never() -> bool:
    return False
