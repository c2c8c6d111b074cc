"""Limits on every term, alone and together, as the solver obeys them."""

from __future__ import annotations

import dataclasses

import pytest

from rollenplanner.domain.scenario import Scenario
from rollenplanner.domain.terms import UNIT, Term
from tests.solver.optima import OPTIMA
from tests.solver.solving import COVER, assert_infeasible, optimum, values_of
from tests.support.build import person, role, scenario

#: Finer than any step of any term but the square.
A_LITTLE = UNIT // 10_000


def limited(term: Term, ceiling: int) -> Scenario:
    """The scenario of `optima` with another objective, and a limit on the term."""
    case = OPTIMA[term].scenario
    limits = {**case.limits, term: ceiling}
    return dataclasses.replace(case, limits=limits, objective=({Term.HEADCOUNT: 1},))


@pytest.mark.parametrize("term", Term)
def test_limits_feasible_at_the_least_value(term: Term) -> None:
    # `optimum` asks the checker, which judges the limit too.
    case = OPTIMA[term]
    optimum(limited(term, case.best), case.start)


@pytest.mark.parametrize("term", Term)
def test_limits_infeasible_below_the_least_value(term: Term) -> None:
    case = OPTIMA[term]
    assert_infeasible(limited(term, case.best - A_LITTLE), case.start)


def torn(limits: dict[Term, int]) -> Scenario:
    """P1 has the hours to hold all of r, or 0.90 of it beside backing up k; k nobody can hold."""
    return scenario(
        [
            role("r", 100),
            role("k", 20, share=20, min_holders=2, backups=1, backup_fte=10, critical=True),
        ],
        [person("P1")],
        limits=limits,
        objective=COVER,
    )


@pytest.mark.parametrize(
    "limits",
    [
        {Term.UNCOVERED: 0},
        {Term.CRITICAL_MISSING_BACKUPS: 0},
        # 0.90 held beside the backup.
        {Term.UNCOVERED: 10, Term.CRITICAL_MISSING_BACKUPS: 0},
        {Term.UNCOVERED: 0, Term.CRITICAL_MISSING_BACKUPS: 100},
    ],
)
def test_limits_feasible_together(limits: dict[Term, int]) -> None:
    optimum(torn(limits))


@pytest.mark.parametrize(
    "limits",
    [
        {Term.UNCOVERED: 0, Term.CRITICAL_MISSING_BACKUPS: 0},
        {Term.UNCOVERED: 9, Term.CRITICAL_MISSING_BACKUPS: 0},
        {Term.UNCOVERED: 0, Term.CRITICAL_MISSING_BACKUPS: 99},
    ],
)
def test_limits_infeasible_together(limits: dict[Term, int]) -> None:
    assert_infeasible(torn(limits))


def test_limits_feasible_where_a_limit_costs_a_level() -> None:
    # Two people could share the work; with one head at most, 0.20 of it is left.
    free = scenario([role("r", 120)], [person("P1"), person("P2")], objective=COVER)
    tight = dataclasses.replace(free, limits={Term.HEADCOUNT: UNIT})
    assert values_of(free) == (0,)
    assert values_of(tight) == (UNIT // 5,)
