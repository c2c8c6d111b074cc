"""Levels of the objective: their value, the least they can be, and their gap."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from rollenplanner.domain.measure import gap_of, least_level_value, level_values, measure
from rollenplanner.domain.terms import UNIT, Term, units_of
from tests.check.test_measure import P1, P2, WISHING
from tests.support.build import assign, role, scenario


def test_a_level_is_the_weighted_sum_of_its_terms() -> None:
    """Level 1: 3 x 0.80 uncovered + 2 x 2 heads = 6.4 with P1 and P2 on k; level 2: 1 x 2."""
    where = scenario(
        [role("r", 80), role("k", 50, critical=True)],
        [P1, P2],
        objective=[{Term.UNCOVERED: 3, Term.HEADCOUNT: 2}, {Term.CHANGES: 1}],
    )
    values = measure(where, assign(where, {"k": {"P1": 20, "P2": 30}}))
    assert level_values(where, values) == (units_of(Decimal("6.4")), 2 * UNIT)


def test_no_level_can_be_below_all_wishes_granted() -> None:
    """P1: r 2 in two periods = 4, the post 5 in two = 10, the best cluster 9; s is unwanted.

    23 in all, three times counted: -69. Counts alone are never below 0.
    """
    assert least_level_value(WISHING, {Term.WISHES: 3, Term.MOVES: 1}) == -69 * UNIT
    assert least_level_value(WISHING, {Term.MOVES: 1}) == 0


@pytest.mark.parametrize(
    ("term", "value", "bound", "gap"),
    [
        (Term.MOVES, "4", "3", "0.25"),  # (4 - 3) / 4
        (Term.IMBALANCE, "0.5", "0.25", "0.25"),  # 0.25 / max(1, 0.5)
        (Term.WISHES, "-8", "-10", "0.25"),  # 2 / |-8|
        (Term.IMBALANCE_SQUARED, "0.5", "0.25", "0.5"),  # 0.25 / 0.5
        (Term.IMBALANCE_SQUARED, "0", "0", "0"),
        (Term.IMBALANCE_SQUARED, "0.00005", "0", "0.5"),  # 0.00005 / 0.0001
    ],
)
def test_gap(term: Term, value: str, bound: str, gap: str) -> None:
    exact = gap_of({term: 1}, units_of(Decimal(value)), units_of(Decimal(bound)))
    assert exact == Fraction(gap)
