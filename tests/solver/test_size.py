"""The model stays of a size that can be built and solved, also where fte and effort are odd."""

from __future__ import annotations

import pytest

from rollenplanner.domain.terms import Term
from rollenplanner.solver.model import build_model
from tests.support.build import person, role, scenario

#: For two people and four roles that is ample.
BEARABLE = 10_000


@pytest.mark.parametrize("term", [Term.IMBALANCE, Term.IMBALANCE_SQUARED, Term.OVERLOAD])
def test_pool_with_odd_effort_leaves_a_bearable_model(term: Term) -> None:
    # An entry may stand for a pool, up to 99 fte; this one has 10. Efforts of 1.01 and 0.97 let its
    # load take any of 100,000 values, which may not become as many constraints.
    pool = person("P1", 1000, effort={"r0": 101, "r1": 97})
    case = scenario(
        [role(f"r{n}", 333) for n in range(4)], [pool, person("P2")], objective=[{term: 1}]
    )
    assert build_model(case).size.constraints < BEARABLE
