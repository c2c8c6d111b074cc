"""The part of the customers' work that the first line handles, and the finding below the norm."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from rollenplanner.domain.case import case_of
from rollenplanner.domain.coverage import find_gaps
from rollenplanner.domain.front_line import FrontLine, front_line
from rollenplanner.domain.scenario import Rules, Scenario
from rollenplanner.reports.front_line import first_line_blocks
from rollenplanner.reports.table import UNKNOWN, Item, Mark, Table
from tests.support.build import assign, person, role, scenario, vacancy


def desk(norm: int | None = 80, **fields: Any) -> Scenario:
    """Phone 0.60 and counter 0.20 in the first line, 0.20 behind it, and other work."""
    return scenario(
        [
            role("phone", 60, line="first"),
            role("counter", 20, line="first"),
            role("behind", 20, line="second"),
            role("other", 50),
        ],
        [person("P1"), person("P2"), vacancy("V1", 20)],
        rules=Rules(step=1, max_roles=None, first_line=norm),
        **fields,
    )


def found(where: Scenario, holders: dict[str, dict[str, Any]]) -> list[str]:
    gaps = find_gaps(where, assign(where, holders))
    return [str(each.message) for each in gaps if each.kind == "first-line"]


def test_exactly_the_norm_is_enough() -> None:
    """0.60 + 0.20 held of 0.60 + 0.20 + 0.20: 80%. That nobody is behind makes no difference."""
    where = desk()
    holders = {"phone": {"P1": 60}, "counter": {"P2": 20}}
    assert front_line(case_of(where, assign(where, holders)), 0) == FrontLine(80, 80, 20)
    assert found(where, holders) == []


def test_a_hundredth_less_is_below_the_norm_and_reads_so() -> None:
    """0.79 of 1.00 is 79%; 7,999 of 10,000 would round to 80.0%, and reads 79.9%."""
    where = desk()
    assert found(where, {"phone": {"P1": 60}, "counter": {"P2": 19}}) == [
        "The first line handles 79.0% of the customers' work (0.79 of 1.00 fte); the norm is 80%; "
        "0.01 fte of its work has no holder."
    ]
    close = FrontLine(7_999, 8_000, 2_000)
    assert close.percent == Decimal("79.9")
    assert close.below(80)


def test_a_first_line_that_is_too_small_cannot_reach_the_norm() -> None:
    """0.60 of 0.60 + 0.20 is 75%, all of it held."""
    where = scenario(
        [role("phone", 60, line="first"), role("behind", 20, line="second")],
        [person("P1")],
        rules=Rules(step=1, max_roles=None, first_line=80),
    )
    assert found(where, {"phone": {"P1": 60}}) == [
        "The first line handles 75.0% of the customers' work (0.60 of 0.80 fte); the norm is 80%; "
        "all its work has a holder."
    ]


def test_what_a_vacancy_holds_counts() -> None:
    assert found(desk(), {"phone": {"P1": 60}, "counter": {"V1": 20}}) == []


def test_more_than_is_asked_counts_no_further() -> None:
    where = desk()
    case = case_of(where, assign(where, {"phone": {"P1": 90}}))
    assert front_line(case, 0) == FrontLine(60, 80, 20)


@pytest.mark.parametrize("norm", [None, 0])
def test_without_a_norm_nothing_is_below_it(norm: int | None) -> None:
    assert found(desk(norm), {}) == []


def test_over_time_the_worst_period_is_told() -> None:
    """Period 0: 80 of 100. Period 1: 70 of 100. Period 2: 0.20 of phone's 0.60 falls away: 60."""
    where = desk(count=3)
    holders = {"phone": {"P1": (60, 50, 40)}, "counter": {"P2": (20, 20, 20)}}
    (gap,) = (
        each for each in find_gaps(where, assign(where, holders)) if each.kind == "first-line"
    )
    assert gap.periods == (1, 2)
    assert gap.figures == {
        "percent": Decimal("60.0"),
        "norm": Decimal(80),
        "held": Decimal("0.60"),
        "work": Decimal("1.00"),
    }
    assert "at worst 60.0%" in str(gap.message)


def test_a_period_without_customers_has_no_part() -> None:
    where = scenario(
        [role("phone", (60, 0), line="first")],
        [person("P1")],
        count=2,
        rules=Rules(step=1, max_roles=None, first_line=80),
    )
    case = case_of(where, assign(where, {"phone": {"P1": (60, 0)}}))
    assert front_line(case, 1) is None
    assert found(where, {"phone": {"P1": (60, 0)}}) == []


def test_the_table_has_a_row_per_stretch_beside_the_norm() -> None:
    where = desk(count=3)
    plan = assign(where, {"phone": {"P1": (60, 60, 50)}, "counter": {"P2": (20, 20, 20)}})
    (table,) = first_line_blocks(where, plan)
    assert isinstance(table, Table)
    good, below = (row[4] for row in table.rows)
    assert good == Item(Decimal("80.0"), Mark.GOOD)
    assert below == Item(Decimal("70.0"), Mark.ATTENTION)


def test_without_norm_the_table_says_so_and_without_lines_there_is_none() -> None:
    where = desk(None)
    (table,) = first_line_blocks(where, assign(where, {}))
    assert isinstance(table, Table)
    assert table.rows[0][4] == Item(Decimal("0.0"))
    assert table.rows[0][5] == UNKNOWN
    assert "no norm" in str(table.remarks[-1])
    plain = scenario([role("r")], [person("P1")])
    assert first_line_blocks(plain, assign(plain, {})) == ()
