"""Ceilings on how far a plan may be from an earlier one, and the shares of a repaired plan."""

from __future__ import annotations

from rollenplanner.domain.plan import Settings
from rollenplanner.domain.stopping import StopFlag
from rollenplanner.domain.terms import Term
from rollenplanner.solver.clock import Clock
from rollenplanner.solver.flat import FlatModel
from rollenplanner.solver.linear import Linear, Reduced
from rollenplanner.solver.model import PlanModel
from rollenplanner.solver.objective import TERMS, slacks_of
from rollenplanner.solver.parameters import neighbourhood_solver
from rollenplanner.solver.polish import cut_level
from rollenplanner.solver.runner import Listener, run

#: Deterministic time for the shares at one level.
SHARES_EFFORT = 0.3
#: Levels at which shares are set right before anything else.
SHARE_LEVELS = 2


def jumps_of(model: PlanModel) -> Reduced:
    """Cells that differ from the plan that the model refers to, as a form."""
    slacks = slacks_of(model.variables, Term.JUMPS)
    unit = TERMS[Term.JUMPS].unit
    return Linear.total(slack.form.floor_divided(unit) for slack in slacks).reduced()


def hold_jumps(model: PlanModel, most: int) -> None:
    """Let at most so many cells differ from the plan that the model refers to."""
    total = jumps_of(model)
    model.builder.at_most(total.form, total.floor(most), "jumps")


def set_shares(
    flat: FlatModel, values: list[int], settings: Settings, clock: Clock, stop: StopFlag
) -> list[int]:
    """Let the holders of a plan share the work as well as they can; nobody else carries anything.

    Args:
        flat: The model.
        values: Of all variables, exact; a plan.
        settings: Of the run.
        clock: Counts the work.
        stop: Ends it: shares stay as they are by then.

    Returns:
        Values of all variables; they obey every row that those given obey.
    """
    shares = {variable.index for variable in flat.model.variables.free_share.values()}
    free = [index for index in range(flat.size) if index in shares or index not in flat.decisions]
    for number in range(min(SHARE_LEVELS, len(flat.levels))):
        if stop.is_set():
            break
        cut = cut_level(flat, number, free, values, follow=True)
        seconds = None if settings.deterministic else clock.remaining()
        solver = neighbourhood_solver(settings.seed, SHARES_EFFORT, seconds, linear=True)
        nobody = Listener(lambda _: False, lambda _: None, lambda: False)
        answer = run(cut.model, solver, nobody, stop)
        clock.add_effort(answer.effort)
        if answer.values is not None:
            found = cut.merged(answer.values)
            values = flat.model.builder.complete(found)
    return values
