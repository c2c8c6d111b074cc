"""Points of a trade-off carry the best bound that follows from all answers together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rollenplanner.domain.tradeoff import Answer, gaps, middle, points

Plans = list[tuple[int, int]]
#: The two terms of every plan that there is.
PLANS = st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=1, max_size=8)
#: The second term is held at so much; how far the plan found and the bound are from the least.
ASKED = st.lists(
    st.tuples(st.integers(0, 6), st.integers(0, 3), st.none() | st.integers(0, 3)), max_size=5
)


def test_a_bound_holds_where_the_second_term_is_lower_as_well() -> None:
    """With 1.95 held nothing is below 6, so with 1.45 held nothing is either."""
    tight, loose = Answer(145, 8, 145, 1, False, 0), Answer(195, 7, 195, 6, False, 0)
    first, second = points([tight, loose])
    assert (first.bound, second.bound) == (6, 6)
    assert not first.proven


def test_a_point_can_be_proven_by_the_bound_of_another_one() -> None:
    """No plan has less than 4 anywhere; with 4 and no more, none has less than 335 of the other."""
    open_one, other = Answer(400, 4, 335, 0, False, 335), Answer(500, 4, 400, 4, False, 335)
    (point,) = points([open_one, other])
    assert (point.first, point.second) == (4, 335)
    assert point.bound == 4
    assert point.proven


@given(PLANS, ASKED)
def test_no_plan_is_below_a_bound(plans: Plans, asked: list[tuple[int, int, int | None]]) -> None:
    answers = []
    for held, worse, slack in asked:
        fitting = sorted(plan for plan in plans if plan[1] <= held)
        if fitting:
            first, second = fitting[min(worse, len(fitting) - 1)]
            bound = None if slack is None else fitting[0][0] - slack
            answers.append(Answer(held, first, second, bound, False))
    for point in points(answers):
        least = min(first for first, second in plans if second <= point.second)
        assert point.bound is None or point.bound <= least


def test_where_a_plan_fell_to_a_point_the_gap_above_is_closed_at_once() -> None:
    """Held at 20 the plan fell to 15; held at 24, just below 25, one more solve tells all."""
    ends = [Answer(15, 3, 15, 3, True), Answer(25, 2, 25, 2, True)]
    (gap,) = gaps(ends, [], 1)
    assert middle(gap, 1) == 20
    (rest,) = gaps([*ends, Answer(20, 3, 15, 3, True)], [], 1)
    assert (rest.low, rest.high) == (20, 25)
    assert middle(rest, 1) == 24
    assert gaps([*ends, Answer(24, 3, 15, 3, True)], [], 1) == []
