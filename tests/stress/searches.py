"""The exact searches of the solver, as planning hands them over."""

from __future__ import annotations

from functools import partial

from rollenplanner.solver import StopFlag
from rollenplanner.solver.redeploy import most_lost, redeploy
from rollenplanner.solver.worst_absence import costliest_absence
from rollenplanner.stress import Searches

_NEVER = StopFlag()

SEARCHES = Searches(
    partial(redeploy, stop=_NEVER),
    partial(most_lost, stop=_NEVER),
    partial(costliest_absence, stop=_NEVER),
)
