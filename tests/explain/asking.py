"""Helpers: ask for clashes and repairs of scenarios in memory, and check them a second way."""

from __future__ import annotations

from collections.abc import Iterable

from rollenplanner.domain.check import check_all
from rollenplanner.domain.clashes.changes import Change, Choice, Prices, edits_of, price_of
from rollenplanner.domain.clashes.condition import Condition
from rollenplanner.domain.clashes.conditions import conditions_of
from rollenplanner.domain.clashes.edits import Problem, edited
from rollenplanner.domain.clashes.prices import DEFAULT_PRICES
from rollenplanner.domain.scenario import Scenario
from rollenplanner.planning.explain.explain import Explanation, Wanted, explain_scenario
from rollenplanner.planning.explain.mildest import Repair
from rollenplanner.solver import StopFlag
from tests.brute_force.enumerate import candidates


def explained(scenario: Scenario, prices: Prices = DEFAULT_PRICES, repairs: int = 6) -> Explanation:
    """The explanation of a scenario, with time enough."""
    return explain_scenario(scenario, Wanted(prices, repairs, 600.0), StopFlag())


def only(scenario: Scenario, kept: Iterable[Condition]) -> Scenario:
    """The scenario with these conditions and no other."""
    ids = {each.id for each in kept}
    problem = Problem(scenario)
    drops = (each.drop for each in conditions_of(problem) if each.id not in ids)
    return edited(problem, drops).scenario


def enumerated(scenario: Scenario) -> bool:
    """Whether there is a plan, found out by listing all of them: no solver has a say in it."""
    return any(not any(check_all(scenario, plan)) for plan in candidates(scenario))


def with_changes(scenario: Scenario, changes: dict[str, Change], choice: Choice) -> Scenario:
    """The scenario with some changes made."""
    return edited(Problem(scenario), edits_of(changes, choice)).scenario


def cheaper_choices(changes: dict[str, Change], price: int) -> Iterable[dict[str, int]]:
    """Every choice of changes that costs less; prices are whole numbers."""
    listed = list(changes.values())

    def grow(first: int, choice: dict[str, int]) -> Iterable[dict[str, int]]:
        yield choice
        for number in range(first, len(listed)):
            for top in listed[number].tops():
                larger = {**choice, listed[number].id: top}
                if price_of(changes, larger) < price:
                    yield from grow(number + 1, larger)

    yield from grow(0, {})


def assert_repairs(scenario: Scenario, repairs: Iterable[Repair]) -> None:
    """Each repair gives the scenario a plan that the checker accepts, and no part is idle."""
    for repair in repairs:
        changed = edited(Problem(scenario), [part.edit for _, part in repair.parts]).scenario
        assert not list(check_all(changed, repair.plan))
        assert repair.price == sum(part.price for _, part in repair.parts)
