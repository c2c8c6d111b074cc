"""Every term: the solver finds the optimum that `optima` proves, as the checker measures it."""

from __future__ import annotations

import pytest

from rollenplanner.domain.measure import measure
from rollenplanner.domain.terms import Term
from rollenplanner.solver import LevelState, Status, solve
from tests.solver.optima import OPTIMA
from tests.solver.solving import SETTINGS, assert_honest


@pytest.mark.parametrize("term", Term)
def test_optimum_of_term(term: Term) -> None:
    case = OPTIMA[term]
    outcome = solve(case.scenario, SETTINGS, start=case.start)
    assert outcome.status is Status.OPTIMAL
    (level,) = outcome.levels
    assert level.terms == ((term, 1),)
    assert (level.value, level.bound) == (case.best, case.best)
    assert level.state is LevelState.OPTIMAL
    plan = assert_honest(case.scenario, outcome, case.start)
    assert measure(case.scenario, plan, case.start)[term] == case.best
