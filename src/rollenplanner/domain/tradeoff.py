"""A trade-off between two terms: which points are known, and where to look next.

The epsilon constraint method (Haimes, Lasdon and Wismer, 1971): the least of the one term with the
other one held at some value, and then the least of that, is a point that no plan beats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from rollenplanner.domain.terms import UNIT, UNITS_PER_HUNDREDTH, UNITS_PER_TEN_THOUSANDTH, Term

_FTE = frozenset(
    {
        Term.UNCOVERED,
        Term.CRITICAL_UNCOVERED,
        Term.UNPLACED,
        Term.OVER_FORMATION,
        Term.CLUSTER_DEVIATION,
    }
)
_LOAD = frozenset({Term.IMBALANCE, Term.OVERLOAD})


def grain_of(term: Term) -> int:
    """Units of which every value of a term is a multiple: nothing lies between two of them."""
    if term in _FTE:
        return UNITS_PER_HUNDREDTH
    if term in _LOAD:
        return UNITS_PER_TEN_THOUSANDTH
    return 1 if term is Term.IMBALANCE_SQUARED else UNIT


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of holding the second term at most at some value; all in units.

    Attributes:
        held: That value.
        first, second: The two terms of the plan found.
        bound: Proven: no plan with the second term held comes lower in the first one.
        proven: Whether no plan beats this one.
        second_bound: Proven: no plan that is no higher in the first term comes lower in the second.
    """

    held: int
    first: int
    second: int
    bound: int | None
    proven: bool
    second_bound: int | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """Values at which the second term was not held yet: above `low`, below `high`.

    Attributes:
        fell: Whether the plan found at `low` came down below it, to a point that lies there.
    """

    low: int
    high: int
    fell: bool = False


def points(answers: Sequence[Answer]) -> list[Answer]:
    """The points that no other one beats, by the second term; the proven one of equals.

    Each carries the best bound that follows from all answers: what is proven with the second term
    held at a higher value holds where it is lower as well.
    """
    best: dict[tuple[int, int], Answer] = {}
    for answer in sorted(answers, key=lambda each: (each.proven, each.held)):
        best[answer.first, answer.second] = answer
    found = best.values()
    return sorted(
        (
            _with_best_bound(here, answers)
            for here in found
            if not any(
                there is not here and there.first <= here.first and there.second <= here.second
                for there in found
            )
        ),
        key=lambda each: each.second,
    )


def _with_best_bound(point: Answer, answers: Sequence[Answer]) -> Answer:
    bounds = [
        each.bound for each in answers if each.bound is not None and each.held >= point.second
    ]
    bound = max(bounds, default=None)
    ends = (point.first, point.second) == (bound, point.second_bound)
    return replace(point, bound=bound, proven=point.proven or ends)


def gaps(answers: Sequence[Answer], failed: Sequence[int], grain: int) -> list[Gap]:
    """Where other points may lie, the widest first.

    Args:
        answers: All so far; the first and the last point are among them.
        failed: Values at which nothing was found in time: there is no looking there again.
        grain: Of the second term.
    """
    # Held at `held` the second term came down to `second`: nothing lies between the two.
    known = sorted((answer.second, answer.held) for answer in answers)
    known += [(held, held) for held in failed]
    found = []
    reached: int | None = None
    fell = False
    for second, held in sorted(known):
        if reached is not None and second - grain > reached:
            found.append(Gap(reached, second, fell))
        if reached is None or held > reached:
            reached, fell = held, held > second
    return sorted(found, key=lambda gap: (gap.low - gap.high, gap.low))


def is_complete(
    answers: Sequence[Answer], failed: Sequence[int], grain: int, least: int | None
) -> bool:
    """Whether the points of some answers are proven to be all that there are.

    Args:
        answers: All of them.
        failed: Values at which nothing was found in time.
        grain: Of the second term.
        least: Proven: the second term is nowhere below this; None if unknown.
    """
    found = points(answers)
    return (
        not failed
        and bool(found)
        and all(answer.proven for answer in answers)
        and not gaps(answers, failed, grain)
        and found[0].second == least
    )


def middle(gap: Gap, grain: int) -> int:
    """The value in a gap at which to hold the second term next: its middle.

    Where the plan found at its lower end fell to a point below, there is probably none above it
    either; held just below its upper end, one more solve closes such a gap.
    """
    if gap.fell:
        return gap.high - grain
    halves = (gap.low + gap.high) // 2
    value = halves - halves % grain
    return value if gap.low < value < gap.high else gap.high - grain
