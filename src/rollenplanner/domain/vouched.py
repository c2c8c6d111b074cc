"""What may be believed of the proofs that a plan file states about itself.

A bound holds for the scenario for which it was found. Judged against another one, or written by
hand, it is a claim that nobody can check, and so it is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from rollenplanner.domain.measure import least_level_value, level_value, measure
from rollenplanner.domain.plan import LevelResult, LevelStatus, Plan
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import Term, decimal_of, staying_close


def is_vouched(scenario: Scenario, plan: Plan) -> bool:
    """Whether the plan was made for this very scenario, so that its bounds hold for it."""
    return plan.scenario_sha256 is not None and plan.scenario_sha256 == scenario.sha256


def vouched(scenario: Scenario, plan: Plan) -> Plan:
    """The plan with no other bounds, gaps and statuses than those that hold for a scenario.

    Those of a plan that was not made for this very scenario are left out, and its values and terms
    counted anew. A level that is as low as it can be at all is proven, whoever made the plan.

    Args:
        scenario: What the plan is judged against.
        plan: As it was read or made.
    """
    if is_vouched(scenario, plan):
        return plan
    levels = tuple(_levels(scenario, plan))
    proven = bool(levels) and all(level.status == "optimal" for level in levels)
    status: LevelStatus | None = "optimal" if proven else None
    values = measure(scenario, plan.assignment) if plan.terms else {}
    terms: dict[Term, Decimal] = {
        term: decimal_of(values[term]) for term in plan.terms if term is not Term.JUMPS
    }
    return replace(plan, status=status, objective=levels, terms=terms)


def _levels(scenario: Scenario, plan: Plan) -> Iterator[LevelResult]:
    """The levels of the scenario, as far as the plan states any; jumps need an earlier plan."""
    if not plan.objective:
        return
    values = measure(scenario, plan.assignment)
    jumps = len(plan.objective) > len(scenario.objective)
    for weights in staying_close(scenario.objective) if jumps else scenario.objective:
        if weights.get(Term.JUMPS):
            yield from (
                replace(level, bound=None, gap=None, status="feasible")
                for level in plan.objective
                if Term.JUMPS in level.terms
            )
            continue
        value = level_value(weights, values)
        least = value == least_level_value(scenario, weights)
        yield LevelResult(
            {term: decimal_of(values[term]) for term in weights},
            decimal_of(value),
            decimal_of(value) if least else None,
            Decimal(0) if least else None,
            "optimal" if least else "feasible",
        )
