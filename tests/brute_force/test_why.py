"""What the opposite costs is the difference of two optima, both found by enumeration."""

from __future__ import annotations

import dataclasses
from random import Random

import pytest
from hypothesis import HealthCheck, given, seed, settings

from rollenplanner.domain.answers import Answer, Outcome
from rollenplanner.domain.check import check_all
from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.months import Span
from rollenplanner.domain.plan import Assignment
from rollenplanner.domain.scenario import Pin, Scenario
from rollenplanner.solver import nearby
from tests.brute_force.enumerate import best, candidates
from tests.brute_force.strategies import scenarios
from tests.planning.questions import ask

#: 4 x 40 scenarios, two questions each.
BATCHES, PER_BATCH = 4, 40


def a_plan(scenario: Scenario, rng: Random, *, optimal: bool) -> Assignment | None:
    """A best plan, or one of the first that obey the rules."""
    found: list[tuple[tuple[int, ...], Assignment]] = []
    for assignment in candidates(scenario):
        if not any(True for _ in check_all(scenario, assignment)):
            found.append((level_values(scenario, measure(scenario, assignment)), assignment))
            if not optimal and len(found) >= 20:
                break
    if not found:
        return None
    return min(found, key=lambda each: each[0])[1] if optimal else rng.choice(found)[1]


def opposite(scenario: Scenario, answer: Answer) -> Scenario:
    """The scenario in which it is otherwise."""
    assert answer.edit is not None
    if answer.carries:
        return dataclasses.replace(scenario, forbid=(*scenario.forbid, answer.edit))
    return dataclasses.replace(scenario, pins=(*scenario.pins, answer.edit))


def assert_right(scenario: Scenario, plan: Assignment, answer: Answer) -> None:
    """Compare an answer with everything that is possible."""
    post = answer.role.post
    if answer.rules and post is not None and post.per_staff is not None:
        return  # a plan with fewer heads has no such post, and then a pin on it binds nothing
    if answer.rules:
        edited = opposite(
            scenario, dataclasses.replace(answer, edit=answer.edit or the_opposite(answer))
        )
        assert best(edited) is None
        return
    assert answer.comparison is not None
    expected = best(opposite(scenario, answer))
    if expected is None:
        assert answer.comparison.outcome is Outcome.IMPOSSIBLE
        return
    assert answer.comparison.outcome is Outcome.FOUND
    other = answer.comparison.other
    assert other is not None
    assert not list(check_all(opposite(scenario, answer), other))
    levels = answer.comparison.levels[: len(expected)]
    assert tuple(each.after for each in levels) == level_values(scenario, measure(scenario, other))
    before = level_values(scenario, measure(scenario, plan))
    assert tuple(each.before for each in levels) == before
    for level, after, was in zip(levels, expected, before, strict=True):
        # Not pressed below the plan at hand; above it only as far as it has to be, and proven.
        if level.after > was:
            assert level.after == after
            assert level.bound == after
            return
        assert level.after <= was
        if after < was:
            return  # from here on the optimum goes another way


def the_opposite(answer: Answer) -> Pin:
    """What would have been pinned or forbidden, had no rule been in the way."""
    role = answer.role.id
    return Pin(answer.person, "backup" if answer.backup else "role", (role,), role, Span(), 9)


@pytest.mark.parametrize("optimal", [True, False], ids=["optimal", "any plan"])
@pytest.mark.parametrize("batch", range(BATCHES))
def test_cost_is_the_difference_of_optima(batch: int, optimal: bool) -> None:
    @seed(20270901 + batch)
    @settings(
        max_examples=PER_BATCH,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    def every_drawn_scenario(scenario: Scenario) -> None:
        rng = Random(batch)
        plan = a_plan(scenario, rng, optimal=optimal)
        if plan is None:
            return
        for _ in range(2):
            person, role = rng.choice(list(scenario.staff)), rng.choice(list(scenario.roles))
            backup = rng.random() < 0.3
            answer = ask(scenario, plan, person, role, backup=backup)
            assert_right(scenario, plan, answer)

    every_drawn_scenario()


def assert_nothing_wrong(scenario: Scenario, plan: Assignment, answer: Answer) -> None:
    """What is only found lies above the optimum, and what is called proven below it."""
    if answer.rules:
        return
    assert answer.comparison is not None
    expected = best(opposite(scenario, answer))
    if answer.comparison.outcome is not Outcome.FOUND:
        assert expected is None or answer.comparison.outcome is Outcome.UNKNOWN
        return
    assert expected is not None
    other = answer.comparison.other
    assert other is not None
    assert not list(check_all(opposite(scenario, answer), other))
    before = level_values(scenario, measure(scenario, plan))
    levels = answer.comparison.levels[: len(expected)]
    for level, after, was in zip(levels, expected, before, strict=True):
        if after < was:
            return  # from here on the optimum goes another way
        if level.after > was:
            assert level.bound is not None
            assert level.bound <= after <= level.after
            return


@pytest.mark.parametrize("batch", range(BATCHES))
def test_a_range_holds_where_only_a_part_is_modelled(
    batch: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As over many periods: a nearest plan first, then a model of the likely pairs."""
    monkeypatch.setattr(nearby, "MOST_CELLS", 0)

    @seed(20281200 + batch)
    @settings(
        max_examples=PER_BATCH // 4,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(scenarios())
    def every_drawn_scenario(scenario: Scenario) -> None:
        rng = Random(batch)
        plan = a_plan(scenario, rng, optimal=False)
        if plan is not None:
            person, role = rng.choice(list(scenario.staff)), rng.choice(list(scenario.roles))
            assert_nothing_wrong(scenario, plan, ask(scenario, plan, person, role))

    every_drawn_scenario()
