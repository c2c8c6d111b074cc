"""Figures of a hand-made curve, worked out by hand."""

from __future__ import annotations

import math

import pytest

from benchmarks.comparison.curves import (
    Event,
    Point,
    better,
    curve,
    first_difference,
    primal_gap,
    primal_integral,
    time_to_reach,
)

BEST = (0, 100)

#: Level 0 reaches its best, 0, after 4 s. Level 1 falls from 400 to 200 (6 s) and 101 (8 s).
STREAM = (
    Event(2, 0, 50, None),
    Event(2, 1, 400, None),
    Event(3, 1, None, 90),
    Event(4, 0, 0, 0),
    Event(6, 1, 200, 95),
    Event(8, 1, 101, 95),
)


def test_a_level_whose_best_is_nothing_is_far_until_it_is_there() -> None:
    # 50 against 0 is a gap of 50 / max(50, 0) = 1, so the gap is 1 for 4 s of 10.
    points = curve(STREAM, BEST, 0)
    assert points == [Point(0, 1), Point(4, 0)]
    assert primal_integral(points, 10) == pytest.approx(0.4)
    assert time_to_reach(points) == 4


def test_a_level_counts_once_the_levels_above_are_reached() -> None:
    # 1 for 4 s, while level 0 is not reached, although a value is known from 2 s on; then
    # (400 - 100) / 400 = 0.75 for 2 s, (200 - 100) / 200 = 0.5 for 2 s, and 1 / 101 until 10 s.
    # Area: 4 + 1.5 + 1 + 2 / 101; as a part of 10 s.
    points = curve(STREAM, BEST, 1)
    assert points == [Point(0, 1), Point(4, 0.75), Point(6, 0.5), Point(8, 1 / 101)]
    assert primal_integral(points, 10) == pytest.approx((6.5 + 2 / 101) / 10)
    # 1 / 101 is the first gap of at most 1%.
    assert time_to_reach(points) == 8
    assert time_to_reach(points, near=0.005) == math.inf


def test_what_comes_after_the_limit_does_not_count() -> None:
    # Until 5 s: 1 for 4 s and 0.75 for 1 s.
    assert primal_integral(curve(STREAM, BEST, 1), 5) == pytest.approx(4.75 / 5)


def test_no_plan_is_as_far_as_can_be() -> None:
    points = curve([], BEST, 1)
    assert primal_integral(points, 10) == 1
    assert time_to_reach(points) == math.inf


def test_a_level_that_gets_worse_again_is_reached_when_it_comes_back() -> None:
    # A better plan above may cost a level below; the time counts from the last return.
    events = [Event(1, 0, 0, None), Event(1, 1, 100, None), Event(2, 1, 300, None)]
    assert time_to_reach(curve(events, BEST, 1)) == math.inf
    assert time_to_reach(curve([*events, Event(5, 1, 100, None)], BEST, 1)) == 5


@pytest.mark.parametrize(
    ("value", "best", "gap"),
    [
        (None, 3, 1),
        (3, 3, 0),
        (2, 3, 0),  # lower than the best plan has it: that plan is better above
        (4, 3, 0.25),
        (-90, -100, 0.1),
        (5, -100, 1),
        (1, 0, 1),
    ],
)
def test_primal_gap(value: float | None, best: float, gap: float) -> None:
    assert primal_gap(value, best) == pytest.approx(gap)


def test_the_first_difference_decides() -> None:
    assert first_difference((0, 5, 9), (0, 6, 1)) == 1
    assert better((0, 5, 9), (0, 6, 1)) == 1
    assert better((0, 6, 1), (0, 5, 9)) == -1
    assert first_difference((0, 5), (0, 5)) is None
    assert better((0, 5), (0, 5)) == 0
    assert better((9, 9), None) == 1
    assert better(None, (9, 9)) == -1
    assert better(None, None) == 0
