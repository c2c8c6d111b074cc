"""The judge of every way: the checker and the measure of the domain, never a solver's own word."""

from __future__ import annotations

from typing import Any

from rollenplanner.domain.check import check_all
from rollenplanner.domain.facts import facts_of
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Scenario


def judge(scenario: Scenario, plan: Assignment | None) -> dict[str, Any]:
    """State and values per level of a plan, as plain data."""
    if plan is None:
        return {"state": "no plan", "values": None}
    broken = sorted({finding.kind for finding in check_all(scenario, plan)})
    if broken:
        return {"state": "breaks a rule", "values": None, "broken": broken}
    return {"state": "plan", "values": list(level_values(scenario, measure(scenario, plan)))}


def names_of(scenario: Scenario) -> list[str]:
    """The terms of each level with their weights."""
    return [
        " + ".join(
            f"{weight} {term}" if weight != 1 else str(term) for term, weight in level.items()
        )
        for level in scenario.objective
    ]


def size_of(scenario: Scenario) -> dict[str, Any]:
    """What stands above a table."""
    facts = facts_of(scenario)
    return {
        "people": len(scenario.staff),
        "roles": sum(1 for role in scenario.roles.values() if role.post is None),
        "periods": len(scenario.periods),
        "pressure": sum(facts.demand) / sum(facts.available),
    }
