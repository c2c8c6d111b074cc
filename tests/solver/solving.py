"""Solve a tiny scenario, and hold the answer against the checker."""

from __future__ import annotations

from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.plan import Assignment, Settings
from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import ObjectiveLevel, Term
from rollenplanner.solver import LevelState, Outcome, Status, solve

SETTINGS = Settings(seed=1, workers=1, time_limit=20.0)

#: What the tests of rules aim at: as much work done as possible, in one level.
COVER: tuple[ObjectiveLevel, ...] = ({Term.UNCOVERED: 1, Term.CRITICAL_UNCOVERED: 1},)


def assert_honest(
    scenario: Scenario, outcome: Outcome, start: Assignment | None = None
) -> Assignment:
    """The plan obeys every rule and is worth what its levels say; returns it."""
    assert outcome.assignment is not None
    assert [str(each.message) for each in check_all(scenario, outcome.assignment)] == []
    values = level_values(scenario, measure(scenario, outcome.assignment, start))
    assert tuple(level.value for level in outcome.levels) == values
    terms = tuple(dict(level.terms) for level in outcome.levels)
    assert terms == tuple(dict(level) for level in scenario.objective)
    for level in outcome.levels:
        assert level.bound is not None
        assert level.bound <= level.value
        assert (level.state is LevelState.OPTIMAL) == (level.bound == level.value)
    return outcome.assignment


def optimum(scenario: Scenario, start: Assignment | None = None) -> Assignment:
    """The proven best plan, checked."""
    outcome = solve(scenario, SETTINGS, start=start)
    assert outcome.status is Status.OPTIMAL
    assert all(level.bound == level.value for level in outcome.levels)
    return assert_honest(scenario, outcome, start)


def values_of(scenario: Scenario, start: Assignment | None = None) -> tuple[int, ...]:
    """The proven best value per level, in units."""
    return level_values(scenario, measure(scenario, optimum(scenario, start), start))


def assert_infeasible(scenario: Scenario, start: Assignment | None = None) -> None:
    """It is proven that no plan obeys the rules."""
    outcome = solve(scenario, SETTINGS, start=start)
    assert outcome.status is Status.INFEASIBLE
    assert outcome.assignment is None
    assert outcome.levels == ()
    assert not outcome.stopped
