"""Rules over time bind nothing in a horizon of one period: stated or not, it is all the same."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from rollenplanner.domain.measure import level_values, measure
from rollenplanner.domain.months import Month
from rollenplanner.domain.scenario import Held, Learning, Person, Role, Rules, Scenario, TermBounds
from rollenplanner.domain.terms import UNIT, ObjectiveLevel, Term
from tests.solver.solving import optimum
from tests.support.build import NO_RULES, person, role, scenario

#: As much work done as possible, then the wishes: both ask for a takeover.
OBJECTIVE: tuple[ObjectiveLevel, ...] = (
    {Term.UNCOVERED: 1, Term.CRITICAL_UNCOVERED: 1},
    {Term.WISHES: 1},
)


def takeover(present: Held, rules: Rules = NO_RULES, **fields: Any) -> Scenario:
    """P1 holds r at present, P2 wants it and has never been its backup; s changes hands too."""
    work: list[Role] = [
        role("r", 50, share=50, **fields),
        role("s", 50, share=50, **fields),
    ]
    staff: list[Person] = [
        person("P1", 50, roles={"r": present}, wishes={"s": 1}),
        person("P2", 50, roles={"s": present}, wishes={"r": 1}),
    ]
    return scenario(work, staff, rules=rules, objective=OBJECTIVE)


def assert_as_if_not_stated(stated: Scenario, silent: Scenario) -> None:
    """Both roles change hands at once, in both scenarios."""
    plan = optimum(stated)
    assert plan.holders == {"r": {"P2": (50,)}, "s": {"P1": (50,)}}
    assert plan.holders == optimum(silent).holders
    # Both wishes granted, nothing uncovered.
    assert level_values(stated, measure(stated, plan)) == (0, -2 * UNIT)


YOUNG = Held(50, Month.parse("2026-11"))
OLD = Held(50, Month.parse("1990-01"))


@pytest.mark.parametrize("present", [YOUNG, OLD, Held(50)], ids=["young", "old", "unknown"])
def test_term_binds_nothing(present: Held) -> None:
    assert_as_if_not_stated(takeover(present, term=TermBounds(4, 8)), takeover(present))


def test_term_binds_nothing_for_who_stays() -> None:
    # P1 is far beyond the longest term, and the only one.
    case = scenario(
        [role("r", 50, term=TermBounds(1, 1))],
        [person("P1", roles={"r": OLD})],
        objective=OBJECTIVE,
    )
    assert optimum(case).holders == {"r": {"P1": (50,)}}


def test_handover_binds_nothing() -> None:
    assert_as_if_not_stated(takeover(YOUNG, handover=3), takeover(YOUNG))


def test_max_changes_binds_nothing() -> None:
    none = dataclasses.replace(NO_RULES, max_changes=0)
    assert_as_if_not_stated(takeover(YOUNG, none), takeover(YOUNG))


def test_no_double_change_binds_nothing() -> None:
    # Neither role keeps any of those who carried it.
    stated = dataclasses.replace(NO_RULES, no_double_change=True)
    assert_as_if_not_stated(takeover(YOUNG, stated), takeover(YOUNG))


def test_learning_binds_nothing_where_everyone_meets_the_requirements() -> None:
    stated = dataclasses.replace(NO_RULES, learning=Learning(1, 4))
    assert_as_if_not_stated(takeover(YOUNG, stated), takeover(YOUNG))


def test_rules_over_time_together_bind_nothing() -> None:
    stated = dataclasses.replace(
        NO_RULES, learning=Learning(1, 4), max_changes=0, no_double_change=True
    )
    both = takeover(YOUNG, stated, term=TermBounds(4, 8), handover=2)
    assert_as_if_not_stated(both, takeover(YOUNG))


def test_takeovers_are_counted_all_the_same() -> None:
    # Two takeovers, both by people who were no backup of a role with handover.
    case = takeover(YOUNG, handover=1)
    values = measure(case, optimum(case))
    assert values[Term.CHANGES] == values[Term.UNPREPARED] == 2 * UNIT
    assert values[Term.UNCOVERED] == 0
