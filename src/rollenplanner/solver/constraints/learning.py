"""The rule about learning a role before holding it, and the exemption of present holders."""

from __future__ import annotations

from rollenplanner.solver.over_time import NEVER, before, held, learned, only_if_any
from rollenplanner.solver.variables import Variables


def held_if_able(variables: Variables) -> None:
    """eligible, learning: learned by then, or held at present and in every active period since."""
    for cell, holding in variables.eligibility.holdings.items():
        if not holding.unmet:
            continue
        previous = before(variables.scenario.roles[cell.role], cell.period)
        if holding.exempt and previous is None:
            continue
        # Held before for lack of learning means exempt then; by learning means learned now.
        on = NEVER
        if holding.exempt and previous is not None:
            on = held(variables, cell._replace(period=previous))
        options = (learned(variables, cell), on)
        only_if_any(variables, variables.holds[cell], options, "able", *cell)
