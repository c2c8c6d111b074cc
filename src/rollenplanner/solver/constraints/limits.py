"""Limits: hard ceilings on terms."""

from __future__ import annotations

from rollenplanner.solver.linear import Linear
from rollenplanner.solver.objective import slacks_of
from rollenplanner.solver.variables import Variables


def terms_within_limits(variables: Variables) -> None:
    """limits: no term above its limit."""
    for term, ceiling in variables.scenario.limits.items():
        total = Linear.total(slack.form for slack in slacks_of(variables, term)).reduced()
        variables.builder.at_most(total.form, total.floor(ceiling), "limit", term)
        variables.builder.ceilings.append((total.form, total.floor(ceiling)))
